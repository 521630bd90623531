package dev.steward.policy;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.policy.Kept.Origin;
import dev.steward.policy.PolicyVersions.Addition;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Puts another policy in force. Its text must have been read without mistakes. */
@Service
@Transactional
class ChangePolicy {
    private final PolicyVersions versions;
    private final ApplicationEventPublisher events;

    ChangePolicy(PolicyVersions versions, ApplicationEventPublisher events) {
        this.versions = versions;
        this.events = events;
    }

    /** What came of it. */
    sealed interface Outcome {
        record Done(PolicyVersion before, PolicyVersion now) implements Outcome {}

        /** Somebody else was faster; nothing was changed. */
        record Outrun(PolicyVersion now) implements Outcome {}

        /** It says exactly this already. */
        record Same(PolicyVersion now) implements Outcome {}
    }

    /** @param base the version that was before the eyes of who wrote this */
    Outcome edit(WorkspaceId workspace, long base, String source, UserId by) {
        return change(workspace, base, new Addition(YamlText.normal(source), Origin.EDITED, by, null, null));
    }

    /**
     * @param base the version that was before the eyes of who restores another
     * @throws java.util.NoSuchElementException when there is no such version
     */
    Outcome restore(WorkspaceId workspace, long number, long base, UserId by) {
        PolicyVersion wanted = versions.version(workspace, number);
        return change(workspace, base, new Addition(wanted.source(), Origin.RESTORED, by, number, null));
    }

    /** @param base the version that was in force before it was looked whether the file has to be imported */
    Outcome importFile(WorkspaceId workspace, long base, PolicyFile.Content content) {
        return change(workspace, base,
                new Addition(content.source(), Origin.IMPORTED, null, null, content.hash()));
    }

    private Outcome change(WorkspaceId workspace, long base, Addition addition) {
        PolicyVersion before = versions.current(workspace);
        if (before.number() != base) {
            return new Outcome.Outrun(before);
        }
        // a file is noted as imported even where it says what is in force, or it would be looked at with each start
        if (before.source().equals(addition.source()) && addition.origin() != Origin.IMPORTED) {
            return new Outcome.Same(before);
        }
        if (!versions.add(workspace, base + 1, addition)) {
            return new Outcome.Outrun(versions.current(workspace));
        }
        events.publishEvent(new PolicyChanged(workspace, base + 1));
        return new Outcome.Done(before, versions.current(workspace));
    }
}
