package dev.steward.cadence;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.divider;
import static com.slack.api.model.block.Blocks.header;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.button;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;
import org.jspecify.annotations.Nullable;

import dev.steward.slack.Message;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Phrases;
import dev.steward.slack.Quoted;
import dev.steward.slack.TextBlocks;

/**
 * A written session in its channel: how many answered, and what. Whose answer is missing is never said. Pure: equal states give equal
 * messages. What people wrote stands as they typed it; whole for the first ones, as long as there is room.
 */
final class WrittenCard {
    /** Of what Slack takes in all the blocks of a message, 13,200 characters and 50 blocks: for answers. */
    private static final int LETTERS = 10_500;
    private static final int ANSWERS = 36;
    private static final int ONE = 2_700;
    private static final int ONE_OF_MANY = 900;
    private static final int LINES = 14;
    private static final int NAMES = 1_200;
    private static final int HEADER = 150;
    private static final int QUESTION = 160;

    private WrittenCard() {}

    /**
     * What somebody answered.
     *
     * @param name  as typed
     * @param after what is said of its time; empty: it came in time
     */
    record Written(String name, String user, String after, List<Ask.Answer> given) {}

    /**
     * All that it shows.
     *
     * @param toCome   how many may still answer in time
     * @param closes   when it is to close; null when it does not run
     * @param instead  when the session takes place to which it was moved; null where it was not
     * @param answered the first who answered, as many as might be shown
     * @param others   the names of the rest, as typed
     */
    record State(Cadence cadence, Session session, Turnout turnout, int toCome, @Nullable Instant closes,
            @Nullable Instant instead, List<Written> answered, List<String> others) {}

    static Message of(State state) {
        Cadence cadence = state.cadence();
        String title = cadence.facts().reference() + " " + cadence.rules().title().replaceAll("\\s+", " ").strip();
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(header(h -> h.blockId("cadence.written").text(plainText(Mrkdwn.cut(title, HEADER), false))));
        blocks.add(TextBlocks.small("cadence.written.when", dates(state)));
        String line = line(state);
        blocks.add(TextBlocks.section("cadence.written.state", line));
        answers(blocks, state);
        if (state.session().state() == SessionState.RUNNING || state.session().state() == SessionState.CLOSED) {
            blocks.add(buttons(state));
        } else if (!state.answered().isEmpty()) {
            blocks.add(actions(row -> row.blockId("cadence.written.do").elements(List.of(readAll(state)))));
        }
        return new Message(Phrases.bold(title) + ": " + line.replace("*", ""), blocks);
    }

    private static String dates(State state) {
        Session session = state.session();
        Instant from = session.startedAt() == null ? session.startsAt() : session.startedAt();
        Instant ended = session.endedAt();
        return switch (session.state()) {
            case RUNNING -> Phrases.time(from) + (state.closes() == null ? "" : " to " + Phrases.time(state.closes()));
            case CLOSED -> Phrases.time(from) + (ended == null ? "" : " to " + Phrases.time(ended));
            default -> Phrases.time(session.startsAt());
        } + "  ·  everybody in their own time";
    }

    private static String line(State state) {
        Session session = state.session();
        return switch (session.state()) {
            case COLLECTING, AGENDA_POSTED -> "Everybody will be asked when it is time.";
            case RUNNING -> joined(WrittenWords.running(state.turnout(), state.toCome()), state);
            case CLOSED -> joined(WrittenWords.closed(state.turnout()), state);
            case CANCELLED -> "*Cancelled*" + Quoted.ending(session.reason(), 500);
            case MOVED -> state.instead() == null
                    ? "*Moved to another time.*"
                    : "*Moved* to " + Phrases.time(state.instead()) + ".";
            case SKIPPED -> session.cause() == Cause.DOWNTIME
                    ? "*Not held:* Steward was down when it was time."
                    : session.cause() == Cause.NOBODY_THERE
                            ? "*Not held:* everybody was away."
                            : "*Does not take place this time*" + Quoted.ending(session.reason(), 500);
        };
    }

    private static String joined(String numbers, State state) {
        List<String> besides = WrittenWords.besides(state.turnout(), state.session());
        return numbers + (besides.isEmpty() ? "" : "  ·  " + String.join("  ·  ", besides));
    }

    private static void answers(List<LayoutBlock> blocks, State state) {
        List<Written> answered = state.answered();
        if (answered.isEmpty()) {
            return;
        }
        blocks.add(divider(d -> d.blockId("cadence.written.answers")));
        int most = Math.clamp(LETTERS / (answered.size() + state.others().size()), ONE_OF_MANY, ONE);
        int letters = 0;
        int shown = 0;
        for (Written one : answered) {
            Piece piece = piece(one, most);
            if (shown == ANSWERS || letters + piece.text().length() > LETTERS) {
                break;
            }
            letters += piece.text().length();
            blocks.add(block(state, one, piece, shown++));
        }
        List<String> rest = new ArrayList<>(
                answered.subList(shown, answered.size()).stream().map(Written::name).toList());
        rest.addAll(state.others());
        if (!rest.isEmpty()) {
            blocks.add(TextBlocks.section("cadence.written.rest", "*And " + rest.size() + " more:* " + names(rest)));
        }
    }

    private static String names(List<String> names) {
        var line = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            String name = Quoted.line(names.get(i), 80);
            if (line.length() + name.length() > NAMES) {
                return line.append(" and ").append(names.size() - i).append(" others").toString();
            }
            line.append(i == 0 ? "" : ", ").append(name);
        }
        return line.toString();
    }

    /** @param cut whether there is more to read */
    private record Piece(String text, boolean cut) {}

    private static Piece piece(Written one, int most) {
        var text = new StringBuilder(who(one));
        boolean cut = false;
        int each = Math.max(120, (most - text.length()) / Math.max(1, one.given().size()));
        for (Ask.Answer answer : one.given()) {
            text.append("\n_").append(Quoted.line(answer.question(), QUESTION)).append("_\n");
            String words = calm(answer.text());
            String shown = Mrkdwn.escape(lines(words),
                    Math.max(80, each - Math.min(each / 2, answer.question().length())));
            cut |= shown.endsWith(Mrkdwn.MORE) || lines(words).length() < words.length();
            text.append(shown);
        }
        return new Piece(text.toString(), cut);
    }

    static String who(Written one) {
        return "*" + Quoted.line(one.name(), 100) + "*" + (one.after().isEmpty() ? "" : "  ·  " + one.after());
    }

    /** Many empty lines are one. */
    static String calm(String typed) {
        return typed.replace("\r\n", "\n").strip().replaceAll("\n[ \t]*(\n[ \t]*)+", "\n\n");
    }

    private static String lines(String words) {
        String first = words.lines().limit(LINES).collect(Collectors.joining("\n"));
        return first.length() < words.length() ? first + Mrkdwn.MORE : words;
    }

    private static LayoutBlock block(State state, Written one, Piece piece, int index) {
        String id = "cadence.written." + index;
        return piece.cut()
                ? section(s -> s.blockId(id).text(markdownText(piece.text())).accessory(
                        ReadAnswers.READ.numbered(one.user()).button("Read all",
                                ReadAnswers.Page.of(state.session().facts().id(), one.user()))))
                : TextBlocks.section(id, piece.text());
    }

    private static LayoutBlock buttons(State state) {
        List<BlockElement> buttons = new ArrayList<>();
        boolean running = state.session().state() == SessionState.RUNNING;
        buttons.add(AskCard.ANSWER.button(running ? "Answer" : "Add mine", state.session().facts().id()));
        if (!state.answered().isEmpty()) {
            buttons.add(readAll(state));
        }
        return actions(row -> row.blockId("cadence.written.do").elements(buttons));
    }

    private static BlockElement readAll(State state) {
        return ReadAnswers.READ.button("Read all answers", ReadAnswers.Page.first(state.session().facts().id()));
    }
}
