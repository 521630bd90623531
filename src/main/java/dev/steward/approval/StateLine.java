package dev.steward.approval;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.steward.slack.Phrases;
import dev.steward.slack.Quoted;
import dev.steward.workspace.UserId;

/** How a request stands, in one clear line. */
final class StateLine {
    private static final int REASON = 400;

    private StateLine() {}

    static String of(Shown shown) {
        ApprovalRequest request = shown.request();
        return switch (request.state()) {
            case OPEN -> open(request);
            case CHANGES_REQUESTED -> "✎ It is " + request.requester().mention() + "'s turn since "
                    + Phrases.time(request.turnSince()) + ". "
                    + said(request, Answer.Word.WANTS_CHANGES, "wants changes");
            case BLOCKED -> "⊘ " + said(request, Answer.Word.BLOCKS, "blocks it") + "\n" + ruling(shown);
            case APPROVED -> "✓ " + request.outcome().map(outcome -> approved(request, outcome)).orElse("*Approved*.");
            case REJECTED -> "✗ " + request.outcome().map(outcome -> rejected(request, outcome)).orElse("*Rejected*.");
            case WITHDRAWN -> "↩ *Withdrawn* by " + request.requester().mention() + shown.last(Happening.Kind.WITHDRAWN)
                    .map(each -> " " + Phrases.time(each.at()) + Quoted.ending(each.words(), REASON)).orElse(".");
        };
    }

    /** For notifications and screen readers. */
    static String word(ApprovalRequest request) {
        return switch (request.state()) {
            case OPEN -> "waits for an answer";
            case CHANGES_REQUESTED -> "is to be changed";
            case BLOCKED -> "is blocked";
            case APPROVED, REJECTED, WITHDRAWN -> "is " + request.state().word();
        };
    }

    private static String open(ApprovalRequest request) {
        List<UserId> waiting = request.waitingFor();
        if (waiting.isEmpty()) {
            return "Nobody who may answer is left to ask. Please change the request, or ask an admin for help.";
        }
        return "*Waiting for* " + Phrases.people(waiting) + request.stages().stream().filter(StageRun::open)
                .flatMap(run -> run.silent().stream()).map(Seat::since).min(Instant::compareTo)
                .map(since -> " since " + Phrases.time(since)).orElse("") + ".";
    }

    /** Whoever says it now, each with their reason. */
    private static String said(ApprovalRequest request, Answer.Word word, String does) {
        List<String> all = new ArrayList<>();
        seats(request).filter(seat -> seat.says(word)).forEach(seat -> all.add(seat.person().mention() + " " + does
                + Quoted.ending(seat.answer() == null ? null : seat.answer().reason(), REASON)));
        return String.join(" ", all.stream().distinct().limit(2).toList())
                + (all.size() > 2 ? " So do " + (all.size() - 2) + " others." : "");
    }

    static String ruling(Shown shown) {
        List<UserId> rulers = shown.request().ruling().people();
        if (rulers.isEmpty()) {
            return "Nobody is there to rule on it. Please ask an admin for help.";
        }
        String who = Phrases.people(rulers) + (rulers.size() == 1 ? " rules" : " rule");
        return deadline(shown).map(until -> who + " until " + Phrases.time(until) + ".")
                .orElse(who + "; the time for it is up.");
    }

    static Optional<Instant> deadline(Shown shown) {
        return shown.ahead().stream().map(Ahead::step)
                .filter(step -> step.kind() == Plan.Kind.TIME_UP && step.stage() < 0 && step.key().equals("end/0"))
                .map(Plan.Step::at).findFirst();
    }

    private static String approved(ApprovalRequest request, Outcome outcome) {
        String at = Phrases.time(outcome.at());
        return switch (outcome.how()) {
            case AUTONOMOUS -> request.requester().mention() + " decides this alone, by the rule "
                    + Phrases.bold(request.terms().rule().name()) + Quoted.ending(outcome.reason(), REASON) + " " + at;
            case SILENCE -> "*Approved* " + at + ": nobody objected in time, which the policy takes as agreement.";
            case AGREED, RULING -> "*Approved*" + byWhom(request) + " " + at + ".";
        };
    }

    /** {@code  by @maya and @amara}, who approved it; empty where nobody had to. */
    static String byWhom(ApprovalRequest request) {
        List<UserId> by = seats(request).filter(seat -> seat.says(Answer.Word.APPROVES)).map(Seat::person).distinct()
                .toList();
        return by.isEmpty() ? "" : " by " + Phrases.people(by);
    }

    private static String rejected(ApprovalRequest request, Outcome outcome) {
        String at = Phrases.time(outcome.at());
        UserId by = outcome.by();
        if (by == null) {
            return "*Rejected* " + at + ": nobody answered in time, which the policy takes as a no.";
        }
        List<UserId> blockers = seats(request).filter(seat -> seat.says(Answer.Word.BLOCKS)).map(Seat::person)
                .distinct().toList();
        return "*Rejected* by " + by.mention() + " " + at
                + (blockers.isEmpty() ? "" : ", who upheld the block of " + Phrases.people(blockers))
                + Quoted.ending(outcome.reason(), REASON);
    }

    private static Stream<Seat> seats(ApprovalRequest request) {
        return request.stages().stream().flatMap(run -> run.seats().stream());
    }
}
