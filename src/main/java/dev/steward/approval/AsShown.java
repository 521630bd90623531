package dev.steward.approval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import dev.steward.approval.Outdated.Why;
import dev.steward.slack.Codec;
import dev.steward.workspace.UserId;

/**
 * A request as somebody was shown it. Each of its buttons and forms carries this, so that whoever uses one decides what they saw, and
 * nothing that was asked since.
 *
 * @param question the number of the question that is answered; 0 for none
 * @param round    of the request; 0 for a button of an earlier Steward, which does not say
 * @param blocks   how often it had been blocked
 * @param stages   the places of the stages that were open
 */
record AsShown(RequestId request, int question, int round, int blocks, Set<Integer> stages) {
    static final Codec<AsShown> CODEC = Codec.of(shown -> shown.words(), AsShown::read);
    private static final String NONE = "none";

    AsShown {
        stages = Set.copyOf(stages);
    }

    static AsShown of(ApprovalRequest request) {
        return of(request, 0);
    }

    static AsShown of(ApprovalRequest request, int question) {
        return new AsShown(request.facts().id(), question, request.round(), request.blocks(),
                open(request.stages(), run -> true));
    }

    /** Does it only where what was shown still stands for what they would decide now. */
    ChangeRequest.Change guards(UserId by, ChangeRequest.Change change) {
        return (request, roster, now) -> {
            Optional<Why> why = outdated(request, by);
            if (why.isPresent()) {
                throw new Outdated(why.get(), this, request);
            }
            change.apply(request, roster, now);
        };
    }

    private Optional<Why> outdated(ApprovalRequest now, UserId by) {
        boolean unsaid = round == 0;
        if (unsaid ? now.round() > 1 : now.round() != round) {
            return Optional.of(unsaid ? Why.UNSAID : Why.ROUND);
        }
        // their own answer since: pressed again, what was shown before it would take it back
        if (!unsaid && now.state() == RequestState.BLOCKED && now.blocks() != blocks && now.blockedBy(by)) {
            return Optional.of(Why.OWN_BLOCK);
        }
        if (now.state() == RequestState.BLOCKED && now.ruling().mayRule(by)) {
            return unsaid ? Optional.of(Why.UNSAID) : when(now.blocks() != blocks, Why.BLOCK);
        }
        return unsaid
                ? when(now.stages().stream().filter(run -> run.seatOf(by).isPresent()).count() > 1, Why.UNSAID)
                : when(!stages.containsAll(open(now.stages(), run -> run.seatOf(by).isPresent())), Why.STAGE);
    }

    private static Optional<Why> when(boolean so, Why why) {
        return so ? Optional.of(why) : Optional.empty();
    }

    /** The places of those that are open and are so. */
    private static Set<Integer> open(List<StageRun> stages, Predicate<StageRun> which) {
        Set<Integer> open = new TreeSet<>();
        for (int i = 0; i < stages.size(); i++) {
            if (stages.get(i).open() && which.test(stages.get(i))) {
                open.add(i);
            }
        }
        return open;
    }

    /** With a word before them, where there is one. */
    List<?> words(String... before) {
        List<Object> words = new ArrayList<>(List.of((Object[]) before));
        words.addAll(List.of(request, question, round, blocks, stages.isEmpty()
                ? NONE
                : stages.stream().sorted().map(String::valueOf).collect(Collectors.joining("."))));
        return words;
    }

    /** Older buttons said the request alone, or the request and the number of a question. */
    static AsShown read(Codec.Words in) {
        return new AsShown(new RequestId(in.id()), in.countOr(0), in.countOr(0), in.countOr(0),
                in.ended() ? Set.of() : places(in.word()));
    }

    private static Set<Integer> places(String word) {
        return word.equals(NONE)
                ? Set.of()
                : Arrays.stream(word.split("\\.", -1)).map(Integer::valueOf)
                        .collect(Collectors.toCollection(HashSet::new));
    }
}
