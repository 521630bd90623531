package dev.steward.approval;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.policy.Policies;
import dev.steward.policy.PolicyChanged;
import dev.steward.policy.PolicyVersion;
import dev.steward.record.DecisionLog;
import dev.steward.workspace.Sha256;
import dev.steward.workspace.WorkspaceId;

/** Whoever changes the rules changes what is decided: each version stands in the decision log, with the hash of its text. */
@Component
class NotePolicies {
    private final Policies policies;
    private final DecisionLog log;

    NotePolicies(Policies policies, DecisionLog log) {
        this.policies = policies;
        this.log = log;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void changed(PolicyChanged event) {
        PolicyVersion version = policies.version(event.workspace(), event.number());
        log.append(event.workspace(),
                new DecisionLog.NewEntry("policy.changed", subject(event.workspace(), event.number()),
                        "policy " + event.number(), version.by(), version.at(),
                        Map.of("number", Long.toString(event.number()), "sha-256", Sha256.hex(version.source()))));
    }

    /** A version has no id of its own; this one is the same whenever it is asked for. */
    private static UUID subject(WorkspaceId workspace, long number) {
        return UUID.nameUUIDFromBytes((workspace.value() + "/policy/" + number).getBytes(StandardCharsets.UTF_8));
    }
}
