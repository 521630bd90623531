package dev.steward.approval;

import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import dev.steward.approval.Happening.Kind;
import dev.steward.policy.Rung;
import dev.steward.policy.Silence;
import dev.steward.workspace.UserId;

/**
 * What time does to a request: people who went away or left, reminders, rungs, ends. What is due when, the {@link Plan} says; here it
 * is done.
 */
final class Ladder {
    private static final int STEPS = 500;

    private final ApprovalRequest request;
    private final Course course;
    private final Roster roster;
    private final Instant now;
    /** After downtime several are due at once: each is told of it once. */
    private final Set<UserId> reminded = new HashSet<>();
    private final Set<Integer> timeUp = new HashSet<>();

    Ladder(ApprovalRequest request, Course course, Roster roster, Instant now) {
        this.request = request;
        this.course = course;
        this.roster = roster;
        this.now = now;
    }

    void climb() {
        if (!course.state.open()) {
            return;
        }
        lookRound();
        int steps = 0;
        for (var next = Plan.next(request, roster, now); next.isPresent() && !next.get().at().isAfter(now)
                && steps < STEPS; next = Plan.next(request, roster, now)) {
            take(next.get());
            steps++;
        }
    }

    /** Whoever left, or is away, gives way to others. To be done whenever it is the approvers' or the rulers' turn again. */
    void lookRound() {
        if (course.state == RequestState.OPEN) {
            lapse();
        }
        if (course.state == RequestState.BLOCKED) {
            rulersLapse();
        }
        if (course.state == RequestState.OPEN || course.state == RequestState.BLOCKED) {
            course.waitingFor().forEach(this::handOver);
            course.settle(null, roster, now);
        }
    }

    /** Whoever left the group they were asked for, or may answer no more, is asked no more. */
    private void lapse() {
        Predicate<Seat> gone = seat -> seat.silent() && Course.gone(seat, roster);
        for (int i = 0; i < course.stages.size(); i++) {
            StageRun run = course.stages.get(i);
            if (run.open()) {
                List<UserId> leaving = run.seats().stream().filter(gone).map(Seat::person).toList();
                if (!leaving.isEmpty()) {
                    course.happenings
                            .add(new Happening(Kind.LAPSED, null, now, run.stage().name(), leaving, List.of(), null));
                }
                fill(i, run.each(gone, Seat::left));
            }
        }
        course.settle(null, roster, now);
    }

    /** Where nobody was there to ask until now, time begins with whoever is. */
    private void fill(int stage, StageRun run) {
        StageRun filled = course.filled(run, roster, now);
        List<UserId> asked = filled.silent().stream().map(Seat::person).filter(other -> run.seatOf(other).isEmpty())
                .toList();
        boolean empty = run.seats().stream().allMatch(Seat::lapsed);
        course.stages.set(stage, empty && !asked.isEmpty() ? filled.clockAnew(now) : filled);
        if (!asked.isEmpty()) {
            course.noteAsked(filled, asked, now);
        }
    }

    private void rulersLapse() {
        Ruling open = request.ruling();
        List<Seat> there = open.rulers().stream().filter(seat -> !Course.gone(seat, roster)).toList();
        List<Seat> rulers = course.rulers(there, roster, now);
        if (!rulers.equals(open.rulers())) {
            course.ruling = open.with(rulers);
            course.happenings.add(new Happening(Kind.HANDED_OVER, null, now, null,
                    rulers.stream().map(Seat::person).toList(), open.rulers().stream()
                            .filter(seat -> !there.contains(seat)).map(Seat::person).toList(),
                    null));
        }
    }

    /**
     * Whoever stands in for somebody who is away is asked in their place. Where they are asked anyway, their one word is for both, as it
     * is when a stage opens.
     */
    private void handOver(UserId person) {
        Optional<UserId> standIn = roster.standIn(person).filter(roster::mayAnswer)
                .filter(other -> !other.equals(course.facts.requester()));
        if (standIn.isEmpty()) {
            return;
        }
        UserId to = standIn.get();
        boolean any = false;
        for (int i = 0; i < course.stages.size(); i++) {
            StageRun run = course.stages.get(i);
            Optional<Seat> own = run.seatOf(to);
            if (run.open() && (own.isEmpty() || !own.get().rung())) {
                StageRun handed = run.each(seat -> canTake(seat, person, to),
                        seat -> own.isEmpty() ? seat.handedTo(to) : seat.handedTo(to).left());
                if (!handed.equals(run)) {
                    any = true;
                    fill(i, handed);
                }
            }
        }
        Ruling open = course.ruling;
        if (open != null && !course.blockers().contains(to)) {
            Ruling handed = open.with(open.rulers().stream()
                    .filter(seat -> !open.mayRule(to) || !canTake(seat, person, to))
                    .map(seat -> canTake(seat, person, to) ? seat.handedTo(to) : seat).toList());
            any |= !handed.equals(open);
            course.ruling = handed;
        }
        if (any) {
            course.happenings.add(new Happening(Kind.HANDED_OVER, null, now, null, List.of(to), List.of(person), null));
        }
    }

    private static boolean canTake(Seat seat, UserId from, UserId to) {
        return seat.silent() && seat.person().equals(from) && !seat.path().contains(to)
                && seat.path().size() < ApprovalRequest.HANDS;
    }

    private void take(Plan.Step step) {
        switch (step.kind()) {
            case REMIND -> {
                mark(step);
                UserId person = step.person();
                if (person != null && reminded.add(person)) {
                    course.happenings
                            .add(new Happening(Kind.REMINDED, null, now, stageName(step), List.of(person), List.of(),
                                    null));
                }
            }
            case CLIMB -> climb(step);
            case TIME_UP -> timeUp(step);
            case NEEDED_NOW -> {
                mark(step);
                course.happenings
                        .add(new Happening(Kind.NEEDED_NOW, null, now, null, course.waitingFor(), List.of(), null));
            }
            case HAND_OVER -> throw new IllegalStateException("Who is away by now was replaced before: " + step);
        }
    }

    private void climb(Plan.Step step) {
        Ruling open = course.ruling;
        List<Seat> silent = step.stage() < 0 && open != null
                ? open.rulers().stream().filter(seat -> !seat.rung()).toList()
                : course.stages.get(step.stage()).silent().stream().filter(seat -> !seat.rung()).toList();
        Set<UserId> about = new LinkedHashSet<>(silent.stream().map(Seat::person).toList());
        Rung rung = step.stage() < 0
                ? course.disagreement().ladder().get(step.rung())
                : course.stages.get(step.stage()).stage().ladder().get(step.rung());
        mark(step);
        List<Seat> comers = course.seats(roster.invite(rung.to(), about), now, true).stream()
                .filter(seat -> !about.contains(seat.person())).toList();
        if (step.stage() < 0) {
            comers = comers.stream().filter(seat -> !course.blockers().contains(seat.person())).toList();
            course.ruling = course.ruling == null ? null : course.ruling.plus(comers);
        } else if (rung.decides()) {
            course.stages.set(step.stage(), course.stages.get(step.stage()).plus(comers));
        }
        course.happenings.add(new Happening(Kind.CLIMBED, null, now, stageName(step),
                comers.stream().map(Seat::person).toList(), List.copyOf(about), null));
    }

    private void timeUp(Plan.Step step) {
        mark(step);
        boolean first = timeUp.add(step.stage());
        if (step.stage() < 0) {
            rulingOverdue(first);
            return;
        }
        StageRun run = course.stages.get(step.stage());
        Silence means = course.silence(run);
        if (first || means != Silence.WAIT) {
            course.happenings.add(new Happening(Kind.TIME_UP, null, now, run.stage().name(),
                    run.silent().stream().map(Seat::person).toList(), List.of(), means.name()));
        }
        switch (means) {
            case WAIT -> {
                // everyone was told; it waits on
            }
            case APPROVE -> {
                course.pass(step.stage(), now);
                course.advance(null, roster, now);
            }
            case REJECT -> course.decide(new Outcome(false, Outcome.How.SILENCE, null, null, now));
        }
    }

    /** Without a ladder of its own, a ruling that is overdue goes to the last resort as well. */
    private void rulingOverdue(boolean first) {
        Ruling open = request.ruling();
        List<Seat> others = course.disagreement().ladder().isEmpty()
                ? course.seats(roster.lastResort(), now, true).stream()
                        .filter(seat -> !course.blockers().contains(seat.person()) && !open.mayRule(seat.person()))
                        .toList()
                : List.of();
        if (!others.isEmpty()) {
            course.ruling = open.plus(others);
            course.happenings.add(new Happening(Kind.CLIMBED, null, now, null,
                    others.stream().map(Seat::person).toList(), open.people(), null));
        }
        if (first) {
            course.happenings.add(new Happening(Kind.TIME_UP, null, now, null, course.waitingFor(), course.blockers(),
                    Silence.WAIT.name()));
        }
    }

    private void mark(Plan.Step step) {
        Ruling open = course.ruling;
        if (step.stage() >= 0) {
            course.stages.set(step.stage(), course.stages.get(step.stage()).fired(step.key()));
        } else if (open != null && course.state == RequestState.BLOCKED && step.kind() != Plan.Kind.NEEDED_NOW) {
            course.ruling = open.fired(step.key());
        } else {
            course.fired.add(step.key());
        }
    }

    private @Nullable String stageName(Plan.Step step) {
        return step.stage() < 0 ? null : course.stages.get(step.stage()).stage().name();
    }
}
