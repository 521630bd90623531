package dev.steward.release;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewTitle;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;
import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;

import dev.steward.slack.Claims;
import dev.steward.slack.Press;
import dev.steward.slack.TextBlocks;

/** Launch tasks in a modal, each with its buttons: all that one release takes, or all that one member has open. */
final class TasksView {
    static final String CALLBACK = "release.task.list";
    /** Opens a release's, from any message or view. */
    static final Press<ReleaseId> LIST = Press.of("release.task.checklist", IdCodecs.RELEASE);
    static final Press<ReleaseId> ADD = Press.of("release.task.add", IdCodecs.RELEASE);
    /** Two blocks each, and a view holds 100. */
    static final int SHOWN = 45;
    private static final String MINE = "mine";

    private TasksView() {}

    /** Which list a modal shows. */
    sealed interface Which {
        record Mine() implements Which {}

        record Of(ReleaseId release) implements Which {}

        /** What {@link #text} wrote; empty for anything else. */
        static Optional<Which> read(String text) {
            return text.equals(MINE)
                    ? Optional.of(new Mine())
                    : Claims.id(text).map(id -> new Of(new ReleaseId(id)));
        }

        default String text() {
            return switch (this) {
                case Mine mine -> MINE;
                case Of(var release) -> release.toString();
            };
        }
    }

    /**
     * @param all of the release; those that it does not take any more are left out
     * @param add  whether whoever sees it may add to it
     * @param said a sentence on top, mrkdwn; null for none
     */
    static View of(Release release, List<LaunchTask> all, boolean add, @Nullable String said) {
        List<LayoutBlock> blocks = said(said);
        List<LaunchTask> shown = all.stream().filter(task -> task.open() || task.settled()).toList();
        blocks.add(TextBlocks.section("release.task.about",
                "*" + TaskWords.of(release) + "*  ·  tier " + release.content().tier() + "  ·  "
                        + release.state().word() + "\n" + (shown.isEmpty()
                                ? "Nothing is on its checklist."
                                : TaskWords.progress(shown))));
        boolean takes = KeepTasks.takesAnything(release);
        shown.stream().limit(SHOWN).forEach(task -> add(blocks, task, "", takes));
        more(blocks, shown.size());
        if (add && takes) {
            blocks.add(actions(row -> row.blockId("release.task.add").elements(List.of(
                    ADD.button("Add a task", release.facts().id())))));
        }
        return view("Launch checklist", new Which.Of(release.facts().id()), blocks);
    }

    /** @param releases those that they are for @param said as above */
    static View mine(List<LaunchTask> open, Map<ReleaseId, Release> releases, @Nullable String said) {
        List<LayoutBlock> blocks = said(said);
        if (open.isEmpty()) {
            blocks.add(TextBlocks.section("release.task.none", "You have no launch tasks to do."));
        }
        open.stream().limit(SHOWN).forEach(task -> {
            Release release = releases.get(task.release());
            add(blocks, task, release == null ? "" : " for " + TaskWords.of(release), true);
        });
        more(blocks, open.size());
        return view("Your launch tasks", new Which.Mine(), blocks);
    }

    private static List<LayoutBlock> said(@Nullable String said) {
        List<LayoutBlock> blocks = new ArrayList<>();
        if (said != null) {
            blocks.add(TextBlocks.section("release.task.said", ":warning: " + said));
        }
        return blocks;
    }

    private static void add(List<LayoutBlock> blocks, LaunchTask task, String what, boolean buttons) {
        String text = (task.open() ? "☐ " : "☑ ") + TaskWords.named(task) + what + "\n" + TaskWords.fate(task);
        TaskId id = task.id();
        TaskAsShown about = TaskAsShown.of(task);
        if (!task.open() || !buttons) {
            ButtonElement again = TaskCard.REOPEN.numbered(id).button("Open it again", about);
            blocks.add(section(row -> row.blockId("release.task." + id).text(markdownText(text))
                    .accessory(buttons ? again : null)));
            return;
        }
        blocks.add(TextBlocks.section("release.task." + id, text));
        List<BlockElement> row = List.of(TaskCard.DONE.numbered(id).button("Done", about),
                TaskCard.NOT_NEEDED.numbered(id).button("Not needed", about),
                TaskCard.HAND_OVER.numbered(id).button("Hand over", about));
        blocks.add(actions(all -> all.blockId("release.task.do." + id).elements(row)));
    }

    private static void more(List<LayoutBlock> blocks, int all) {
        if (all > SHOWN) {
            blocks.add(TextBlocks.small("release.task.more", "… and " + (all - SHOWN) + " others"));
        }
    }

    private static View view(String title, Which which, List<LayoutBlock> blocks) {
        return View.builder().type("modal").callbackId(CALLBACK).privateMetadata(which.text())
                .title(viewTitle(t -> t.type("plain_text").text(title)))
                .close(viewClose(c -> c.type("plain_text").text("Close"))).blocks(blocks).build();
    }
}
