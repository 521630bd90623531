package dev.steward.policy;

import java.util.UUID;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

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

    /** Puts it in force with that number, whomever it names: saved in the form, it would be refused where nobody is called so yet. */
    public static void inForce(JdbcClient jdbc, WorkspaceId workspace, int number, String yaml) {
        read(yaml);
        jdbc.sql("""
                insert into policy_version (id, workspace_id, number, source, origin, at)
                values (:id, :workspace, :number, :source, 'edited', now())
                """).param("id", UUID.randomUUID()).param("workspace", workspace.value()).param("number", number)
                .param("source", yaml).update();
    }

    private WrittenPolicies() {}
}
