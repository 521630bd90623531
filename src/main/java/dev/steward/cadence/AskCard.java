package dev.steward.cadence;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.element.BlockElements.button;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.ButtonElement;

import dev.steward.slack.Message;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Phrases;
import dev.steward.slack.Press;
import dev.steward.slack.Quoted;
import dev.steward.slack.TextBlocks;

/** The questions of a written session in somebody's direct messages. Pure: equal states give equal messages. */
final class AskCard {
    /** Opens the form in which somebody answers a written session: theirs, who was asked or not. */
    static final Press<SessionId> ANSWER = Press.of("cadence.answer", SessionId.CODEC);
    private static final int QUESTION = 250;
    private static final int SHOWN = 700;

    private AskCard() {}

    static Message of(Ask ask, Session session, Cadence cadence) {
        String name = CadenceLine.name(cadence);
        if (session.state() == SessionState.CANCELLED) {
            return new Message(name + " was cancelled.", with(ask, List.of(TextBlocks.section("cadence.ask", name
                    + "\nIt was cancelled" + Quoted.ending(session.reason(), 500)
                    + (ask.answered() ? " What you wrote:" : " There is nothing to do.")))));
        }
        return ask.answered() ? thanks(ask, session, cadence, name) : asks(ask, session, cadence, name);
    }

    private static Message thanks(Ask ask, Session session, Cadence cadence, String name) {
        List<LayoutBlock> blocks = new ArrayList<>(with(ask, List.of(TextBlocks.section("cadence.ask", name
                + "\n:white_check_mark: Thank you! Your answer is in " + cadence.rules().channel().link()
                + (ask.late() ? ", as added later." : ".")))));
        blocks.add(actions(row -> row.blockId("cadence.ask.do")
                .elements(List.of(ANSWER.button("Change", session.facts().id())))));
        return new Message("Thank you for your answer to " + name + ".", blocks);
    }

    private static Message asks(Ask ask, Session session, Cadence cadence, String name) {
        boolean over = session.state() == SessionState.CLOSED
                || session.marked(SessionPlan.OVER_FOR + ask.user().value());
        Instant until = ask.until();
        String when = over
                ? "You can still answer: the others will be glad to read it."
                : until == null ? "" : "Please answer until " + Phrases.time(until) + ".";
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(TextBlocks.section("cadence.ask", name + "\n" + when));
        var questions = new StringBuilder();
        for (Ask.Answer each : ask.answers()) {
            questions.append(questions.isEmpty() ? "" : "\n").append("• ")
                    .append(Quoted.line(each.question(), QUESTION));
        }
        blocks.add(TextBlocks.section("cadence.ask.questions", questions.toString()));
        blocks.add(TextBlocks.small("cadence.ask.where",
                "Answers go to " + cadence.rules().channel().link() + ". You can change yours as long as it runs."));
        blocks.add(row("cadence.ask.do", over
                ? ANSWER.button("Answer", session.facts().id())
                : ANSWER.primary("Answer", session.facts().id())));
        return new Message(name + ": " + when, blocks);
    }

    /** Said once, with a button that answers. @param ask whom it is said to, in a way */
    static Message reminder(Cadence cadence, Session session, UUID ask, Instant until) {
        String words = CadenceLine.name(cadence) + ": there is time to answer until " + Phrases.time(until) + ".";
        return new Message(words, List.of(TextBlocks.section("cadence.ask.remind." + ask, words),
                row("cadence.ask.remind.do." + ask, ANSWER.numbered(ask).primary("Answer", session.facts().id()))));
    }

    private static LayoutBlock row(String block, ButtonElement button) {
        return actions(row -> row.blockId(block).elements(List.of(button)));
    }

    private static List<LayoutBlock> with(Ask ask, List<LayoutBlock> first) {
        List<LayoutBlock> blocks = new ArrayList<>(first);
        for (Ask.Answer each : ask.given()) {
            blocks.add(TextBlocks.section("cadence.ask." + blocks.size(), "*" + Quoted.line(each.question(), QUESTION)
                    + "*\n" + Mrkdwn.escape(each.text(), SHOWN)));
        }
        return blocks;
    }
}
