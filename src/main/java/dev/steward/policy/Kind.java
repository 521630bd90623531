package dev.steward.policy;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** What can stand at a place in a policy: how a reader is told of it, and how it is read. */
interface Kind<T> {
    /** As the reference says it: {@code one word}, {@code a list of words}. */
    String words();

    /** The value; null after the mistake was told. */
    @Nullable
    T read(Node node, Findings findings);

    /** The only words it takes; empty when there are too many to list. */
    default List<String> allowed() {
        return List.of();
    }

    /** What it is made of, where it has keys of its own. */
    default @Nullable Shape shape() {
        return null;
    }
}
