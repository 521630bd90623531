package dev.steward.approval;

import static java.util.Comparator.comparing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;

import org.jspecify.annotations.Nullable;

import dev.steward.policy.Disagreement;
import dev.steward.policy.Rung;
import dev.steward.policy.Stage;
import dev.steward.schedule.Deadlines;
import dev.steward.schedule.WorkingAmount;
import dev.steward.workspace.UserId;

/**
 * What time will do to a request if nobody does anything: reminders, rungs, the end of a stage's time. A pure function of the request,
 * so that the ladder, the card's "what happens next" and the simulation cannot differ.
 *
 * <p>
 * The rules:
 * <ul>
 * <li>A reminder counts in the working time of whom it reminds, from when their seat was first asked. Whoever takes a seat over is not
 * reminded of what the seat was reminded of.</li>
 * <li>A rung is climbed once for its stage, when the first of those who are silent has had its time; where nobody is silent and yet
 * too few could be asked, the requester's calendar counts.</li>
 * <li>A stage's time is over when everyone who is silent has had it. Where that means to wait, everyone is told, and again on each of
 * the requester's working days.</li>
 * <li>Whoever goes away with somebody who stands in is replaced at that moment; time goes on counting.</li>
 * <li>A block's rulers have their time and rungs alike; while they do, the stages' time stands still.</li>
 * <li>While the requester is to change something, they are reminded every two of their working days.</li>
 * </ul>
 * An open request always has a next step.
 */
final class Plan {
    /** In working days. */
    static final int REQUESTERS_TURN = 2;

    private Plan() {}

    enum Kind {
        HAND_OVER, REMIND, CLIMB, TIME_UP, NEEDED_NOW
    }

    /**
     * @param stage  which, from 0; -1 where it is about the ruling or the whole request
     * @param key    of the mark that says that it was done
     * @param person whom it is about: to remind, or who goes away; null where it is about all
     * @param rung   which, from 0; -1 for none
     */
    record Step(Instant at, Kind kind, int stage, String key, @Nullable UserId person, int rung) {}

    /** The mark that says that the day by which it was needed has come. */
    static String needed(int round) {
        return "needed/" + round;
    }

    static Optional<Step> next(ApprovalRequest request, Roster roster, Instant now) {
        return steps(request, roster, now).stream().findFirst();
    }

    /** Earliest first. */
    static List<Step> steps(ApprovalRequest request, Roster roster, Instant now) {
        List<Step> steps = new ArrayList<>();
        switch (request.state()) {
            case OPEN -> {
                for (int i = 0; i < request.stages().size(); i++) {
                    if (request.stages().get(i).open()) {
                        stage(steps, i, request.stages().get(i), request.requester(), roster, now);
                    }
                }
            }
            case BLOCKED -> ruling(steps, request, roster, now);
            case CHANGES_REQUESTED -> {
                int told = count(request.fired(), "changes/");
                steps.add(new Step(
                        after(roster, request.requester(), request.turnSince(),
                                WorkingAmount.days(REQUESTERS_TURN * (told + 1))),
                        Kind.REMIND, -1, "changes/" + told, request.requester(), -1));
            }
            default -> {
                return List.of();
            }
        }
        Instant needed = request.question().neededBy();
        String key = needed(request.round());
        if (needed != null && !request.fired().contains(key)) {
            steps.add(new Step(needed, Kind.NEEDED_NOW, -1, key, null, -1));
        }
        steps.sort(comparing(Step::at).thenComparing(Step::kind).thenComparing(Step::stage).thenComparing(Step::key));
        return steps;
    }

    private static void stage(List<Step> steps, int index, StageRun run, UserId requester, Roster roster, Instant now) {
        Stage stage = run.stage();
        List<Seat> silent = run.silent();
        for (Seat seat : silent) {
            goesAway(steps, index, seat, roster, now);
            for (int i = 0; i < stage.remind().size(); i++) {
                String key = "remind/" + i + "/" + seat.first().value();
                if (!run.fired().contains(key)) {
                    steps.add(new Step(after(roster, seat.person(), seat.since(), stage.remind().get(i)), Kind.REMIND,
                            index, key, seat.person(), -1));
                }
            }
        }
        List<Seat> waited = silent.stream().filter(seat -> !seat.rung()).toList();
        Instant opened = run.openedAt() == null ? now : run.openedAt();
        rungs(steps, index, stage.ladder(), run.fired(), waited, opened, requester, roster);
        steps.add(timeUp(index, count(run.fired(), "end/"), waited, stage.within(), opened, requester, roster));
    }

    private static void ruling(List<Step> steps, ApprovalRequest request, Roster roster, Instant now) {
        Ruling ruling = request.ruling();
        Disagreement terms = request.disagreement();
        ruling.rulers().forEach(seat -> goesAway(steps, -1, seat, roster, now));
        List<Seat> waited = ruling.rulers().stream().filter(seat -> !seat.rung()).toList();
        rungs(steps, -1, terms.ladder(), ruling.fired(), waited, ruling.since(), request.requester(), roster);
        int told = count(ruling.fired(), "end/");
        steps.add(timeUp(-1, told, waited, terms.within(), ruling.since(), request.requester(), roster));
    }

    private static Step timeUp(int stage, int told, List<Seat> waited, WorkingAmount within, Instant since,
            UserId requester, Roster roster) {
        Instant first = extreme(waited, within, roster, Plan::later)
                .orElseGet(() -> after(roster, requester, since, within));
        Instant at = told == 0 ? first : after(roster, requester, first, WorkingAmount.days(told));
        return new Step(at, Kind.TIME_UP, stage, "end/" + told, null, -1);
    }

    private static void rungs(List<Step> steps, int stage, List<Rung> ladder, Set<String> fired, List<Seat> waited,
            Instant since, UserId requester, Roster roster) {
        for (int i = 0; i < ladder.size(); i++) {
            int rung = i;
            String key = "rung/" + i;
            if (!fired.contains(key)) {
                Instant at = extreme(waited, ladder.get(i).after(), roster, Plan::earlier)
                        .orElseGet(() -> after(roster, requester, since, ladder.get(rung).after()));
                steps.add(new Step(at, Kind.CLIMB, stage, key, null, rung));
            }
        }
    }

    private static void goesAway(List<Step> steps, int stage, Seat seat, Roster roster, Instant now) {
        roster.leaves(seat.person(), now).ifPresent(
                at -> steps.add(new Step(at, Kind.HAND_OVER, stage, "away/" + seat.person(), seat.person(), -1)));
    }

    private static Optional<Instant> extreme(Collection<Seat> seats, WorkingAmount amount, Roster roster,
            BinaryOperator<Instant> which) {
        return seats.stream().map(seat -> after(roster, seat.person(), seat.since(), amount)).reduce(which);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** Somebody without any working time left is not waited for longer than others. */
    private static Instant after(Roster roster, UserId person, Instant start, WorkingAmount amount) {
        return Deadlines.after(roster.hours(person), start, amount);
    }

    private static int count(Set<String> fired, String prefix) {
        return (int) fired.stream().filter(key -> key.startsWith(prefix)).count();
    }
}
