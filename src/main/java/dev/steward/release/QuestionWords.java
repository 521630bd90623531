package dev.steward.release;

import static com.slack.api.model.block.Blocks.actions;

import java.util.ArrayList;
import java.util.List;

import com.slack.api.model.block.LayoutBlock;
import org.jspecify.annotations.Nullable;

import dev.steward.release.Question.Asked;
import dev.steward.release.Question.Settled;
import dev.steward.slack.Message;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Phrases;
import dev.steward.slack.Press;
import dev.steward.slack.Quoted;
import dev.steward.slack.TextBlocks;
import dev.steward.workspace.UserId;

/** What is said of a question: in its thread, and to whoever is to answer. Pure. */
final class QuestionWords {
    /** What a question asks never changes; whether it is open still, whoever presses is told. */
    static final Press<QuestionId> ANSWER = Press.of("release.question.answer", IdCodecs.QUESTION);
    static final Press<QuestionId> ELSEWHERE = Press.of("release.question.elsewhere", IdCodecs.QUESTION);
    private static final int WORDS = 2_000;
    private static final int ANSWERED = 11_000;

    private QuestionWords() {}

    /** {@code question 2 about REL-4} */
    static String name(Question question, Release release) {
        return "question " + question.number() + " about " + release.facts().reference();
    }

    /** Under the copy, where everybody reads it. @param asksWhom what they are called, as typed; null: not known by name */
    static Message asked(Question question, @Nullable String asksWhom) {
        Asked asked = question.asked();
        return Message.of("*Question " + question.number() + "* from " + asked.by().mention() + ":\n"
                + Quoted.block(asked.words(), WORDS * 2) + "\n"
                + (asksWhom == null ? "It was passed on" : Quoted.line(asksWhom, 200) + " is asked")
                + ", and the answer will stand here.");
    }

    /** Under the copy. It calls whoever asked, and nobody else. */
    static Message settled(Question question, Release release) {
        String to = question.asked().by().mention();
        Settled settled = question.settled();
        String by = settled == null || settled.by() == null ? "Somebody" : settled.by().mention();
        String which = "question " + question.number();
        return Message.of(switch (question.standing()) {
            case ANSWERED -> to + ", " + by + " answers " + which + ":\n"
                    + Mrkdwn.escape(settled == null || settled.answer() == null ? "" : settled.answer(), ANSWERED);
            case ELSEWHERE -> to + ", " + by + " says that " + which + " was answered elsewhere.";
            case CLOSED -> to + ", " + release.facts().reference() + " was retracted, so " + which
                    + " is closed. " + release.owner().mention() + " knows more.";
            case OPEN -> to + ", " + which + " is open.";
        });
    }

    /**
     * In the direct messages of whoever is to answer.
     *
     * @param link to the copy under which it stands; null where it is not known
     */
    static Message card(Question question, Release release, @Nullable String link) {
        Asked asked = question.asked();
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(TextBlocks.section("release.question.what", "*" + release.facts().reference() + "* "
                + Quoted.line(release.content().name(), 300) + "\n" + asked.by().mention()
                + (asked.outsider() ? " (of another organisation)" : "") + " asks in " + asked.channel().link() + ":"));
        blocks.add(TextBlocks.section("release.question.words", Quoted.block(asked.words(), WORDS)));
        Settled settled = question.settled();
        if (settled == null) {
            if (!question.waiting().helpers().isEmpty()) {
                blocks.add(TextBlocks.small("release.question.helpers", "Asked as well: "
                        + Phrases.people(question.waiting().helpers())));
            }
            blocks.add(actions(row -> row.blockId("release.question.buttons").elements(List.of(
                    ANSWER.primary("Answer", question.id()), ELSEWHERE.button("Answered elsewhere", question.id())))));
        } else {
            blocks.add(TextBlocks.section("release.question.settled", became(question, settled)));
            if (settled.answer() != null && !settled.answer().isBlank()) {
                blocks.add(TextBlocks.section("release.question.answer", Quoted.block(settled.answer(), WORDS)));
            }
        }
        blocks.add(TextBlocks.small("release.question.about", "Question " + question.number() + ReportCard.BETWEEN
                + "asked " + Phrases.time(asked.at())
                + (link == null ? "" : ReportCard.BETWEEN + ReportCard.link(link, "open the release there"))));
        return new Message(name(question, release) + " from " + asked.by().mention()
                + (settled == null ? "" : ": " + word(question)), blocks);
    }

    /** One line of a list. */
    static String line(Question question) {
        Asked asked = question.asked();
        return "*" + question.number() + "*  " + asked.by().mention() + " in " + asked.channel().link() + ", "
                + Phrases.time(asked.at()) + ReportCard.BETWEEN + (question.open() ? "*open*" : word(question)) + "\n"
                + Quoted.inline(asked.words(), 300)
                + (question.settled() == null || question.settled().answer() == null
                        ? ""
                        : "\n→ " + Quoted.inline(question.settled().answer(), 300));
    }

    /** Said to whoever is to answer, when it has waited. */
    static Message waits(Question question, Release release) {
        return reminder(question, "*" + release.facts().reference() + "*: question " + question.number() + " of "
                + question.asked().by().mention() + " has waited since " + Phrases.time(question.asked().at()) + ". "
                + Quoted.title(question.asked().words(), 100));
    }

    /** Its ids say which question, since such messages are merged. */
    private static Message reminder(Question question, String mrkdwn) {
        String id = question.id().toString();
        return new Message(mrkdwn, List.of(TextBlocks.section("release.question.waits." + id, mrkdwn),
                actions(row -> row.blockId("release.question.waits.do." + id).elements(List.of(
                        ANSWER.numbered(id).button("Answer", question.id()))))));
    }

    /** Said to the owner, when others are asked. */
    static Message helped(Question question, Release release, List<UserId> helpers) {
        return reminder(question, waits(question, release).text() + "\n" + Phrases.people(helpers)
                + (helpers.size() == 1 ? " is" : " are") + " asked as well now.");
    }

    private static String became(Question question, Settled settled) {
        String by = settled.by() == null ? "Somebody" : settled.by().mention();
        return switch (question.standing()) {
            case ANSWERED -> "✓ " + by + " answered " + Phrases.time(settled.at()) + ":";
            case ELSEWHERE -> "✓ " + by + " said that it was answered elsewhere.";
            case CLOSED, OPEN -> "It was closed: the release was retracted.";
        };
    }

    private static String word(Question question) {
        return switch (question.standing()) {
            case OPEN -> "open";
            case ANSWERED -> "answered";
            case ELSEWHERE -> "answered elsewhere";
            case CLOSED -> "closed";
        };
    }
}
