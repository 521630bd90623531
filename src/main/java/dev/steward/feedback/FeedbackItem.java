package dev.steward.feedback;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.steward.feedback.Customer.CustomerId;
import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * One customer's words, and what is known about them. An item is <em>open</em> from its capture on; it may be <em>joined</em>
 * into another one that says the same, and then counts there, for good.
 *
 * @param version counts changes; whoever changes an item must have seen its newest version
 */
record FeedbackItem(FeedbackId id, WorkspaceId workspace, Reference reference, Origin origin, Details details,
        @Nullable FeedbackId joinedInto, Instant changedAt, long version) {

    /** Everything about the words. */
    record Details(String words, @Nullable String summary, @Nullable CustomerId customer, @Nullable AreaId area,
            @Nullable Kind kind, @Nullable Importance importance, @Nullable Source source, Consent consent,
            @Nullable String link) {
        static Details of(Said said, @Nullable CustomerId customer) {
            return new Details(said.words(), said.summary(), customer, said.area(), said.kind(), said.importance(),
                    said.source(), said.consent(), said.link());
        }
    }

    /**
     * How it came in; never changes.
     *
     * @param key       names the doing it came from: the same doing repeated yields the same item
     * @param submitter who filed it; null when a support tool did
     * @param author    the Slack user whose message it was, or the support tool that sent it; null for an app's message
     */
    record Origin(Via via, String key, @Nullable UserId submitter, @Nullable String author, Instant at) {}

    /** Whose wish it is to change an item. */
    record Person(UserId user, Role role) {}

    static FeedbackItem captured(WorkspaceId workspace, Reference reference, Origin origin, Details details) {
        return new FeedbackItem(FeedbackId.at(origin.at()), workspace, reference, origin, details, null, origin.at(),
                0);
    }

    boolean isOpen() {
        return joinedInto == null;
    }

    /** The one who filed it, whoever looks after its area, and ops and admins. */
    boolean mayChange(Person person, @Nullable UserId areaOwner) {
        return person.role().atLeast(Role.OPS) || person.user().equals(origin.submitter())
                || person.user().equals(areaOwner);
    }

    /** @throws Refusal when the item is joined into another one */
    FeedbackItem edited(Details now, Instant at) {
        if (!isOpen()) {
            throw new Refusal(reference + " counts for another item now and can no longer be changed.");
        }
        return new FeedbackItem(id, workspace, reference, origin, now, null, at, version);
    }

    /** @throws Refusal when either is joined already, or both are the same */
    FeedbackItem joined(FeedbackItem into, Instant at) {
        if (into.id.equals(id)) {
            throw new Refusal(reference + " cannot count for itself.");
        }
        if (!isOpen()) {
            throw new Refusal(reference + " already counts for another item.");
        }
        if (!into.isOpen()) {
            throw new Refusal(into.reference + " counts for another item now. Please choose that one.");
        }
        return new FeedbackItem(id, workspace, reference, origin, details, into.id, at, version);
    }

    /** Why something cannot be done, as a sentence for the person who tried. */
    static final class Refusal extends RuntimeException {
        Refusal(String sentence) {
            super(sentence);
        }

        String sentence() {
            return String.valueOf(getMessage());
        }
    }
}
