package dev.steward.approval;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.steward.workspace.UserId;

/** Where somebody stands in a request now. */
sealed interface Place {
    /** A stage waits for their answer. */
    record Turn(StageRun run, Seat seat) implements Place {}

    /** They may rule on a block. */
    record Rules(Seat seat) implements Place {}

    /** They have said something. */
    record Answered(StageRun run, Seat seat) implements Place {}

    /** Somebody else answers in their place. */
    record Replaced(UserId by) implements Place {}

    /** They left the group they were asked for, or may answer no more. */
    record Left(Seat seat) implements Place {}

    /** Their stage went through without them. */
    record Passed(StageRun run) implements Place {}

    /** Nothing is asked of them. */
    record Nowhere() implements Place {}

    static Place of(ApprovalRequest request, UserId person) {
        List<StageRun> stages = request.stages();
        if (request.state() == RequestState.BLOCKED) {
            Optional<Seat> rules = request.ruling().rulers().stream().filter(seat -> seat.person().equals(person))
                    .findFirst();
            if (rules.isPresent()) {
                return new Rules(rules.get());
            }
        }
        Stream<Place> inOpen = request.state().open()
                ? stages.stream().filter(StageRun::open).flatMap(run -> run.seatOf(person).stream()
                        .filter(Seat::silent).map(seat -> (Place) new Turn(run, seat)))
                : Stream.empty();
        Stream<Place> said = stages.stream().flatMap(run -> run.seatOf(person).stream()
                .filter(seat -> seat.answer() != null).map(seat -> (Place) new Answered(run, seat)));
        Stream<Place> handed = Stream.concat(stages.stream().filter(StageRun::open)
                .flatMap(run -> run.seats().stream()),
                request.state() == RequestState.BLOCKED ? request.ruling().rulers().stream() : Stream.empty())
                .filter(seat -> seat.path().contains(person)).map(seat -> (Place) new Replaced(seat.person()));
        Stream<Place> left = stages.stream().filter(run -> run.status() != StageRun.Status.PASSED)
                .flatMap(run -> run.seats().stream()).filter(seat -> seat.lapsed() && seat.person().equals(person))
                .map(Left::new);
        Stream<Place> passed = stages.stream().filter(run -> run.status() == StageRun.Status.PASSED)
                .filter(run -> run.seatOf(person).isPresent()).map(Passed::new);
        return Stream.of(inOpen, said, handed, left, passed).flatMap(each -> each).findFirst().orElseGet(Nowhere::new);
    }
}
