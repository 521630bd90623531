package dev.steward.release;

import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;
import static dev.steward.sandbox.Who.SUPPORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.steward.sandbox.Person;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Who;
import dev.steward.schedule.CalendarEntry;
import dev.steward.schedule.CalendarOwner;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.Role;

/** The checklists of a workspace, changed in Slack, and what drafts take of them. */
@SandboxTest
class ReleaseChecklistsStoryTest {
    @Autowired
    private SandboxSlack slack;
    @Autowired
    private DraftRelease drafts;
    @Autowired
    private ChangeRelease changes;
    @Autowired
    private Checklists checklists;
    @Autowired
    private Tasks tasks;
    @Autowired
    private ReleaseCalendar calendar;
    @Autowired
    private Members members;

    @BeforeEach
    void everyoneIsThere() {
        for (Who who : List.of(PM, OPS, SELLER, SUPPORT)) {
            members.save(new Member(slack.workspace(), who.id(), "T0FERNHILL", who.name(), null, ZoneOffset.UTC,
                    who == OPS ? Role.ADMIN : Role.MEMBER, false, false));
        }
    }

    @Test
    void opsPeopleSayWhatEachTierTakes() {
        Person jonas = slack.as(OPS).types("/release checklists").seesModal("Launch checklists")
                .sees("*Sales briefed*\nthe release's owner, 5 working days before").sees("Nothing is on it.");
        jonas.presses("Add to tier 3").seesModal("Add to tier 3").fills("What is to be done?", "  ")
                .fills("How many working days?", "61").submits()
                .seesFieldError("What is to be done?", "Please say what is to be done.")
                .seesFieldError("How many working days?", "Please write a whole number from 1 to 60.");
        jonas.fills("What is to be done?", "Changelog  *read*").chooses("By name", SUPPORT.id().value())
                .fills("How many working days?", "2").submits()
                .seesFieldError("By name", "Choose “Somebody by name” above, or leave this empty.");
        jonas.chooses("Who does it?", "Somebody by name, chosen below").submits().seesModal("Launch checklists")
                .sees("<@" + SUPPORT.id() + ">, 2 working days before");
        assertThat(titles(3)).containsExactly("Changelog *read*");
        assertThat(titles(1)).as("is as it was configured").hasSize(5).startsWith("Sales briefed");

        jonas.chooses("*Sales briefed*", "Move down")
                .sees("Move down\nRemove\n*Sales briefed*\n");
        assertThat(titles(1)).startsWith("Docs up to date", "Sales briefed");
        jonas.chooses("*Sales briefed*", "Change").seesModal("Change tier 1");
        assertThat(jonas.field("What is to be done?")).isEqualTo("Sales briefed");
        jonas.fills("What is to be done?", "DOCS up to date").submits()
                .seesFieldError("What is to be done?", "This checklist has such an item already.");
        jonas.fills("What is to be done?", "Sales know").chooses("When is it due?", "After publishing").submits()
                .seesModal("Launch checklists").sees("*Sales know*\nthe release's owner, 5 working days after");
        jonas.chooses("*Support macros ready*", "Remove")
                .sees("5 working days after\nChange\nMove up\nMove down\nRemove\n*Support knows whom to ask*");
        assertThat(titles(1)).containsExactly("Docs up to date", "Sales know", "Support knows whom to ask",
                "Tell how it went");
        jonas.presses("Back to the usual").sees("*Sales briefed*");
        assertThat(titles(1)).hasSize(5);
        assertThat(titles(3)).as("another tier's stays").containsExactly("Changelog *read*");
        jonas.closes();

        Person diego = slack.as(SELLER).types("/release checklists").seesModal("Launch checklists")
                .sees("Ops people and admins can change this.").sees("Changelog *read*");
        assertThat(diego.modal().toString()).doesNotContain("Add to tier", "overflow");
        slack.hadNoTrouble();
    }

    @Test
    void whoeverIsSecondToChangeAnItemIsToldSo() {
        Person jonas = slack.as(OPS).types("/release checklists").seesModal("Launch checklists")
                .chooses("*Sales briefed*", "Change").seesModal("Change tier 1")
                .fills("What is to be done?", "Mine");
        ChecklistItem item = checklists.of(slack.workspace(), 1).getFirst();
        checklists.change(slack.workspace(), 1, item.id(), item.version(),
                new ChecklistItem.Said("Theirs", item.owner(), item.due()));
        jonas.submits().seesFieldError("What is to be done?", "Somebody else changed this item just now.");
        assertThat(titles(1)).startsWith("Theirs");
    }

    @Test
    void aChecklistHasAnEnd() {
        for (int i = 0; i < Checklists.MOST; i++) {
            checklists.add(slack.workspace(), 3,
                    new ChecklistItem.Said("Item " + i, Assignee.RELEASE_OWNER, new Offset(0)));
        }
        slack.as(OPS).types("/release checklists").seesModal("Launch checklists").presses("Add to tier 3")
                .seesModal("Add to tier 3").fills("What is to be done?", "One more").submits()
                .seesFieldError("What is to be done?", "A checklist has 25 items at most.");
        assertThat(titles(3)).hasSize(Checklists.MOST);
    }

    @Test
    void everybodyFindsTheirTasksAndAnyChecklist() {
        slack.as(SELLER).types("/release tasks").seesModal("Your launch tasks").sees("You have no launch tasks to do.")
                .closes();
        Instant at = slack.clock().instant().plus(Duration.ofDays(20));
        Release release = draft(at);
        slack.as(SELLER).types("/release tasks").seesModal("Your launch tasks").sees("*Sales briefed* for REL-1 Export")
                .presses("Done").seesNo("Sales briefed").closes();
        slack.as(PM).types("/release checklist rel-1").seesModal("Launch checklist").sees("Checklist: 1 of 5 done")
                .closes();
        slack.as(PM).types("/release checklist REL-9").sees("There is no REL-9 here.");
        slack.as(PM).types("/release checklist").sees("`/release checklist REL-4`");

        slack.as(SELLER).types("/release REL-1").sees("*Checklist: 1 of 5 done*").sees("☐ *Docs up to date*")
                .presses("Schedule for 1 channel")
                .sees("Not done yet of its checklist: *Docs up to date* (<@" + SELLER.id()
                        + ">) and *Support macros ready*")
                .sees("You can publish it all the same.").closesAll();

        assertThat(entries(PM)).isEmpty();
        assertThat(entries(SELLER)).extracting(CalendarEntry::summary).contains("Due: Tell how it went (REL-1)")
                .doesNotContain("Due: Sales briefed (REL-1)", "REL-1 Export");
        changes.change(slack.workspace(), release.facts().id(), (now, around) -> now.plan(SELLER.id(), Role.MEMBER,
                around.reach(now.content()), around.wide(), null, around.now()));
        assertThat(entries(PM)).singleElement().satisfies(entry -> {
            assertThat(entry.summary()).isEqualTo("REL-1 Export");
            assertThat(entry.recurrence().first(entry.holidays()).orElseThrow().at())
                    .isEqualTo(at.truncatedTo(ChronoUnit.SECONDS));
        });
        slack.hadNoTrouble();
    }

    private List<CalendarEntry> entries(Who who) {
        return calendar.entries(slack.workspace(), new CalendarOwner.OfMember(who.id()));
    }

    private List<String> titles(int tier) {
        return checklists.of(slack.workspace(), tier).stream().map(ChecklistItem::title).toList();
    }

    private Release draft(Instant at) {
        var content = new Content("Export", "", 1, null, List.of(), List.of(), "You can export.", "", "", "",
                List.of(), List.of(slack.id("#general")), true, false, List.of());
        return drafts.draft(slack.workspace(), UUID.randomUUID().toString(), SELLER.id(), content, new When.At(at));
    }
}
