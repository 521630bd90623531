package dev.steward.release;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * A place outside that says what shipped.
 *
 * @param name    as typed by people, unique in its workspace whatever the case (escape before showing)
 * @param owner   whose the drafts are
 * @param minutes what arrives within so many minutes of the first is one draft
 * @param tier    of its drafts, 1 to 3
 * @param removed when it was removed; null while it is taken from
 * @param version grows with every change
 */
record Source(SourceId id, WorkspaceId workspace, Kind kind, String name, UserId owner, int minutes, int tier,
        @Nullable AreaId area, UserId createdBy, Instant createdAt, @Nullable Instant removed, long version) {
    static final int USUAL_MINUTES = 60;
    static final int MOST_MINUTES = 7 * 24 * 60;

    /** How it speaks. The names are kept in the database. */
    enum Kind {
        GITHUB("github"), WEBHOOK("webhook");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** As typed in commands. */
        String word() {
            return word;
        }
    }

    Source with(String otherName, UserId otherOwner, int otherMinutes, int otherTier, @Nullable AreaId otherArea) {
        return new Source(id, workspace, kind, otherName, otherOwner, otherMinutes, otherTier, otherArea, createdBy,
                createdAt, removed, version);
    }
}
