package dev.steward.approval;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import dev.steward.workspace.UserId;

/**
 * A block that somebody has to rule on.
 *
 * @param rulers who may, later ones by rungs
 * @param since  when the first of them was asked
 */
record Ruling(List<Seat> rulers, Instant since, Set<String> fired) {
    Ruling {
        rulers = List.copyOf(rulers);
        fired = Set.copyOf(fired);
    }

    boolean mayRule(UserId person) {
        return !seatsOf(person).isEmpty();
    }

    List<Seat> seatsOf(UserId person) {
        return rulers.stream().filter(seat -> seat.person().equals(person)).toList();
    }

    Ruling fired(String key) {
        Set<String> more = new TreeSet<>(fired);
        more.add(key);
        return new Ruling(rulers, since, more);
    }

    Ruling plus(List<Seat> others) {
        var all = new ArrayList<>(rulers);
        others.stream().filter(seat -> !mayRule(seat.person())).forEach(all::add);
        return new Ruling(all, since, fired);
    }

    Ruling with(List<Seat> others) {
        return new Ruling(others, since, fired);
    }

    List<UserId> people() {
        return rulers.stream().map(Seat::person).toList();
    }
}
