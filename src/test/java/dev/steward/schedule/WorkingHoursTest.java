package dev.steward.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import javax.sql.DataSource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DelegatingDataSource;

import dev.steward.schedule.WorkingWeek.Hours;
import dev.steward.testing.TestDatabase;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** 2026-03-06 is a Friday. */
class WorkingHoursTest {
    private static final WorkspaceId ACME = new WorkspaceId(new UUID(1, 1));
    private static final WorkspaceId GULF = new WorkspaceId(new UUID(1, 2));
    private static final UserId ANA = new UserId("U0ANA");
    private static final UserId BEN = new UserId("U0BEN");
    private static final Instant FRIDAY_FOUR = Instant.parse("2026-03-06T16:00:00Z");
    private static final WorkingAmount ONE_DAY = WorkingAmount.days(1);

    private final AtomicInteger queries = new AtomicInteger();
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final DataSource source = TestDatabase.create().dataSource();
    private final JdbcClient jdbc = JdbcClient.create(new DelegatingDataSource(source) {
        @Override
        public Connection getConnection() throws SQLException {
            queries.incrementAndGet();
            return super.getConnection();
        }
    });
    @SuppressWarnings("NullAway.Init")
    private WorkingHours hours;
    @SuppressWarnings("NullAway.Init")
    private Absences absences;
    @SuppressWarnings("NullAway.Init")
    private Members members;

    @BeforeEach
    void start() {
        Instance.migrate(source);
        context.registerBean(JdbcClient.class, () -> jdbc);
        context.registerBean(WorkspaceHolidays.class, () -> WorkingHoursTest::holidays);
        context.register(Members.class, Absences.class, WorkingHours.class);
        context.refresh();
        hours = context.getBean(WorkingHours.class);
        absences = context.getBean(Absences.class);
        members = context.getBean(Members.class);
    }

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void whoSaidNothingWorksTheUsualHoursOfTheirZoneAndWorkspace() {
        met(ACME, ANA, "America/New_York");
        met(GULF, ANA, "Asia/Dubai");

        assertThat(hours.week(ACME, ANA)).isEmpty();
        assertThat(hours.of(ACME, ANA).next(FRIDAY_FOUR.minusSeconds(36_000))).isEqualTo("2026-03-06T14:00:00Z");
        assertThat(hours.of(ACME, ANA).plus(FRIDAY_FOUR, ONE_DAY)).isEqualTo("2026-03-10T15:00:00Z");
        assertThat(hours.of(GULF, ANA).plus(Instant.parse("2026-03-05T12:00:00Z"), ONE_DAY))
                .isEqualTo("2026-03-08T12:00:00Z");
        assertThat(hours.of(ACME, BEN).plus(FRIDAY_FOUR, ONE_DAY)).as("not met yet").isEqualTo("2026-03-10T16:00:00Z");
    }

    @Test
    void hoursAndAbsencesAreKept() {
        met(ACME, ANA, "UTC");
        hours.week(ACME, ANA, WorkingWeek.of(Hours.of("08:00", "12:00"), DayOfWeek.TUESDAY));
        hours.week(ACME, ANA, WorkingWeek.of(Hours.of("08:00", "12:00"), DayOfWeek.TUESDAY, DayOfWeek.SATURDAY));
        var away = new Absence(Instant.parse("2026-03-07T00:00:00Z"), Instant.parse("2026-03-08T00:00:00Z"));
        var gone = new Absence(Instant.parse("2026-04-01T00:00:00Z"), null);
        AbsenceId endless = absences.add(ACME, ANA, gone);
        AbsenceId saturday = absences.add(ACME, ANA, away);

        assertThat(absences.of(ACME, ANA)).containsExactly(Map.entry(saturday, away),
                Map.entry(endless, gone));
        assertThat(hours.of(ACME, ANA).next(FRIDAY_FOUR)).isEqualTo("2026-03-10T08:00:00Z");
        assertThat(absences.remove(GULF, ANA, saturday)).as("another workspace's").isFalse();
        assertThat(absences.remove(ACME, ANA, saturday)).isTrue();
        assertThat(absences.remove(ACME, ANA, saturday)).isFalse();
        assertThat(hours.of(ACME, ANA).next(FRIDAY_FOUR)).isEqualTo("2026-03-07T08:00:00Z");
        hours.usualWeek(ACME, ANA);
        assertThat(hours.of(ACME, ANA).next(FRIDAY_FOUR)).isEqualTo(FRIDAY_FOUR);
        assertThat(absences.of(GULF, ANA)).isEmpty();
    }

    @Test
    void aHundredMembersCostThreeQueries() {
        var crowd = IntStream.range(0, 100).mapToObj(i -> new UserId("U0" + i)).toList();
        met(ACME, ANA, "UTC");
        crowd.forEach(user -> {
            met(ACME, user, "Europe/Berlin");
            hours.week(ACME, user, WorkingWeek.USUAL);
            absences.add(ACME, user, new Absence(FRIDAY_FOUR, Instant.parse("2026-03-10T00:00:00Z")));
        });
        members.forget();
        queries.set(0);

        var times = hours.of(ACME, crowd);

        assertThat(queries).hasValue(3);
        assertThat(times).hasSize(100).allSatisfy((user, time) -> assertThat(time.next(FRIDAY_FOUR)).as(user.value())
                .isEqualTo("2026-03-10T08:00:00Z"));
    }

    @Test
    void nothingIsLeftOfAWorkspaceThatWent() {
        met(ACME, ANA, "UTC");
        hours.week(ACME, ANA, WorkingWeek.USUAL);
        absences.add(ACME, ANA, new Absence(FRIDAY_FOUR, null));

        jdbc.sql("delete from workspace where id = :id").param("id", ACME.value()).update();

        assertThat(hours.week(ACME, ANA)).isEmpty();
        assertThat(absences.of(ACME, ANA)).isEmpty();
    }

    private static HolidayCalendar holidays(WorkspaceId workspace) {
        return workspace.equals(GULF)
                ? new Gulf()
                : day -> day.equals(LocalDate.parse("2026-03-09")) ? Optional.of("Monday off") : Optional.empty();
    }

    private void met(WorkspaceId workspace, UserId user, String zone) {
        jdbc.sql("""
                insert into workspace (id, team_id, name, app_id, bot_user_id, bot_id, bot_token_ciphertext, installed_at)
                values (:id, :id::text, 'Acme', 'A1', 'UBOT', 'B1', '', :at) on conflict do nothing
                """).param("id", workspace.value()).param("at", FRIDAY_FOUR.atOffset(ZoneOffset.UTC)).update();
        members.save(new Member(workspace, user, "T0", user.value(), null, ZoneId.of(zone), Role.MEMBER, false, false));
    }

    private static final class Gulf implements HolidayCalendar {
        @Override
        public Optional<String> holiday(LocalDate day) {
            return Optional.empty();
        }

        @Override
        public Set<DayOfWeek> weekend() {
            return Set.of(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY);
        }
    }
}
