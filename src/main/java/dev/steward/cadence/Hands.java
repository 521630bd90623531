package dev.steward.cadence;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.steward.workspace.UserId;

/**
 * Through whose hands one session went by swaps. Each owes the next a turn once it is held.
 *
 * @param people first whose it was, last who does it; empty without a swap
 */
record Hands(List<UserId> people) {
    static final Hands NONE = new Hands(List.of());

    Hands {
        people = List.copyOf(people);
    }

    /** One hands it to another, who agreed. Whoever gets back what they gave away owes nothing. */
    Hands passed(UserId from, UserId to) {
        if (from.equals(to)) {
            return this;
        }
        if (people.contains(to) && people.getLast().equals(from)) {
            return back(to);
        }
        var passed = new ArrayList<UserId>();
        if (people.isEmpty() || !people.getLast().equals(from)) {
            passed.add(from);
        } else {
            passed.addAll(people);
        }
        passed.add(to);
        return new Hands(passed);
    }

    /** Somebody does it without another having handed it to them: what was passed on after they had it is void, else all is. */
    Hands back(UserId to) {
        int before = people.indexOf(to);
        return before <= 0 ? NONE : new Hands(people.subList(0, before + 1));
    }

    /** The last of those who took it who is there; empty where nobody is who took it. */
    Optional<UserId> there(List<UserId> eligible, Set<UserId> present) {
        return people.stream().skip(1).filter(person -> eligible.contains(person) && present.contains(person))
                .reduce((one, later) -> later);
    }
}
