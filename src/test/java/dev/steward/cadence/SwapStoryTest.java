package dev.steward.cadence;

import static dev.steward.sandbox.Who.EXECUTIVE;
import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.OUTSIDER;
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
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.steward.cadence.Rotation.Owed;
import dev.steward.sandbox.ForgedPress;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Shown;
import dev.steward.sandbox.Who;
import dev.steward.schedule.Absence;
import dev.steward.schedule.AbsenceId;
import dev.steward.schedule.Absences;
import dev.steward.schedule.AfterDowntime;
import dev.steward.schedule.Recurrence;
import dev.steward.slack.Actor;
import dev.steward.workspace.Members;
import dev.steward.workspace.Role;
import dev.steward.workspace.WorkspaceId;

/** Somebody else facilitates a session: asked, set, of their own will, or since the first one is away; and an owner leaves. */
@SandboxTest
class SwapStoryTest {
    private static final String ASKS = "asks you to facilitate *REV-1 Roadmap review*";

    @Autowired
    private SandboxSlack slack;
    @Autowired
    private CreateCadence create;
    @Autowired
    private Cadences cadences;
    @Autowired
    private ChangeSession changes;
    @Autowired
    private SteerSession steer;
    @Autowired
    private Sessions sessions;
    @Autowired
    private SwapFacilitator swaps;
    @Autowired
    private PreviewCadence preview;
    @Autowired
    private Members members;
    @Autowired
    private Absences absences;

    private LocalDate monday = LocalDate.EPOCH;

    @BeforeEach
    void itIsMonday() {
        monday = LocalDate.ofInstant(slack.clock().instant(), UTC).with(TemporalAdjusters.next(DayOfWeek.MONDAY));
        slack.clock().to(day(0, "09:00"));
    }

    @Test
    void whoIsAskedAndAgreesDoesItAndIsOwedATurn() {
        Session session = posted(PM, SELLER, SUPPORT);
        swaps.set(actor(OPS), SessionSnapshot.of(session), SELLER.id());
        slack.directMessages(PM)
                .awaitMessage("<@" + OPS.id() + "> asked <@" + SELLER.id() + "> to facilitate *REV-1 Roadmap review*");
        Shown told = slack.directMessages(SELLER)
                .awaitMessage("<@" + OPS.id() + "> asks you to facilitate *REV-1 Roadmap review*");

        slack.as(SELLER).inDirectMessages().presses("Swap facilitator", told).seesModal("Swap facilitator")
                .chooses("Who facilitates it instead?", name(SUPPORT)).submits()
                .sees("is asked, and you are told what they say");
        Shown asked = slack.directMessages(SUPPORT).awaitMessage(ASKS);
        assertThat(asked.text()).contains("When it is your turn, they facilitate for you.");
        assertThat(now(session).facilitator()).as("until they agree").isEqualTo(SELLER.id());

        slack.as(SUPPORT).inDirectMessages().presses("I'll do it", asked).sees("You said you would do it.");
        slack.directMessages(SELLER).awaitMessage("<@" + SUPPORT.id() + "> facilitates *REV-1 Roadmap review*");
        assertThat(now(session).facilitator()).isEqualTo(SUPPORT.id());

        slack.clock().to(day(1, "10:00:30"));
        start(session, SUPPORT);
        assertThat(rotation(session).owed()).as("what ops set by hand is no swap")
                .containsExactly(new Owed(SELLER.id(), SUPPORT.id()));
        slack.hadNoTrouble();
    }

    /** What somebody who may say who does it takes themselves is no swap either, and nobody hears that it were. */
    @Test
    void whoSetsThemselvesIsOwedNothing() {
        Session session = posted(PM, OPS, SELLER);
        swaps.set(actor(OPS), SessionSnapshot.of(session), OPS.id());

        assertThat(
                slack.directMessages(PM).awaitMessage("<@" + OPS.id() + "> facilitates *REV-1 Roadmap review*").text())
                .contains("instead of you. Neither of you owes the other a turn.").doesNotContain("for them");
        slack.clock().to(day(1, "10:00:30"));
        start(session, OPS);
        assertThat(rotation(session).owed()).isEmpty();
    }

    @Test
    void whoCannotSaysSoAndAnotherIsAskedWhoAnswersTooLate() {
        Session session = posted(SELLER, SUPPORT, PM);
        swaps.ask(actor(SELLER), SessionSnapshot.of(session), SUPPORT.id());
        Shown first = slack.directMessages(SUPPORT).awaitMessage(ASKS);
        slack.as(SUPPORT).inDirectMessages().presses("I can't", first).sees("You said you can't.");
        Shown declined = slack.directMessages(SELLER).awaitMessage("It is still yours.");

        slack.as(SELLER).inDirectMessages().presses("Swap facilitator", declined)
                .chooses("Who facilitates it instead?", name(PM)).submits()
                .sees("is asked, and you are told what they say");
        Shown second = slack.directMessages(PM).awaitMessage(ASKS);
        swaps.ask(actor(SELLER), SessionSnapshot.of(session), SUPPORT.id());
        slack.settles();
        slack.as(PM).inDirectMessages().sees("does not need an answer any more");
        slack.as(PM).inDirectMessages().tries().presses("I'll do it", second);
        assertThat(now(session).facilitator()).isEqualTo(SELLER.id());

        slack.clock().to(day(1, "10:00:30"));
        Shown third = slack.directMessages(SUPPORT).message(ASKS);
        start(session, SELLER);
        slack.as(SUPPORT).inDirectMessages().sees("It has begun.");
        press(SUPPORT, SwapCards.AGREE.actionId(), swapOf(third));
        assertThat(now(session).facilitator()).isEqualTo(SELLER.id());
        assertThat(rotation(session).owed()).isEmpty();
    }

    @Test
    void aQuestionIsVoidOnceTheSessionIsMoved() {
        Session session = posted(SELLER, SUPPORT, PM);
        swaps.ask(actor(SELLER), SessionSnapshot.of(session), SUPPORT.id());
        Shown asked = slack.directMessages(SUPPORT).awaitMessage(ASKS);
        String swap = swapOf(asked);
        steer.move(workspace(), SessionSnapshot.of(session), SELLER.id(), Role.MEMBER,
                monday.plusDays(3).atTime(15, 0));
        slack.settles();
        slack.as(SUPPORT).inDirectMessages().sees("It was moved to another time.");
        press(SUPPORT, SwapCards.AGREE.actionId(), swap);
        assertThat(sessions.open(workspace(), session.facts().cadence()).getFirst().facilitator())
                .isEqualTo(SELLER.id());
    }

    @Test
    void anyParticipantTakesItAndNobodyElseDoes() {
        Session session = posted(PM, SELLER, SUPPORT);
        String id = session.facts().id().value().toString();
        press(EXECUTIVE, SwapWords.TAKE.actionId(), id);
        press(OUTSIDER, SwapWords.TAKE.actionId(), id);
        press(SUPPORT, SwapWords.TAKE.actionId(), UUID.randomUUID().toString());
        press(SUPPORT, SwapWords.TAKE.actionId(), "nonsense");
        assertThat(now(session).facilitator()).isEqualTo(PM.id());

        Shown card = slack.channel("#general").awaitMessage("Roadmap review");
        slack.as(EXECUTIVE).presses("Swap facilitator", card).sees("Only those who take part can do that.");
        slack.as(SUPPORT).presses("Swap facilitator", card).seesModal("Swap facilitator").submits().seesNoModal();
        assertThat(now(session).facilitator()).isEqualTo(SUPPORT.id());
        slack.directMessages(PM).awaitMessage(
                "for you. When it is their turn, you facilitate for them.");
        slack.clock().to(day(1, "10:00:30"));
        start(session, SUPPORT);
        assertThat(rotation(session).owed()).containsExactly(new Owed(PM.id(), SUPPORT.id()));
        press(SELLER, SwapWords.TAKE.actionId(), id);
        assertThat(now(session).facilitator()).as("it has begun").isEqualTo(SUPPORT.id());
    }

    @Test
    void aPreviewKnowsWhatIsOwed() {
        Session session = posted(PM, SELLER, SUPPORT);
        swaps.take(actor(SUPPORT), SessionSnapshot.of(session));
        assertThat(preview.of(cadence(session), 4)).extracting(line -> line instanceof Previews.Held held
                ? held.facilitator()
                : null).containsExactly(SUPPORT.id(), SELLER.id(), PM.id(), SELLER.id());
    }

    @Test
    void aSwapConcernsItsSessionOnlyWhateverBecomesOfTheOneBefore() {
        Session first = next(recurring("FREQ=DAILY", PM, SELLER, SUPPORT));
        slack.clock().to(day(0, "10:31"));
        List<Session> open = sessions.open(workspace(), first.facts().cadence());
        assertThat(open).extracting(Session::facilitator).containsExactly(PM.id(), SELLER.id());
        swaps.take(actor(SUPPORT), SessionSnapshot.of(open.getLast()));
        changes.change(workspace(), first.facts().id(), PM.id(), Role.MEMBER,
                (c, s, who, at) -> s.didNotTakePlace(who, at));
        slack.clock().to(day(1, "10:00:30"));
        start(open.getLast(), SUPPORT);
        assertThat(rotation(first).owed()).containsExactly(new Owed(SELLER.id(), SUPPORT.id()));
    }

    @Test
    void onlyTheOneWhoWasAskedAgrees() {
        Session session = posted(SELLER, SUPPORT, PM);
        swaps.ask(actor(SELLER), SessionSnapshot.of(session), SUPPORT.id());
        String swap = swapOf(slack.directMessages(SUPPORT).awaitMessage(ASKS));
        for (Who other : List.of(PM, SELLER, OPS, EXECUTIVE, OUTSIDER)) {
            press(other, SwapCards.AGREE.actionId(), swap);
            press(other, SwapCards.DECLINE.actionId(), swap);
        }
        assertThat(now(session).facilitator()).isEqualTo(SELLER.id());
        press(SUPPORT, SwapCards.AGREE.actionId(), swap);
        assertThat(now(session).facilitator()).isEqualTo(SUPPORT.id());
    }

    @Test
    void whoGoesAwayAfterTheyWereToldIsReplacedAndBothAreTold() {
        Session session = posted(PM, SELLER, SUPPORT);
        absences.add(workspace(), PM.id(), new Absence(day(1, "00:00"), day(2, "00:00")));
        slack.clock().advance(Duration.ofSeconds(1));
        Shown told = slack.directMessages(SELLER).awaitMessage("You facilitate *REV-1 Roadmap review*");
        assertThat(told.text()).contains("instead of <@" + PM.id() + ">, who is not there then.");
        slack.directMessages(PM).awaitMessage("You have not used up your turn.");
        assertThat(now(session).facilitator()).isEqualTo(SELLER.id());
        slack.clock().to(day(1, "10:00:30"));
        start(session, SELLER);
        assertThat(rotation(session).next(List.of(PM.id(), SELLER.id(), SUPPORT.id()),
                Set.of(PM.id(), SELLER.id(), SUPPORT.id()))).contains(PM.id());
    }

    @Test
    void theOwnerHearsWhereNobodyIsLeftAndWhoComesBackIsTold() {
        Session session = posted(SELLER, SUPPORT);
        absences.add(workspace(), SUPPORT.id(), new Absence(day(1, "00:00"), day(2, "00:00")));
        AbsenceId away = absences.add(workspace(), SELLER.id(), new Absence(day(1, "00:00"), day(2, "00:00")));
        slack.clock().advance(Duration.ofSeconds(1));
        slack.directMessages(PM).awaitMessage("Nobody who facilitates *REV-1 Roadmap review*");
        assertThat(now(session).facilitator()).isNull();
        Shown card = slack.channel("#general").awaitMessage("I'll facilitate it");
        slack.as(EXECUTIVE).presses("I'll facilitate it", card).sees("Only those who take part can do that.");
        absences.remove(workspace(), SELLER.id(), away);
        slack.clock().advance(Duration.ofSeconds(1));
        slack.directMessages(SELLER).awaitMessage("You facilitate *REV-1 Roadmap review*");
        assertThat(now(session).facilitator()).isEqualTo(SELLER.id());
    }

    @Test
    void whoeverIsThereTakesWhatNobodyFacilitates() {
        absences.add(workspace(), SELLER.id(), new Absence(day(1, "00:00"), day(2, "00:00")));
        Session session = next(weekly(SELLER));
        slack.clock().to(day(0, "10:01"));
        Shown card = slack.channel("#general").awaitMessage("I'll facilitate it");
        slack.directMessages(PM).awaitMessage("Nobody who facilitates");
        slack.as(SELLER).presses("I'll facilitate it", card).sees("You are away then.");
        slack.as(PM).presses("I'll facilitate it", card).sees("You facilitate it. Thank you!");
        assertThat(now(session).facilitator()).isEqualTo(PM.id());
    }

    @Test
    void anOwnerWhoLeavesIsNoticedOnceAndSomebodyTakesOver() {
        Session session = next(weekly(PM, SELLER, SUPPORT));
        slack.deactivates(PM);
        slack.settles();
        slack.clock().to(day(0, "10:01"));
        Shown asked = slack.directMessages(OPS).awaitMessage("*REV-1 Roadmap review* has no owner any more");
        slack.clock().to(day(1, "10:00:30"));
        start(session, SELLER);
        slack.settles();
        assertThat(slack.directMessages(OPS).messages()).filteredOn(each -> each.text().contains("no owner"))
                .hasSize(1);
        press(SELLER, DepartureCards.TAKE_OVER.actionId(), value(asked, DepartureCards.TAKE_OVER.actionId()));
        assertThat(cadence(session).owner()).isEqualTo(PM.id());

        slack.as(OPS).inDirectMessages().presses("Take it over", asked)
                .sees("<@" + OPS.id() + "> owns it now.");
        assertThat(cadence(session).owner()).isEqualTo(OPS.id());
    }

    /** Its agenda is posted, and whoever facilitates it knows: the first of them. */
    private Session posted(Who... who) {
        Session session = next(weekly(who));
        slack.clock().to(day(0, "10:01"));
        assertThat(now(session).facilitator()).isEqualTo(who[0].id());
        return now(session);
    }

    private Cadence weekly(Who... who) {
        return recurring("FREQ=WEEKLY;BYDAY=TU", who);
    }

    private Cadence recurring(String rule, Who... who) {
        return create.create(workspace(), UUID.randomUUID().toString(), PM.id(),
                new Rules("Roadmap review", Template.ROADMAP_REVIEW, false, slack.channel("#general").id(), null,
                        Recurrence.of(monday.atTime(10, 0), UTC, rule), new AfterDowntime.Skip(),
                        Duration.ofMinutes(30), new People(Arrays.stream(who).map(Who::id).toList(), List.of()),
                        List.of(), Lead.days(1), null, List.of(), List.of()));
    }

    private void start(Session session, Who who) {
        changes.change(workspace(), session.facts().id(), who.id(), Role.MEMBER, (c, s, by, at) -> s.start(by, at));
    }

    private void press(Who who, String action, String value) {
        try {
            new ForgedPress(slack, "T0FERNHILL").press(who, who == OUTSIDER ? "T0ACME0000" : "T0FERNHILL",
                    slack.channel(who == OUTSIDER ? "#customer-acme" : "#general").id(), action, value);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static String swapOf(Shown card) {
        return value(card, SwapCards.AGREE.actionId());
    }

    private static String value(Shown card, String action) {
        return card.json().findValues("elements").stream().flatMap(each -> each.valueStream())
                .filter(each -> each.path("action_id").stringValue("").equals(action)).findFirst().orElseThrow()
                .path("value").stringValue();
    }

    private Actor actor(Who who) {
        return new Actor(workspace(), who.id(), "T0FERNHILL", who == OPS ? Role.ADMIN : Role.MEMBER);
    }

    private String name(Who who) {
        return members.find(workspace(), who.id()).orElseThrow().name();
    }

    private Session next(Cadence cadence) {
        return sessions.open(workspace(), cadence.facts().id()).getFirst();
    }

    private Session now(Session session) {
        return sessions.find(workspace(), session.facts().id()).orElseThrow();
    }

    private Cadence cadence(Session session) {
        return cadences.find(workspace(), session.facts().cadence()).orElseThrow();
    }

    private Rotation rotation(Session session) {
        return cadence(session).rotation();
    }

    private WorkspaceId workspace() {
        return slack.workspace();
    }

    private Instant day(int days, String time) {
        return monday.plusDays(days).atTime(LocalTime.parse(time)).toInstant(UTC);
    }
}
