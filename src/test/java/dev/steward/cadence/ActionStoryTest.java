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
import java.time.temporal.TemporalAdjusters;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import com.slack.api.model.block.Blocks;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.delivery.Notices;
import dev.steward.sandbox.Person;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Shown;
import dev.steward.sandbox.Who;
import dev.steward.schedule.Absence;
import dev.steward.schedule.Absences;
import dev.steward.schedule.AfterDowntime;
import dev.steward.schedule.Recurrence;
import dev.steward.slack.Message;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.Role;
import dev.steward.workspace.WorkspaceId;

/** What a session left is noted, asked of people, chased until it is done, and shown in the next session. */
@SandboxTest
class ActionStoryTest {
    @Autowired
    private SandboxSlack slack;
    @Autowired
    private CreateCadence create;
    @Autowired
    private ChangeSession changes;
    @Autowired
    private Sessions sessions;
    @Autowired
    private Actions actions;
    @Autowired
    private ActionLines lines;
    @Autowired
    private SessionActions left;
    @Autowired
    private OpenActions openActions;
    @Autowired
    private Notices notices;
    @Autowired
    private TransactionTemplate transaction;
    @Autowired
    private Members members;
    @Autowired
    private Absences absences;

    private LocalDate monday = LocalDate.EPOCH;

    /** All work from 9 to 17 in one zone, and it is Monday, 9:00. */
    @BeforeEach
    void everyoneIsThere() {
        for (Who who : List.of(PM, OPS, EXECUTIVE, SELLER, SUPPORT)) {
            members.save(new Member(workspace(), who.id(), "T0FERNHILL", who.name(), null, UTC,
                    who == OPS ? Role.ADMIN : Role.MEMBER, false, false));
        }
        monday = LocalDate.ofInstant(slack.clock().instant(), UTC).with(TemporalAdjusters.next(DayOfWeek.MONDAY));
        to(0, "09:00");
    }

    @Test
    void whatAMeetingLeftIsNotedInTwoClicksChasedAndShownInTheNext() {
        Cadence cadence = weekly(EXECUTIVE, PM, SELLER, SUPPORT);
        Session first = running(cadence);
        buttons(first);

        Person pm = slack.as(PM).in("#general").presses("Action").seesModal("Note an action")
                .sees("REV-1 Roadmap review of Tue");
        assertThat(pm.field("Who does it?")).as("the facilitator writes for others").isEmpty();
        assertThat(pm.field("By when?")).as("the working day before they meet again").isEqualTo(date(7));
        pm.submits().seesFieldError("Who does it?", "required");
        pm.chooses("Who does it?", SELLER.id().value()).fills("What is to be done?", " \n").submits()
                .seesFieldError("What is to be done?", "Please say what is to be done.");
        pm.chooses("Who does it?", SELLER.id().value()).fills("What is to be done?", "Ask <!channel> & *legal*")
                .chooses("By when?", date(0)).submits().seesFieldError("By when?", "That day is over.");
        pm.chooses("By when?", date(4)).submits().seesNoModal();
        Shown card = slack.directMessages(SELLER).awaitMessage("Ask");
        assertThat(card.text()).contains("from <https://", "REV-1 Roadmap review of Tue",
                "<@" + SELLER.id() + ">, due Fri");
        assertThat(card.json().toString()).doesNotContain("<!channel>").contains("&lt;!channel&gt;");

        Person seller = slack.as(SELLER).in("#general").presses("Action");
        assertThat(seller.field("Who does it?")).as("anybody else writes for themselves")
                .isEqualTo(SELLER.id().value());
        seller.fills("What is to be done?", "Call Acme").submits().seesNoModal();
        slack.directMessages(SELLER).awaitMessage("Call Acme");
        close(first);
        slack.as(SUPPORT).in("#general").presses("Action").fills("What is to be done?", "Tell support").submits()
                .seesNoModal();
        slack.directMessages(SUPPORT).awaitMessage("Tell support");
        assertThat(left.lines(first)).hasSize(3).first().asString().startsWith("☐ Ask").contains("due Fri");
        assertThat(openActions.of(workspace(), SELLER.id(), 10)).extracting(OpenActions.OpenAction::what,
                OpenActions.OpenAction::cadence, OpenActions.OpenAction::due)
                .first().satisfies(one -> assertThat(one.toList())
                        .isEqualTo(List.of("Ask <!channel> & *legal*", "REV-1", monday.plusDays(4))));
        assertThat(openActions.of(workspace(), SELLER.id(), 1)).hasSize(1);

        to(3, "08:59");
        slack.directMessages(SELLER).hasNoMessage("Please see to");
        to(3, "09:01");
        slack.directMessages(SELLER).awaitMessage("REV-1 Roadmap review: it is due Fri");
        to(4, "09:01");
        slack.directMessages(SELLER).awaitMessage("is due today.");
        to(7, "09:01");
        slack.as(SUPPORT).inDirectMessages().presses("Done", slack.directMessages(SUPPORT).awaitMessage("Tell support"))
                .sees("done by <@" + SUPPORT.id() + ">");
        slack.as(SUPPORT).inDirectMessages().presses("Open it again").sees("due Mon").presses("Done")
                .sees("<@" + SUPPORT.id() + "> opened it again meanwhile.").presses("Done").sees("✓ *Tell support*");
        to(8, "11:00");
        Session second = sessions.open(workspace(), cadence.facts().id()).stream().filter(Session::due).findFirst()
                .orElseThrow();
        SessionLines.Part shown = lines.of(cadence, second).orElseThrow();
        assertThat(shown.heading()).isEqualTo("Open actions, 1 done since last time");
        assertThat(shown.lines()).hasSize(2).first().asString().contains("Ask", "late since Fri");

        to(9, "09:01");
        Shown late = slack.directMessages(EXECUTIVE).awaitMessage("is late. It was due Fri");
        assertThat(late.text()).contains("and <@" + SELLER.id() + "> is to do it");
        slack.directMessages(SELLER).hasNoMessage("is still open");
        to(16, "09:01");
        slack.settles();
        Shown still = slack.directMessages(SELLER).awaitMessage("was due Fri");
        slack.as(SELLER).inDirectMessages().presses("Done", still).sees("✓ ");
        to(40, "09:01");
        assertThat(said(SELLER, "was due Fri")).isEqualTo(1);
        assertThat(said(EXECUTIVE, "is late. It was due Fri")).isEqualTo(1);
        slack.hadNoTrouble();
    }

    @Test
    void severalDueAtOnceBecomeOneMessageAndAreFinishedInAList() {
        Cadence cadence = weekly(EXECUTIVE, PM, SELLER);
        Session first = running(cadence);
        buttons(first);
        for (String what : List.of("Write the paper", "Ask finance", "Book a room")) {
            note(PM, SELLER, what, date(4));
        }
        to(4, "09:01");
        Shown together = slack.directMessages(SELLER).awaitMessage("*3 actions are open:*");
        assertThat(together.text()).contains("*Write the paper*", "*Ask finance*", "is due today.");
        slack.as(SELLER).inDirectMessages().presses("Done", together).sees("✓ *");

        Person seller = slack.as(SELLER).types("/cadence actions").seesModal("Your actions").sees("Book a room")
                .sees("from REV-1 Roadmap review");
        seller.presses("Not needed…").seesModal("Not needed").fills("Why is it not needed?", " ").submits()
                .seesFieldError("Why is it not needed?", "Please say why");
        seller.fills("Why is it not needed?", "They called us").submits().seesModal("Your actions");
        seller.presses("Hand over…").chooses("Who does it?", SELLER.id().value()).submits()
                .seesFieldError("Who does it?", "already").chooses("Who does it?", SUPPORT.id().value()).submits()
                .seesModal("Your actions").sees("You have no actions to do.").closesAll();
        Shown handed = slack.directMessages(SUPPORT).awaitMessage("due Fri");
        slack.as(SUPPORT).inDirectMessages().presses("Postpone…", handed).seesModal("Postpone")
                .chooses("By when?", date(-1)).submits().seesFieldError("By when?", "That day is over.")
                .chooses("By when?", date(11)).submits().seesNoModal();
        to(10, "09:01");
        slack.directMessages(SUPPORT).awaitMessage("it is due Fri");

        slack.as(PM).types("/cadence actions REV-1").seesModal("Actions").sees("<@" + SUPPORT.id() + ">, due Fri")
                .presses("Done").sees("Nothing is open.").closesAll();
        slack.as(PM).in("#general").presses("Actions…").seesModal("Actions").sees("not needed, says")
                .presses("Open it again").sees("<@" + SELLER.id() + ">, late since Fri").closesAll();
        slack.as(PM).types("/cadence actions REV-9").sees("There is no REV-9 here.");
        slack.as(PM).types("/cadence actions soon").sees("Say which review");
        slack.hadNoTrouble();
    }

    @Test
    void whoeverIsAwayIsLeftAloneAndWhoeverLeftIsReplaced() {
        Cadence cadence = weekly(EXECUTIVE, PM, SELLER, SUPPORT);
        buttons(running(cadence));
        note(PM, SUPPORT, "Answer Acme", date(3));
        note(PM, SELLER, "Price it", date(11));
        absences.add(workspace(), SUPPORT.id(), new Absence(day(2, "00:00"), day(8, "00:00"), SELLER.id()));
        to(7, "16:00");
        assertThat(said(SUPPORT, "due today") + said(SUPPORT, "Please see to")).isZero();
        assertThat(said(EXECUTIVE, "is late")).isZero();
        slack.as(SELLER).types("/cadence actions REV-1").presses("Postpone…").seesModal("Postpone").closes()
                .closesAll();
        to(8, "09:01");
        slack.directMessages(SUPPORT).awaitMessage("*Answer Acme* from REV-1 Roadmap review was due Thu");
        to(10, "09:01");
        slack.directMessages(EXECUTIVE).awaitMessage("*Answer Acme* from REV-1 Roadmap review is late.");

        slack.deactivates(SELLER);
        to(11, "09:01");
        Shown gone = slack.directMessages(EXECUTIVE).awaitMessage("<@" + SELLER.id() + "> has left");
        assertThat(gone.text()).contains("*Price it*", "Please hand it over");
        slack.as(EXECUTIVE).inDirectMessages().presses("Hand over…", gone)
                .chooses("Who does it?", SELLER.id().value()).submits()
                .seesFieldError("Who does it?", "Please choose a person of this workspace.")
                .chooses("Who does it?", PM.id().value()).submits().seesNoModal();
        slack.directMessages(PM).awaitMessage("Price it");
        to(30, "09:01");
        assertThat(said(EXECUTIVE, "has left")).isEqualTo(1);
        assertThat(said(SELLER, "Price it")).as("the card and what was said before").isEqualTo(2);
    }

    @Test
    void onlyThoseConcernedMayAndOnlyOfWhatTookPlace() {
        Cadence cadence = weekly(EXECUTIVE, PM, SELLER);
        Session first = sessions.open(workspace(), cadence.facts().id()).getFirst();
        buttons(first);
        slack.as(PM).in("#general").presses("Action").sees("It has not begun yet.");
        start(first);
        slack.as(SUPPORT).in("#general").presses("Action").sees("Only those who take part can do that.");
        note(PM, SELLER, "Price it", date(4));
        slack.as(SUPPORT).types("/cadence actions REV-1").presses("Done").sees("Only <@" + SELLER.id() + ">")
                .closesAll();
        slack.as(OPS).types("/cadence actions REV-1").presses("Done").sees("Nothing is open.").closesAll();
        slack.as(SELLER).inDirectMessages().sees("done by <@" + OPS.id() + ">");
        Action done = actions.of(workspace(), first.facts().id()).getFirst();
        assertThat(actions.history(workspace(), done.facts().id())).extracting(Action.Changed::kind)
                .containsExactly(Action.Kind.NOTED, Action.Kind.DONE);
    }

    private void note(Who by, Who owner, String what, String day) {
        slack.as(by).in("#general").presses("Action").chooses("Who does it?", owner.id().value())
                .fills("What is to be done?", what).chooses("By when?", day).submits().seesNoModal();
        slack.directMessages(owner).awaitMessage(what);
    }

    private Cadence weekly(Who owner, Who... who) {
        return create.create(workspace(), UUID.randomUUID().toString(), owner.id(),
                new Rules("Roadmap review", Template.ROADMAP_REVIEW, false, slack.channel("#general").id(), null,
                        Recurrence.of(monday.atTime(10, 0), UTC, "FREQ=WEEKLY;BYDAY=TU"), new AfterDowntime.Skip(),
                        Duration.ofMinutes(30), new People(Arrays.stream(who).map(Who::id).toList(), List.of()),
                        List.of(PM.id()), Lead.days(1), null, List.of(), List.of()));
    }

    private Session running(Cadence cadence) {
        Session first = sessions.open(workspace(), cadence.facts().id()).getFirst();
        start(first);
        return first;
    }

    private void start(Session session) {
        to(1, "10:00");
        changes.change(workspace(), session.facts().id(), PM.id(), Role.MEMBER,
                (cadence, one, who, at) -> one.start(who, at));
    }

    private void close(Session session) {
        changes.change(workspace(), session.facts().id(), PM.id(), Role.MEMBER,
                (cadence, one, who, at) -> one.close(who, at));
    }

    /** The session's buttons for actions, wherever its card has them. */
    private void buttons(Session session) {
        SessionSnapshot of = SessionSnapshot.of(session);
        transaction.executeWithoutResult(status -> notices.say(workspace(), session.facts().id().value(), "buttons",
                new Notices.Recipient.Channel(slack.id("#general"), null),
                new Message("Buttons", List.of(Blocks.actions(List.of(
                        MeetingButtons.NOTE.button("Action", of),
                        MeetingButtons.ACTIONS.button("Actions…", of)))))));
        slack.channel("#general").awaitMessage("Buttons");
    }

    private int said(Who who, String words) {
        slack.settles();
        return (int) slack.directMessages(who).messages().stream().filter(each -> each.text().contains(words)).count();
    }

    private String date(int days) {
        return monday.plusDays(days).toString();
    }

    private void to(int days, String time) {
        slack.clock().to(day(days, time));
    }

    /** So many days after that Monday. */
    private Instant day(int days, String time) {
        return monday.plusDays(days).atTime(LocalTime.parse(time)).toInstant(UTC);
    }

    private WorkspaceId workspace() {
        return slack.workspace();
    }
}
