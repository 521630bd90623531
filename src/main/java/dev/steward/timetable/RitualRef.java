package dev.steward.timetable;

import java.util.List;
import java.util.UUID;

import dev.steward.schedule.RitualKey;
import dev.steward.slack.Codec;
import dev.steward.slack.Codec.Words;
import dev.steward.workspace.WorkspaceId;

/** A ritual as a button names it: a claim, looked up in the workspace of whoever presses. */
record RitualRef(String kind, UUID subject) {
    static final Codec<RitualRef> CODEC = Codec.of(ref -> List.of(ref.kind(), ref.subject()),
            words -> read(words.word(), words));

    static RitualRef of(RitualKey key) {
        return new RitualRef(key.kind(), key.subject());
    }

    static RitualRef read(String kind, Words words) {
        return new RitualRef(kind, words.id());
    }

    RitualKey in(WorkspaceId workspace) {
        return new RitualKey(workspace, kind, subject);
    }

    /** What tells it apart in a view. */
    String id() {
        return kind + " " + subject;
    }
}
