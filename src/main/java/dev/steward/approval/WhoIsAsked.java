package dev.steward.approval;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.steward.policy.Approver;
import dev.steward.policy.Need;
import dev.steward.policy.Rule;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Phrases;

/** Says who will be asked, before anybody is: with names where they are known now, with the policy's words for what comes later. */
final class WhoIsAsked {
    private static final int NAMES = 4;

    private WhoIsAsked() {}

    /** @param request as it would be opened now */
    static String sentence(ApprovalRequest request) {
        String rule = "Rule " + Phrases.bold(request.terms().rule().name()) + ": ";
        return rule + switch (request.terms().rule().outcome()) {
            case Rule.Outcome.Autonomous alone -> "nobody needs to be asked, it is yours to decide."
                    + (alone.because() == null ? "" : " " + ended(alone.because()))
                    + " It goes on record at once.";
            case Rule.Outcome.Stages some -> stages(request, some);
        };
    }

    private static String ended(String because) {
        String shown = Mrkdwn.escape(because.strip(), 300);
        return shown.endsWith(".") ? shown : shown + ".";
    }

    private static String stages(ApprovalRequest request, Rule.Outcome.Stages some) {
        List<String> stages = request.stages().stream()
                .map(run -> stage(run) + ", within " + run.stage().within()).toList();
        if (stages.size() == 1) {
            return stages.getFirst() + ".";
        }
        return some.together()
                ? "at once " + String.join("; and ", stages) + "."
                : "first " + String.join("; then ", stages) + ".";
    }

    private static String stage(StageRun run) {
        List<Seat> seats = run.seats();
        if (seats.isEmpty()) {
            List<String> words = run.stage().ask().stream().map(Approver::words).toList();
            return of(run.stage().need(), words.size(), Phrases.and(words));
        }
        List<String> names = new ArrayList<>(seats.stream().limit(seats.size() > NAMES ? NAMES - 1 : NAMES)
                .map(seat -> named(seat, seats)).toList());
        if (seats.size() > NAMES) {
            names.add((seats.size() - NAMES + 1) + " others");
        }
        return of(run.stage().need(), seats.size(), Phrases.and(names)) + together(seats);
    }

    /** Why one is asked stands beside each, or once where it is the same for all. */
    private static String named(Seat seat, List<Seat> seats) {
        String standsIn = seat.path().isEmpty() ? "" : " for " + seat.path().getFirst().mention() + ", who is away";
        boolean same = seats.stream().map(Seat::as).distinct().count() == 1;
        return seat.person().mention() + standsIn + (same ? "" : " (" + seat.as() + ")");
    }

    private static String together(List<Seat> seats) {
        return seats.stream().map(Seat::as).distinct().count() == 1 ? " (" + seats.getFirst().as() + ")" : "";
    }

    private static String of(Need need, int asked, String who) {
        if (asked == 1) {
            return who;
        }
        return switch (need) {
            case Need.Any any -> "any one of " + who;
            case Need.All all -> "all of " + who;
            case Need.Majority most -> "a majority of " + who;
            case Need.AtLeast some -> some.people() + " of " + who;
        };
    }

    /** A warning where the answer is needed before those who are asked must have given it. */
    static Optional<String> tooLate(@Nullable Instant neededBy, Simulation simulation) {
        return neededBy == null
                ? Optional.empty()
                : simulation.timeUp().filter(neededBy::isBefore)
                        .map(end -> ":warning: You need it before their time is over: by the policy they may take until "
                                + Phrases.time(end) + ".");
    }
}
