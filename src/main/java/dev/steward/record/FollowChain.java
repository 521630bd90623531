package dev.steward.record;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.steward.record.Chain.Head;
import dev.steward.record.DecisionLog.Entry;
import dev.steward.record.DecisionLog.Verdict;

/** Goes along a log, entry by entry in order of their numbers, up to the first that is not as it was written. */
final class FollowChain {
    private final @Nullable Head head;
    private Head at;

    /**
     * @param beginning what the first entry follows
     * @param head      what the log's head says; null when there is none
     */
    FollowChain(Head beginning, @Nullable Head head) {
        this.at = beginning;
        this.head = head;
    }

    /** What is wrong with the next entry, or missing before it; empty when nothing is. */
    Optional<Verdict> next(Entry entry) {
        String reason = broken(entry);
        if (reason != null) {
            return Optional.of(new Verdict.Broken(at.number() + 1, reason));
        }
        at = new Head(entry.number(), entry.hash());
        return Optional.empty();
    }

    private @Nullable String broken(Entry entry) {
        long expected = at.number() + 1;
        if (entry.number() != expected) {
            return "Entry " + expected + " is missing: after " + at.number() + " comes " + entry.number() + ".";
        }
        if (!entry.previousHash().equals(at.hash())) {
            return "Entry " + expected + " does not follow "
                    + (expected == 1 ? "this workspace's beginning" : "entry " + at.number())
                    + ": it names another hash as the one before.";
        }
        if (!entry.hash().equals(Chain.hash(entry))) {
            return "Entry " + expected + " was changed: its hash does not match what it says.";
        }
        if (head != null && expected > head.number()) {
            return "Entry " + expected + " stands after the head, which says the log ends with " + head.number() + ".";
        }
        if (head != null && expected == head.number() && !entry.hash().equals(head.hash())) {
            return "Entry " + expected + " is not the one the head names: it was put in the place of another.";
        }
        return null;
    }

    /** After the last entry. */
    Verdict end() {
        if (head == null) {
            return at.number() == 0
                    ? new Verdict.Whole(0, at.hash())
                    : new Verdict.Broken(at.number() + 1, "The head is missing: nobody can say whether entries after "
                            + at.number() + " were cut off.");
        }
        if (head.number() > at.number()) {
            return new Verdict.Broken(at.number() + 1, "Entry " + (at.number() + 1)
                    + " is missing: the head says the log ends with " + head.number() + ".");
        }
        return new Verdict.Whole(at.number(), at.hash());
    }
}
