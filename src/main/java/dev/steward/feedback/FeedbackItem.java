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
record FeedbackItem(FeedbackId id, WorkspaceId workspace, Reference reference, Origin origin, Visibility visibility,
        Details details, @Nullable FeedbackId joinedInto, Instant changedAt, long version) {

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
     * @param fingerprint what a tool sent under a key of its own, see {@link WebFeedback}; null where there was no such key
     */
    record Origin(Via via, String key, @Nullable UserId submitter, @Nullable String author, Instant at,
            @Nullable String fingerprint) {
        /** Whether the same was sent, as far as anybody can still tell: what is erased takes its fingerprint along. */
        boolean sentAs(String other) {
            return fingerprint == null || fingerprint.length() != other.length() || fingerprint.equals(other);
        }
    }

    /** Whose wish it is to change an item. */
    record Person(UserId user, Role role) {}

    static FeedbackItem captured(WorkspaceId workspace, Reference reference, Origin origin, Visibility visibility,
            Details details) {
        return new FeedbackItem(FeedbackId.at(origin.at()), workspace, reference, origin, visibility, details, null,
                origin.at(), 0);
    }

    boolean isOpen() {
        return joinedInto == null;
    }

    /**
     * Guests see what they filed. Members see what everybody does; what was captured in a private channel only those in it, who filed or
     * wrote it, whoever looks after its area, and ops and admins.
     *
     * @param inChannel whether they are in that channel
     */
    boolean sees(Person person, @Nullable UserId areaOwner, boolean inChannel) {
        if (filed(person) || !person.role().atLeast(Role.MEMBER)) {
            return filed(person) && person.role().atLeast(Role.GUEST);
        }
        return visibility.shared() || inChannel || person.role().atLeast(Role.OPS)
                || person.user().value().equals(origin.author()) || person.user().equals(areaOwner);
    }

    /** The one who filed it, whoever looks after its area, and ops and admins, as far as they see it. */
    boolean mayChange(Person person, @Nullable UserId areaOwner) {
        return person.role().atLeast(Role.OPS) || filed(person) || person.user().equals(areaOwner);
    }

    /** Whether it is this person's to share what was captured in a private channel: whoever captured it, and nobody else. */
    boolean mayShare(Person person) {
        return !visibility.shared() && filed(person) && isOpen();
    }

    /** Whether this person may take it back from everybody: whoever else than everybody sees it then. */
    boolean mayWithhold(Person person, @Nullable UserId areaOwner, boolean inChannel) {
        return visibility.channel() != null && visibility.shared() && isOpen()
                && withheld(changedAt).sees(person, areaOwner, inChannel);
    }

    private boolean filed(Person person) {
        return person.user().equals(origin.submitter());
    }

    /** Seen by everybody from now on. */
    FeedbackItem shared(Instant at) {
        return seen(new Visibility(visibility.channel(), true), at);
    }

    /** Seen by those around the private channel it was captured in, as at first. */
    FeedbackItem withheld(Instant at) {
        return seen(new Visibility(visibility.channel(), false), at);
    }

    private FeedbackItem seen(Visibility now, Instant at) {
        return new FeedbackItem(id, workspace, reference, origin, now, details, joinedInto, at, version);
    }

    /** @throws Refusal when the item is joined into another one */
    FeedbackItem edited(Details now, Instant at) {
        if (!isOpen()) {
            throw new Refusal(reference + " counts for another item now and can no longer be changed.");
        }
        return new FeedbackItem(id, workspace, reference, origin, visibility, now, null, at, version);
    }

    /** @throws Refusal when either is joined already, both are the same, or others see the one than the other */
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
        if (!visibility.equals(into.visibility) && !(visibility.shared() && into.visibility.shared())) {
            throw new Refusal(
                    reference + " and " + into.reference + " are not seen by the same people. Share the one that "
                            + "was captured in a private channel first.");
        }
        return new FeedbackItem(id, workspace, reference, origin, visibility, details, into.id, at, version);
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
