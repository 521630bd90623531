package dev.steward.cadence;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewTitle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.view.View;

import dev.steward.slack.Claims;
import dev.steward.slack.TextBlocks;

/** Actions in a modal, each with its buttons: what a cadence has open with what its session left, or all that one member has open. */
final class ActionsView {
    static final String CALLBACK = "cadence.action.list";
    /** Two blocks each, and a view holds 100. */
    static final int SHOWN = 45;
    private static final String MINE = "mine";

    private ActionsView() {}

    /** Which list a modal shows. */
    sealed interface Which {
        record Mine() implements Which {}

        record Of(CadenceId cadence) implements Which {}

        record From(SessionId session) implements Which {}

        /** What {@link #text} wrote; empty for anything else. */
        static Optional<Which> read(String text) {
            if (text.equals(MINE)) {
                return Optional.of(new Mine());
            }
            String[] parts = text.split("/", 2);
            return parts.length < 2 ? Optional.empty() : Claims.id(parts[1]).flatMap(id -> switch (parts[0]) {
                case "of" -> Optional.of(new Of(new CadenceId(id)));
                case "from" -> Optional.of(new From(new SessionId(id)));
                default -> Optional.empty();
            });
        }

        default String text() {
            return switch (this) {
                case Mine mine -> MINE;
                case Of(var cadence) -> "of/" + cadence.value();
                case From(var session) -> "from/" + session.value();
            };
        }
    }

    /**
     * Of a cadence, or of one of its sessions.
     *
     * @param shown what is open of the cadence first, what is due first before the rest
     * @param all   how many there are
     */
    static View of(Which which, Cadence cadence, List<Action> shown, int all, Instant now) {
        List<LayoutBlock> blocks = new ArrayList<>();
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
     */
    static View mine(List<Action> open, Map<CadenceId, Cadence> cadences, int all, Instant now) {
        List<LayoutBlock> blocks = new ArrayList<>();
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

    private static void add(List<LayoutBlock> blocks, Action action, String from, Instant now) {
        String id = action.facts().id().toString();
        blocks.add(TextBlocks.section("cadence.action." + id, (action.open() ? "☐ " : "☑ ") + "*"
                + ActionWords.what(action) + "*" + from + "\n" + ActionWords.fate(action, now)));
        blocks.add(actions(row -> row.blockId("cadence.action.do." + id)
                .elements(ActionCard.buttons(action, "#" + id))));
    }

    private static void more(List<LayoutBlock> blocks, int others) {
        if (others > 0) {
            blocks.add(TextBlocks.small("cadence.action.more", "… and " + others + " more"));
        }
    }

    private static View view(String title, Which which, List<LayoutBlock> blocks) {
        return View.builder().type("modal").callbackId(CALLBACK).privateMetadata(which.text())
                .title(viewTitle(t -> t.type("plain_text").text(title)))
                .close(viewClose(c -> c.type("plain_text").text("Close"))).blocks(blocks).build();
    }
}
