package dev.steward.release;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.steward.initiative.InitiativeId;
import dev.steward.release.Happening.Kind;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * Something that shipped, from the first draft to what became of its announcement.
 *
 * <p>
 * A draft is planned, and goes out at once where nothing is waited for: its time, its gate, or the second person whom a wide reach
 * needs. What is planned can be called back. What was published can be edited, which makes a new edition, or retracted, which is its end.
 */
final class Release {
    private final Facts facts;
    private final long version;
    private final List<Happening> happenings = new ArrayList<>();
    private Workings now;

    /** @param version of the row it was read from; 0 for a new one */
    Release(Facts facts, long version, Workings workings) {
        this.facts = facts;
        this.version = version;
        this.now = workings;
    }

    /** What never changes. */
    record Facts(ReleaseId id, WorkspaceId workspace, Reference reference, Instant draftedAt) {}

    /** Who looks at a wide release before it goes out. @param agreedAt null until they have agreed */
    record Second(UserId person, @Nullable Instant agreedAt) {
        boolean agreed() {
            return agreedAt != null;
        }
    }

    /**
     * What changes.
     *
     * @param plannedBy   who wants it published; null while nobody does
     * @param plannedAt   since when they do
     * @param refusedBy   the decision with which its gate last said no while it waited: {@code DEC-3}
     * @param ready       whether its time has come or its gate has approved
     * @param edition     counts what was said; 0 until it is published
     * @param publishedAt when it went out
     * @param listedAt    when it went out, or last got another area or tier, or was let into digests
     * @param because     why it was retracted
     */
    record Workings(UserId owner, State state, Content content, When when, @Nullable UserId plannedBy,
            @Nullable Instant plannedAt, @Nullable String refusedBy, @Nullable Second second, boolean ready,
            int edition, @Nullable Instant publishedAt, @Nullable Instant listedAt, @Nullable String because) {
        private Workings owner(UserId other) {
            return new Workings(other, state, content, when, plannedBy, plannedAt, refusedBy, second, ready, edition,
                    publishedAt, listedAt, because);
        }

        private Workings said(Content other, When then) {
            return new Workings(owner, state, other, then, plannedBy, plannedAt, refusedBy, second, ready, edition,
                    publishedAt, listedAt, because);
        }

        private Workings drafted() {
            return new Workings(owner, State.DRAFT, content, when, null, null, null, null, false, edition, publishedAt,
                    listedAt, because);
        }

        private Workings planned(UserId by, Instant at) {
            return new Workings(owner, State.PLANNED, content, when, by, at, null, second, ready, edition,
                    publishedAt, listedAt, because);
        }

        private Workings waits(@Nullable Second other, boolean isReady) {
            return new Workings(owner, state, content, when, plannedBy, plannedAt, refusedBy, other, isReady, edition,
                    publishedAt, listedAt, because);
        }

        private Workings refused(String decision) {
            return new Workings(owner, state, content, when, plannedBy, plannedAt, decision, second, ready, edition,
                    publishedAt, listedAt, because);
        }

        private Workings told(int number, Instant published, Instant listed) {
            return new Workings(owner, State.PUBLISHED, content, when, plannedBy, plannedAt, refusedBy, second, ready,
                    number, published, listed, because);
        }

        private Workings ended(State other, @Nullable String reason) {
            return new Workings(owner, other, content, when, plannedBy, plannedAt, refusedBy, second, ready, edition,
                    publishedAt, listedAt, reason);
        }
    }

    static Release draft(Facts facts, UserId owner, Content content, When when) {
        var release = new Release(facts, 0, new Workings(owner, State.DRAFT, content, when, null, null, null, null,
                false, 0, null, null, null));
        release.happened(Kind.DRAFTED, owner, facts.draftedAt(), List.of(), null);
        return release;
    }

    Facts facts() {
        return facts;
    }

    long version() {
        return version;
    }

    Workings workings() {
        return now;
    }

    UserId owner() {
        return now.owner();
    }

    State state() {
        return now.state();
    }

    Content content() {
        return now.content();
    }

    When when() {
        return now.when();
    }

    @Nullable
    Second second() {
        return now.second();
    }

    int edition() {
        return now.edition();
    }

    @Nullable
    Instant publishedAt() {
        return now.publishedAt();
    }

    @Nullable
    Instant listedAt() {
        return now.listedAt();
    }

    /** Why it was retracted, as typed. */
    @Nullable
    String because() {
        return now.because();
    }

    /** What this change made happen, in order. */
    List<Happening> happenings() {
        return List.copyOf(happenings);
    }

    /** Since when it is planned; null while it never was, or was called back. */
    @Nullable
    Instant plannedAt() {
        return now.plannedAt();
    }

    /** When it goes out by itself; null when it waits for nothing that time brings. */
    @Nullable
    Instant goesAt() {
        return state() == State.PLANNED && !now.ready() && when() instanceof When.At(var at) ? at : null;
    }

    /** Whether it waits for its second person alone. */
    boolean onlySecondMissing() {
        return state() == State.PLANNED && now.ready() && now.second() != null && !now.second().agreed();
    }

    /** Whether a second person is asked and has not answered. */
    boolean waitsForSecond() {
        return state() == State.PLANNED && now.second() != null && !now.second().agreed();
    }

    boolean mayEdit(UserId user, Role role) {
        return role.atLeast(Role.OPS) || user.equals(owner()) || content().editors().contains(user);
    }

    /**
     * Changes what it says, to whom or when. What is planned is looked at by the second person anew.
     *
     * @param wide how many channels need no second person
     */
    void edit(UserId by, Role role, Content content, When when, Reach reach, int wide, Instant at) {
        mayEditNow(by, role);
        boolean otherContent = !content.equals(content());
        if (!otherContent && (when.equals(when()) || state() == State.PUBLISHED)) {
            throw new Refused("Nothing has changed.");
        }
        switch (state()) {
            case DRAFT -> {
                now = now.said(content, when);
                happened(Kind.EDITED, by, at, List.of(), null);
            }
            case PLANNED -> editPlanned(by, content, when, reach, wide, at);
            case PUBLISHED -> editPublished(by, content, reach, wide, at);
            case RETRACTED, DISCARDED -> throw over();
        }
    }

    /** A draft that arrived from outside follows what has shipped since: Steward changes what it says, and nobody's own words. */
    void composed(Content content, Instant at) {
        if (state() != State.DRAFT) {
            throw over();
        }
        now = now.said(content, when());
        happened(Kind.EDITED, null, at, List.of(), null);
    }

    /** All that a draft from outside told of was withdrawn, and nobody had written in it. */
    void emptied(Instant at) {
        if (state() != State.DRAFT) {
            throw over();
        }
        now = now.ended(State.DISCARDED, null);
        happened(Kind.DISCARDED, null, at, List.of(), null);
    }

    private void editPlanned(UserId by, Content content, When when, Reach reach, int wide, Instant at) {
        Second second = now.second();
        if (second != null && second.person().equals(by)) {
            throw new Refused("You are to look at it before it goes out. Send it back with what should change.");
        }
        complete(content, reach);
        boolean sameTime = when.equals(when());
        if (!sameTime) {
            inTime(when, at);
        }
        if (reach.size() > wide && second == null) {
            throw new Refused(tooWide(reach, wide) + " Call it back, and plan it again.");
        }
        boolean otherWords = !content.equals(content());
        Second anew = second == null ? null : otherWords ? new Second(second.person(), null) : second;
        Instant since = now.plannedAt();
        now = now.said(content, when).planned(by, sameTime && since != null ? since : at)
                .waits(anew, sameTime ? now.ready() : when instanceof When.Now);
        happened(Kind.EDITED, by, at, List.of(), null);
        if (anew != null && second != null && second.agreed() && !anew.agreed()) {
            happened(Kind.SECOND_ASKED, by, at, List.of(anew.person()), null);
        }
        goIfReady(reach, wide, by, at);
    }

    private UserId plannedBy() {
        UserId by = now.plannedBy();
        return by == null ? owner() : by;
    }

    private void editPublished(UserId by, Content content, Reach reach, int wide, Instant at) {
        complete(content, reach);
        if (reach.size() > wide && (now.second() == null || !now.second().agreed())) {
            throw new Refused(tooWide(reach, wide) + " Choose fewer, or announce it anew.");
        }
        boolean same = content.listedLike(content());
        Instant published = now.publishedAt() == null ? at : now.publishedAt();
        Instant listed = now.listedAt() == null ? published : now.listedAt();
        now = now.said(content, when()).told(edition() + 1, published, same ? listed : at);
        happened(Kind.EDITED, by, at, List.of(), null);
    }

    /**
     * From now on it is to go out: at once where nothing is waited for.
     *
     * @param second who looks at it first; needed where it reaches more than {@code wide} channels, and welcome elsewhere
     */
    void plan(UserId by, Role role, Reach reach, int wide, @Nullable UserId second, Instant at) {
        mayEditNow(by, role);
        if (state() != State.DRAFT) {
            throw state() == State.PLANNED ? new Refused("It is planned already.") : over();
        }
        complete(content(), reach);
        inTime(when(), at);
        if (second == null && reach.size() > wide) {
            throw new Refused(tooWide(reach, wide) + " Choose who looks at it first.");
        }
        mayBeSecond(second, by);
        now = now.planned(by, at).waits(second == null ? null : new Second(second, null),
                when() instanceof When.Now);
        boolean goes = second == null && when() instanceof When.Now;
        if (!goes) {
            happened(Kind.PLANNED, by, at, List.of(), null);
        }
        if (second != null) {
            happened(Kind.SECOND_ASKED, by, at, List.of(second), null);
        }
        goIfReady(reach, wide, by, at);
    }

    /** Somebody else looks at it. */
    void askOther(UserId by, Role role, UserId other, Instant at) {
        mayEditNow(by, role);
        if (state() != State.PLANNED) {
            throw new Refused("It waits for nobody.");
        }
        mayBeSecond(other, plannedBy());
        mayBeSecond(other, by);
        Second second = now.second();
        if (second != null && second.person().equals(other)) {
            throw new Refused(other.mention() + (second.agreed() ? " has agreed already." : " is asked already."));
        }
        now = now.waits(new Second(other, null), now.ready());
        happened(Kind.SECOND_ASKED, by, at, List.of(other), null);
    }

    /** The second person agrees. */
    void agree(UserId by, Reach reach, int wide, Instant at) {
        onlySecond(by);
        now = now.waits(new Second(by, at), now.ready());
        happened(Kind.AGREED, by, at, List.of(), null);
        goIfReady(reach, wide, by, at);
    }

    /** The second person does not agree: it is a draft again. */
    void sendBack(UserId by, String reason, Instant at) {
        onlySecond(by);
        if (reason.isBlank()) {
            throw new Refused("Please say what should change.");
        }
        now = now.drafted();
        happened(Kind.SENT_BACK, by, at, List.of(), reason);
    }

    /** Its time may have come. */
    void timeCome(Reach reach, int wide, Instant at) {
        Instant goes = goesAt();
        if (goes != null && !goes.isAfter(at)) {
            now = now.waits(now.second(), true);
            goIfReady(reach, wide, null, at);
            if (onlySecondMissing()) {
                happened(Kind.WAITS_FOR_SECOND, null, at, List.of(), null);
            }
        }
    }

    /**
     * A gate said yes or no; it may not be the one this waits for.
     *
     * @param decision  its reference: {@code DEC-3}
     * @param decidedAt a no from before it was planned is none
     */
    void gateDecided(String gate, InitiativeId initiative, boolean approved, String decision, Instant decidedAt,
            Reach reach, int wide, Instant at) {
        if (state() != State.PLANNED || now.ready() || !when().equals(new When.OnGate(gate, initiative))) {
            return;
        }
        if (!approved) {
            boolean heard = decision.equals(now.refusedBy())
                    || now.plannedAt() != null && !decidedAt.isAfter(now.plannedAt());
            if (!heard) {
                now = now.refused(decision);
                happened(Kind.GATE_SAID_NO, null, at, List.of(), decision);
            }
            return;
        }
        now = now.waits(now.second(), true);
        goIfReady(reach, wide, null, at);
        if (onlySecondMissing()) {
            happened(Kind.WAITS_FOR_SECOND, null, at, List.of(), decision);
        }
    }

    /** It does not go out for now. */
    void callBack(UserId by, Role role, Instant at) {
        mayEditNow(by, role);
        if (state() != State.PLANNED) {
            throw state() == State.DRAFT ? new Refused("It is a draft already.") : over();
        }
        now = now.drafted();
        happened(Kind.CALLED_BACK, by, at, List.of(), null);
    }

    /** Every copy says that it does not hold any more. */
    void retract(UserId by, Role role, String reason, Instant at) {
        mayEditNow(by, role);
        if (state() != State.PUBLISHED) {
            throw state().open() ? new Refused("It has not been published.") : over();
        }
        if (reason.isBlank()) {
            throw new Refused("Please say why. Everyone who sees it will read that.");
        }
        now = now.ended(State.RETRACTED, reason);
        happened(Kind.RETRACTED, by, at, List.of(), reason);
    }

    void discard(UserId by, Role role, Instant at) {
        mayEditNow(by, role);
        if (state() != State.DRAFT) {
            throw state() == State.PLANNED ? new Refused("It is planned. Call it back first.") : over();
        }
        now = now.ended(State.DISCARDED, null);
        happened(Kind.DISCARDED, by, at, List.of(), null);
    }

    /** Somebody else answers for it, whatever has become of it. */
    void handOver(UserId by, Role role, UserId to, Instant at) {
        if (!role.atLeast(Role.OPS) && !by.equals(owner())) {
            throw new Refused("Only " + owner().mention() + ", ops people and admins can hand it over.");
        }
        if (to.equals(owner())) {
            throw new Refused("It is " + to.mention() + "'s already.");
        }
        if (now.second() != null && to.equals(now.second().person()) && state() == State.PLANNED) {
            throw new Refused(
                    to.mention() + " is to look at it before it goes out. Choose somebody else for one of the two.");
        }
        now = now.owner(to);
        happened(Kind.HANDED_OVER, by, at, List.of(to), null);
    }

    /** Noted for its history: this channel is not told. */
    void skipped(UserId by, Role role, String channel, Instant at) {
        mayEditNow(by, role);
        if (state() != State.PUBLISHED && state() != State.RETRACTED) {
            throw new Refused("It has not been published.");
        }
        happened(Kind.SKIPPED, by, at, List.of(), channel);
    }

    private void goIfReady(Reach reach, int wide, @Nullable UserId by, Instant at) {
        Second second = now.second();
        if (!now.ready() || second != null && !second.agreed()) {
            return;
        }
        if (reach.size() == 0) {
            now = now.drafted();
            happened(Kind.GOES_NOWHERE, null, at, List.of(), null);
            return;
        }
        if (second == null && reach.size() > wide) {
            // an audience has grown since
            happened(Kind.NEEDS_SECOND, null, at, List.of(), null);
            return;
        }
        now = now.told(1, at, at);
        happened(Kind.PUBLISHED, by, at, List.of(), null);
    }

    private void mayEditNow(UserId by, Role role) {
        if (!mayEdit(by, role)) {
            throw new Refused(
                    "Only " + owner().mention() + ", whom they let edit it, ops people and admins can do that.");
        }
    }

    private void onlySecond(UserId by) {
        Second second = now.second();
        if (state() != State.PLANNED || second == null) {
            throw state() == State.DRAFT ? new Refused("It is a draft again.") : over();
        }
        if (!second.person().equals(by)) {
            throw new Refused("Only " + second.person().mention() + " is asked to look at it.");
        }
        if (second.agreed()) {
            throw new Refused("You have agreed already.");
        }
    }

    private void mayBeSecond(@Nullable UserId second, UserId by) {
        if (second != null && (second.equals(by) || second.equals(owner()))) {
            throw new Refused("Choose somebody else: two people are to look at it.");
        }
    }

    private static void complete(Content content, Reach reach) {
        if (content.title().isBlank()) {
            throw new Refused("It needs a title.");
        }
        if (content.changed().isBlank()) {
            throw new Refused("Please say what changed.");
        }
        if (reach.size() == 0) {
            throw new Refused(content.audiences().isEmpty() && content.channels().isEmpty()
                    ? "Please choose an audience or a channel."
                    : "Its audiences have no channels, so it goes nowhere.");
        }
    }

    private static void inTime(When when, Instant at) {
        if (when instanceof When.At(var then) && !then.isAfter(at)) {
            throw new Refused("That time has passed. Choose a later one, or now.");
        }
    }

    private static String tooWide(Reach reach, int wide) {
        return "It reaches " + reach.size() + " channels, and with more than " + wide
                + " a second person has to look at it.";
    }

    private Refused over() {
        return switch (state()) {
            case PUBLISHED -> new Refused("It has been published already.");
            case RETRACTED -> new Refused("It has been retracted.");
            case DISCARDED -> new Refused("It has been discarded.");
            case DRAFT, PLANNED -> new Refused("It has not been published.");
        };
    }

    private void happened(Kind kind, @Nullable UserId by, Instant at, List<UserId> to, @Nullable String words) {
        happenings.add(new Happening(kind, by, at, to, words));
    }
}
