package dev.steward.schedule;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import dev.steward.schedule.Absences.Stretch;
import dev.steward.schedule.Absences.Why;
import dev.steward.workspace.UserId;

/** Finds who answers for somebody who is away: their stand-in, or theirs, and so on for a few steps. Never goes in a circle. */
final class StandIns {
    /** Nobody is asked who is more steps than this away from the one whose answer is wanted. */
    static final int STEPS = 5;

    private StandIns() {}

    /** @param who null for nobody */
    record Answer(@Nullable UserId who, Why why) {}

    /**
     * @param member somebody who is away
     * @param away   the absences at one instant of whoever is away then
     * @param can    whether somebody can stand in at all
     */
    static Answer follow(UserId member, Map<UserId, Absence> away, Predicate<UserId> can) {
        var seen = new HashSet<UserId>(List.of(member));
        Absence absence = away.get(member);
        for (int step = 1; step <= STEPS; step++) {
            UserId next = absence == null ? null : absence.standIn();
            if (next == null) {
                return new Answer(null, Why.NOBODY);
            }
            if (!seen.add(next)) {
                return new Answer(null, Why.CIRCLE);
            }
            if (!can.test(next)) {
                return new Answer(null, Why.CANNOT);
            }
            absence = away.get(next);
            if (absence == null) {
                return new Answer(next, Why.ANSWERS);
            }
        }
        return new Answer(null, Why.TOO_FAR);
    }

    /**
     * Who answers for a member from an absence's start to its end: stretches in order, without gaps, each different from the
     * one before.
     *
     * @param others the absences of everybody else who may matter
     */
    static List<Stretch> over(UserId member, Absence absence, Map<UserId, List<Absence>> others,
            Predicate<UserId> can) {
        var stretches = new ArrayList<Stretch>();
        List<Instant> turns = turns(absence, others.values());
        for (int i = 0; i < turns.size(); i++) {
            Instant from = turns.get(i);
            Instant to = i + 1 < turns.size() ? turns.get(i + 1) : absence.to();
            Map<UserId, Absence> away = away(others, from);
            away.put(member, absence);
            Answer answer = follow(member, away, can);
            Stretch before = stretches.isEmpty() ? null : stretches.getLast();
            if (before != null && Objects.equals(before.answers(), answer.who()) && before.why() == answer.why()) {
                stretches.removeLast();
                from = before.from();
            }
            stretches.add(new Stretch(from, to, answer.who(), answer.why()));
        }
        return List.copyOf(stretches);
    }

    /** Of several absences at one time the one that ends last counts. */
    static Map<UserId, Absence> away(Map<UserId, List<Absence>> absences, Instant at) {
        var away = new HashMap<UserId, Absence>();
        absences.forEach((user, all) -> all.stream().filter(one -> one.at(at)).reduce(StandIns::longer)
                .ifPresent(one -> away.put(user, one)));
        return away;
    }

    private static Absence longer(Absence one, Absence other) {
        Instant end = one.to();
        Instant otherEnd = other.to();
        return end == null || otherEnd != null && !otherEnd.isAfter(end) ? one : other;
    }

    private static List<Instant> turns(Absence absence, Collection<List<Absence>> others) {
        var turns = new TreeSet<Instant>();
        others.stream().flatMap(List::stream).forEach(other -> {
            turns.add(other.from());
            if (other.to() != null) {
                turns.add(other.to());
            }
        });
        turns.removeIf(turn -> !absence.at(turn));
        turns.add(absence.from());
        return List.copyOf(turns);
    }
}
