package dev.steward.record;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.steward.record.Chain.Head;
import dev.steward.record.DecisionLog.Entry;
import dev.steward.record.DecisionLog.Verdict;

/** Goes along a log, entry by entry in order of their numbers, up to the first that is not as it was written. */
final class FollowChain {
    private final @Nullable Head head;
    private final Redactions redactions;
    private Head at;

    /**
     * @param beginning  what the first entry follows
     * @param head       what the log's head says; null when there is none
     * @param redactions what later entries say of those that were redacted
     */
    FollowChain(Head beginning, @Nullable Head head, Redactions redactions) {
        this.at = beginning;
        this.head = head;
        this.redactions = redactions;
    }

    /** What the entries say that redacted others. */
    @FunctionalInterface
    interface Redactions {
        /**
         * The hash that the entry with this number has to have as it is now.
         *
         * @param by the number of the entry that says so
         * @return empty where it says nothing of it
         */
        Optional<String> hash(long by, long number);
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
        String changed = changed(entry);
        if (changed != null) {
            return changed;
        }
        if (head != null && expected > head.number()) {
            return "Entry " + expected + " stands after the head, which says the log ends with " + head.number() + ".";
        }
        if (head != null && expected == head.number() && !entry.hash().equals(head.hash())) {
            return "Entry " + expected + " is not the one the head names: it was put in the place of another.";
        }
        return null;
    }

    private @Nullable String changed(Entry entry) {
        Long by = entry.redactedBy();
        if (by == null) {
            return entry.hash().equals(Chain.hash(entry))
                    ? null
                    : "Entry " + entry.number() + " was changed: its hash does not match what it says.";
        }
        Optional<String> named = by > entry.number() ? redactions.hash(by, entry.number()) : Optional.empty();
        if (named.isEmpty()) {
            return "Entry " + entry.number() + " was changed: entry " + by + ", which it names, does not say that it "
                    + "was redacted.";
        }
        return named.get().equals(Chain.hash(entry))
                ? null
                : "Entry " + entry.number() + " was changed after entry " + by + " redacted it.";
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
