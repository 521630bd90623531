package dev.steward.release;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.button;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;
import org.jspecify.annotations.Nullable;

import dev.steward.slack.Codec;
import dev.steward.slack.Message;
import dev.steward.slack.Phrases;
import dev.steward.slack.Press;
import dev.steward.slack.Quoted;
import dev.steward.slack.TextBlocks;

/** What sources sent, the newest first, each with what came of it. */
final class HookList {
    static final Press<Row> REPLAY = Press.of("release.hooks.replay", Row.CODEC);
    static final Press<UUID> OLDER = Press.of("release.hooks.older", IdCodecs.ID);
    static final String NEWEST = "release.hooks.newest";
    static final int PAGE = 10;

    private HookList() {}

    /** One of them on its page. @param before the page has older ones than that; null: it is the newest page */
    record Row(UUID hook, @Nullable UUID before) {
        static final Codec<Row> CODEC = Codec.of(
                row -> row.before() == null ? List.of(row.hook()) : List.of(row.hook(), row.before()),
                in -> new Row(in.id(), in.ended() ? null : in.id()));
    }

    /**
     * @param notice     a sentence above, mrkdwn; null for none
     * @param names      of sources
     * @param references of releases
     * @param older      whether there are older ones
     * @param before     these are older than that one; null: they are the newest
     */
    static Message of(@Nullable String notice, List<Hook> hooks, Map<SourceId, String> names,
            Map<ReleaseId, Reference> references, boolean older, @Nullable UUID before) {
        List<LayoutBlock> blocks = new ArrayList<>();
        if (notice != null) {
            blocks.add(TextBlocks.section("release.hooks.notice", notice));
        }
        boolean newest = before == null;
        if (hooks.isEmpty()) {
            String none = newest ? "No source has sent anything yet." : "That is all.";
            blocks.add(TextBlocks.section("release.hooks.none", none));
        }
        for (Hook hook : hooks) {
            String line = line(hook, names, references);
            blocks.add(section(row -> row.blockId("release.hooks." + hook.id()).text(markdownText(line))
                    .accessory(REPLAY.numbered(hook.id()).button("Replay", new Row(hook.id(), before)))));
        }
        List<BlockElement> turn = new ArrayList<>();
        if (!newest) {
            turn.add(button(b -> b.actionId(NEWEST).text(plainText("Newest")).value("newest")));
        }
        if (older) {
            turn.add(OLDER.button("Older", hooks.getLast().id()));
        }
        if (!turn.isEmpty()) {
            blocks.add(actions(row -> row.blockId("release.hooks.turn").elements(turn)));
        }
        return new Message("What sources sent", blocks);
    }

    private static String line(Hook hook, Map<SourceId, String> names, Map<ReleaseId, Reference> references) {
        Hook.Came came = hook.came();
        String mark = switch (came.outcome()) {
            case TAKEN -> "✓";
            case IGNORED -> "–";
            case REFUSED, FAILED -> "✗";
        };
        ReleaseId release = came.release();
        Reference reference = release == null ? null : references.get(release);
        String event = hook.headers().getOrDefault("x-github-event", "");
        return mark + " *" + came.outcome().word() + "*  " + Quoted.line(came.reason(), 300)
                + (reference == null ? "" : "  *" + reference + "*") + "\n"
                + Phrases.bold(names.getOrDefault(hook.source(), "a source that was removed"))
                + (event.isEmpty() ? "" : ", " + Quoted.line(event, 40)) + ", " + Phrases.time(hook.receivedAt())
                + mistakes(came) + (hook.replayed() == null
                        ? ""
                        : "\nReplayed by " + hook.replayed().by().mention() + " " + Phrases.time(hook.replayed().at()));
    }

    private static String mistakes(Hook.Came came) {
        var lines = new StringBuilder();
        came.mistakes().entrySet().stream().limit(3).forEach(each -> lines.append("\n`")
                .append(Quoted.line(each.getKey().replace('`', '\''), 60)).append("` ")
                .append(Quoted.line(each.getValue(), 100)));
        return came.mistakes().size() > 3
                ? lines + "\n… and " + (came.mistakes().size() - 3) + " more"
                : lines.toString();
    }
}
