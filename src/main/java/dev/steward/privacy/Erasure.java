package dev.steward.privacy;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * An erasure of a person or a thing: asked for by an admin, counted, agreed to by a second person, carried out. It changes by the methods
 * below only, each of which checks who may and whether it still can, and says why not with a {@link Refused}.
 *
 * <pre>
 * COUNTING → READY      it is known what would go
 * READY → WAITING       whoever asked for it wants it, having seen that
 * (a rule) → RUNNING
 * WAITING → RUNNING     a second person agrees; where there is nobody else, whoever asked for it, a day later
 * WAITING → REFUSED     a second person does not
 * READY, WAITING → COUNTING  somebody who had left is back, or who was here has left: something else would go
 * RUNNING → DONE        nothing is left
 * any before RUNNING → CANCELLED by an admin, EXPIRED after two weeks
 * </pre>
 *
 * @param subject  who or what; null once it has ended
 * @param past     whether the person is still here, so that only what is over is changed
 * @param number   of its reference, {@code ER-3}
 * @param anonymous the number of whoever it was, from then on
 */
record Erasure(UUID id, WorkspaceId workspace, long number, State state, @Nullable Subject subject, Choice choice,
        boolean past, long anonymous, UserId askedBy, Instant askedAt, @Nullable Instant aloneUntil,
        @Nullable Decided agreed, @Nullable Decided ended, ErasureProgress progress, ErasureCounts counts,
        long version) {
    static final String PERSON = "person";
    /** How long whoever is the only one to decide has to wait. */
    static final Duration ALONE = Duration.ofDays(1);
    static final Duration EXPIRES = Duration.ofDays(14);

    enum State {
        COUNTING, READY, WAITING, RUNNING, DONE, CANCELLED, REFUSED, EXPIRED;

        boolean ended() {
            return this == DONE || this == CANCELLED || this == REFUSED || this == EXPIRED;
        }
    }

    /**
     * Who or what is erased.
     *
     * @param kind  {@link #PERSON}, or an {@link ErasableKind#name}
     * @param user  of a person
     * @param thing of anything else
     * @param label what people call it
     * @param names what is taken out of texts
     */
    record Subject(String kind, @Nullable UserId user, @Nullable UUID thing, String label, Names names) {
        boolean person() {
            return kind.equals(PERSON);
        }
    }

    /**
     * What goes.
     *
     * @param words      what they wrote
     * @param everywhere their name also where it is one word and others wrote it
     * @param others     other names and e-mail addresses of theirs, which go wherever they stand
     */
    record Choice(boolean words, boolean everywhere, List<String> others) {
        Choice {
            others = List.copyOf(others);
        }
    }

    record Decided(UserId by, Instant at) {}

    static Erasure ask(UUID id, WorkspaceId workspace, long number, long anonymous, Subject subject, Choice choice,
            boolean past, UserId by, Instant now) {
        return new Erasure(id, workspace, number, State.COUNTING, subject, choice, past, anonymous, by, now, null, null,
                null, ErasureProgress.BEGIN, ErasureCounts.NONE, 1);
    }

    /** Of somebody whose account has been closed for long: an admin's rule has agreed to it. */
    static Erasure byRule(UUID id, WorkspaceId workspace, long number, long anonymous, Subject subject, UserId by,
            Instant now) {
        return new Erasure(id, workspace, number, State.RUNNING, subject, new Choice(false, false, List.of()), false,
                anonymous, by, now, null, null, null, ErasureProgress.BEGIN, ErasureCounts.NONE, 1);
    }

    String reference() {
        return "ER-" + number;
    }

    /** What it is called once nobody knows who it was. */
    String instead() {
        return UserId.anonymous(anonymous).anonymousName();
    }

    Subject requireSubject() {
        if (subject == null) {
            throw new IllegalStateException(reference() + " has ended");
        }
        return subject;
    }

    /** Whoever is erased may have asked for it. */
    Erasure detached() {
        return subject == null || !askedBy.equals(subject.user())
                ? this
                : new Erasure(id, workspace, number, state, subject, choice, past, anonymous,
                        UserId.anonymous(anonymous), askedAt, aloneUntil, agreed, ended, progress, counts, version);
    }

    /** How far it is; its state stays. */
    Erasure at(ErasureProgress further, ErasureCounts found) {
        return new Erasure(id, workspace, number, state, subject, choice, past, anonymous, askedBy, askedAt, aloneUntil,
                agreed, ended, further, found, version);
    }

    Erasure counted() {
        require(state == State.COUNTING);
        return to(State.READY, past, null, null, null, progress);
    }

    /** Whoever asked for it has seen what would go. @param others who else could agree */
    Erasure submit(UserId by, Collection<UserId> others, Instant now) {
        if (!by.equals(askedBy)) {
            throw new Refused(reference() + " is " + askedBy.mention() + "'s to go on with.");
        }
        require(state == State.READY);
        return to(State.WAITING, past, others.isEmpty() ? now.plus(ALONE) : null, null, null, progress);
    }

    /** Nobody else is left to agree, or somebody came. */
    Erasure lookedAgain(Collection<UserId> others, Instant now) {
        require(state == State.WAITING);
        if (others.isEmpty() == (aloneUntil != null)) {
            return this;
        }
        return to(State.WAITING, past, others.isEmpty() ? now.plus(ALONE) : null, null, null, progress);
    }

    /** @param others who else could agree, beside whoever asked for it and whoever it is about */
    Erasure agree(UserId by, Collection<UserId> others, Instant now) {
        require(state == State.WAITING);
        if (subject != null && by.equals(subject.user())) {
            throw new Refused("Somebody else has to agree: it is about you.");
        }
        if (by.equals(askedBy)) {
            if (!others.isEmpty() || aloneUntil == null) {
                throw new Refused("Somebody else has to agree: you asked for it.");
            }
            if (now.isBefore(aloneUntil)) {
                throw new Refused("You can do this a day after you asked. Nobody else here could look at it first.");
            }
        }
        return to(State.RUNNING, past, null, new Decided(by, now), null, ErasureProgress.BEGIN);
    }

    /** Whether they are still here is another matter than it was: what would go is counted anew. */
    Erasure recount(boolean stillHere) {
        require(state == State.READY || state == State.WAITING);
        return new Erasure(id, workspace, number, State.COUNTING, subject, choice, stillHere, anonymous, askedBy,
                askedAt, null, null, null, ErasureProgress.BEGIN, ErasureCounts.NONE, version + 1);
    }

    Erasure refuse(UserId by, Instant now) {
        require(state == State.WAITING);
        if (by.equals(askedBy)) {
            throw new Refused("You asked for it. You can cancel it.");
        }
        return to(State.REFUSED, past, null, null, new Decided(by, now), progress);
    }

    Erasure cancel(UserId by, Instant now) {
        require(state == State.COUNTING || state == State.READY || state == State.WAITING);
        return to(State.CANCELLED, past, null, null, new Decided(by, now), progress);
    }

    boolean expired(Instant now) {
        return (state == State.READY || state == State.WAITING) && !now.isBefore(askedAt.plus(EXPIRES));
    }

    Erasure expire(Instant now) {
        require(state == State.READY || state == State.WAITING);
        return to(State.EXPIRED, past, null, null, new Decided(askedBy, now), progress);
    }

    Erasure done(Instant now) {
        require(state == State.RUNNING);
        return to(State.DONE, past, null, agreed, new Decided(agreed == null ? askedBy : agreed.by(), now), progress);
    }

    private void require(boolean holds) {
        if (!holds) {
            throw new Refused(stands());
        }
    }

    /** How it stands, to somebody who wanted to do something about it. */
    String stands() {
        return switch (state) {
            case COUNTING -> reference() + " is still being counted.";
            case READY -> reference() + " waits for " + askedBy.mention() + ".";
            case WAITING -> reference() + " waits for a second person.";
            case RUNNING -> reference() + " is being carried out.";
            case DONE -> reference() + " is done.";
            case CANCELLED -> reference() + " was cancelled.";
            case REFUSED -> reference() + " was refused.";
            case EXPIRED -> reference() + " expired: nobody agreed within two weeks.";
        };
    }

    private Erasure to(State next, boolean stillHere, @Nullable Instant alone, @Nullable Decided by,
            @Nullable Decided end, ErasureProgress from) {
        return new Erasure(id, workspace, number, next, next.ended() ? null : subject,
                next.ended() ? new Choice(choice.words(), choice.everywhere(), List.of()) : choice, stillHere,
                anonymous,
                askedBy, askedAt, alone, by, end, from, counts, version + 1);
    }
}
