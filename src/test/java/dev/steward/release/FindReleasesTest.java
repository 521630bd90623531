package dev.steward.release;

import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.PM;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.steward.release.FindReleases.From;
import dev.steward.release.FindReleases.Page;
import dev.steward.release.FindReleases.Place;
import dev.steward.release.FindReleases.Understood;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Who;
import dev.steward.workspace.Area;
import dev.steward.workspace.Areas;
import dev.steward.workspace.Role;

/** Releases are found again by what they are and what they say. */
@SandboxTest
class FindReleasesTest {
    @Autowired
    private SandboxSlack slack;
    @Autowired
    private DraftRelease drafts;
    @Autowired
    private ChangeRelease changes;
    @Autowired
    private Releases releases;
    @Autowired
    private FindReleases finds;
    @Autowired
    private Areas areas;

    @Test
    void filtersBySomeOfEverything() {
        Area export = areas.all(slack.workspace()).getFirst();
        Release faster = draft(PM, content("Faster export", 1, export, "It takes a second."));
        Release ledger = draft(PM, content("Ledger", 2, null, "Ledgers *balance* ÜBERALL."));
        Release other = draft(OPS, content("Dark mode", 3, export, "Easy on the eyes."));
        publish(ledger);
        plan(other, slack.clock().instant().plus(Duration.ofDays(3)));

        assertThat(found(PM, "")).containsExactly("Dark mode", "Ledger", "Faster export");
        assertThat(found(PM, "state:draft")).containsExactly("Faster export");
        assertThat(found(PM, "state:published")).containsExactly("Ledger");
        assertThat(found(PM, "state:open")).containsExactly("Dark mode", "Faster export");
        assertThat(found(PM, "area:\"" + export.name() + "\"")).containsExactly("Dark mode", "Faster export");
        assertThat(found(PM, "tier:1")).containsExactly("Faster export");
        assertThat(found(PM, "owner:me")).containsExactly("Ledger", "Faster export");
        assertThat(found(PM, "owner:<@" + OPS.id().value() + "|x>")).containsExactly("Dark mode");
        assertThat(found(PM, "since:today until:today")).containsExactly("Ledger", "Faster export");
        assertThat(found(PM, "until:yesterday")).isEmpty();
        assertThat(found(PM, "balance uberall")).containsExactly("Ledger");
        assertThat(found(PM, "secon")).as("the last word may be only begun").containsExactly("Faster export");
        assertThat(found(PM, "REL-" + other.facts().reference().number())).containsExactly("Dark mode");
        assertThat(found(PM, "fastre exprot")).as("a slip of the fingers").containsExactly("Faster export");

        changes.change(slack.workspace(), faster.facts().id(),
                (now, around) -> now.discard(PM.id(), Role.MEMBER, around.now()));
        assertThat(found(PM, "")).doesNotContain("Faster export");
        assertThat(found(PM, "state:any")).contains("Faster export");
    }

    @Test
    void wordsFollowEdits() {
        Release release = draft(PM, content("Export", 2, null, "Old words."));
        assertThat(found(PM, "old")).containsExactly("Export");
        changes.change(slack.workspace(), release.facts().id(), (now, around) -> now.edit(PM.id(), Role.MEMBER,
                content("Import", 2, null, "New words."), now.when(), around.reach(now.content()), around.wide(),
                around.now()));
        assertThat(found(PM, "old")).isEmpty();
        assertThat(found(PM, "import new")).containsExactly("Import");
    }

    @Test
    void pagesForthAndBackMissNothingAndRepeatNothing() {
        List<String> all = IntStream.range(0, 25).mapToObj(i -> "Release " + i).toList();
        all.forEach(title -> draft(PM, content(title, 3, null, "x")));
        var query = (Understood.Query) finds.understand(slack.workspace(), PM.id(), true, "");
        List<String> seen = new ArrayList<>();
        Page page = finds.page(query, new From.First());
        assertThat(page.before()).isFalse();
        seen.addAll(titles(page));
        List<Page> pages = new ArrayList<>(List.of(page));
        while (page.after()) {
            page = finds.page(query, new From.After(page.places().getLast()));
            pages.add(page);
            seen.addAll(titles(page));
        }
        assertThat(seen).containsExactlyElementsOf(all.reversed());
        Page back = finds.page(query, new From.Before(pages.get(2).places().getFirst()));
        assertThat(back.places()).isEqualTo(pages.get(1).places());
        assertThat(back.before()).isTrue();
        assertThat(back.after()).isTrue();
    }

    @Test
    void mistakesAreExplained() {
        assertThat(mistake("state:gone")).contains("`draft`", "`retracted`");
        assertThat(mistake("tier:4")).contains("`1`, `2` or `3`");
        assertThat(mistake("since:never")).contains("no date");
        assertThat(mistake("area:Nowhere")).contains("There is no area called “Nowhere”");
        assertThat(mistake("owner:Nobody")).contains("Nobody here is called");
        assertThat(mistake("colour:red")).contains("There is no filter `colour:`");
        assertThat(mistake("\"open")).contains("quotation mark");
        assertThat(mistake("???")).contains("no word");
        assertThat(mistake("x".repeat(501))).contains("too long");
    }

    private String mistake(String typed) {
        return ((Understood.Mistaken) finds.understand(slack.workspace(), PM.id(), false, typed)).sentence();
    }

    private List<String> found(Who who, String typed) {
        return switch (finds.understand(slack.workspace(), who.id(), false, typed)) {
            case Understood.Mistaken(var sentence) -> throw new AssertionError(sentence);
            case Understood.Query query -> titles(finds.page(query, new From.First()));
        };
    }

    private List<String> titles(Page page) {
        var byId = releases.find(slack.workspace(), page.places().stream().map(Place::id).toList()).stream()
                .collect(Collectors.toMap(each -> each.facts().id().value(), each -> each.content().title()));
        return page.places().stream().map(place -> byId.get(place.id())).toList();
    }

    private Release draft(Who owner, Content content) {
        return drafts.draft(slack.workspace(), UUID.randomUUID().toString(), owner.id(), content, new When.Now());
    }

    private void publish(Release release) {
        changes.change(slack.workspace(), release.facts().id(), (now, around) -> now.plan(now.owner(), Role.MEMBER,
                around.reach(now.content()), around.wide(), null, around.now()));
    }

    private void plan(Release release, Instant at) {
        changes.change(slack.workspace(), release.facts().id(), (now, around) -> now.edit(now.owner(), Role.MEMBER,
                now.content(), new When.At(at), around.reach(now.content()), around.wide(), around.now()));
        publish(release);
    }

    private Content content(String title, int tier, @org.jspecify.annotations.Nullable Area area, String changed) {
        return new Content(title, "", tier, area == null ? null : area.id(), List.of(), List.of(), changed, "", "", "",
                List.of(), List.of(slack.id("#general")), true, true, List.of());
    }
}
