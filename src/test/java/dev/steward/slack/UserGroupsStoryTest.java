package dev.steward.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Who;
import dev.steward.workspace.Installations;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.UserGroups;
import dev.steward.workspace.UserGroups.UserGroup;
import dev.steward.workspace.UserId;

/** User groups and people, as Slack changes them. */
@SandboxTest
class UserGroupsStoryTest {
    private static final String PRODUCT = "S0PRODUCTS";

    @Autowired
    SandboxSlack slack;
    @Autowired
    UserGroups groups;
    @Autowired
    Members members;
    @Autowired
    Installations installations;
    @Autowired
    MeetUserGroups meetUserGroups;
    @Autowired
    JdbcClient jdbc;

    @Test
    void aGroupIsFoundByItsIdAndItsHandle() {
        assertThat(groups.named(slack.workspace(), "@Product")).map(UserGroup::id).contains(PRODUCT);
        assertThat(groups.find(slack.workspace(), PRODUCT)).map(UserGroup::mention).contains("<!subteam^S0PRODUCTS>");
        assertThat(groups.all(slack.workspace())).extracting(UserGroup::handle).containsExactly("customer-facing",
                "product");
        assertThat(groups.find(slack.workspace(), "S0NONE")).isEmpty();
    }

    @Test
    void whoCameAndWhoWentIsKnownAsSoonAsSlackTells() {
        slack.fillsGroup("product", Who.PM, Who.SUPPORT);
        slack.settles();

        assertThat(inProduct()).containsExactlyInAnyOrder(Who.PM.id(), Who.SUPPORT.id());
        assertThat(slack.calls()).contains("TO_APP event subteam_updated ok",
                "TO_APP event subteam_members_changed ok");
        slack.hadNoTrouble();
    }

    @Test
    void whoIsDeactivatedIsKnownToBeAndIsInNoGroup() {
        slack.deactivates(Who.EXECUTIVE);
        slack.settles();

        assertThat(members.find(slack.workspace(), Who.EXECUTIVE.id())).map(Member::deactivated).contains(true);
        assertThat(inProduct()).containsExactlyInAnyOrder(Who.PM.id(), Who.OPS.id());

        slack.activates(Who.EXECUTIVE);
        slack.settles();
        assertThat(members.find(slack.workspace(), Who.EXECUTIVE.id())).map(Member::deactivated).contains(false);
        slack.hadNoTrouble();
    }

    @Test
    void whatNoEventToldIsFoundOutByAsking() throws Exception {
        jdbc.sql("delete from user_group_member").update();
        jdbc.sql("delete from user_group where group_id = :id").param("id", PRODUCT).update();
        jdbc.sql("insert into user_group select workspace_id, 'S0GONE', 'gone', 'Gone', false, 1 from user_group")
                .update();

        meetUserGroups.all(installations.get(slack.workspace()));

        assertThat(inProduct()).containsExactlyInAnyOrder(Who.PM.id(), Who.OPS.id(), Who.EXECUTIVE.id());
        assertThat(groups.find(slack.workspace(), "S0GONE")).isEmpty();
        slack.hadNoTrouble();
    }

    private Set<UserId> inProduct() {
        Map<String, Set<UserId>> found = groups.members(slack.workspace(), List.of(PRODUCT));
        return found.getOrDefault(PRODUCT, Set.of());
    }
}
