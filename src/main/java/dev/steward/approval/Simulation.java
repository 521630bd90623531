package dev.steward.approval;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import dev.steward.approval.ApprovalRequest.Facts;
import dev.steward.approval.ApprovalRequest.Terms;

/**
 * What would become of a request if nobody ever answered it: opened, and led through time by the same plan that leads real ones.
 *
 * @param request as it is after the last of the moments
 * @param moments what happens, in order; the first is its opening
 * @param end     why it goes no further
 */
record Simulation(ApprovalRequest request, List<Moment> moments, End end) {
    static final int STEPS = 40;

    /** @param happenings what happens then, in order; never empty */
    record Moment(Instant at, List<Happening> happenings) {
        Moment {
            happenings = List.copyOf(happenings);
        }
    }

    enum End {
        /** It came to a decision. */
        DECIDED,
        /** All its time is up, and it waits on until somebody answers. */
        WAITS,
        /** There is more than is worth being told. */
        GOES_ON
    }

    Simulation {
        moments = List.copyOf(moments);
    }

    /** @param rosters who can be asked at each moment, since people go away and come back */
    static Simulation of(Facts facts, Question question, Terms terms, Function<Instant, Roster> rosters) {
        Instant now = facts.openedAt();
        var request = ApprovalRequest.open(facts, question, terms, rosters.apply(now));
        List<Moment> moments = new ArrayList<>();
        moments.add(new Moment(now, request.happenings()));
        int told = request.happenings().size();
        for (int step = 0; step < STEPS; step++) {
            List<Plan.Step> steps = Plan.steps(request, rosters.apply(now), now);
            if (steps.isEmpty()) {
                return new Simulation(request, moments, End.DECIDED);
            }
            if (steps.stream().allMatch(Simulation::nothingNew)) {
                return new Simulation(request, moments, End.WAITS);
            }
            Instant next = steps.getFirst().at();
            now = next.isAfter(now) ? next : now;
            request.passTime(rosters.apply(now), now);
            List<Happening> all = request.happenings();
            if (all.size() > told) {
                moments.add(new Moment(now, all.subList(told, all.size())));
                told = all.size();
            }
        }
        return new Simulation(request, moments, request.state().open() ? End.GOES_ON : End.DECIDED);
    }

    /** When the time is up of whoever is asked last; empty where nobody has to answer, or it takes too long to be told. */
    Optional<Instant> timeUp() {
        return moments.stream().filter(moment -> moment.happenings().stream()
                .anyMatch(happening -> happening.kind() == Happening.Kind.TIME_UP)).map(Moment::at)
                .reduce((one, later) -> later);
    }

    /** That it still waits, who is away for some time, or that the day has come: it would wait on, whatever of this comes. */
    private static boolean nothingNew(Plan.Step step) {
        return switch (step.kind()) {
            case HAND_OVER, NEEDED_NOW -> true;
            case TIME_UP -> !step.key().equals("end/0");
            case REMIND, CLIMB -> false;
        };
    }
}
