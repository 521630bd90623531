package dev.steward.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.UserGroups;

@SandboxTest
class AdminPageTest {
    @Autowired
    SandboxSlack slack;
    @Autowired
    UserGroups groups;
    @Autowired
    Members members;

    private final HttpClient browser = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

    @Test
    void accountsAreClosedAndGroupsFilledAndStewardHears() throws Exception {
        String people = "/as/" + Seed.OPS + "/people";
        assertThat(send(people, null)).contains("Maya Lindqvist", "@product", "Deactivate").doesNotContain("Nadia");

        String after = send("/as/" + Seed.OPS + "/groups/S0PRODUCTS",
                "members=" + Seed.SUPPORT + "&members=" + Seed.PM);
        assertThat(after).contains("Save Product");
        slack.settles();
        assertThat(groups.members(slack.workspace(), List.of("S0PRODUCTS")).get("S0PRODUCTS"))
                .containsExactlyInAnyOrder(Seed.SUPPORT, Seed.PM);

        assertThat(send(people + "/" + Seed.PM, "deactivated=true")).contains("Activate Maya Lindqvist");
        slack.settles();
        assertThat(members.find(slack.workspace(), Seed.PM)).map(Member::deactivated).contains(true);
        assertThat(groups.members(slack.workspace(), List.of("S0PRODUCTS")).get("S0PRODUCTS"))
                .containsExactly(Seed.SUPPORT);
        slack.hadNoTrouble();
    }

    private String send(String path, @org.jspecify.annotations.Nullable String form) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(slack.address() + path));
        if (form != null) {
            request.header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(form));
        }
        var answer = browser.send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }
}
