package dev.steward.cadence;

import static dev.steward.sandbox.Who.EXECUTIVE;
import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.OUTSIDER;
import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;
import static dev.steward.sandbox.Who.SUPPORT;
import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

import dev.steward.cadence.Adherence.Kept;
import dev.steward.sandbox.ForgedPress;
import dev.steward.sandbox.Person;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Who;
import dev.steward.schedule.Occurrence;
import dev.steward.schedule.WorkspaceHolidays;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.Role;

/** People find reviews, look at them, change them from one occurrence on, pause, hand over and end them. */
@SandboxTest
class CadencePageStoryTest {
    @Autowired
    private SandboxSlack slack;
    @Autowired
    private Cadences cadences;
    @Autowired
    private Sessions sessions;
    @Autowired
    private ChangeSession changes;
    @Autowired
    private SteerSession steer;
    @Autowired
    private Adherence adherence;
    @Autowired
    private Members members;
    @Autowired
    private WorkspaceHolidays holidays;

    private LocalDate monday = LocalDate.EPOCH;

    /** All live in one zone, and it is Monday, 9:00. */
    @BeforeEach
    void mondayMorning() {
        for (Who who : List.of(PM, OPS, EXECUTIVE, SELLER, SUPPORT)) {
            Member member = members.find(slack.workspace(), who.id()).orElseThrow();
            members.save(new Member(member.workspace(), member.id(), member.teamId(), member.name(), member.email(),
                    ZoneId.of("UTC"),
                    member.role(), member.bot(), member.deactivated()));
        }
        monday = LocalDate.ofInstant(slack.clock().instant(), UTC).with(TemporalAdjusters.next(DayOfWeek.MONDAY));
        slack.clock().to(monday.atTime(9, 0).toInstant(UTC));
    }

    @Test
    void onesOwnComeFirstThenTheChannelsThenTheOthers() {
        slack.as(PM).types("/cadence list").sees("No review takes place.");
        make(PM, "\"Alpha\" mondays 10:00 in #general with @diego");
        make(PM, "\"Beta\" tuesdays 10:00 in #releases with @diego");
        make(PM, "\"Gamma\" wednesdays 10:00 in #releases with @customer-facing");
        slack.as(PM).types("/cadence REV-1").presses("Pause").sees("Paused.").closesAll();
        String seen = slack.as(SUPPORT).in("#general").types("/cadence list").sees("*Yours*").whisper().text();
        assertThat(seen).containsSubsequence("*Yours*", "Gamma", "*Of this channel*", "Alpha", "Paused", "*Others*",
                "Beta", "Next ");
        slack.as(SUPPORT).types("/cadence next").sees("Gamma");
        for (int i = 4; i <= 12; i++) {
            make(PM, "\"Many " + i + "\" daily " + i + ":00 in #general with @jonas");
        }
        Person jonas = slack.as(OPS).types("/cadence list").sees("*Yours*").sees("10 reviews");
        jonas.presses("More", jonas.whisper()).sees("2 reviews").sees("Earlier");
        assertThat(slack.as(SELLER).types("/cadence next").sees("Open").whisper().text()).contains("Beta")
                .doesNotContain("Many");
    }

    @Test
    void itsPageSaysWhatItIsAndWhatCameOfIt() {
        make(PM, "\"Talk\" every Tuesday 10:00 in #general with @maya @diego for 30 minutes");
        Session first = next();
        slack.clock().to(first.startsAt().plusSeconds(30));
        changes.change(slack.workspace(), first.facts().id(), PM.id(), Role.MEMBER,
                (c, s, who, at) -> s.start(who, at));
        changes.change(slack.workspace(), first.facts().id(), PM.id(), Role.MEMBER,
                (c, s, who, at) -> s.close(who, at));
        steer.skip(slack.workspace(), SessionSnapshot.of(next()), PM.id(), Role.MEMBER, "Fair week");
        slack.clock().to(monday.plusDays(9).atTime(9, 0).toInstant(UTC));
        slack.as(SELLER).types("/cadence REV-1").seesModal("REV-1").sees("*Talk*")
                .sees("Every Tuesday at 10:00, UTC, for 30 minutes")
                .sees("*Next:*").sees("held").sees("skipped: “Fair week”").sees("Held 1 of 2 in the last 12 months");
        Instant now = slack.clock().instant();
        assertThat(adherence.of(slack.workspace(), now.minus(60, ChronoUnit.DAYS), now))
                .containsExactlyEntriesOf(java.util.Map.of(only().facts().id(), new Kept(1, 1, 0, 0, 0, 0)));
        slack.as(OUTSIDER).in("#customer-acme").types("/cadence REV-1")
                .sees("Only people of this workspace can do this.");
        slack.as(PM).types("/cadence REV-9").sees("There is no REV-9 here.");
    }

    @Test
    void theWordsOnThePageSetUpAnotherLikeIt() {
        make(PM, "\"Q&A\" as retro every other Tuesday 10:00 in #releases with @maya @product facilitated by @diego for 50 min");
        String page = slack.as(PM).types("/cadence REV-1").sees("Another like it: ").modal().toString();
        String words = page.substring(page.indexOf("/cadence new "));
        words = words.substring(0, words.indexOf("skip") + 4).replace("\\\"", "\"").replace("&amp;", "&");
        for (String id : List.of("<#C0RELEASES>", "<!subteam^S0PRODUCTS>", PM.id().mention(), SELLER.id().mention())) {
            assertThat(words).contains(id);
        }
        words = words.replace("<#C0RELEASES>", "#releases").replace("<!subteam^S0PRODUCTS>", "@product")
                .replace(PM.id().mention(), "@maya").replace(SELLER.id().mention(), "@diego");
        slack.as(PM).closesAll().types(words).sees("REV-2 *Q&A* is set up");
        List<Cadence> both = cadences.in(slack.workspace(), CadenceState.ACTIVE, 10);
        assertThat(both.get(1).rules()).isEqualTo(both.get(0).rules());
    }

    @Test
    void thisAndFollowingLeavesThoseBeforeAsTheyWere() {
        make(PM, "\"Talk\" every Tuesday 10:00 in #general with @maya @diego");
        LocalDate tuesday = monday.plusDays(1);
        Person maya = slack.as(PM).types("/cadence REV-1").presses("Change").seesModal("Change REV-1");
        maya.chooses("From when on does another time count?",
                "From " + Previews.day(tuesday.plusDays(14).atTime(10, 0), monday.atStartOfDay()))
                .fills("When?", "every Thursday at 15:00").sees("*Every Thursday at 15:00, UTC*")
                .fills("What is it called?", "Long talk").submits().seesModal("REV-1").sees("Saved.").sees("Long talk");
        assertThat(ahead(4)).containsExactly(tuesday + "T10:00", tuesday.plusDays(7) + "T10:00",
                tuesday.plusDays(16) + "T15:00", tuesday.plusDays(23) + "T15:00");
        assertThat(next().startsAt()).isEqualTo(tuesday.atTime(LocalTime.of(10, 0)).toInstant(UTC));
        slack.channel("#general").awaitMessage("changed REV-1");
        maya.closesAll();

        slack.as(SELLER).types("/cadence REV-1").seesModal("REV-1").seesNo("Hand over").closesAll();
        slack.as(OPS).types("/cadence REV-1").presses("Change").seesModal("Change REV-1")
                .chooses("Who takes part?", SUPPORT.id().value()).submits().seesModal("REV-1");
        assertThat(ahead(4)).as("the time stays").contains(tuesday.plusDays(16) + "T15:00", tuesday + "T10:00");
    }

    @Test
    void whoeverWasFasterIsNotOverwrittenUnseen() {
        make(PM, "\"Talk\" every Tuesday 10:00 in #general with @maya");
        Person maya = slack.as(PM).types("/cadence REV-1").presses("Change").fills("What is it called?", "Mine");
        slack.as(OPS).types("/cadence REV-1").presses("Change").fills("What is it called?", "Theirs").submits()
                .seesModal("REV-1");
        maya.submits().sees("Somebody else changed this review while you were here.");
        assertThat(only().rules().title()).isEqualTo("Theirs");
        maya.submits().seesModal("REV-1").sees("*Mine*");
        assertThat(only().rules().title()).isEqualTo("Mine");
    }

    @Test
    void pausedResumedHandedOverAndEnded() {
        make(PM, "\"Talk\" every Tuesday 10:00 in #general with @maya @diego");
        Person maya = slack.as(PM).types("/cadence REV-1").presses("Pause").sees("Paused.");
        slack.channel("#general").awaitMessage("paused REV-1");
        maya.presses("Resume").sees("Resumed. The next one is ");
        maya.presses("Hand over").seesModal("Hand over")
                .chooses("Who looks after it from now on?", OUTSIDER.id().value())
                .submits().seesFieldError("Who looks after it from now on?", "of another organisation")
                .chooses("Who looks after it from now on?", SELLER.id().value()).submits().seesModal("REV-1")
                .sees("looks after it now").seesNo("Resume").closesAll();
        slack.directMessages(SELLER).awaitMessage("handed REV-1");
        assertThat(only().owner()).isEqualTo(SELLER.id());
        slack.as(SELLER).types("/cadence REV-1").presses("End").sees("Ended.").seesNo("Pause");
        slack.channel("#general").awaitMessage("ended REV-1");
        assertThat(sessions.open(slack.workspace(), cadences.find(slack.workspace(), new Reference(1)).orElseThrow()
                .facts().id())).isEmpty();
    }

    @Test
    void aPreviewSavesNothingAndOneIsHeldBesides() {
        slack.as(PM).types("/cadence preview last working day of the quarter 15:00 with @diego")
                .seesModal("The next ones")
                .sees("Last working day of the quarter at 15:00, UTC").sees("Nothing is saved.")
                .sees(SELLER.id().mention()).closesAll();
        assertThat(cadences.in(slack.workspace(), CadenceState.ACTIVE, 10)).isEmpty();
        slack.as(PM).types("/cadence preview now and then").sees("I did not understand");
        make(PM, "\"Talk\" every Tuesday 10:00 in #general with @maya @diego");
        slack.as(SELLER).types("/cadence preview REV-1").seesModal("The next ones").sees("*Talk*").closesAll();
        Session planned = next();
        slack.as(PM).types("/cadence REV-1").presses("Hold one now").sees("One begins any moment");
        slack.clock().advance(Duration.ofSeconds(10));
        assertThat(sessions.open(slack.workspace(), only().facts().id())).hasSize(2)
                .anyMatch(session -> session.due() && session.startsAt().isBefore(planned.startsAt()));
        slack.as(PM).presses("Hold one now").sees("One is held already").closesAll();
        slack.clock().advance(Duration.ofSeconds(10));
        assertThat(sessions.open(slack.workspace(), only().facts().id())).hasSize(2);
    }

    @Test
    void itsCalendarShowsItWithItsTitleAndLength() throws Exception {
        make(PM, "\"Talk\" every Tuesday 10:00 in #general with @maya @diego for 45 minutes");
        String feed = read(slack.as(SELLER).types("/cadence calendar REV-1").seesModal("Calendar").sees("/calendar/"));
        assertThat(feed).contains("SUMMARY:Talk", "DURATION:PT45M", "RRULE:FREQ=WEEKLY;BYDAY=TU")
                .doesNotContain("EXDATE");
        steer.move(slack.workspace(), SessionSnapshot.of(next()), PM.id(), Role.MEMBER,
                monday.plusDays(3).atTime(15, 30));
        slack.as(SELLER).closesAll();
        assertThat(read(slack.as(SELLER).types("/steward calendar").seesModal("Your calendar").sees("/calendar/")))
                .contains("SUMMARY:Talk", "EXDATE", "RDATE",
                        monday.plusDays(3).toString().replace("-", "") + "T153000");
        slack.as(SELLER).closesAll();
        assertThat(read(slack.as(SUPPORT).types("/steward calendar").seesModal("Your calendar").sees("/calendar/")))
                .as("no part of hers").doesNotContain("Talk");
    }

    @Test
    void aCalendarsButtonFromBeforeLeavesTheAddressThatWasJustShown() throws Exception {
        make(PM, "\"Talk\" every Tuesday 10:00 in #general with @maya @diego for 45 minutes");
        Person diego = slack.as(SELLER).types("/cadence calendar REV-1").closes().types("/cadence calendar REV-1")
                .sees("shown only then");
        JsonNode before = diego.modal();
        String url = address(diego.presses("New address").sees("Copy it now"));

        for (String label : List.of("New address", "Turn off")) {
            new ForgedPress(slack, "T0FERNHILL").press(SELLER, before, label);
            assertThat(read(url)).contains("SUMMARY:Talk");
        }
        diego.presses("Turn off").sees("It is turned off");
        assertThat(read(url)).isEmpty();
    }

    private static String read(Person person) throws Exception {
        return read(address(person));
    }

    private static String address(Person person) {
        String modal = person.modal().toString();
        int at = modal.indexOf("```http") + 3;
        return modal.substring(at, modal.indexOf("```", at));
    }

    private static String read(String url) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString()).body();
        }
    }

    private void make(Who who, String words) {
        slack.as(who).types("/cadence new " + words).sees("is set up");
    }

    private Cadence only() {
        List<Cadence> all = cadences.in(slack.workspace(), CadenceState.ACTIVE, 10);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private Session next() {
        return sessions.open(slack.workspace(), only().facts().id()).stream()
                .filter(one -> one.state().ahead() && !one.due())
                .findFirst().orElseThrow();
    }

    private List<String> ahead(int most) {
        return only().rules().recurrence().after(slack.clock().instant(), holidays.of(slack.workspace())).limit(most)
                .map(Occurrence::local).map(Objects::toString).toList();
    }
}
