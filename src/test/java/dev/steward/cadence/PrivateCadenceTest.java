package dev.steward.cadence;

import static dev.steward.sandbox.Who.EXECUTIVE;
import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;
import static dev.steward.sandbox.Who.SUPPORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.steward.sandbox.Person;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Who;
import dev.steward.slack.Actor;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.FormValues;
import dev.steward.workspace.Role;

/** A review of a private channel is for those who are in it, who take part, who look after it, and for ops people; to others there is none. */
@SandboxTest
class PrivateCadenceTest {
    private static final String SECRET = "Layoffs";

    @Autowired
    private SandboxSlack slack;
    @Autowired
    private Cadences cadences;
    @Autowired
    private Sessions sessions;
    @Autowired
    private List<SlackFeature> features;

    @BeforeEach
    void aReviewOfLeadership() {
        slack.as(EXECUTIVE).in("#leadership").types("/invite @steward");
        slack.settles();
        slack.as(EXECUTIVE).in("#leadership")
                .types("/cadence new \"" + SECRET + "\" every friday 10:00 with @amara @yuki")
                .sees("is set up");
        slack.as(PM).types("/cadence new \"Roadmap\" every friday 10:00 in #general with @maya").sees("is set up");
    }

    @Test
    void whoIsNotInTheChannelAndTakesNoPartFindsNone() {
        for (Who who : List.of(PM, SELLER)) {
            slack.as(who).types("/cadence list").sees("Roadmap").seesNo(SECRET);
            for (String words : List.of("REV-1", "preview REV-1", "agenda REV-1 Pricing", "agenda REV-1",
                    "actions REV-1", "calendar REV-1", "answer REV-1")) {
                slack.as(who).types("/cadence " + words).sees("There is no REV-1 here.").seesNo(SECRET);
            }
            slack.as(who).usesShortcut("Add to an agenda").on(slack.as(who).says("Prices")).sees("Roadmap")
                    .seesNo(SECRET).closesAll();
        }
    }

    @Test
    void whoeverMayReadTheChannelOrTakesPartFindsIt() {
        for (Who who : List.of(EXECUTIVE, SUPPORT, OPS)) {
            slack.as(who).types("/cadence list").sees(SECRET).types("/cadence REV-1").seesModal("REV-1").sees(SECRET)
                    .closesAll();
        }
    }

    /** By each button and with each value there is. */
    @Test
    void noButtonLeadsIn() {
        Cadence secret = cadences.find(slack.workspace(), new Reference(1)).orElseThrow();
        String cadence = secret.facts().id().value().toString();
        String session = sessions.open(slack.workspace(), secret.facts().id()).getFirst().facts().id().value()
                .toString();
        List<String> values = new ArrayList<>(List.of(cadence, cadence + " 1", session, session + " people 0",
                session + " 1"));
        for (MeetingButtons.More what : MeetingButtons.More.values()) {
            values.add(what.name() + " " + session);
        }
        var seller = new Actor(slack.workspace(), SELLER.id(), "T0FERNHILL", Role.MEMBER);
        for (Route route : features.stream().flatMap(feature -> feature.routes().stream()).toList()) {
            if (route instanceof Route.Action(var id, var access, var handler) && id.startsWith("cadence.")) {
                for (String value : values) {
                    Reply reply = handler.handle(new ActionRequest(seller, id + value, id, "block", value, null, null,
                            NOTHING, null, slack.clock().instant()));
                    assertThat(reply.toString()).as(id + " of " + value).doesNotContain(SECRET);
                }
            }
        }
    }

    @Test
    void whoLeavesTheChannelReadsItsCalendarNoMore() throws Exception {
        slack.as(EXECUTIVE).in("#leadership").types("/cadence new \"Budget\" every monday 10:00 with @yuki");
        slack.as(EXECUTIVE).in("#leadership").types("/invite @diego");
        slack.settles();
        Person diego = slack.as(SELLER).in("#leadership").types("/cadence calendar REV-3").seesModal("Calendar")
                .sees("/calendar/");
        String modal = diego.modal().toString();
        int at = modal.indexOf("```http") + 3;
        String url = modal.substring(at, modal.indexOf("```", at));
        assertThat(read(url)).contains("SUMMARY:Budget");
        diego.closesAll().types("/leave");
        slack.settles();
        assertThat(read(url)).contains("BEGIN:VCALENDAR").doesNotContain("Budget");
        slack.as(SELLER).in("#general").types("/cadence REV-3").sees("There is no REV-3 here.");
    }

    @Test
    void nobodyPutsAReviewIntoAPrivateChannelThatTheyAreNotIn() {
        Person diego = slack.as(SELLER).types("/cadence new").seesModal("Set up a review")
                .chooses("Who takes part?", SELLER.id().value())
                .chooses("In which channel?", slack.id("#leadership").value());
        diego.submits().seesFieldError("In which channel?", "Choose a channel that you and Steward are in.");
        diego.closesAll();
        slack.as(SELLER).types("/cadence new \"Mine\" every friday 10:00 in <#" + slack.id("#leadership").value()
                + "> with @diego").seesModal("Set up a review").closesAll();
        slack.settles();
        slack.channel("#leadership").hasNoMessage("Mine");
        assertThat(cadences.in(slack.workspace(), CadenceState.ACTIVE, 10)).hasSize(2);
    }

    /** Its owner may change it without being in its channel; another private channel is another matter. */
    @Test
    void aReviewIsNotMovedIntoAPrivateChannelThatOneIsNotIn() {
        slack.as(PM).types("/cadence REV-2").presses("Change").seesModal("Change REV-2")
                .chooses("In which channel?", slack.id("#leadership").value()).submits()
                .seesFieldError("In which channel?", "Choose a channel that you and Steward are in.").closesAll();
        slack.as(OPS).types("/cadence REV-1").presses("Change").seesModal("Change REV-1")
                .fills("What is it called?", "Other plans").submits().sees("Saved.");
    }

    @Test
    void wordsOfAPrivateChannelAreNotPutElsewhereUnasked() {
        var said = slack.as(EXECUTIVE).in("#leadership").says("We close Lisbon");
        slack.as(EXECUTIVE).in("#leadership").usesShortcut("Add to an agenda").on(said)
                .sees("This message isn't from a public channel.").closesAll();
    }

    private static String read(String url) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString()).body();
        }
    }

    private static final FormValues NOTHING = new FormValues() {
        @Override
        public String value(String blockId) {
            return "";
        }

        @Override
        public List<String> values(String blockId) {
            return List.of();
        }
    };
}
