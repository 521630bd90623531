package dev.steward.approval;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.steward.policy.Stage;
import dev.steward.workspace.UserId;

/**
 * A stage of a request, and how far it is.
 *
 * @param stage as the policy had it when the request was opened
 * @param openedAt null while it waits for its turn
 * @param fired keys of the steps that were taken: each is taken once
 */
record StageRun(Stage stage, Status status, @Nullable Instant openedAt, List<Seat> seats, Set<String> fired) {
    enum Status {
        WAITING, OPEN, PASSED
    }

    StageRun {
        seats = List.copyOf(seats);
        fired = Set.copyOf(fired);
    }

    static StageRun waiting(Stage stage) {
        return new StageRun(stage, Status.WAITING, null, List.of(), Set.of());
    }

    boolean open() {
        return status == Status.OPEN;
    }

    StageRun opened(List<Seat> asked, Instant now) {
        return new StageRun(stage, Status.OPEN, now, asked, Set.of());
    }

    StageRun passed() {
        return new StageRun(stage, Status.PASSED, openedAt, seats, fired);
    }

    /** Open as before, but time counts from now. */
    StageRun clockAnew(Instant now) {
        return new StageRun(stage, status, now,
                seats.stream().map(seat -> seat.silent() ? seat.since(now) : seat).toList(), Set.of());
    }

    StageRun with(List<Seat> others) {
        return new StageRun(stage, status, openedAt, others, fired);
    }

    StageRun fired(String key) {
        Set<String> more = new TreeSet<>(fired);
        more.add(key);
        return new StageRun(stage, status, openedAt, seats, more);
    }

    StageRun each(Predicate<Seat> which, Function<Seat, Seat> change) {
        return with(seats.stream().map(seat -> which.test(seat) ? change.apply(seat) : seat).toList());
    }

    StageRun plus(List<Seat> more) {
        var all = new ArrayList<>(seats);
        more.stream().filter(seat -> seatOf(seat.person()).isEmpty()).forEach(all::add);
        return with(all);
    }

    Optional<Seat> seatOf(UserId person) {
        return seats.stream().filter(seat -> seat.person().equals(person) && !seat.lapsed()).findFirst();
    }

    /** As if its time had not been over yet for whom this is about. */
    StageRun moreTime(Predicate<Seat> which, Instant now) {
        return new StageRun(stage, status, openedAt,
                seats.stream().map(seat -> which.test(seat) ? seat.since(now) : seat).toList(),
                fired.stream().filter(key -> !key.startsWith("end/")).collect(Collectors.toSet()));
    }

    List<Seat> silent() {
        return seats.stream().filter(Seat::silent).toList();
    }

    /** How many of those who were asked at first have to agree; where too few could be asked, nobody can make up for them. */
    int needed() {
        int there = there();
        int needed = stage.need().of(there);
        int overruled = (int) seats.stream()
                .filter(seat -> !seat.rung() && !seat.lapsed() && seat.says(Answer.Word.OVERRULED)).count();
        return there < needed ? needed : Math.min(needed, there - overruled);
    }

    /** Whether more have to be asked before it can pass. */
    boolean tooFew() {
        return there() < stage.need().of(there());
    }

    private int there() {
        return (int) seats.stream().filter(seat -> !seat.rung() && !seat.lapsed()).count();
    }

    long approvals() {
        return seats.stream().filter(seat -> !seat.rung() && !seat.lapsed() && seat.says(Answer.Word.APPROVES)).count();
    }

    /** Whoever came by a rung answers for all who are silent, so their one word is enough. */
    boolean agreed() {
        if (seats.stream().anyMatch(seat -> seat.says(Answer.Word.BLOCKS) || seat.says(Answer.Word.WANTS_CHANGES))) {
            return false;
        }
        boolean byRung = seats.stream().anyMatch(seat -> seat.rung() && seat.says(Answer.Word.APPROVES));
        boolean anybody = seats.stream().anyMatch(seat -> !seat.lapsed());
        return byRung || anybody && approvals() >= needed();
    }
}
