package dev.steward.cadence;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.steward.schedule.AfterDowntime;
import dev.steward.schedule.Recurrence;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Two whole Stewards on one database, and a workspace of many people with many cadences. What they write is not sent. */
final class TwoInstances implements AutoCloseable {
    private static final WorkspaceId WORKSPACE = new WorkspaceId(
            UUID.fromString("00000000-0000-0000-0000-0000000000aa"));
    private static final int PEOPLE = 200;
    private static final int EACH = 5;
    private static final int CHANNELS = 100;

    private final List<ConfigurableApplicationContext> both = new ArrayList<>();
    private final List<UserId> people = new ArrayList<>();
    final JdbcTemplate jdbc;

    /** @param clock that both read; null: the machine's */
    TwoInstances(String url, Path home, @Nullable Clock clock) {
        for (String name : List.of("one", "other")) {
            both.add(WholeSteward.start(name, url, home, clock));
        }
        jdbc = both.getFirst().getBean(JdbcTemplate.class);
        jdbc.update("""
                insert into workspace (id, team_id, name, app_id, bot_user_id, bot_id, bot_token_ciphertext, installed_at)
                values (?, 'T1', 'One', 'A1', 'U0', 'B0', '', now())
                """, WORKSPACE.value());
        for (int i = 0; i < PEOPLE; i++) {
            people.add(new UserId("U0PERSON%03d".formatted(i)));
            both.getFirst().getBean(Members.class).save(new Member(WORKSPACE, people.getLast(), "T1", "Person " + i,
                    null, ZoneOffset.UTC, Role.MEMBER, false, false));
        }
    }

    <T> List<T> each(Class<T> type) {
        return both.stream().map(one -> one.getBean(type)).toList();
    }

    /** How many timers of that type each of them has handled. */
    List<Long> handled(String type) {
        return each(MeterRegistry.class).stream()
                .map(meters -> meters.find("steward.timers.delay").tag("type", type).timers().stream()
                        .mapToLong(timer -> timer.count()).sum())
                .toList();
    }

    /** Half of them meetings, half written, all for one moment, each with five people; answers how long it took. */
    Duration create(int many, Instant at) {
        var create = both.getFirst().getBean(CreateCadence.class);
        LocalDateTime local = LocalDateTime.ofInstant(at, ZoneOffset.UTC);
        long begun = System.nanoTime();
        for (int i = 0; i < many; i++) {
            boolean written = i % 2 == 1;
            List<UserId> who = new ArrayList<>();
            for (int k = 0; k < EACH; k++) {
                who.add(people.get((i * EACH + k) % PEOPLE));
            }
            create.create(WORKSPACE, UUID.randomUUID().toString(), who.getFirst(),
                    new Rules("Review " + i, written ? Template.WEEKLY_UPDATE : Template.BLANK, written,
                            new ChannelId("C0BENCH%03d".formatted(i % CHANNELS)), null,
                            Recurrence.of(local, ZoneOffset.UTC, "FREQ=WEEKLY"), new AfterDowntime.Skip(),
                            Duration.ofHours(written ? 6 : 1), new People(who, List.of()), List.of(),
                            Lead.minutes(0), null, List.of(Lead.minutes(10)),
                            written ? List.of("What moved?") : List.of()));
        }
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** Meetings whose time has come and whose agenda stands, and what is written once all were asked. */
    long begun(Instant due) {
        return count("""
                select count(*) from cadence_session
                where starts_at = ? and (not written and due and state = 'AGENDA_POSTED' or asked = ?)
                """, utc(due), EACH);
    }

    long asked(Instant due) {
        return count("select coalesce(sum(asked), 0) from cadence_session where starts_at = ?", utc(due));
    }

    /** What happened to a session twice that happens once, and sessions of one moment beyond those there are to be. */
    long twice(Instant due, int many) {
        return count("""
                select count(*) from (
                    select from cadence_session_happening where kind in ('PREPARED', 'AGENDA_POSTED', 'DUE', 'STARTED')
                    group by session_id, kind having count(*) > 1) t
                """) + count("select count(*) - ? from cadence_session where starts_at = ?", many, utc(due));
    }

    /** The timers that failed and come back, or are parked, each with why. */
    String failures() {
        return jdbc
                .queryForList("select concat_ws(' ', type, try_at, failure) from timer where attempts > 0",
                        String.class)
                .toString();
    }

    long count(String sql, Object... arguments) {
        return Objects.requireNonNull(jdbc.queryForObject(sql, Long.class, arguments));
    }

    private static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }

    @Override
    public void close() {
        both.forEach(ConfigurableApplicationContext::close);
    }
}
