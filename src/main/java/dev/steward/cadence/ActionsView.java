package dev.steward.cadence;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewTitle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;

import dev.steward.slack.Codec;
import dev.steward.slack.TextBlocks;

/** Actions in a modal, each with its buttons: what a cadence has open with what its session left, or all that one member has open. */
final class ActionsView {
    static final String CALLBACK = "cadence.action.list";
    /** Two blocks each, and a view holds 100. */
    static final int SHOWN = 45;

    private ActionsView() {}

    /** Which list a modal shows. */
    sealed interface Which {
        Codec<Which> CODEC = Codec.of(Which::words, Which::read);

        record Mine() implements Which {}

        record Of(CadenceId cadence) implements Which {}

        record From(SessionId session) implements Which {}

        private static List<?> words(Which which) {
            return switch (which) {
                case Mine mine -> List.of("mine");
                case Of(var cadence) -> List.of("of", cadence.value());
                case From(var session) -> List.of("from", session.value());
            };
        }

        static Which read(Codec.Words in) {
            String kind = in.word();
            return switch (kind) {
                case "mine" -> new Mine();
                case "of" -> new Of(new CadenceId(in.id()));
                case "from" -> new From(new SessionId(in.id()));
                default -> throw new IllegalArgumentException(kind);
            };
        }
    }

    /**
     * Of a cadence, or of one of its sessions.
     *
     * @param shown what is open of the cadence first, what is due first before the rest
     * @param all   how many there are
     * @param said  a sentence on top, mrkdwn; null for none
     */
    static View of(Which which, Cadence cadence, List<Action> shown, int all, Instant now,
            @Nullable String said) {
        List<LayoutBlock> blocks = top(said);
        blocks.add(TextBlocks.section("cadence.action.about", "*" + ActionWords.of(cadence) + "*"
                + (shown.isEmpty() ? "\nNothing is open." : "")));
        shown.forEach(action -> add(blocks, action, "", now));
        more(blocks, all - shown.size());
        return view("Actions", which, blocks);
    }

    /**
     * Of one member.
     *
     * @param cadences those that they come from
     * @param all      how many there are
     * @param said     a sentence on top, mrkdwn; null for none
     */
    static View mine(List<Action> open, Map<CadenceId, Cadence> cadences, int all, Instant now, @Nullable String said) {
        List<LayoutBlock> blocks = top(said);
        if (open.isEmpty()) {
            blocks.add(TextBlocks.section("cadence.action.none", "You have no actions to do."));
        }
        open.forEach(action -> {
            Cadence cadence = cadences.get(action.facts().cadence());
            add(blocks, action, cadence == null ? "" : "\nfrom " + ActionWords.of(cadence), now);
        });
        more(blocks, all - open.size());
        return view("Your actions", new Which.Mine(), blocks);
    }

    private static List<LayoutBlock> top(@Nullable String said) {
        List<LayoutBlock> blocks = new ArrayList<>();
        if (said != null) {
            blocks.add(TextBlocks.section("cadence.action.said", said));
        }
        return blocks;
    }

    private static void add(List<LayoutBlock> blocks, Action action, String from, Instant now) {
        String id = action.facts().id().toString();
        blocks.add(TextBlocks.section("cadence.action." + id, (action.open() ? "☐ " : "☑ ") + "*"
                + ActionWords.what(action) + "*" + from + "\n" + ActionWords.fate(action, now)));
        blocks.add(actions(row -> row.blockId("cadence.action.do." + id)
                .elements(ActionCard.buttons(action, id))));
    }

    private static void more(List<LayoutBlock> blocks, int others) {
        if (others > 0) {
            blocks.add(TextBlocks.small("cadence.action.more", "… and " + others + " more"));
        }
    }

    private static View view(String title, Which which, List<LayoutBlock> blocks) {
        return View.builder().type("modal").callbackId(CALLBACK).privateMetadata(Which.CODEC.encode(which))
                .title(viewTitle(t -> t.type("plain_text").text(title)))
                .close(viewClose(c -> c.type("plain_text").text("Close"))).blocks(blocks).build();
    }
}
