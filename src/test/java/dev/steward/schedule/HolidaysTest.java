package dev.steward.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.schedule.Holidays.Place;
import dev.steward.testing.TestDatabase;
import dev.steward.workspace.WorkspaceId;

class HolidaysTest {
    private static final WorkspaceId ACME = new WorkspaceId(new UUID(1, 1));
    private static final WorkspaceId OTHER = new WorkspaceId(new UUID(1, 2));

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final DataSource source = TestDatabase.create().dataSource();
    private final JdbcClient jdbc = JdbcClient.create(source);
    @SuppressWarnings("NullAway.Init")
    private Holidays holidays;

    @EnableTransactionManagement(proxyTargetClass = true)
    static class Wiring {
        final List<WorkspaceId> told = new ArrayList<>();

        @EventListener
        void on(HolidaysChanged changed) {
            told.add(changed.workspace());
        }
    }

    @BeforeEach
    void start() {
        Instance.migrate(source);
        for (WorkspaceId workspace : List.of(ACME, OTHER)) {
            jdbc.sql("""
                    insert into workspace (id, team_id, name, app_id, bot_user_id, bot_id, bot_token_ciphertext, installed_at)
                    values (:id, :team, 'Acme', 'A1', 'U1', 'B1', 'x', now())
                    """).param("id", workspace.value()).param("team", "T" + workspace).update();
        }
        context.registerBean(JdbcClient.class, () -> jdbc);
        context.registerBean(JdbcTransactionManager.class, () -> new JdbcTransactionManager(source));
        context.register(Wiring.class, Holidays.class);
        context.refresh();
        holidays = context.getBean(Holidays.class);
    }

    @AfterEach
    void close() {
        context.close();
    }

    @Test
    void untilSomebodySaysThereAreNone() {
        assertThat(holidays.of(ACME).holiday(LocalDate.of(2026, 12, 25))).isEmpty();
        assertThat(holidays.of(ACME).workingDay(LocalDate.of(2026, 12, 25))).isTrue();
        assertThat(holidays.of(ACME).workingDay(LocalDate.of(2026, 12, 26))).isFalse();
        assertThat(holidays.place(ACME)).isEmpty();
    }

    @Test
    void aWorkspaceKeepsThoseOfItsRegionAndItsOwn() {
        holidays.place(ACME, new Place("de", "be"));
        holidays.declare(ACME, LocalDate.of(2026, 12, 24), "Company day");

        HolidayCalendar calendar = holidays.of(ACME);
        assertThat(calendar.holiday(LocalDate.of(2026, 10, 3))).hasValueSatisfying(name -> assertThat(name)
                .isNotBlank());
        assertThat(calendar.holiday(LocalDate.of(2026, 3, 8))).as("in Berlin only").isPresent();
        assertThat(calendar.holiday(LocalDate.of(2026, 1, 6))).as("in Bavaria only").isEmpty();
        assertThat(calendar.holiday(LocalDate.of(2026, 12, 24))).contains("Company day");
        assertThat(holidays.of(OTHER).holiday(LocalDate.of(2026, 12, 24))).isEmpty();
        assertThat(holidays.own(ACME)).isEqualTo(Map.of(LocalDate.of(2026, 12, 24), "Company day"));

        holidays.place(ACME, new Place("de", null));
        assertThat(holidays.of(ACME).holiday(LocalDate.of(2026, 3, 8))).isEmpty();
        assertThat(holidays.withdraw(ACME, LocalDate.of(2026, 12, 24))).isTrue();
        assertThat(holidays.withdraw(ACME, LocalDate.of(2026, 12, 24))).isFalse();
        assertThat(holidays.of(ACME).holiday(LocalDate.of(2026, 12, 24))).isEmpty();
    }

    @Test
    void aHolidayKeptOnAnotherDayIsFreeThen() {
        holidays.place(ACME, new Place("us", null));

        assertThat(holidays.of(ACME).workingDay(LocalDate.of(2026, 7, 3))).as("the 4th is a Saturday").isFalse();
        assertThat(holidays.of(ACME).holiday(LocalDate.of(2026, 2, 14))).as("Valentine's Day is worked").isEmpty();
    }

    @Test
    void everyCountryAndRegionThatIsOfferedHasHolidays() {
        assertThat(holidays.countries()).containsEntry("de", "Germany").hasSizeGreaterThan(70);
        assertThat(holidays.regions("de")).containsEntry("be", "Berlin").hasSizeGreaterThanOrEqualTo(16);
        for (String country : holidays.countries().keySet()) {
            assertThat(PublicHolidays.of(country, null, 2026)).as(country).isNotEmpty();
        }
        for (String region : holidays.regions("de").keySet()) {
            assertThat(PublicHolidays.of("de", region, 2026)).as(region)
                    .containsAllEntriesOf(PublicHolidays.of("de", null, 2026));
        }
    }

    @Test
    void theWeekendIsTheWorkspacesOwn() {
        holidays.weekend(ACME, Set.of(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY));
        assertThat(holidays.of(ACME).workingDay(LocalDate.of(2026, 3, 8))).as("a Sunday").isTrue();
        assertThat(holidays.of(ACME).workingDay(LocalDate.of(2026, 3, 6))).as("a Friday").isFalse();

        holidays.weekend(ACME, Set.of());
        assertThat(holidays.of(ACME).workingDay(LocalDate.of(2026, 3, 6))).isTrue();
        assertThatThrownBy(() -> holidays.weekend(ACME, Set.of(DayOfWeek.values())))
                .hasMessage("At least one day of the week is worked.");
    }

    @Test
    void whatIsNotKnownIsRefusedWithASentence() {
        assertThatThrownBy(() -> holidays.place(ACME, new Place("zz", null)))
                .hasMessage("The holidays of “zz” are not known.");
        assertThatThrownBy(() -> holidays.place(ACME, new Place("de", "zz")))
                .hasMessage("“zz” is no region of “de” with holidays of its own.");
    }

    @Test
    void whoeverPlansByHolidaysIsToldAndWhatIsRolledBackIsForgotten() {
        var transaction = new TransactionTemplate(context.getBean(JdbcTransactionManager.class));
        transaction.executeWithoutResult(status -> {
            holidays.declare(ACME, LocalDate.of(2026, 12, 24), "Company day");
            assertThat(holidays.of(ACME).holiday(LocalDate.of(2026, 12, 24))).isPresent();
            assertThat(context.getBean(Wiring.class).told).containsExactly(ACME);
            status.setRollbackOnly();
        });

        assertThat(holidays.of(ACME).holiday(LocalDate.of(2026, 12, 24))).isEmpty();
    }
}
