package dev.steward.release;

import static dev.steward.sandbox.Who.EXECUTIVE;
import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;
import static dev.steward.sandbox.Who.SUPPORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.steward.sandbox.Person;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Shown;
import dev.steward.sandbox.Who;
import dev.steward.schedule.Absence;
import dev.steward.schedule.Absences;
import dev.steward.workspace.Area;
import dev.steward.workspace.Areas;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.Role;
import dev.steward.workspace.WorkspaceId;

/** What a release takes is asked of people, chased, done, handed on, and goes where the release no longer takes it. */
@SandboxTest
class ReleaseTasksStoryTest {
    @Autowired
    private SandboxSlack slack;
    @Autowired
    private DraftRelease drafts;
    @Autowired
    private ChangeRelease changes;
    @Autowired
    private Tasks tasks;
    @Autowired
    private Members members;
    @Autowired
    private Areas areas;
    @Autowired
    private Absences absences;
    @Autowired
    private LaunchTasks launchTasks;
    @Autowired
    private OpenTasks openTasks;
    @Autowired
    private TaskPageLines pageLines;

    private LocalDate monday = LocalDate.EPOCH;

    /** All work from 9 to 17 in one zone, and it is Monday, 9:00. */
    @BeforeEach
    void everyoneIsThere() {
        for (Who who : List.of(PM, OPS, EXECUTIVE, SELLER, SUPPORT)) {
            members.save(new Member(workspace(), who.id(), "T0FERNHILL", who.name(), null, ZoneOffset.UTC,
                    who == OPS ? Role.ADMIN : Role.MEMBER, false, false));
        }
        monday = LocalDate.ofInstant(slack.clock().instant(), ZoneOffset.UTC)
                .with(TemporalAdjusters.next(DayOfWeek.MONDAY));
        slack.clock().to(day(0, "09:00"));
    }

    @Test
    void aGreatReleaseAsksPeopleChasesThemAndTellsThoseAbove() {
        Release release = plan(draft(1, new When.At(day(9, "16:00"))));
        Shown docs = slack.directMessages(PM).awaitMessage("Docs up to date");
        assertThat(docs.text()).contains("for REL-1 Ledger export", "due <!date^" + day(7, "16:00").getEpochSecond(),
                "2 working days before");
        slack.directMessages(PM).awaitMessage("Support macros ready");
        assertThat(said(SELLER, "Sales briefed")).as("its owner has the page").isZero();

        slack.as(PM).inDirectMessages().presses("Done", docs).sees("done by <@" + PM.id() + ">");
        assertThat(pageLines.lines(release).getFirst()).startsWith("*Checklist: 1 of 5 done*");

        to(1, "15:59");
        slack.directMessages(SELLER).hasNoMessage("Please see to *Sales briefed*");
        to(1, "16:01");
        slack.directMessages(SELLER).awaitMessage("Please see to *Sales briefed*");
        to(2, "16:01");
        slack.directMessages(SELLER).awaitMessage("*Sales briefed* for REL-1 Ledger export is due now.");
        to(3, "16:01");
        Shown late = slack.directMessages(SELLER).awaitMessage("and is still open.");
        slack.as(SELLER).inDirectMessages().presses("Not needed", late)
                .fills("Why is it not needed?", "Nobody sells it.").submits().seesNoModal();
        assertThat(live(release)).contains("Sales briefed NOT_NEEDED");

        to(7, "16:01");
        slack.directMessages(PM).awaitMessage("*Support macros ready* for REL-1 Ledger export is due now.");
        slack.directMessages(SELLER).hasNoMessage("*Support macros ready*");
        to(8, "16:01");
        slack.directMessages(SELLER).awaitMessage("*Support macros ready* for REL-1 Ledger export is late.");
        assertThat(launchTasks.openOfPlanned(workspace())).extracting(LaunchTasks.OpenTask::title)
                .containsExactly("Support macros ready", "Support knows whom to ask", "Tell how it went");

        to(9, "16:01");
        slack.channel("#general").awaitMessage("Ledger export");
        assertThat(launchTasks.openOfPlanned(workspace())).isEmpty();
        assertThat(openTasks.of(workspace(), release.facts().id())).extracting(LaunchTask::title, LaunchTask::due)
                .first().satisfies(first -> assertThat(first.toList().get(1)).isEqualTo(day(10, "16:00")));
        to(15, "16:01");
        slack.directMessages(OPS).awaitMessage(
                "*Support macros ready* for REL-1 Ledger export is three working days late");
        slack.directMessages(EXECUTIVE).hasNoMessage("Support macros ready");
        to(22, "16:01");
        assertThat(said(PM, "*Support macros ready* for REL-1 Ledger export was due")).isEqualTo(1);
        to(29, "16:01");
        assertThat(said(PM, "*Support macros ready* for REL-1 Ledger export was due")).isEqualTo(2);
        slack.hadNoTrouble();
    }

    @Test
    void anotherTierTakesOtherThingsAndKeepsWhatWasTouched() {
        Release release = draft(1, new When.At(day(9, "16:00")));
        Shown docs = slack.directMessages(PM).awaitMessage("Docs up to date");
        Shown macros = slack.directMessages(PM).awaitMessage("Support macros ready");
        slack.as(PM).inDirectMessages().presses("Done", docs).sees("done by");
        slack.as(SELLER).types("/release checklist REL-1").presses("Hand over")
                .chooses("Who does it?", SELLER.id().value())
                .submits().seesFieldError("Who does it?", "It is SELLER's already.")
                .chooses("Who does it?", SUPPORT.id().value()).submits().closesAll();
        slack.directMessages(SUPPORT).awaitMessage("Sales briefed");

        write(release, content -> tier(content, 2));
        assertThat(live(release)).containsExactlyInAnyOrder("Docs up to date DONE", "Sales briefed",
                "Support macros ready");
        assertThat(task(release, "Support macros ready").due()).as("as that tier has it").isEqualTo(day(8, "16:00"));

        write(release, content -> tier(content, 3));
        assertThat(live(release)).containsExactlyInAnyOrder("Docs up to date DONE", "Sales briefed");
        slack.settles();
        slack.as(PM).inDirectMessages().sees("not on the list any more: REL-1 is tier 3 now");
        write(release, content -> tier(content, 1));
        assertThat(live(release)).hasSize(5);
        slack.directMessages(PM).awaitMessage("*Support macros ready* for REL-1 Ledger export\n<@" + PM.id());
        assertThat(slack.directMessages(PM).messages().stream()
                .filter(each -> each.text().contains("Support macros ready"))).as("still one card").hasSize(1);
        assertThat(macros.ts()).isNotEmpty();
    }

    @Test
    void datesFollowThePlanAndAnUnknownTimeIsChasedSinceItWasPlanned() {
        Release release = draft(1, new When.At(day(9, "16:00")));
        assertThat(task(release, "Sales briefed").due()).isEqualTo(day(2, "16:00"));
        rewrite(release, new When.At(day(10, "12:00")));
        assertThat(task(release, "Sales briefed").due()).isEqualTo(day(3, "12:00"));

        rewrite(release, new When.Now());
        assertThat(task(release, "Sales briefed").due()).isNull();
        to(4, "12:00");
        slack.directMessages(SELLER).hasNoMessage("Please see to");
        changes.change(workspace(), release.facts().id(), (now, around) -> now.plan(SELLER.id(), Role.MEMBER,
                around.reach(now.content()), around.wide(), EXECUTIVE.id(), around.now()));
        to(7, "12:01");
        slack.directMessages(SELLER).awaitMessage("it may be any time");
        to(8, "12:01");
        slack.directMessages(SELLER).awaitMessage("Docs up to date");
    }

    @Test
    void whoeverIsAwayIsStoodInForAndWhoeverLeftIsReplaced() {
        absences.add(workspace(), PM.id(), new Absence(day(3, "00:00"), day(20, "00:00"), SUPPORT.id()));
        Release release = draft(1, new When.At(day(9, "16:00")));
        plan(release);
        to(4, "16:01");
        Shown told = slack.directMessages(SUPPORT).awaitMessage("You stand in for <@" + PM.id() + ">");
        assertThat(told.text()).contains("launch tasks are open", "Docs up to date", "Support macros ready");
        slack.directMessages(PM).hasNoMessage("Please see to");
        slack.as(SUPPORT).inDirectMessages().presses("Done", told).sees("✓ *");
        assertThat(live(release)).filteredOn(each -> each.endsWith("DONE")).hasSize(1);

        slack.deactivates(PM);
        to(7, "16:01");
        String left = live(release).stream().filter(List.of("Docs up to date", "Support macros ready")::contains)
                .findFirst().orElseThrow();
        assertThat(task(release, left).owner()).isEqualTo(SELLER.id());
        slack.directMessages(SELLER).awaitMessage("*" + left + "* for REL-1 Ledger export is due now.");
    }

    @Test
    void whatIsDiscardedOrRetractedTakesNothing() {
        Release release = draft(1, new When.At(day(9, "16:00")));
        slack.directMessages(PM).awaitMessage("Docs up to date");
        changes.change(workspace(), release.facts().id(),
                (now, around) -> now.discard(SELLER.id(), Role.MEMBER, around.now()));
        Shown gone = slack.directMessages(PM).awaitMessage("not on the list any more: REL-1 was discarded");
        assertThat(gone.json().toString()).doesNotContain("\"button\"");
        to(9, "17:00");
        slack.directMessages(SELLER).hasNoMessage("Please see to");
        assertThat(openTasks.of(workspace(), release.facts().id())).isEmpty();
    }

    @Test
    void theWholeChecklistIsFinishedAddedToAndOpenedAgainInOnePlace() {
        Release release = draft(1, new When.At(day(9, "16:00")));
        Person diego = slack.as(SELLER).types("/release REL-1").presses("Checklist").seesModal("Launch checklist")
                .sees("Checklist: 0 of 5 done").presses("Done").sees("Checklist: 1 of 5 done").sees("☑ *Sales briefed*")
                .presses("Open it again").sees("Checklist: 0 of 5 done");
        diego.presses("Not needed").seesModal("Not needed").fills("Why is it not needed?", " ").submits()
                .seesFieldError("Why is it not needed?", "Please say why");
        diego.fills("Why is it not needed?", "No sales <!channel>").submits().sees("Checklist: 1 of 5 done")
                .sees("“No sales <!channel>”");
        diego.presses("Add a task").seesModal("Add a task").fills("What is to be done?", "docs UP to date")
                .chooses("Who does it?", "Somebody by name, chosen below").fills("How many working days?", "0")
                .submits()
                .seesFieldError("By name", "Please choose who does it.")
                .seesFieldError("How many working days?", "whole number from 1 to 60");
        diego.chooses("By name", SUPPORT.id().value()).chooses("When is it due?", "On the day")
                .fills("How many working days?", "2").submits()
                .seesFieldError("How many working days?", "On the day needs no number");
        diego.fills("How many working days?", "").submits()
                .seesFieldError("What is to be done?", "It is on the checklist already.");
        diego.fills("What is to be done?", "Call Acme").submits().seesModal("Launch checklist")
                .sees("Checklist: 1 of 6 done").closesAll();
        slack.directMessages(SUPPORT).awaitMessage("*Call Acme* for REL-1 Ledger export");
        assertThat(task(release, "Call Acme").due()).isEqualTo(day(9, "16:00"));
        write(release, content -> tier(content, 3));
        assertThat(live(release)).containsExactlyInAnyOrder("Sales briefed NOT_NEEDED", "Call Acme");

        Shown call = slack.directMessages(SUPPORT).awaitMessage("Call Acme");
        slack.as(SUPPORT).inDirectMessages().presses("Checklist", call).seesModal("Launch checklist")
                .presses("Open it again").sees("Only <@" + SELLER.id() + ">").closesAll();
        changes.change(workspace(), release.facts().id(),
                (now, around) -> now.discard(SELLER.id(), Role.MEMBER, around.now()));
        slack.as(SUPPORT).inDirectMessages().presses("Done", call).sees("REL-1 was discarded.");
        slack.hadNoTrouble();
    }

    private int said(Who who, String words) {
        slack.settles();
        return (int) slack.directMessages(who).messages().stream().filter(each -> each.text().contains(words)).count();
    }

    private List<String> live(Release release) {
        return tasks.of(workspace(), release.facts().id()).stream().filter(task -> task.open() || task.settled())
                .map(task -> task.title()
                        + (task.open() ? "" : " " + Objects.requireNonNull(task.ended()).how()))
                .toList();
    }

    private LaunchTask task(Release release, String title) {
        return tasks.of(workspace(), release.facts().id()).stream().filter(task -> task.title().equals(title))
                .findFirst().orElseThrow();
    }

    private Release draft(int tier, When when) {
        Area area = areas.all(workspace()).stream().filter(each -> PM.id().equals(each.owner())).findFirst()
                .orElseThrow();
        var content = new Content("Ledger export", "", tier, area.id(), List.of(), List.of(), "You can export.", "",
                "", "", List.of(), List.of(slack.id("#general")), true, true, List.of());
        return drafts.draft(workspace(), UUID.randomUUID().toString(), SELLER.id(), content, when);
    }

    private Release plan(Release release) {
        return changes.change(workspace(), release.facts().id(), (now, around) -> now.plan(SELLER.id(), Role.MEMBER,
                around.reach(now.content()), around.wide(), null, around.now()));
    }

    private void write(Release release, UnaryOperator<Content> other) {
        changes.change(workspace(), release.facts().id(), (now, around) -> {
            Content content = other.apply(now.content());
            now.edit(SELLER.id(), Role.MEMBER, content, now.when(), around.reach(content), around.wide(),
                    around.now());
        });
    }

    private void rewrite(Release release, When when) {
        changes.change(workspace(), release.facts().id(), (now, around) -> now.edit(SELLER.id(), Role.MEMBER,
                now.content(), when, around.reach(now.content()), around.wide(), around.now()));
    }

    private static Content tier(Content said, int tier) {
        return new Content(said.title(), said.version(), tier, said.area(), said.initiatives(), said.feedback(),
                said.changed(), said.why(), said.affected(), said.action(), said.audiences(), said.channels(),
                said.digests(), said.changelog(), said.editors());
    }

    private void to(int days, String time) {
        slack.clock().to(day(days, time));
    }

    /** So many days after that Monday. */
    private Instant day(int days, String time) {
        return monday.plusDays(days).atTime(LocalTime.parse(time)).toInstant(ZoneOffset.UTC);
    }

    private WorkspaceId workspace() {
        return slack.workspace();
    }
}
