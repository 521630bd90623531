package dev.steward.approval;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import dev.steward.policy.Rung;
import dev.steward.workspace.UserId;

/**
 * Something that time will bring if nobody does anything, and to whom.
 *
 * @param comers  whom a rung will ask or tell, as things are now; empty for everything else
 * @param decides whether they may then answer in place of those who are silent
 */
record Ahead(Plan.Step step, List<UserId> comers, boolean decides) {
    Ahead {
        comers = List.copyOf(comers);
    }

    /** Earliest first. */
    static List<Ahead> of(ApprovalRequest request, Roster roster, Instant now) {
        return Plan.steps(request, roster, now).stream().map(step -> step.kind() == Plan.Kind.CLIMB
                ? climb(request, step, roster)
                : new Ahead(step, List.of(), false)).toList();
    }

    private static Ahead climb(ApprovalRequest request, Plan.Step step, Roster roster) {
        boolean ruling = step.stage() < 0;
        Rung rung = ruling
                ? request.disagreement().ladder().get(step.rung())
                : request.stages().get(step.stage()).stage().ladder().get(step.rung());
        List<Seat> seats = ruling ? request.ruling().rulers() : request.stages().get(step.stage()).seats();
        Set<UserId> silent = new LinkedHashSet<>(
                seats.stream().filter(seat -> seat.silent() && !seat.rung()).map(Seat::person).toList());
        List<UserId> seated = seats.stream().filter(seat -> !seat.lapsed()).map(Seat::person).toList();
        return new Ahead(step, roster.invite(rung.to(), silent).stream().map(Roster.Invited::person)
                .filter(person -> !seated.contains(person) && !person.equals(request.requester())).distinct().toList(),
                ruling || rung.decides());
    }
}
