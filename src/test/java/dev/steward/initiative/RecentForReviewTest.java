package dev.steward.initiative;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.steward.agenda.AgendaEntry;
import dev.steward.agenda.AgendaQuery;
import dev.steward.slack.Phrases;
import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.Areas;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.WorkspaceId;

/** What reviews of the roadmap talk about. */
class RecentForReviewTest {
    private static final InitiativeDatabase DATABASE = new InitiativeDatabase();
    private static final Instant LAST = InitiativeDatabase.NOON.minus(Duration.ofDays(14));
    private static final String MAYA = InitiativeDatabase.MAYA.mention();

    private final WorkspaceId workspace = DATABASE.workspace();
    private final RecentForReview source = new RecentForReview(DATABASE.the(JdbcClient.class));

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void whatMovedComesBeforeWhatDidNot() {
        Instant long1 = LAST.minus(Duration.ofDays(40));
        Instant long2 = LAST.minus(Duration.ofDays(20));
        Initiative quiet = happened(DATABASE.begin(workspace, "Quiet"), long2);
        Initiative quieter = happened(DATABASE.begin(workspace, "Quieter"), long1);
        Initiative moved = happened(DATABASE.begin(workspace, "Moved <!here>"), long1);
        Initiative ended = happened(DATABASE.begin(workspace, "Ended"), long1);
        DATABASE.move(ended, Phase.DISCOVERY, Phase.STOPPED, "DEC-1");
        happened(ended, long2);
        DATABASE.move(moved, Phase.DISCOVERY, Phase.DEFINITION, "DEC-2");
        happened(moved, LAST.plus(Duration.ofDays(1)));
        DATABASE.move(moved, Phase.DEFINITION, Phase.EXECUTION, "DEC-3");
        Initiative fresh = happened(DATABASE.begin(workspace, "Fresh"), LAST.plus(Duration.ofDays(2)));

        List<AgendaEntry> entries = entries(null, 20);

        assertThat(entries).extracting(AgendaEntry::title).containsExactly("INIT-3 Moved <!here>", "INIT-5 Fresh",
                "INIT-2 Quieter", "INIT-1 Quiet");
        assertThat(entries).extracting(AgendaEntry::more).containsExactly(
                "definition → *execution* by DEC-3 · " + MAYA, "new, in *discovery* · " + MAYA,
                "in discovery, no news since " + Phrases.time(long1) + " · " + MAYA,
                "in discovery, no news since " + Phrases.time(long2) + " · " + MAYA);
        assertThat(entries).extracting(AgendaEntry::newsAt).containsExactly(InitiativeDatabase.NOON,
                LAST.plus(Duration.ofDays(2)), long1, long2);
        assertThat(entries(null, 3)).isEqualTo(entries.subList(0, 3));
        assertThat(List.of(quiet.number(), quieter.number(), fresh.number())).containsExactly(1L, 2L, 5L);
    }

    @Test
    void anAreasReviewTalksOfItsOwnOnly() {
        var export = DATABASE.the(Areas.class).create(workspace, "Export", null, null);
        DATABASE.begin(workspace, InitiativeDatabase.details("Faster exports", export.id(), null));
        DATABASE.begin(workspace, "Dark mode");

        assertThat(entries(export.id(), 20)).extracting(AgendaEntry::title).containsExactly("INIT-1 Faster exports");
        assertThat(entries(new AreaId(UUID.randomUUID()), 20)).isEmpty();
    }

    private List<AgendaEntry> entries(@Nullable AreaId area, int most) {
        Instant now = InitiativeDatabase.NOON;
        return source.entries(new AgendaQuery(workspace, area, new ChannelId("C1"), LAST, now, now, most));
    }

    /** As if the clock, which stands still here, had shown that when it last changed. */
    private Initiative happened(Initiative initiative, Instant at) {
        DATABASE.jdbc.sql("""
                with changed as (update initiative set changed_at = :at where id = :id returning id, moves)
                update initiative_phase p set moved_at = :at from changed
                where p.initiative_id = changed.id and p.step = changed.moves
                """).param("at", at.atOffset(ZoneOffset.UTC)).param("id", initiative.id().value()).update();
        return initiative;
    }
}
