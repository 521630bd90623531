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
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

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
import dev.steward.workspace.WorkspaceId;

/** A weekly update, Tuesdays at 10:00 on everybody's own clock, as Tokyo, Berlin and New York see it. */
@SandboxTest
class WrittenStoryTest {
    private static final String MOVED = "What moved this week?";
    private static final String NEXT = "What is next?";

    @Autowired
    private SandboxSlack slack;
    @Autowired
    private CreateCadence create;
    @Autowired
    private ChangeCadence cadences;
    @Autowired
    private SteerSession steer;
    @Autowired
    private Sessions sessions;
    @Autowired
    private Asks asks;
    @Autowired
    private Members members;
    @Autowired
    private Absences absences;

    private LocalDate monday = LocalDate.EPOCH;

    /** Seven hours to answer, an hour before which those who have not are reminded. It is Sunday night. */
    @BeforeEach
    void everyoneIsAtHome() {
        Map.of(SUPPORT, "Asia/Tokyo", PM, "Europe/Berlin", OPS, "Europe/Berlin", EXECUTIVE, "America/New_York", SELLER,
                "America/New_York").forEach(this::lives);
        monday = LocalDate.ofInstant(slack.clock().instant(), UTC).with(TemporalAdjusters.next(DayOfWeek.MONDAY));
        slack.clock().to(at(0, "00:00", UTC));
    }

    @Test
    void everybodyIsAskedInTheirMorningAndTheChannelFillsWhileTheDayGoesRound() {
        weekly(SUPPORT, PM, EXECUTIVE);
        to(1, "01:01");
        Shown tokyo = slack.directMessages(SUPPORT).awaitMessage("Weekly update");
        assertThat(tokyo.text()).contains("Please answer until <!date^" + at(1, "08:00", UTC).getEpochSecond(), MOVED,
                NEXT);
        slack.directMessages(PM).hasNoMessage("Weekly update");
        Shown card = slack.channel("#general").awaitMessage("REV-1 Weekly update");
        assertThat(card.text()).contains("*No answers yet*, 3 to come");

        slack.as(SUPPORT).inDirectMessages().presses("Answer", tokyo).seesModal("Weekly update")
                .fills(MOVED, "The <!channel> export *moved*\n> twice @here").submits().seesNoModal();
        card = slack.channel("#general").awaitMessage("1 answer so far");
        assertThat(card.text()).contains("2 to come", "Yuki Tanaka", MOVED, "The <!channel> export *moved*")
                .doesNotContain(NEXT, "Maya", "Amara");
        assertThat(card.json().toString()).doesNotContain("<!channel>");
        assertThat(slack.directMessages(SUPPORT).awaitMessage("Thank you").text()).contains("The <!channel> export");

        to(1, "09:01");
        slack.directMessages(PM).awaitMessage("Weekly update");
        slack.as(SUPPORT).inDirectMessages().presses("Change").sees("The <!channel> export").fills(NEXT, "Imports")
                .submits();
        slack.channel("#general").awaitMessage("Imports");

        to(1, "15:01");
        Shown reminder = slack.directMessages(PM).awaitMessage("there is time to answer until");
        slack.directMessages(SUPPORT).hasNoMessage("there is time to answer");
        slack.as(PM).inDirectMessages().presses("Answer", reminder).fills(NEXT, "Beta").submits().seesNoModal();
        slack.channel("#general").awaitMessage("2 answers so far");
        to(1, "21:01");
        slack.directMessages(EXECUTIVE).awaitMessage("there is time to answer until");
        to(1, "22:01");
        card = slack.channel("#general").awaitMessage("2 of 3 answered");
        assertThat(card.text()).doesNotContain("Amara");
        assertThat(slack.channel("#general").replies(card)).extracting(Shown::text)
                .containsExactly("*2 of 3 answered*");
        Shown late = slack.directMessages(EXECUTIVE).awaitMessage("You can still answer");
        slack.as(EXECUTIVE).inDirectMessages().presses("Answer", late).sees("added later").fills(MOVED, "Budget")
                .submits().seesNoModal();
        card = slack.channel("#general").awaitMessage("3 of 3 answered");
        assertThat(card.text()).contains("Amara Okafor*  ·  added later");
        slack.as(PM).inDirectMessages().presses("Change").fills(NEXT, "Beta, soon").submits();
        slack.channel("#general").awaitMessage("changed later");
        slack.hadNoTrouble();
    }

    @Test
    void whoIsAwayIsNotAskedNotMissedAndMayAddTheirs() {
        absences.add(workspace(), PM.id(), new Absence(at(1, "00:00", UTC), at(3, "00:00", UTC)));
        weekly(SUPPORT, PM, OPS);
        to(1, "09:01");
        slack.channel("#general").awaitMessage("1 is away");
        slack.directMessages(PM).hasNoMessage("Weekly update");
        slack.as(PM).in("#general").presses("Answer").fills(MOVED, "From the beach").submits().seesNoModal();
        slack.channel("#general").awaitMessage("From the beach");
        slack.directMessages(PM).awaitMessage("Thank you");
        slack.as(SELLER).in("#general").presses("Answer").sees("It is for those who take part.");
        to(1, "16:01");
        Shown card = slack.channel("#general").awaitMessage("0 of 2 answered");
        assertThat(card.text()).contains("and 1 more added theirs").doesNotContain("is away");
        slack.directMessages(PM).hasNoMessage("there is time to answer");
    }

    @Test
    void peopleOfOtherOrganisationsCannotAnswerOrReadAll() {
        create("#customer-acme", new AfterDowntime.Skip(), SUPPORT, PM);
        to(1, "01:01");
        slack.channel("#customer-acme").awaitMessage("Weekly update");
        slack.as(OUTSIDER).in("#customer-acme").presses("Answer").sees("Only people of this workspace can do this.");
        slack.as(SUPPORT).in("#customer-acme").presses("Answer").fills(MOVED, "All of it").submits();
        slack.channel("#customer-acme").awaitMessage("All of it");
        slack.as(OUTSIDER).in("#customer-acme").presses("Read all answers")
                .sees("Only people of this workspace can do this.").seesNoModal();
        slack.as(PM).in("#customer-acme").presses("Read all answers").seesModal("Answers").sees("All of it")
                .presses("By question").sees("Yuki Tanaka").sees(MOVED);
    }

    @Test
    void theCommandOpensTheForm() {
        weekly(SUPPORT, PM);
        slack.as(PM).in("#general").types("/cadence answer REV-1").sees("has not asked anybody yet");
        to(1, "01:01");
        slack.as(SUPPORT).in("#general").types("/cadence answer rev-1").seesModal("Weekly update").submits()
                .seesFieldError(MOVED, "Please answer at least one question.").fills(NEXT, "Nothing").submits()
                .seesNoModal();
        slack.as(SUPPORT).types("/cadence answer REV-9").sees("There is no REV-9 here.");
        slack.as(SUPPORT).types("/cadence answer").sees("Say which one");
        slack.as(EXECUTIVE).types("/cadence answer REV-1").sees("It is for those who take part.");
    }

    @Test
    void whatWasTypedStaysWhenItIsCalledOffMeanwhile() {
        Cadence cadence = weekly(SUPPORT, PM);
        to(1, "01:01");
        var yuki = slack.as(SUPPORT).inDirectMessages().presses("Answer").fills(MOVED, "Very much");
        steer.cancel(workspace(), SessionSnapshot.of(running(cadence)), PM.id(), Role.MEMBER, "Fair week");
        yuki.submits().seesFieldError(MOVED, "It was cancelled. What you wrote is still here")
                .seesModal("Weekly update");
        slack.directMessages(SUPPORT).awaitMessage("It was cancelled: “Fair week”. There is nothing to do.");
        slack.channel("#general").awaitMessage("Cancelled");
        slack.directMessages(SUPPORT).awaitMessage("<@" + PM.id() + "> cancelled REV-1 *Weekly update*: “Fair week”.");
        slack.directMessages(PM).hasNoMessage("cancelled REV-1");
        to(1, "12:00");
        slack.directMessages(PM).hasNoMessage("Weekly update");
    }

    @Test
    void questionsStayAsTheyWereWhenSomebodyWasAsked() {
        Cadence cadence = weekly(SUPPORT, PM);
        to(1, "01:01");
        Rules rules = cadence.rules();
        cadences.change(workspace(), cadence.facts().id(), (one, now) -> one.change(PM.id(), Role.MEMBER,
                new Rules(rules.title(), rules.template(), true, rules.channel(), null, one.rules().recurrence(),
                        rules.afterDowntime(), rules.duration(), rules.participants(), List.of(), rules.agendaLead(),
                        null,
                        rules.reminders(), List.of("How are you?")),
                now));
        slack.as(SUPPORT).inDirectMessages().presses("Answer").fills(MOVED, "Much").submits().seesNoModal();
        to(1, "09:01");
        slack.as(PM).inDirectMessages().presses("Answer").seesNo(MOVED).fills("How are you?", "Well").submits();
        assertThat(slack.channel("#general").awaitMessage("2 answers so far").text()).contains(MOVED, "How are you?");
    }

    @Test
    void whatDoesNotTakePlaceOrIsMovedSaysSo() {
        Cadence cadence = weekly(SUPPORT, PM);
        Session first = next(cadence);
        Session moved = steer.move(workspace(), SessionSnapshot.of(first), PM.id(), Role.MEMBER,
                monday.plusDays(2).atTime(10, 0));
        assertThat(slack.channel("#general").awaitMessage("Moved to").text())
                .contains("<!date^" + moved.startsAt().getEpochSecond());
        steer.skip(workspace(), SessionSnapshot.of(moved), PM.id(), Role.MEMBER, "Offsite");
        slack.channel("#general").awaitMessage("Does not take place this time: “Offsite”.");
        to(3, "12:00");
        slack.directMessages(PM).hasNoMessage("Weekly update");
    }

    @Test
    void whoGoesAwayInTheMiddleIsNotRemindedAndHasMissedNothing() {
        weekly(SUPPORT, PM);
        to(1, "09:01");
        slack.directMessages(PM).awaitMessage("Weekly update");
        absences.add(workspace(), PM.id(), new Absence(at(1, "10:00", UTC), at(3, "00:00", UTC)));
        to(1, "16:01");
        slack.channel("#general").awaitMessage("0 of 1 answered");
        slack.directMessages(PM).hasNoMessage("there is time to answer");
        slack.directMessages(PM).awaitMessage("You can still answer");
    }

    @Test
    void tenIsTenAcrossAClockChange() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Instant change = berlin.getRules().nextTransition(slack.clock().instant().plus(Duration.ofDays(7)))
                .getInstant();
        monday = LocalDate.ofInstant(change, UTC).with(TemporalAdjusters.previous(DayOfWeek.MONDAY));
        slack.clock().to(at(0, "00:00", UTC));
        Cadence cadence = weekly(SUPPORT, PM, EXECUTIVE);
        to(9, "12:00");
        List<Session> held = sessions.from(workspace(), cadence.facts().id(), at(1, "00:00", UTC)).subList(0, 2);
        for (Session session : held) {
            assertThat(session.asked()).isNotEmpty().allSatisfy(one -> assertThat(
                    one.at().atZone(members.zone(workspace(), one.person())).toLocalTime().withSecond(0).withNano(0))
                    .isEqualTo(LocalTime.of(10, 0)));
        }
        assertThat(held).extracting(session -> session.asked().size()).containsExactly(3, 3);
        assertThat(Duration.between(asked(held.getFirst(), PM), asked(held.getLast(), PM)).toHours()).isNotEqualTo(168);
        assertThat(Duration.between(asked(held.getFirst(), SUPPORT), asked(held.getLast(), SUPPORT)).toMinutes())
                .isBetween(10_079L, 10_081L);
    }

    private static Instant asked(Session session, Who who) {
        return session.asked().stream().filter(one -> one.person().equals(who.id())).findFirst().orElseThrow().at();
    }

    private Cadence weekly(Who... who) {
        return create("#general", new AfterDowntime.Skip(), who);
    }

    private Cadence create(String channel, AfterDowntime rule, Who... who) {
        return create.create(workspace(), UUID.randomUUID().toString(), PM.id(), new Rules("Weekly update",
                Template.WEEKLY_UPDATE, true, slack.id(channel), null,
                Recurrence.of(monday.atTime(10, 0), ZoneId.of("Europe/Berlin"), "FREQ=WEEKLY;BYDAY=TU"), rule,
                Duration.ofHours(7), new People(Arrays.stream(who).map(Who::id).toList(), List.of()), List.of(),
                Lead.minutes(0), null, List.of(Lead.hours(1)), List.of(MOVED, NEXT)));
    }

    private Session running(Cadence cadence) {
        return sessions.open(workspace(), cadence.facts().id()).stream()
                .filter(each -> each.state() == SessionState.RUNNING).findFirst().orElseThrow();
    }

    private Session next(Cadence cadence) {
        return sessions.open(workspace(), cadence.facts().id()).getFirst();
    }

    private void lives(Who who, String zone) {
        members.save(new Member(workspace(), who.id(), "T0FERNHILL",
                members.find(workspace(), who.id()).orElseThrow().name(), null, ZoneId.of(zone),
                who == OPS ? Role.ADMIN : Role.MEMBER, false, false));
    }

    private void to(int days, String time) {
        slack.clock().to(at(days, time, UTC));
    }

    private Instant at(int days, String time, ZoneId zone) {
        return monday.plusDays(days).atTime(LocalTime.parse(time)).atZone(zone).toInstant();
    }

    private WorkspaceId workspace() {
        return slack.workspace();
    }
}
