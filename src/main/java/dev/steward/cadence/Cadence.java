package dev.steward.cadence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import dev.steward.cadence.CadenceHappening.Kind;
import dev.steward.schedule.Recurrence;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * A recurring review. Active, it always has a next session; paused, nothing takes place until it is resumed; ended, it only remembers.
 * Its owner, ops and admins may change it.
 */
final class Cadence {
    private final Facts facts;
    private final long version;
    private final List<CadenceHappening> happenings = new ArrayList<>();
    private Workings now;

    /** @param version of the row it was read from; 0 for a new one */
    Cadence(Facts facts, long version, Workings workings) {
        this.facts = facts;
        this.version = version;
        this.now = workings;
    }

    /** What never changes. */
    record Facts(CadenceId id, WorkspaceId workspace, Reference reference, Instant createdAt) {}

    /** What changes. */
    record Workings(UserId owner, CadenceState state, Rules rules, Rotation rotation) {
        private Workings state(CadenceState other) {
            return new Workings(owner, other, rules, rotation);
        }
    }

    static Cadence create(Facts facts, UserId owner, Rules rules) {
        var cadence = new Cadence(facts, 0, new Workings(owner, CadenceState.ACTIVE, rules, Rotation.empty()));
        cadence.happened(Kind.CREATED, owner, facts.createdAt(), null);
        return cadence;
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

    CadenceState state() {
        return now.state();
    }

    boolean active() {
        return now.state() == CadenceState.ACTIVE;
    }

    Rules rules() {
        return now.rules();
    }

    Rotation rotation() {
        return now.rotation();
    }

    /** What this change made happen, in order. */
    List<CadenceHappening> happenings() {
        return List.copyOf(happenings);
    }

    boolean mayChange(UserId by, Role role) {
        return by.equals(now.owner()) || role.atLeast(Role.OPS);
    }

    /** @throws Refused when it has ended, or they may not, or it would be of the other kind */
    void change(UserId by, Role role, Rules rules, Instant at) {
        requireChange(by, role);
        if (rules.written() != now.rules().written()) {
            throw new Refused("A meeting stays a meeting, and what is written stays written. "
                    + "End this one and create the other.");
        }
        if (!rules.equals(now.rules())) {
            now = new Workings(now.owner(), now.state(), rules, now.rotation());
            happened(Kind.CHANGED, by, at, null);
        }
    }

    /** One session does not take place when the rule says, or one more does; nothing for what has ended. Who may is the session's matter. */
    void replan(Recurrence recurrence, @Nullable UserId by, Instant at) {
        if (now.state() != CadenceState.ENDED && !recurrence.equals(now.rules().recurrence())) {
            now = new Workings(now.owner(), now.state(), now.rules().recurring(recurrence), now.rotation());
            happened(Kind.REPLANNED, by, at, null);
        }
    }

    void turn(UnaryOperator<Rotation> change, @Nullable UserId by, Instant at) {
        Rotation changed = change.apply(now.rotation());
        if (!changed.equals(now.rotation())) {
            now = new Workings(now.owner(), now.state(), now.rules(), changed);
            happened(Kind.TURNED, by, at, null);
        }
    }

    void pause(UserId by, Role role, Instant at) {
        requireChange(by, role);
        if (now.state() == CadenceState.PAUSED) {
            throw new Refused("It is paused already.");
        }
        now = now.state(CadenceState.PAUSED);
        happened(Kind.PAUSED, by, at, null);
    }

    void resume(UserId by, Role role, Instant at) {
        requireChange(by, role);
        if (now.state() == CadenceState.ACTIVE) {
            throw new Refused("It is not paused.");
        }
        now = now.state(CadenceState.ACTIVE);
        happened(Kind.RESUMED, by, at, null);
    }

    void end(UserId by, Role role, Instant at) {
        requireChange(by, role);
        now = now.state(CadenceState.ENDED);
        happened(Kind.ENDED, by, at, null);
    }

    /** @param to somebody who can be reached here; whoever calls this has made sure */
    void handOver(UserId by, Role role, UserId to, Instant at) {
        requireChange(by, role);
        if (to.equals(now.owner())) {
            throw new Refused(to.mention() + " owns it already.");
        }
        now = new Workings(to, now.state(), now.rules(), now.rotation());
        happened(Kind.HANDED_OVER, by, at, to);
    }

    /** Its owner is not here any more; whoever calls this has made sure, and that they may. */
    void takeOver(UserId by, Instant at) {
        requireNotEnded();
        now = new Workings(by, now.state(), now.rules(), now.rotation());
        happened(Kind.HANDED_OVER, by, at, by);
    }

    /** @throws Refused when they may not have one held now, or nothing takes place */
    void requireHoldingBy(UserId by, Role role) {
        requireChange(by, role);
        if (!active()) {
            throw new Refused("It is " + now.state().word() + ", so none is held.");
        }
    }

    private void requireChange(UserId by, Role role) {
        if (!mayChange(by, role)) {
            throw new Refused("Only its owner " + now.owner().mention() + ", ops people and admins can do that.");
        }
        requireNotEnded();
    }

    private void requireNotEnded() {
        if (now.state() == CadenceState.ENDED) {
            throw new Refused("It has ended. Create a new one with `/cadence new`.");
        }
    }

    private void happened(Kind kind, @Nullable UserId by, Instant at, @Nullable UserId to) {
        happenings.add(new CadenceHappening(kind, by, at, to));
    }
}
