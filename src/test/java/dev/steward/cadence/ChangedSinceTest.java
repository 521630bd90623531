package dev.steward.cadence;

import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;
import static dev.steward.sandbox.Who.SUPPORT;
import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.steward.cadence.AgendaItem.Said;
import dev.steward.sandbox.ForgedPress;
import dev.steward.sandbox.Person;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Shown;
import dev.steward.sandbox.Who;
import dev.steward.schedule.AfterDowntime;
import dev.steward.schedule.Recurrence;
import dev.steward.slack.Actor;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.Role;
import dev.steward.workspace.WorkspaceId;

/** What was shown has changed by the time somebody presses, or sends: nothing is done, they hear what changed, and see it as it is. */
@SandboxTest
class ChangedSinceTest {
    @Autowired
    private SandboxSlack slack;
    @Autowired
    private CreateCadence create;
    @Autowired
    private ChangeCadence cadences;
    @Autowired
    private ChangeAgenda agendas;
    @Autowired
    private RunMeeting run;
    @Autowired
    private SwapFacilitator swaps;
    @Autowired
    private Sessions sessions;
    @Autowired
    private Items items;
    @Autowired
    private Cadences rows;
    @Autowired
    private Members members;

    private LocalDate monday = LocalDate.EPOCH;

    /** All live in one zone, and it is Monday, 9:00; the meeting is on Tuesday at 10:00, for an hour. */
    @BeforeEach
    void everyoneIsThere() {
        for (Who who : List.of(PM, OPS, SELLER, SUPPORT)) {
            members.save(new Member(workspace(), who.id(), "T0FERNHILL", who.name(), null, UTC,
                    who == OPS ? Role.ADMIN : Role.MEMBER, false, false));
        }
        monday = LocalDate.ofInstant(slack.clock().instant(), UTC).with(TemporalAdjusters.next(DayOfWeek.MONDAY));
        slack.clock().to(day(0, "09:00"));
    }

    @Test
    void whatIsAtAnotherTimeNowIsNeitherSkippedNorMovedNorCancelledNorStarted() throws Exception {
        Cadence cadence = weekly(PM, SELLER);
        slack.clock().to(day(0, "10:01"));
        Shown card = slack.channel("#general").awaitMessage("REV-1 Roadmap review");
        Person skips = slack.as(PM).presses("Skip…", card).fills("Why?", "Fair week");
        Person cancels = slack.as(OPS).presses("Cancel…", card).fills("Why is it cancelled?", "Nobody is in");
        Person page = slack.as(SELLER);
        cadences.change(workspace(), cadence.facts().id(), (now, at) -> now.handOver(PM.id(), Role.MEMBER, SELLER.id(),
                at));
        page.types("/cadence REV-1").seesModal("REV-1");

        cadences.change(workspace(), cadence.facts().id(), (now, at) -> now.change(SELLER.id(), Role.MEMBER,
                now.rules().recurring(Recurrence.of(monday.atTime(10, 30), UTC, "FREQ=WEEKLY;BYDAY=TU")), at));
        assertThat(next(cadence).startsAt()).isEqualTo(day(1, "10:30"));

        skips.submits().seesFieldError("Why?", "It's at another time now: Tue").sees("Skip it");
        assertThat(skips.field("Why?")).isEqualTo("Fair week");
        cancels.submits().seesFieldError("Why is it cancelled?", "It's at another time now: Tue");
        assertThat(cancels.field("Why is it cancelled?")).isEqualTo("Nobody is in");
        page.presses("Move this one").seesModal("REV-1").sees("It's at another time now:").presses("Move this one")
                .seesModal("Move it");
        press(PM, card, MeetingButtons.MORE.actionId());
        slack.as(PM).closesAll();
        slack.clock().to(day(1, "09:50"));
        press(PM, card, MeetingButtons.START.actionId());
        slack.as(PM).sees("It's at another time now:");
        assertThat(next(cadence).state()).isEqualTo(SessionState.AGENDA_POSTED);
        slack.as(PM).presses("Start");
        slack.channel("#general").awaitMessage("*Running*");
    }

    @Test
    void whatIsTalkedAboutNowIsNotDoneByAButtonForWhatWasBefore() throws Exception {
        Cadence cadence = weekly(PM, SELLER);
        add(cadence, "Pricing");
        add(cadence, "Hiring");
        slack.clock().to(day(1, "10:00:30"));
        slack.as(PM).presses("Start");
        Shown pricing = slack.channel("#general").awaitMessage("▶ *Pricing*");
        slack.as(PM).presses("Next");
        slack.channel("#general").awaitMessage("▶ *Hiring*");

        for (String action : List.of(MeetingButtons.NEXT.actionId(), MeetingButtons.CARRY.actionId(),
                MeetingButtons.CLOSE.actionId())) {
            press(PM, pricing, action);
            slack.as(PM).sees("“Hiring” is talked about now.").sees("See its card");
        }
        press(PM, MeetingButtons.CLOSE.actionId(), id(next(cadence)));
        assertThat(next(cadence).state()).as("an older button says nothing of the item")
                .isEqualTo(SessionState.RUNNING);
        assertThat(items.open(workspace(), cadence.facts().id())).extracting(AgendaItem::title)
                .containsExactly("Hiring");
    }

    @Test
    void whoReadTheOldPreReadHasNotReadTheNewOne() throws Exception {
        Cadence cadence = weekly(PM, SELLER, SUPPORT);
        slack.clock().to(day(0, "10:01"));
        slack.as(PM).presses("Pre-read…").fills("Where is it?", "https://example.com/one").submits();
        slack.clock().to(day(1, "08:01"));
        Shown asked = slack.directMessages(SUPPORT).awaitMessage("Please read the pre-read of");
        Person slow = slack.as(SELLER).presses("Pre-read…").fills("Where is it?", "https://example.com/mine");
        slack.as(PM).presses("Pre-read…").fills("Where is it?", "https://example.com/two").submits();

        slack.as(SUPPORT).inDirectMessages().presses("I've read it", asked).sees("There's another pre-read now.");
        slow.submits().seesFieldError("Where is it?", "There's another pre-read now.");
        assertThat(slow.field("Where is it?")).isEqualTo("https://example.com/mine");
        assertThat(next(cadence).readers()).isEmpty();
        assertThat(next(cadence).preRead()).isEqualTo("https://example.com/two");
    }

    @Test
    void whatSomebodyTookIsNotTakenFromThemUnasked() throws Exception {
        Cadence cadence = weekly(PM, SELLER, SUPPORT);
        SessionSnapshot nobody = SessionSnapshot.of(next(cadence)).withNobody();
        slack.clock().to(day(0, "10:01"));
        Shown card = slack.channel("#general").awaitMessage("REV-1 Roadmap review");
        Person asks = slack.as(PM).presses("Swap facilitator", card)
                .chooses("Who facilitates it instead?", SUPPORT.name());
        for (String value : List.of(SwapWords.TAKE.value(nobody), id(next(cadence)))) {
            press(SELLER, SwapWords.TAKE.actionId(), value);
            slack.as(SELLER).sees("<@" + PM.id() + "> facilitates it now.");
        }
        Person takes = slack.as(SELLER).presses("Swap facilitator", card).seesModal("Swap facilitator");
        Person sets = slack.as(OPS).presses("Swap facilitator", card)
                .chooses("Who facilitates it instead?", SELLER.name());
        swaps.take(actor(SUPPORT), SessionSnapshot.of(next(cadence)));

        asks.submits().seesFieldError("Who facilitates it instead?", "SUPPORT facilitates it now.");
        sets.submits().seesFieldError("Who facilitates it instead?", "SUPPORT facilitates it now.");
        takes.submits().sees("<@" + SUPPORT.id() + "> facilitates it now.");
        assertThat(next(cadence).facilitator()).isEqualTo(SUPPORT.id());
    }

    @Test
    void anActionThatChangedIsLookedAtAgainFirst() {
        Cadence cadence = weekly(PM, SELLER, SUPPORT);
        slack.clock().to(day(1, "10:00:30"));
        slack.as(PM).presses("Start");
        slack.channel("#general").awaitMessage("*Running*");
        slack.as(PM).presses("Action").chooses("Who does it?", SELLER.id().value())
                .fills("What is to be done?", "Call Acme").submits().seesNoModal();
        Shown shown = slack.directMessages(SELLER).awaitMessage("Call Acme");
        Person maya = slack.as(PM).types("/cadence actions REV-1").seesModal("Actions").presses("Not needed…")
                .fills("Why is it not needed?", "They called");
        slack.as(SELLER).inDirectMessages().presses("Hand over…", shown).chooses("Who does it?", SUPPORT.id().value())
                .submits();

        maya.submits().seesFieldError("Why is it not needed?", "SELLER handed it over meanwhile.");
        assertThat(maya.field("Why is it not needed?")).isEqualTo("They called");
        maya.closes().presses("Done").sees("<@" + SELLER.id() + "> handed it over meanwhile.")
                .sees("<@" + SUPPORT.id() + ">, due").presses("Done").sees("Nothing is open.");
        assertThat(cadence.facts().reference()).hasToString("REV-1");
    }

    @Test
    void whoLooksAtAPageOfBeforeSeesItAsItIsNow() {
        weekly(PM, SELLER);
        Person maya = slack.as(PM).types("/cadence REV-1").seesModal("REV-1");
        Person handsOver = slack.as(OPS).types("/cadence REV-1").presses("Hand over").seesModal("Hand over")
                .chooses("Who looks after it from now on?", SUPPORT.id().value());
        cadences.change(workspace(), only().facts().id(), (now, at) -> now.pause(OPS.id(), Role.ADMIN, at));

        maya.presses("End").sees("<@" + OPS.id() + "> paused it meanwhile.").sees("Resume");
        assertThat(only().state()).isEqualTo(CadenceState.PAUSED);
        handsOver.submits().seesFieldError("Who looks after it from now on?", "OPS paused it meanwhile.");
        assertThat(only().owner()).isEqualTo(PM.id());
        maya.presses("Resume").sees("Resumed.").presses("Hold one now").sees("One begins any moment");
    }

    /** A session that is prepared, or moved, changes a row and nothing that people decide on the page. */
    @Test
    void whatTimeDoesIsNoReasonToLookAgain() {
        weekly(PM, SELLER);
        Person maya = slack.as(PM).types("/cadence REV-1").seesModal("REV-1");
        slack.clock().to(day(1, "10:00:30"));
        slack.as(SELLER).in("#general");
        run.start(actor(PM), SessionSnapshot.of(next(only())));
        maya.presses("Pause").sees("Paused.");
    }

    @Test
    void anAgendaInAnotherOrderIsShownBeforeItIsPutInOrder() {
        Cadence cadence = weekly(PM, SELLER);
        add(cadence, "Pricing");
        add(cadence, "Hiring");
        add(cadence, "Offices");
        slack.clock().to(day(0, "10:01"));
        Person maya = slack.as(PM).presses("Reorder, edit…").seesModal("The agenda").sees("1. Pricing");
        Person jonas = slack.as(OPS).presses("Reorder, edit…").seesModal("The agenda").presses("Edit")
                .fills("What should be talked about?", "Prices");
        agendas.change(workspace(), cadence.facts().id(), (agenda, now) -> {
            ItemId first = agenda.open().getFirst().id();
            agenda.edit(first, new Said("Pricing in May", "", 10));
            agenda.down(first);
        });

        maya.presses("↓ Down").sees("The agenda is in another order now.").sees("1. Hiring").sees("2. Pricing in May");
        jonas.submits().seesFieldError("What should be talked about?", "It was edited meanwhile.");
        assertThat(jonas.field("What should be talked about?")).isEqualTo("Prices");
        assertThat(items.open(workspace(), cadence.facts().id())).extracting(AgendaItem::title)
                .containsExactly("Hiring", "Pricing in May", "Offices");
    }

    @Test
    void whatButtonsSaidOnceIsStillUnderstoodWhereItDoesNoHarm() throws Exception {
        Cadence cadence = weekly(PM, SELLER);
        slack.clock().to(day(1, "09:50"));
        slack.channel("#general").awaitMessage("REV-1 Roadmap review");
        press(PM, MeetingButtons.START.actionId(), id(next(cadence)));
        slack.channel("#general").awaitMessage("*Running*");
        press(PM, MeetingButtons.NEXT.actionId(), id(next(cadence)) + " -");
        slack.as(PM).sees("Everything was talked about.");
        press(PM, MeetingButtons.CLOSE.actionId(), id(next(cadence)));
        slack.channel("#general").awaitMessage("*Closed*");
        slack.hadNoTrouble();
    }

    private void press(Who who, Shown message, String action) throws Exception {
        press(who, action, message.json().findValues("elements").stream().flatMap(each -> each.valueStream())
                .filter(each -> each.path("action_id").stringValue("").equals(action)).findFirst()
                .map(each -> each.path("value").stringValue(each.path("options").path(2).path("value").stringValue("")))
                .orElseThrow());
    }

    private void press(Who who, String action, @Nullable String value) throws Exception {
        new ForgedPress(slack, "T0FERNHILL").press(who, "T0FERNHILL", slack.id("#general"), action,
                String.valueOf(value));
    }

    private static String id(Session session) {
        return session.facts().id().value().toString();
    }

    private void add(Cadence cadence, String title) {
        agendas.add(workspace(), cadence.facts().id(), UUID.randomUUID().toString(), PM.id(), new Said(title, "", 10),
                null);
    }

    private Cadence weekly(Who... who) {
        return create.create(workspace(), UUID.randomUUID().toString(), PM.id(),
                new Rules("Roadmap review", Template.BLANK, false, slack.channel("#general").id(), null,
                        Recurrence.of(monday.atTime(10, 0), UTC, "FREQ=WEEKLY;BYDAY=TU"), new AfterDowntime.Skip(),
                        Duration.ofMinutes(60), new People(Arrays.stream(who).map(Who::id).toList(), List.of()),
                        List.of(PM.id()), Lead.days(1), Lead.hours(2), List.of(), List.of()));
    }

    private Session next(Cadence cadence) {
        return sessions.open(workspace(), cadence.facts().id()).getFirst();
    }

    private Cadence only() {
        return rows.find(workspace(), new Reference(1)).orElseThrow();
    }

    private Actor actor(Who who) {
        return new Actor(workspace(), who.id(), "T0FERNHILL", Role.MEMBER);
    }

    private Instant day(int days, String time) {
        return monday.plusDays(days).atTime(LocalTime.parse(time)).toInstant(UTC);
    }

    private WorkspaceId workspace() {
        return slack.workspace();
    }
}
