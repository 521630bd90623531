package dev.steward.cadence;

import java.util.List;

import dev.steward.workspace.UserId;

/**
 * Who takes part, as somebody chose it.
 *
 * @param groups ids of user groups, such as {@code S024BE7LH}: whoever is in them at the time
 */
record People(List<UserId> members, List<String> groups) {
    People {
        members = List.copyOf(members);
        groups = List.copyOf(groups);
    }

    boolean nobody() {
        return members.isEmpty() && groups.isEmpty();
    }
}
