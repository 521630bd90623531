package dev.steward.policy;

import java.util.Collection;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

import dev.steward.policy.Shape.Entry;

/** Reads policies from YAML. */
final class PolicyText {
    private PolicyText() {}

    /** What came of reading. */
    sealed interface Reading {

        /** @param warnings what is worth a second look, in the order of the text */
        record Good(Policy policy, List<Finding> warnings) implements Reading {}

        /** @param mistakes all of them, in the order of the text; at least one */
        record Bad(List<Finding> mistakes) implements Reading {}
    }

    static Reading read(String source) {
        return read(source, null);
    }

    /** @param areas the names of the workspace's areas, to warn of rules that name others; null where they are not known */
    static Reading read(String source, @Nullable Collection<String> areas) {
        var findings = new Findings();
        Node root = YamlText.read(source, findings);
        Entry entry = root == null ? null : Language.POLICY.read(root, findings);
        Policy policy = entry == null ? null : new ReadPolicy(entry, findings, areas).policy();
        return policy == null || !findings.none()
                ? new Reading.Bad(findings.mistakes())
                : new Reading.Good(policy, findings.warnings());
    }
}
