package dev.steward.approval;

import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

import com.slack.api.model.block.LayoutBlock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.steward.approval.Decision.Dissent;
import dev.steward.approval.Decision.Score;
import dev.steward.approval.FindRequests.Whose;
import dev.steward.approval.RunErrands.What;
import dev.steward.record.DecisionLog;
import dev.steward.record.DecisionLog.Verdict;
import dev.steward.slack.Actor;
import dev.steward.slack.Message;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Phrases;
import dev.steward.slack.Reply;

/** The decision log for people: whether it is whole, what was decided last, one decision, and all of it as a file. */
@Component
class VerifyLog {
    private static final int SHOWN = 10;
    private static final int MOST_SHOWN = 25;
    private static final int WORDS = 300;
    /** A log as long as this takes longer to read than an answer may. */
    private static final long LONG = 50_000;
    private static final Pattern NUMBER = Pattern.compile("\\d{1,4}");

    private final DecisionLog log;
    private final Decisions decisions;
    private final Requests requests;
    private final RequestReaders readers;
    private final RunErrands errands;

    VerifyLog(DecisionLog log, Decisions decisions, Requests requests, RequestReaders readers, RunErrands errands) {
        this.log = log;
        this.decisions = decisions;
        this.requests = requests;
        this.readers = readers;
        this.errands = errands;
    }

    Reply verify(Actor actor) {
        if (decisions.logged(actor.workspace()) > LONG) {
            errands.note(actor.workspace(), actor.user(), What.VERIFY, Whose.ANYBODYS, "");
            return Reply.says("The log is long, so reading all of it takes a moment. The answer comes to your direct "
                    + "messages.");
        }
        return Reply.says(sentence(log.verify(actor.workspace())));
    }

    static String sentence(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Whole(var entries, var head) -> entries == 0
                    ? ":white_check_mark: The decision log is whole, and empty."
                    : ":white_check_mark: The decision log is whole: " + (entries == 1
                            ? "1 entry"
                            : entries + " entries, each carrying the hash of the one before")
                            + ".\nThe last hash is `" + head
                            + "`. Note it elsewhere now and then: whoever rewrote the whole log could not bring it back.";
            case Verdict.Broken(var number, var reason) -> ":rotating_light: The decision log is *broken at entry "
                    + number + "*: " + Mrkdwn.escape(reason, 1_000)
                    + "\nAll entries before it are as they were written. Please tell an admin.";
        };
    }

    /** {@code log}, {@code log 20}, {@code log csv}, {@code log json} */
    Reply log(Actor actor, String typed) {
        String word = typed.strip().toLowerCase(Locale.ROOT);
        if (word.equals("csv") || word.equals("json")) {
            errands.note(actor.workspace(), actor.user(), word.equals("csv") ? What.LOG_CSV : What.LOG_JSON,
                    Whose.ANYBODYS, "");
            return Reply.says("The whole log is on its way to your direct messages with Steward.");
        }
        if (!word.isEmpty() && !NUMBER.matcher(word).matches()) {
            return Reply.says("`log` shows the latest decisions, `log 20` more of them, `log csv` or `log json` all "
                    + "entries as a file.");
        }
        int most = word.isEmpty() ? SHOWN : Math.max(1, Math.min(MOST_SHOWN, Integer.parseInt(word)));
        return Reply.says(latest(actor, most));
    }

    private Message latest(Actor actor, int most) {
        List<Decision> latest = decisions.latest(actor, most);
        if (latest.isEmpty()) {
            return Message.of("There are no decisions that you can see yet.");
        }
        Map<UUID, ApprovalRequest> about = new HashMap<>();
        requests.find(actor.workspace(),
                latest.stream().map(decision -> decision.request().value()).distinct().toList())
                .forEach(request -> about.put(request.facts().id().value(), request));
        List<LayoutBlock> blocks = new ArrayList<>();
        for (Decision decision : latest) {
            ApprovalRequest request = about.get(decision.request().value());
            if (request != null) {
                String line = line(decision, request);
                blocks.add(section(text -> text.blockId("approval.log." + decision.number())
                        .text(markdownText(line))));
            }
        }
        return new Message("The latest decisions", blocks);
    }

    private static String line(Decision decision, ApprovalRequest request) {
        String asked = Mrkdwn.escape(request.question().asked().replaceAll("\\s+", " ").strip(), 140);
        return "*" + decision.reference() + "*  " + outcome(decision) + " " + Phrases.time(decision.outcome().at())
                + " · *" + request.facts().reference() + "* at " + Phrases.bold(request.terms().gate().title()) + "\n"
                + asked + score(decision);
    }

    private static String outcome(Decision decision) {
        Outcome outcome = decision.outcome();
        String by = outcome.by() == null ? "" : " by " + outcome.by().mention();
        return switch (outcome.how()) {
            case AGREED -> outcome.word() + ", the last word" + by;
            case AUTONOMOUS -> outcome.word() + by + ", whom the policy lets decide";
            case SILENCE -> outcome.word() + " because nobody answered in time";
            case RULING -> outcome.word() + by + ", who ruled on a block";
        };
    }

    private static String score(Decision decision) {
        Score score = decision.score();
        return score == null ? "" : "\nIts prediction came true: " + score.cameTrue().word() + ".";
    }

    /** {@code DEC-3} */
    Reply decision(Actor actor, long number) {
        return decisions.find(actor.workspace(), number)
                .flatMap(decision -> readers.find(actor, decision.request())
                        .map(request -> Reply.says(whole(decision, request))))
                .orElseGet(() -> Reply.says("There is no DEC-" + number + " here."));
    }

    private static Message whole(Decision decision, ApprovalRequest request) {
        List<String> lines = new ArrayList<>();
        lines.add(line(decision, request));
        add(lines, "Reason", decision.outcome().reason());
        for (Dissent dissent : decision.dissents()) {
            lines.add("Dissent of " + dissent.by().mention() + (dissent.reason() == null
                    ? ""
                    : ": " + Mrkdwn.escape(dissent.reason(), WORDS)));
        }
        if (decision.round() == request.round()) {
            lines.add("Rule " + Phrases.bold(request.terms().rule().name()) + " of policy version "
                    + request.terms().version());
        }
        if (decision.prediction() != null && decision.review() != null) {
            lines.add("Expected: " + Mrkdwn.escape(decision.prediction(), WORDS) + " (to be looked at on "
                    + decision.review() + ")");
        }
        Score score = decision.score();
        add(lines, "Learned", score == null ? null : score.learned());
        lines.add("Entry " + decision.logNumber() + " of the decision log. `" + request.facts().reference()
                + "` has the whole story.");
        String text = String.join("\n", lines);
        return new Message(decision.reference(),
                List.of(section(block -> block.blockId("approval.decision").text(markdownText(text)))));
    }

    private static void add(List<String> lines, String what, @Nullable String words) {
        if (words != null && !words.isBlank()) {
            lines.add(what + ": " + Mrkdwn.escape(words, WORDS));
        }
    }
}
