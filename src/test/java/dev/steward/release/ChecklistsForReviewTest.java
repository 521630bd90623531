package dev.steward.release;

import static dev.steward.sandbox.Who.EXECUTIVE;
import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;
import static dev.steward.sandbox.Who.SUPPORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.agenda.AgendaEntry;
import dev.steward.agenda.AgendaQuery;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Who;
import dev.steward.slack.Phrases;
import dev.steward.workspace.Area;
import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.Areas;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.Role;

/** What reviews of launches talk about: releases about to go out, and what their checklists still take. */
@SandboxTest
class ChecklistsForReviewTest {
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
    private TransactionTemplate transaction;
    @Autowired
    private ChecklistsForReview source;

    private Instant monday = Instant.EPOCH;
    private @Nullable AreaId area;

    @BeforeEach
    void everyoneIsThere() {
        for (Who who : List.of(PM, OPS, EXECUTIVE, SELLER, SUPPORT)) {
            members.save(new Member(slack.workspace(), who.id(), "T0FERNHILL", who.name(), null, ZoneOffset.UTC,
                    who == OPS ? Role.ADMIN : Role.MEMBER, false, false));
        }
        monday = slack.clock().instant().atOffset(ZoneOffset.UTC).toLocalDate()
                .with(TemporalAdjusters.next(DayOfWeek.MONDAY)).atTime(LocalTime.of(9, 0)).toInstant(ZoneOffset.UTC);
        slack.clock().to(monday);
        area = areas.all(slack.workspace()).stream().filter(each -> PM.id().equals(each.owner())).map(Area::id)
                .findFirst().orElseThrow();
    }

    @Test
    void theNextToGoOutComesFirstWithWhatIsOpenAndWhatIsLate() {
        Release later = plan(draft("Ledger <!channel>", 1, new When.At(day(9))));
        plan(draft("Dark mode", 3, new When.At(day(2))));
        plan(draft("Next quarter", 1, new When.At(day(60))));
        draft("Not planned", 1, new When.At(day(3)));
        assertThat(entries(null, 20)).extracting(AgendaEntry::title).containsExactly("REL-2 Dark mode",
                "REL-1 Ledger <!channel>");
        assertThat(entries(null, 20)).extracting(AgendaEntry::more).containsExactly(
                "goes out " + time(day(2)) + " · it has no checklist",
                "goes out " + time(day(9)) + " · Checklist: 0 of 5 done");
        assertThat(entries(null, 1)).extracting(AgendaEntry::key).containsExactly("REL-2");

        finish(later, "Docs up to date");
        slack.clock().to(day(8).plus(Duration.ofHours(8)));

        assertThat(entries(null, 20)).singleElement().satisfies(entry -> assertThat(entry.more()).contains(
                " · *2 late*: ", "Sales briefed (" + SELLER.id().mention() + ")",
                "Support macros ready (" + PM.id().mention() + ")", " · Checklist: 1 of 5 done"));
    }

    @Test
    void whatIsReadyIsSaidToBe() {
        Release release = plan(draft("Ledger", 1, new When.At(day(9))));
        for (String title : List.of("Docs up to date", "Sales briefed", "Support macros ready")) {
            finish(release, title);
        }
        assertThat(entries(null, 20)).singleElement().satisfies(entry -> assertThat(entry.more())
                .endsWith("*ready*: of its checklist only what comes after is open"));

        finish(release, "Support knows whom to ask");
        finish(release, "Tell how it went");

        assertThat(entries(null, 20)).singleElement()
                .satisfies(entry -> assertThat(entry.more()).endsWith(" · *ready*: its checklist is done"));
    }

    @Test
    void whatWaitsForSomebodyMayGoOutAnyTime() {
        Release release = draft("Ledger", 3, new When.Now());
        changes.change(slack.workspace(), release.facts().id(), (now, around) -> now.plan(SELLER.id(), Role.MEMBER,
                around.reach(now.content()), around.wide(), EXECUTIVE.id(), around.now()));
        plan(draft("Dark mode", 3, new When.At(day(2))));

        assertThat(entries(null, 20)).extracting(AgendaEntry::key).containsExactly("REL-2", "REL-1");
        assertThat(entries(null, 20).getLast().more()).startsWith("waits for " + EXECUTIVE.id().mention());
        assertThat(entries(area, 20)).hasSize(2);
        assertThat(entries(new AreaId(new UUID(1, 2)), 20)).isEmpty();
    }

    private List<AgendaEntry> entries(@Nullable AreaId of, int most) {
        Instant now = slack.clock().instant();
        return source.entries(new AgendaQuery(slack.workspace(), of, new ChannelId("C1"), now, now, day(20), most));
    }

    private void finish(Release release, String title) {
        transaction.executeWithoutResult(status -> tasks.save(tasks.of(slack.workspace(), release.facts().id()).stream()
                .filter(task -> task.title().equals(title)).map(task -> task.done(PM.id(), slack.clock().instant()))
                .toList(), slack.clock().instant()));
    }

    private Release draft(String title, int tier, When when) {
        var content = new Content(title, "", tier, area, List.of(), List.of(), "You can export.", "", "", "", List.of(),
                List.of(slack.id("#general")), true, true, List.of());
        return drafts.draft(slack.workspace(), UUID.randomUUID().toString(), SELLER.id(), content, when);
    }

    private Release plan(Release release) {
        return changes.change(slack.workspace(), release.facts().id(), (now, around) -> now.plan(SELLER.id(),
                Role.MEMBER, around.reach(now.content()), around.wide(), null, around.now()));
    }

    /** So many days after that Monday, at 16:00. */
    private Instant day(int days) {
        return monday.plus(Duration.ofDays(days)).plus(Duration.ofHours(7));
    }

    private static String time(Instant at) {
        return Phrases.time(at);
    }
}
