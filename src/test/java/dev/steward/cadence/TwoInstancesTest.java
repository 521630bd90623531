package dev.steward.cadence;

import static dev.steward.sandbox.Who.EXECUTIVE;
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
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

import dev.steward.cadence.AgendaItem.Said;
import dev.steward.sandbox.Race;
import dev.steward.sandbox.Races;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Shown;
import dev.steward.sandbox.Who;
import dev.steward.schedule.Absence;
import dev.steward.schedule.Absences;
import dev.steward.schedule.AfterDowntime;
import dev.steward.schedule.Recurrence;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;

/** Every button and form of reviews, used at two whole Stewards in the same instant: one effect, and the other hears what has changed. */
@SandboxTest
class TwoInstancesTest {
    private static final String SESSIONS = "cadence_session_happening where kind = ";
    private static final String CADENCES = "cadence_happening where kind = ";
    private static final String ACTIONS = "cadence_action_happening where kind = ";

    @Autowired
    private SandboxSlack slack;
    @Autowired
    private CreateCadence create;
    @Autowired
    private ChangeAgenda agendas;
    @Autowired
    private Items items;
    @Autowired
    private Members members;
    @Autowired
    private Absences absences;

    private LocalDate monday = LocalDate.EPOCH;

    /** All live in one zone, and it is Monday, 9:00; meetings are on Tuesday at 10:00, for an hour, and Maya leads them. */
    @BeforeEach
    void everyoneIsThere() {
        for (Who who : List.of(PM, OPS, EXECUTIVE, SELLER, SUPPORT)) {
            Member member = members.find(slack.workspace(), who.id()).orElseThrow();
            members.save(new Member(member.workspace(), member.id(), member.teamId(), member.name(), null, UTC,
                    who == OPS ? Role.ADMIN : Role.MEMBER, false, false));
        }
        monday = LocalDate.ofInstant(slack.clock().instant(), UTC).with(TemporalAdjusters.next(DayOfWeek.MONDAY));
        slack.clock().to(day(0, "09:00"));
    }

    @Races({"cadence.start", "cadence.next", "cadence.carry", "cadence.close"})
    void aMeetingIsLedOneStepAtATime(Race race) throws Exception {
        Cadence cadence = weekly(PM, SELLER);
        for (String title : List.of("One", "Two", "Three", "Four")) {
            add(cadence, PM, title);
        }
        slack.clock().to(day(1, "10:00:30"));
        race.once(SESSIONS + "'STARTED'", pressing(PM, "Start"), pressing(OPS, "Start"));
        race.tells("It runs already.");
        talksAbout("One");
        race.once(SESSIONS + "'ITEM_BEGUN'", pressing(PM, "Next"));
        talksAbout("Two");
        race.once(SESSIONS + "'ITEM_BEGUN'", pressing(PM, "Carry over"), pressing(OPS, "Next"));
        talksAbout("Three");
        race.once(SESSIONS + "'CLOSED'", pressing(PM, "Close"), pressing(OPS, "Close"));
        race.tells("It is closed already.");
        slack.channel("#general").awaitMessage("*Closed*");
        assertThat(slack.channel("#general").messages()).filteredOn(each -> each.text().contains("*Closed*"))
                .hasSize(1);
    }

    @Races({"cadence.close", "cadence.next"})
    void whoeverClosesItIsNotPassedByWhoeverGoesOn(Race race) throws Exception {
        Cadence cadence = weekly(PM, SELLER);
        add(cadence, PM, "One");
        add(cadence, PM, "Two");
        slack.clock().to(day(1, "10:00:30"));
        slack.as(PM).presses("Start");
        talksAbout("One");
        race.once(SESSIONS + "'CLOSED' or kind = 'ITEM_BEGUN'", pressing(PM, "Next"), pressing(OPS, "Close"));
    }

    @Races({"form cadence.pre-read.form", "cadence.read"})
    void aPreReadIsGivenAndReadOnce(Race race) throws Exception {
        weekly(PM, OPS, SELLER, SUPPORT);
        posted();
        slack.as(PM).presses("Pre-read…").fills("Where is it?", "https://example.com/one");
        slack.as(OPS).presses("Pre-read…").fills("Where is it?", "https://example.com/other");
        race.once(SESSIONS + "'PRE_READ_SET'", submitting(PM), submitting(OPS));
        race.tells("There's another pre-read now.");
        slack.channel("#general").awaitMessage("read by 0 of 3");
        race.once(SESSIONS + "'READ'", pressing(SELLER, "Open the pre-read"));
        slack.channel("#general").awaitMessage("read by 1 of 3");
        race.once(SESSIONS + "'READ'", pressing(SUPPORT, "I've read it"));
        slack.channel("#general").awaitMessage("read by 2 of 3");
    }

    @Races({"form cadence.skip.form", "form cadence.move.form", "form cadence.cancel.form"})
    void aSessionIsCalledOffOnce(Race race) throws Exception {
        weekly(PM, SELLER);
        posted();
        slack.as(PM).presses("Skip…");
        slack.as(OPS).presses("Cancel…").fills("Why is it cancelled?", "Nobody is in");
        race.once(SESSIONS + "'SKIPPED' or kind = 'CANCELLED'", submitting(PM), submitting(OPS));

        posted("REV-2", weekly(PM, SELLER));
        slack.as(PM).closesEverything().presses("Move…").chooses("To which day?", monday.plusDays(2).toString());
        slack.as(OPS).closesEverything().presses("Move…").chooses("To which day?", monday.plusDays(3).toString());
        race.once(SESSIONS + "'MOVED'", submitting(PM), submitting(OPS));
        race.tells("moved to another time");

        posted("REV-3", weekly(PM, SELLER));
        slack.as(PM).closesEverything().presses("Cancel…").fills("Why is it cancelled?", "Nobody is in");
        race.once(SESSIONS + "'CANCELLED'", submitting(PM));
        posted("REV-4", weekly(PM, SELLER));
        slack.as(PM).closesEverything().presses("Skip…");
        race.once(SESSIONS + "'SKIPPED'", submitting(PM));
    }

    @Races({"cadence.held", "cadence.not-held", "cadence.close"})
    void whetherItTookPlaceIsSaidOnce(Race race) throws Exception {
        weekly(PM, SELLER);
        slack.clock().to(day(1, "11:01"));
        Shown asked = slack.directMessages(PM).awaitMessage("take place? Nobody started it.");
        race.once(SESSIONS + "'STARTED' or kind = 'SKIPPED'",
                at -> at.as(PM).inDirectMessages().presses("Yes, write it up", asked),
                at -> at.as(PM).inDirectMessages().presses("It did not", asked));

        weekly(PM, SELLER);
        slack.clock().to(day(8, "11:01"));
        Shown other = slack.directMessages(PM).awaitMessage("take place? Nobody started it.");
        race.once(SESSIONS + "'STARTED'", at -> at.as(PM).inDirectMessages().presses("Yes, write it up", other));
        slack.clock().to(day(8, "12:17"));
        Shown overtime = slack.directMessages(PM).awaitMessage("over? It still runs.");
        race.once(SESSIONS + "'CLOSED'", at -> at.as(PM).inDirectMessages().presses("Close it", overtime));
        race.tells("It is closed already.");
    }

    @Races({"cadence.not-held"})
    void thatItDidNotTakePlaceIsSaidOnce(Race race) throws Exception {
        weekly(PM, SELLER);
        slack.clock().to(day(1, "11:01"));
        Shown asked = slack.directMessages(PM).awaitMessage("take place? Nobody started it.");
        race.once(SESSIONS + "'SKIPPED'", at -> at.as(PM).inDirectMessages().presses("It did not", asked));
    }

    @Races({"form cadence.item.add.form", "cadence.item.up", "cadence.item.down", "form cadence.item.edit.form",
            "cadence.item.remove", "form cadence.item.message.form"})
    void anAgendaIsArrangedOneChangeAtATime(Race race) throws Exception {
        Cadence cadence = weekly(PM, SELLER);
        posted();
        slack.as(SELLER).presses("Add to the agenda").fills("What should be talked about?", "One");
        race.once("cadence_item", submitting(SELLER));
        Shown said = slack.as(SELLER).says("Acme wants bulk export");
        slack.as(SUPPORT).usesShortcut("Add to an agenda").on(said).seesModal("Add to an agenda")
                .sees("What should be talked about?");
        race.once("cadence_item", submitting(SUPPORT));
        add(cadence, PM, "Three");
        List.of(PM, SELLER).forEach(who -> slack.as(who).closesEverything().presses("Reorder, edit…")
                .seesModal("The agenda"));
        race.between(at -> at.as(PM).presses("↑ Up"), at -> at.as(SELLER).presses("↑ Up"));
        race.tells("The agenda is in another order now.");
        assertThat(titles(cadence)).containsExactly("Acme wants bulk export", "One", "Three");
        List.of(PM, SELLER).forEach(who -> slack.as(who).closesEverything().presses("Reorder, edit…")
                .seesModal("The agenda"));
        race.between(at -> at.as(PM).presses("↓ Down"), at -> at.as(SELLER).presses("↑ Up"));
        assertThat(titles(cadence)).containsExactly("One", "Acme wants bulk export", "Three");

        List.of(PM, OPS).forEach(who -> slack.as(who).closesEverything().presses("Reorder, edit…")
                .seesModal("The agenda").presses("Edit").seesModal("Edit")
                .fills("What should be talked about?", "By " + who));
        race.between(submitting(PM), submitting(OPS));
        race.tells("It was edited meanwhile.");
        assertThat(titles(cadence)).filteredOn(each -> each.startsWith("By ")).hasSize(1);

        List.of(PM, OPS).forEach(who -> slack.as(who).closesEverything().presses("Reorder, edit…")
                .seesModal("The agenda"));
        race.between(at -> at.as(PM).presses("Remove"), at -> at.as(OPS).presses("Remove"));
        assertThat(titles(cadence)).containsExactly("Acme wants bulk export", "Three");
    }

    @Races({"form cadence.decide.form", "form cadence.action.add.form"})
    void whatCameOfItIsNotedOnce(Race race) throws Exception {
        running();
        slack.as(SELLER).presses("Decision").fills("What was decided?", "We raise it");
        race.once("record_entry where kind = 'cadence.decided'", submitting(SELLER));
        slack.as(SELLER).presses("Action").fills("What is to be done?", "Call Acme");
        race.once(ACTIONS + "'NOTED'", submitting(SELLER));
        slack.settles();
        assertThat(slack.directMessages(SELLER).messages()).filteredOn(each -> each.text().contains("Call Acme"))
                .hasSize(1);
    }

    @Races({"cadence.action.done", "cadence.action.reopen", "form cadence.action.change.form"})
    void anActionIsChangedOnce(Race race) throws Exception {
        running();
        slack.as(SELLER).presses("Action").fills("What is to be done?", "Call Acme").submits();
        slack.directMessages(SELLER).awaitMessage("Call Acme");
        race.once(ACTIONS + "'DONE'", at -> at.as(SELLER).inDirectMessages().presses("Done"));
        race.tells("It is done already, says <@" + SELLER.id().value() + ">.");
        slack.directMessages(SELLER).awaitMessage("done by");
        race.once(ACTIONS + "'REOPENED'", at -> at.as(SELLER).inDirectMessages().presses("Open it again"));
        slack.directMessages(SELLER).awaitMessage("due");

        slack.as(SELLER).inDirectMessages().presses("Postpone…").seesModal("Postpone")
                .chooses("By when?", monday.plusDays(20).toString());
        slack.as(PM).types("/cadence actions REV-1").presses("Hand over…").chooses("Who does it?",
                SUPPORT.id().value());
        race.once(ACTIONS + "'POSTPONED' or kind = 'HANDED_OVER'", submitting(SELLER), submitting(PM));

        slack.as(SELLER).closesEverything();
        slack.as(PM).closesEverything().types("/cadence actions REV-1").presses("Not needed…")
                .fills("Why is it not needed?", "They called");
        slack.as(OPS).types("/cadence actions REV-1").seesModal("Actions");
        race.once(ACTIONS + "'DROPPED' or kind = 'DONE'", submitting(PM), at -> at.as(OPS).presses("Done"));
    }

    @Races({"form cadence.swap.form", "cadence.swap.agree", "cadence.swap.decline", "cadence.take"})
    void aSessionIsHandedOnOnce(Race race) throws Exception {
        String swaps = SESSIONS + "'FACILITATOR_CHANGED'";
        rotating(PM, SELLER, SUPPORT);
        Shown card = posted();
        slack.as(PM).presses("Swap facilitator", card).chooses("Who facilitates it instead?", name(SUPPORT));
        race.once("cadence_swap", submitting(PM));
        Shown asked = slack.directMessages(SUPPORT).awaitMessage("asks you to facilitate");
        race.between(at -> at.as(SUPPORT).inDirectMessages().presses("I can't", asked));
        slack.directMessages(PM).awaitMessage("It is still yours.");
        slack.settles();

        slack.as(PM).closesEverything().presses("Swap facilitator", card)
                .chooses("Who facilitates it instead?", name(SUPPORT)).submits().closesEverything();
        Shown again = slack.directMessages(SUPPORT).awaitMessage("they facilitate for you.");
        race.once(swaps, at -> at.as(SUPPORT).inDirectMessages().presses("I'll do it", again));
        slack.directMessages(PM).awaitMessage("<@" + SUPPORT.id().value() + "> facilitates");

        slack.as(SELLER).presses("Swap facilitator", card).seesModal("Swap facilitator");
        slack.as(OPS).presses("Swap facilitator", card).chooses("Who facilitates it instead?", name(PM));
        race.once(swaps, submitting(SELLER), submitting(OPS));
        race.tells("facilitates it now.");
        slack.settles();
        assertThat(slack.channel("#general").messages()).filteredOn(each -> each.text().contains("facilitates"))
                .hasSize(1);

        absences.add(slack.workspace(), EXECUTIVE.id(), new Absence(day(1, "00:00"), day(2, "00:00")));
        weekly(EXECUTIVE);
        Shown free = slack.channel("#general").awaitMessage("I'll facilitate it");
        race.once(swaps, at -> at.as(PM).presses("I'll facilitate it", free));
    }

    @Races({"cadence.swap.agree", "cadence.swap.decline"})
    void whoIsAskedToFacilitateAnswersOnce(Race race) throws Exception {
        rotating(PM, SUPPORT);
        Shown card = posted();
        slack.as(PM).presses("Swap facilitator", card).chooses("Who facilitates it instead?", name(SUPPORT)).submits();
        Shown asked = slack.directMessages(SUPPORT).awaitMessage("asks you to facilitate");
        race.between(at -> at.as(SUPPORT).inDirectMessages().presses("I can't", asked),
                at -> at.as(SUPPORT).inDirectMessages().presses("I'll do it", asked));
        slack.settles();
        assertThat(slack.directMessages(PM).messages()).filteredOn(each -> each.text().contains("It is still yours.")
                || each.text().contains("<@" + SUPPORT.id().value() + "> facilitates")).hasSize(1);
    }

    @Races({"form cadence.form", "cadence.pause", "cadence.resume", "form cadence.handover", "cadence.end"})
    void aReviewIsSetUpAndChangedOnce(Race race) throws Exception {
        slack.as(PM).types("/cadence").fills("When?", "every friday 15:00").chooses("Who takes part?",
                PM.id().value(), SELLER.id().value());
        race.once(CADENCES + "'CREATED'", submitting(PM));
        slack.as(PM).closesEverything().types("/cadence list").sees("REV-1 *").seesNo("REV-2");

        List.of(PM, OPS).forEach(who -> slack.as(who).types("/cadence REV-1").presses("Change")
                .seesModal("Change REV-1").fills("What is it called?", "By " + who));
        race.once(CADENCES + "'CHANGED'", submitting(PM), submitting(OPS));
        race.tells("Somebody else changed this review while you were here.");

        pages();
        race.once(CADENCES + "'PAUSED'", onPage(PM, "Pause"), onPage(OPS, "Pause"));
        race.tells("paused it meanwhile.");
        pages();
        race.once(CADENCES + "'RESUMED'", onPage(PM, "Resume"), onPage(OPS, "Resume"));
        race.tells("resumed it meanwhile.");
        pages();
        slack.as(PM).presses("Hand over").seesModal("Hand over").chooses("Who looks after it from now on?",
                SELLER.id().value());
        race.once(CADENCES + "'HANDED_OVER' or kind = 'ENDED'", submitting(PM), onPage(OPS, "End"));
        race.tells("meanwhile.");
    }

    @Races({"cadence.end"})
    void aReviewEndsOnce(Race race) throws Exception {
        weekly(PM, SELLER);
        pages();
        race.once(CADENCES + "'ENDED'", onPage(PM, "End"), onPage(OPS, "End"));
        slack.settles();
        assertThat(slack.channel("#general").messages()).filteredOn(each -> each.text().contains("ended REV-1"))
                .hasSize(1);
    }

    @Races({"cadence.now"})
    void oneIsHeldHoweverOftenItIsPressed(Race race) throws Exception {
        weekly(PM, SELLER);
        pages();
        race.between(onPage(PM, "Hold one now"), onPage(OPS, "Hold one now"));
        slack.clock().advance(Duration.ofSeconds(10));
        slack.settles();
        assertThat(slack.channel("#general").messages()).filteredOn(each -> each.text().contains("\nStart\n"))
                .hasSize(1);
    }

    @Races({"form cadence.answer.form"})
    void anAnswerInWritingIsKeptOnce(Race race) throws Exception {
        create.create(slack.workspace(), UUID.randomUUID().toString(), PM.id(),
                new Rules("Weekly update", Template.WEEKLY_UPDATE, true, slack.id("#general"), null,
                        Recurrence.of(monday.atTime(10, 0), UTC, "FREQ=WEEKLY;BYDAY=TU"), new AfterDowntime.Skip(),
                        Duration.ofHours(7), new People(List.of(PM.id(), SELLER.id()), List.of()), List.of(),
                        Lead.minutes(0), null, List.of(), List.of("What moved?")));
        slack.clock().to(day(1, "10:01"));
        slack.as(SELLER).inDirectMessages().presses("Answer").fills("What moved?", "The ledger");
        race.once("cadence_ask_version", submitting(SELLER));
        slack.channel("#general").awaitMessage("The ledger");
        slack.settles();
        assertThat(slack.directMessages(SELLER).messages()).filteredOn(each -> each.text().contains("Thank you"))
                .hasSize(1);
    }

    @Races({"cadence.ownerless.take"})
    void whatHasNoOwnerIsTakenOverOnce(Race race) throws Exception {
        weekly(PM, SELLER);
        slack.deactivates(PM);
        slack.settles();
        slack.clock().to(day(0, "10:01"));
        Shown jonas = slack.directMessages(OPS).awaitMessage("has no owner any more");
        race.once(CADENCES + "'HANDED_OVER'", at -> at.as(OPS).inDirectMessages().presses("Take it over", jonas));
        slack.directMessages(OPS).awaitMessage("<@" + OPS.id().value() + "> owns it now.");
    }

    @Races({"cadence.calendar", "cadence.calendar.new", "cadence.calendar.off"})
    void itsCalendarHasOneAddress(Race race) throws Exception {
        weekly(PM, SELLER);
        slack.as(SELLER).types("/cadence REV-1").seesModal("REV-1");
        race.once("calendar_feed", at -> at.as(SELLER).presses("Calendar"));
        slack.as(SELLER).closesEverything().types("/cadence calendar REV-1").seesModal("Calendar");
        race.between(at -> at.as(SELLER).presses("New address"));
        slack.as(SELLER).closesEverything().types("/cadence calendar REV-1").seesModal("Calendar");
        race.between(at -> at.as(SELLER).presses("Turn off"));
    }

    /** The newest card that has it. */
    private Race.Deed pressing(Who who, String label) {
        Shown card = slack.channel("#general").messages().reversed().stream()
                .filter(each -> each.text().contains("\n" + label)).findFirst().orElseThrow();
        return at -> at.as(who).presses(label, card);
    }

    private static Race.Deed submitting(Who who) {
        return at -> at.as(who).submits();
    }

    private static Race.Deed onPage(Who who, String label) {
        return at -> at.as(who).presses(label);
    }

    /** Maya and Jonas look at the same. */
    private void pages() {
        List.of(PM, OPS).forEach(who -> slack.as(who).closesEverything().types("/cadence REV-1").seesModal("REV-1"));
    }

    private void talksAbout(String title) {
        slack.channel("#general").awaitMessage("▶ *" + title + "*");
    }

    private void running() {
        weekly(PM, SELLER, SUPPORT);
        slack.clock().to(day(1, "10:00:30"));
        slack.as(PM).presses("Start");
        slack.channel("#general").awaitMessage("*Running*");
    }

    private Shown posted() {
        slack.clock().to(day(0, "10:01"));
        return slack.channel("#general").awaitMessage("REV-1 Roadmap review");
    }

    private void posted(String reference, Cadence cadence) {
        slack.clock().advance(Duration.ofSeconds(1));
        slack.channel("#general").awaitMessage(reference + " " + cadence.rules().title());
    }

    private List<String> titles(Cadence cadence) {
        return items.open(slack.workspace(), cadence.facts().id()).stream().map(AgendaItem::title).toList();
    }

    private void add(Cadence cadence, Who who, String title) {
        agendas.add(slack.workspace(), cadence.facts().id(), UUID.randomUUID().toString(), who.id(),
                new Said(title, "", 10), null);
    }

    /** Each of them facilitates in turn. */
    private Cadence rotating(Who... who) {
        return weekly(List.of(), who);
    }

    private Cadence weekly(Who... who) {
        return weekly(List.of(who[0].id()), who);
    }

    private Cadence weekly(List<UserId> facilitators, Who... who) {
        return create.create(slack.workspace(), UUID.randomUUID().toString(), PM.id(),
                new Rules("Roadmap review", Template.BLANK, false, slack.id("#general"), null,
                        Recurrence.of(monday.atTime(10, 0), UTC, "FREQ=WEEKLY;BYDAY=TU"), new AfterDowntime.Skip(),
                        Duration.ofMinutes(60), new People(Arrays.stream(who).map(Who::id).toList(), List.of()),
                        facilitators, Lead.days(1), Lead.hours(2), List.of(), List.of()));
    }

    private String name(Who who) {
        return members.find(slack.workspace(), who.id()).orElseThrow().name();
    }

    private Instant day(int days, String time) {
        return monday.plusDays(days).atTime(LocalTime.parse(time)).toInstant(ZoneOffset.UTC);
    }
}
