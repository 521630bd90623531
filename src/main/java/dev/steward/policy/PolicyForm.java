package dev.steward.policy;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.context;
import static com.slack.api.model.block.Blocks.input;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.asElements;
import static com.slack.api.model.block.element.BlockElements.button;
import static com.slack.api.model.block.element.BlockElements.plainTextInput;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewSubmit;
import static com.slack.api.model.view.Views.viewTitle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.slack.api.model.block.InputBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.view.View;

import dev.steward.policy.Join.Located;
import dev.steward.policy.Pieces.Piece;
import dev.steward.slack.Codec;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.SlackRequest.FormValues;

/**
 * The form of the whole policy, a field for each of its pieces, and how it is read. A piece that is longer than a field goes on in the
 * next one.
 */
final class PolicyForm {
    static final String CALLBACK = "policy";
    static final String TRY = "policy.try";
    private static final String BOX = "policy.box.";
    private static final String NEW = BOX + "rule.new";

    /** A view holds 100 blocks. The longest policy in that many pieces, those cut that are longer than a field, is less than 80 fields. */
    private static final int MOST_PIECES = 45;
    private static final int FIELD = 3_000;
    private static final int SENTENCES = 1_000;

    private PolicyForm() {}

    /** One field. Its id begins with the id of its piece, which other fields may have too. */
    record Box(String id, String label, String text) {
        String piece() {
            String[] parts = id.substring(BOX.length()).split("\\.", -1);
            return parts[0] + "." + parts[1];
        }

        boolean rule() {
            return piece().startsWith("rule.");
        }
    }

    /**
     * Which version the form began with, and which warnings have been read.
     *
     * @param accepted a number that stands for the warnings that were shown; 0 for none
     */
    record State(long base, int accepted) {
        static final Codec<State> CODEC = Codec.text(state -> state.base() + "/" + state.accepted(), State::read);

        private static State read(String metadata) {
            String[] parts = metadata.split("/", -1);
            if (parts.length != 2) {
                throw new IllegalArgumentException("no state of the form");
            }
            return new State(Long.parseLong(parts[0]), Integer.parseInt(parts[1]));
        }
    }

    static List<Box> boxes(String source) {
        List<Piece> pieces = Pieces.packed(Pieces.of(source), MOST_PIECES, FIELD);
        List<Box> boxes = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            String id = BOX + (piece.rule() ? "rule." : "part.") + i;
            List<String> chunks = chunks(piece.text(), FIELD);
            for (int chunk = 0; chunk < chunks.size(); chunk++) {
                boxes.add(new Box(chunk == 0 ? id : id + "." + chunk,
                        chunk == 0 ? piece.label() : piece.label() + " (goes on)", chunks.get(chunk)));
            }
        }
        boxes.add(new Box(NEW, "Add a rule", ""));
        return boxes;
    }

    /** Cut at line ends. */
    static List<String> chunks(String text, int most) {
        List<String> chunks = new ArrayList<>();
        var chunk = new StringBuilder();
        for (String line : text.lines().toList()) {
            if (!chunk.isEmpty() && chunk.length() + 1 + line.length() > most) {
                chunks.add(chunk.toString());
                chunk.setLength(0);
            }
            chunk.append(chunk.isEmpty() ? "" : "\n").append(line);
        }
        chunks.add(chunk.toString());
        return chunks;
    }

    /** @param notice what stands above the fields; may be empty */
    static View view(State state, List<Box> boxes, List<LayoutBlock> notice, String submit) {
        List<LayoutBlock> blocks = new ArrayList<>(notice);
        blocks.add(
                context(row -> row.blockId("policy.about").elements(List.of(markdownText("From version " + state.base()
                        + ". The first rule that takes a request decides. Empty a field to take its part out.")))));
        blocks.add(actions(row -> row.blockId("policy.actions").elements(asElements(
                button(b -> b.actionId(TRY).text(plainText("Try it on recent requests")))))));
        boxes.forEach(box -> blocks.add(field(box)));
        return View.builder().type("modal").callbackId(CALLBACK).privateMetadata(State.CODEC.encode(state))
                .title(viewTitle(t -> t.type("plain_text").text("Policy")))
                .submit(viewSubmit(s -> s.type("plain_text").text(submit)))
                .close(viewClose(c -> c.type("plain_text").text("Cancel"))).blocks(blocks).build();
    }

    private static LayoutBlock field(Box box) {
        boolean added = box.id().equals(NEW);
        return input(field -> field.blockId(box.id()).optional(true).label(plainText(box.label(), false))
                .hint(added ? plainText("It comes last, after all others.") : null)
                .element(plainTextInput(text -> text.actionId(box.id()).multiline(true).maxLength(FIELD)
                        .placeholder(added ? plainText("name: Low risk goes alone …") : null)
                        .initialValue(box.text().isEmpty() ? null : box.text()))));
    }

    /** The fields as they were filled in, in the order they stand. */
    static List<Box> read(View view, FormValues values) {
        List<Box> boxes = new ArrayList<>();
        for (LayoutBlock block : view.getBlocks()) {
            if (block instanceof InputBlock field && field.getBlockId().startsWith(BOX)) {
                String typed = values.value(field.getBlockId());
                boxes.add(new Box(field.getBlockId(), field.getLabel().getText(),
                        typed == null ? "" : YamlText.normal(typed).stripTrailing()));
            }
        }
        return boxes;
    }

    static List<Piece> pieces(List<Box> boxes) {
        Map<String, Piece> pieces = new LinkedHashMap<>();
        boxes.forEach(box -> pieces.merge(box.piece(), new Piece(box.rule(), box.label(), box.text()),
                (first, more) -> new Piece(first.rule(), first.label(), more.text().isEmpty()
                        ? first.text()
                        : first.text() + "\n" + more.text())));
        return List.copyOf(pieces.values());
    }

    /** Sentences beside the fields they are about, with the line in that field. */
    static Map<String, String> errors(List<Box> boxes, Join join, List<Located> mistakes) {
        List<String> pieceIds = boxes.stream().map(Box::piece).distinct().toList();
        Map<String, String> errors = new LinkedHashMap<>();
        for (Located mistake : mistakes) {
            int line = mistake.finding().line();
            Box in = null;
            for (Box box : boxes) {
                if (!box.piece().equals(pieceIds.get(mistake.piece()))) {
                    continue;
                }
                if (in != null) {
                    int before = (int) in.text().lines().count();
                    if (line <= before) {
                        break;
                    }
                    line -= before;
                }
                in = box;
            }
            String id = in == null ? NEW : in.id();
            String sentence = join.lineOf(mistake).map(text -> " (" + Mrkdwn.cut(text, 80) + ")").orElse("");
            errors.merge(id, "Line " + line + sentence + ": " + mistake.finding().sentence(),
                    (one, other) -> Mrkdwn.cut(one + "\n" + other, SENTENCES));
        }
        return errors;
    }

    /** Where what concerns the whole form is told. */
    static String firstField(List<Box> boxes) {
        return boxes.isEmpty() ? NEW : boxes.getFirst().id();
    }
}
