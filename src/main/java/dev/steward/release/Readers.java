package dev.steward.release;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.slack.Actor;
import dev.steward.workspace.WorkspaceId;

/** Who said that they have read a release. */
@Repository
class Readers {
    private final JdbcTemplate jdbc;

    Readers(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** What a press of "Got it" was. */
    enum Press {
        FIRST, NEWER_EDITION, AGAIN
    }

    /** Counts somebody once, for the copy under which they first said so. @param edition the one that they read */
    @Transactional(propagation = Propagation.MANDATORY)
    Press gotIt(Release release, int edition, Copy copy, Actor reader, Instant at) {
        List<Boolean> counted = jdbc.query("""
                insert into release_reader (workspace_id, release_id, user_id, channel_id, audience_id, outsider, edition, at)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (workspace_id, release_id, user_id) do update set edition = excluded.edition, at = excluded.at
                where release_reader.edition < excluded.edition
                returning xmax = 0
                """, (row, n) -> row.getBoolean(1), release.facts().workspace().value(),
                release.facts().id().value(), reader.user().value(), copy.channel().value(),
                copy.audience() == null ? null : copy.audience().value(), reader.outsider(), edition,
                at.atOffset(ZoneOffset.UTC));
        return counted.isEmpty() ? Press.AGAIN : counted.getFirst() ? Press.FIRST : Press.NEWER_EDITION;
    }

    /**
     * How many of an audience.
     *
     * @param audience null: those in channels of none
     * @param latest   how many of them have read that edition
     */
    record Count(@Nullable AudienceId audience, int readers, int latest, int outsiders) {}

    /** Most first; an audience without a reader is not among them. */
    List<Count> counts(WorkspaceId workspace, ReleaseId release, int edition) {
        var counts = new ArrayList<Count>();
        jdbc.query("""
                select audience_id, count(*) as readers, count(*) filter (where edition >= ?) as latest,
                    count(*) filter (where outsider) as outsiders
                from release_reader where workspace_id = ? and release_id = ?
                group by audience_id order by 2 desc, 1
                """, row -> {
            UUID audience = row.getObject("audience_id", UUID.class);
            counts.add(new Count(audience == null ? null : new AudienceId(audience), row.getInt("readers"),
                    row.getInt("latest"), row.getInt("outsiders")));
        }, edition, workspace.value(), release.value());
        return counts;
    }
}
