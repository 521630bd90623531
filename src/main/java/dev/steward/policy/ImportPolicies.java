package dev.steward.policy;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

import dev.steward.policy.ChangePolicy.Outcome;
import dev.steward.policy.PolicyFile.Content;
import dev.steward.workspace.Installation;
import dev.steward.workspace.Installations;
import dev.steward.workspace.WorkspaceId;

/**
 * Puts the configured file in force at the start, in every workspace where it was not imported yet as it is now. What was changed in
 * Slack since then stays until the file changes.
 */
@Component
class ImportPolicies implements SmartInitializingSingleton {
    private static final Logger log = LoggerFactory.getLogger(ImportPolicies.class);

    private final PolicyFile file;
    private final PolicyVersions versions;
    private final ChangePolicy change;
    private final Supplier<List<WorkspaceId>> workspaces;

    @Autowired
    ImportPolicies(PolicyFile file, PolicyVersions versions, ChangePolicy change, Installations installations) {
        this(file, versions, change, () -> installations.all().stream().map(Installation::workspace).toList());
    }

    ImportPolicies(PolicyFile file, PolicyVersions versions, ChangePolicy change,
            Supplier<List<WorkspaceId>> workspaces) {
        this.file = file;
        this.versions = versions;
        this.change = change;
        this.workspaces = workspaces;
    }

    @Override
    public void afterSingletonsInstantiated() {
        Optional<Content> content = file.content();
        if (content.isPresent()) {
            workspaces.get().forEach(one -> into(one, content.get()));
        }
    }

    /** Instances that start at the same time import it once: the one that is outrun looks again. */
    private void into(WorkspaceId workspace, Content content) {
        long base = versions.current(workspace).number();
        while (!versions.lastImport(workspace).equals(Optional.of(content.hash()))) {
            if (change.importFile(workspace, base, content) instanceof Outcome.Done(var before, var now)) {
                log.info("Version {} of the policy of workspace {} is the configured file", now.number(), workspace);
            }
            base = versions.current(workspace).number();
        }
    }
}
