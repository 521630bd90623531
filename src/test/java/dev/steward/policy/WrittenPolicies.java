package dev.steward.policy;

import org.springframework.beans.factory.BeanFactory;

import dev.steward.policy.PolicyText.Reading;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Policies from YAML, for the tests of those who go by them. */
public final class WrittenPolicies {
    /** @throws AssertionError with all mistakes */
    public static Policy read(String yaml) {
        return switch (PolicyText.read(yaml)) {
            case Reading.Good good -> good.policy();
            case Reading.Bad bad -> throw new AssertionError(bad.mistakes());
        };
    }

    /** Puts it in force, as if somebody had saved it in the form. */
    public static PolicyVersion save(BeanFactory steward, WorkspaceId workspace, UserId by, String yaml) {
        read(yaml);
        Policies policies = steward.getBean(Policies.class);
        steward.getBean(ChangePolicy.class).edit(workspace, policies.current(workspace).number(), yaml, by);
        return policies.current(workspace);
    }

    private WrittenPolicies() {}
}
