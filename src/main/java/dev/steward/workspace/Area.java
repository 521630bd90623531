package dev.steward.workspace;

import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * A product area.
 *
 * @param name          as typed by people, unique in its workspace whatever the case (escape before showing)
 * @param owner         who looks after it; null while nobody does
 * @param intakeChannel where its feedback cards go; null means the workspace's own
 */
public record Area(AreaId id, WorkspaceId workspace, String name, @Nullable UserId owner,
        @Nullable ChannelId intakeChannel, long version) {
    private static final int NAMED = 20;

    /** A plain sentence that there is no area called so, and which there are. */
    public static String unknown(String typed, List<Area> known) {
        if (known.isEmpty()) {
            return "There are no areas yet.";
        }
        String names = String.join(", ", known.stream().limit(NAMED).map(Area::name).toList());
        return "There is no area called “" + typed + "”. There is " + names + (known.size() > NAMED ? ", …" : "") + ".";
    }

    /** Which area. */
    public record AreaId(UUID value) {
        @Override
        public String toString() {
            return value.toString();
        }
    }
}
