package dev.steward.release;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.steward.testing.Migrations;
import dev.steward.testing.TestDatabase;
import dev.steward.workspace.ChannelId;

/** What was begun when the box was ticked unasked is public only where it is published already. */
class PublicByChoiceMigrationTest {
    private static final UUID WORKSPACE = new UUID(0, 1);
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final String TOLD = "{\"title\": [\"Export\"], \"told\": [\"digests\", \"changelog\"]}";

    private final DataSource source = TestDatabase.create().dataSource();
    private final JdbcTemplate jdbc = new JdbcTemplate(source);
    private final ReleaseJson json = new ReleaseJson();

    @Test
    void onlyWhatIsPublishedStaysPublic() {
        Migrations.run(source, "workspace");
        Migrations.of(source, "release").target("61").load().migrate();
        jdbc.update("""
                insert into workspace (id, team_id, name, app_id, bot_user_id, bot_id, bot_token_ciphertext, installed_at)
                values (?, 'T1', 'Acme', 'A1', 'UBOT', 'B1', '', ?)
                """, WORKSPACE, NOON.atOffset(ZoneOffset.UTC));
        UUID draft = release(1, "DRAFT");
        UUID planned = release(2, "PLANNED");
        UUID published = release(3, "PUBLISHED");
        writing(null);
        writing(draft);
        writing(published);

        Migrations.of(source, "release").load().migrate();

        assertThat(isPublic(draft)).isFalse();
        assertThat(isPublic(planned)).isFalse();
        assertThat(isPublic(published)).isTrue();
        for (String column : List.of("base", "written")) {
            assertThat(jdbc.queryForList("select " + column + " ->> 'told' from release_writing order by release_id",
                    String.class)).containsExactly("[\"digests\"]", "[\"digests\", \"public\"]", "[\"digests\"]");
        }
    }

    private UUID release(int number, String state) {
        UUID id = new UUID(1, number);
        String workings = """
                {"owner":"U1","state":"%s","content":{"title":"The \\"changelog\\":true of it","version":"","tier":3,"area":null,\
                "initiatives":[],"feedback":[],"changed":"x","why":"","affected":"","action":"","audiences":[],\
                "channels":["C1"],"digests":true,"changelog":true,"editors":[]},"when":{"is":"now"},"ready":false,"edition":0}
                """.formatted(state).strip();
        jdbc.update("""
                insert into release (workspace_id, id, number, release_key, owner, state, title, tier, drafted_at, digests,
                    changelog, changed_at, workings, version)
                values (?, ?, ?, ?, 'U1', ?, 'x', 3, ?, true, true, ?, ?, 1)
                """, WORKSPACE, id, number, "key " + number, state, NOON.atOffset(ZoneOffset.UTC),
                NOON.atOffset(ZoneOffset.UTC), workings);
        return id;
    }

    private void writing(@org.jspecify.annotations.Nullable UUID release) {
        jdbc.update("""
                insert into release_writing (workspace_id, id, user_id, release_id, base, written, saved_at)
                values (?, ?, 'U1', ?, ?::jsonb, ?::jsonb, ?)
                """, WORKSPACE, UUID.randomUUID(), release, TOLD, TOLD, NOON.atOffset(ZoneOffset.UTC));
    }

    /** As its column says and as it says itself. */
    private boolean isPublic(UUID id) {
        Content content = json.read(requireNonNull(
                jdbc.queryForObject("select workings from release where id = ?", String.class, id))).content();
        assertThat(content.title()).isEqualTo("The \"changelog\":true of it");
        assertThat(content.channels()).containsExactly(new ChannelId("C1"));
        assertThat(jdbc.queryForObject("select changelog from release where id = ?", Boolean.class, id))
                .isEqualTo(content.changelog());
        return content.changelog();
    }
}
