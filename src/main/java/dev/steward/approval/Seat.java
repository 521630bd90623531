package dev.steward.approval;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.UserId;

/**
 * One place at a stage's table.
 *
 * @param person who sits there now
 * @param as     why, as mrkdwn: {@code the area's owner}
 * @param group  the user group they are in because of which they sit there; null: not because of one
 * @param path   who sat there before, earliest first: they delegated, or are away
 * @param since  when the seat's first person was asked; handing it over changes nothing
 * @param rung   whether they came by a rung, to answer in place of those who are silent
 * @param lapsed whether it counts no more: they left the group, or who answers in their place sits at the table anyway
 */
record Seat(UserId person, String as, @Nullable String group, List<UserId> path, Instant since, boolean rung,
        boolean lapsed, @Nullable Answer answer) {
    Seat {
        path = List.copyOf(path);
    }

    static Seat of(Roster.Invited invited, Instant now, boolean rung) {
        return new Seat(invited.person(), invited.as(), invited.group(),
                invited.standsInFor() == null ? List.of() : List.of(invited.standsInFor()), now, rung, false, null);
    }

    /** Whoever was asked first. */
    UserId first() {
        return path.isEmpty() ? person : path.getFirst();
    }

    /** Whether they sit there, or did and handed it on. */
    boolean wasOf(UserId someone) {
        return person.equals(someone) || path.contains(someone);
    }

    boolean silent() {
        return answer == null && !lapsed;
    }

    boolean says(Answer.Word word) {
        return answer != null && answer.word() == word;
    }

    Seat answered(@Nullable Answer said) {
        return new Seat(person, as, group, path, since, rung, lapsed, said);
    }

    Seat anew(Instant now) {
        return new Seat(person, as, group, path, now, rung, lapsed, null);
    }

    Seat since(Instant now) {
        return new Seat(person, as, group, path, now, rung, lapsed, answer);
    }

    Seat handedTo(UserId other) {
        var longer = new ArrayList<>(path);
        longer.add(person);
        return new Seat(other, as, group, longer, since, rung, lapsed, null);
    }

    Seat left() {
        return new Seat(person, as, group, path, since, rung, true, answer);
    }
}
