package dev.steward.release;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.workspace.Members;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * Changes a release in one transaction with everything that follows from it, its caller's where there is one. When two people are at it
 * in the same instant, the second change is made to what the first one left, and is told so where it is not possible any more.
 */
@Component
class ChangeRelease {
    private static final String NONE = "There is no such release here.";

    private final Releases releases;
    private final Reaches reaches;
    private final Gates gates;
    private final Members members;
    private final Aftermath aftermath;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ChangeRelease(Releases releases, Reaches reaches, Gates gates, Members members, Aftermath aftermath,
            PlatformTransactionManager transactions, Clock clock) {
        this.releases = releases;
        this.reaches = reaches;
        this.gates = gates;
        this.members = members;
        this.aftermath = aftermath;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** One transition of a release. */
    @FunctionalInterface
    interface Change {
        void apply(Release release, Around around);
    }

    /** What a transition may need to know. */
    record Around(Reaches reaches, WorkspaceId workspace, Instant now) {
        /** How many channels need no second person. */
        int wide() {
            return reaches.wide();
        }

        /** Where this would go today. */
        Reach reach(Content content) {
            return reaches.of(workspace, content);
        }
    }

    /**
     * Answers the release as it is now.
     *
     * @throws Refused when there is no such release, or the change is not allowed; the caller's transaction can go on
     */
    Release change(WorkspaceId workspace, ReleaseId id, Change change) {
        Made made = Objects.requireNonNull(transaction.execute(status -> make(workspace, id, change)));
        if (made.refused() != null) {
            throw made.refused();
        }
        return Objects.requireNonNull(made.release());
    }

    /** Why the change would be refused now; empty when it would not be. Nothing is changed. */
    Optional<String> refusal(WorkspaceId workspace, ReleaseId id, Change change) {
        Optional<Release> found = releases.find(workspace, id);
        if (found.isEmpty()) {
            return Optional.of(NONE);
        }
        return Optional.ofNullable(refused(found.get(), now(), change)).map(Refused::sentence);
    }

    /** What is refused is an answer, not a failure: thrown from in here it would undo the caller's transaction. */
    private Made make(WorkspaceId workspace, ReleaseId id, Change change) {
        Optional<Release> found = releases.lock(workspace, id);
        if (found.isEmpty()) {
            return new Made(null, new Refused(NONE));
        }
        Release release = found.get();
        State before = release.state();
        Instant now = now();
        Refused refused = refused(release, now, change);
        if (refused == null && !release.happenings().isEmpty()) {
            releases.save(release, now);
            aftermath.changed(release, before, reaches.of(workspace, release.content()));
            release = releases.find(workspace, id).orElseThrow();
        }
        return new Made(release, refused);
    }

    private @Nullable Refused refused(Release release, Instant now, Change change) {
        try {
            WorkspaceId workspace = release.facts().workspace();
            change.apply(release, new Around(reaches, workspace, now));
            for (Happening each : release.happenings()) {
                switch (each.kind()) {
                    case SECOND_ASKED, HANDED_OVER -> each.to().forEach(person -> known(workspace, person));
                    case PLANNED -> stillToCome(workspace, release);
                    default -> {
                        // needs nobody else
                    }
                }
            }
            return null;
        } catch (Refused refused) {
            return refused;
        }
    }

    private void known(WorkspaceId workspace, UserId person) {
        if (!members.reachable(workspace, person)) {
            throw new Refused(person.mention() + " cannot be asked: choose somebody who works here.");
        }
    }

    private void stillToCome(WorkspaceId workspace, Release release) {
        if (release.state() == State.PLANNED && release.when() instanceof When.OnGate(var gate, var initiative)) {
            gates.find(workspace, initiative, gate).filter(Gates.Said::approved).ifPresent(said -> {
                throw new Refused("That gate has approved already (" + said.decision() + "). Choose now, or a time.");
            });
        }
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private record Made(@Nullable Release release, @Nullable Refused refused) {}
}
