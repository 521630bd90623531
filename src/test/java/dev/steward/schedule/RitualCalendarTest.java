package dev.steward.schedule;

import static dev.steward.schedule.HandClock.NOON;
import static dev.steward.schedule.Instance.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import dev.steward.schedule.CalendarOwner.OfMember;
import dev.steward.schedule.CalendarOwner.OfRitual;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

class RitualCalendarTest {
    private static final UserId ANA = new UserId("U0ANA");
    private static final UserId BEN = new UserId("U0BEN");
    private static final Recurrence DAILY = Recurrence
            .of(LocalDateTime.parse("2026-06-01T15:00"), ZoneId.of("Europe/Berlin"), "FREQ=DAILY;COUNT=5")
            .onHoliday(OnHoliday.NEXT_WORKING_DAY);
    private static final HandClock CLOCK = new HandClock();
    @SuppressWarnings("NullAway.Init")
    private static Instance steward;

    private final RitualKey retro = new RitualKey(WORKSPACE, "test.retro", UUID.randomUUID());
    private final OfRitual itself = new OfRitual(retro.kind(), retro.subject());

    @BeforeAll
    static void start() {
        steward = Instance.fresh(CLOCK, RitualCalendar.class, Retros.class);
    }

    @AfterAll
    static void stop() {
        steward.close();
    }

    @BeforeEach
    void begin() {
        CLOCK.set(NOON);
        steward.jdbc.execute("truncate timer, ritual, ritual_occurrence, qrtz_triggers cascade");
        retros().ofAna.clear();
        steward.inTransaction(() -> rituals().plan(retro, DAILY, new AfterDowntime.Skip()));
    }

    @Test
    void itSaysWhatTheRitualIsAndWhenItRecurs() {
        assertThat(entries(itself)).singleElement().satisfies(entry -> {
            assertThat(entry.uid()).isEqualTo("test.retro." + retro.subject() + "@steward");
            assertThat(entry.summary()).isEqualTo("Retro");
            assertThat(entry.description()).startsWith("Every day at 15:00");
            assertThat(entry.recurrence()).isEqualTo(DAILY);
            assertThat(entry.holidays().holiday(LocalDate.of(2026, 6, 3))).isPresent();
            assertThat(entry.duration()).isEqualTo(Duration.ofMinutes(45));
            assertThat(entry.changed()).isEqualTo(NOON);
        });
        assertThat(entries(new OfRitual("test.retro", UUID.randomUUID()))).isEmpty();
        assertThat(entries(new OfRitual("test.unknown", retro.subject()))).isEmpty();
        assertThat(steward.the(RitualCalendar.class).entries(new WorkspaceId(UUID.randomUUID()), itself)).isEmpty();
    }

    @Test
    void membersSeeWhatConcernsThem() {
        assertThat(entries(new OfMember(ANA))).isEmpty();

        retros().ofAna.add(retro.subject());

        assertThat(entries(new OfMember(ANA))).extracting(CalendarEntry::summary).containsExactly("Retro");
        assertThat(entries(new OfMember(BEN))).isEmpty();
    }

    @Test
    void whatRestsIsOverOrHasEndedIsNotThere() {
        steward.inTransaction(() -> rituals().pause(retro));
        assertThat(entries(itself)).isEmpty();
        steward.inTransaction(() -> rituals().resume(retro));
        assertThat(entries(itself)).hasSize(1);

        CLOCK.advance(Duration.ofDays(10));
        steward.the(SettleOccurrences.class).some(CLOCK.instant());
        assertThat(entries(itself)).isEmpty();

        steward.inTransaction(() -> rituals().plan(retro, DAILY.onHoliday(OnHoliday.RUN), new AfterDowntime.Skip()));
        steward.inTransaction(() -> rituals().end(retro));
        assertThat(entries(itself)).isEmpty();
    }

    @Test
    void itIsChangedByPeopleAndHolidaysAndNotByTakingPlace() {
        CLOCK.advance(Duration.ofHours(2));
        steward.the(SettleOccurrences.class).some(CLOCK.instant());
        assertThat(entries(itself)).extracting(CalendarEntry::changed).containsExactly(NOON);

        steward.inTransaction(() -> rituals().skipNext(retro));
        assertThat(entries(itself)).extracting(CalendarEntry::changed).containsExactly(CLOCK.instant());

        CLOCK.advance(Duration.ofMinutes(1));
        steward.holidaysChanged();
        assertThat(entries(itself)).extracting(CalendarEntry::changed).containsExactly(CLOCK.instant());
    }

    private static List<CalendarEntry> entries(CalendarOwner owner) {
        return steward.the(RitualCalendar.class).entries(WORKSPACE, owner);
    }

    private static Rituals rituals() {
        return steward.the(Rituals.class);
    }

    private static Retros retros() {
        return steward.the(Retros.class);
    }

    static class Retros implements RitualHandler {
        final Set<UUID> ofAna = ConcurrentHashMap.newKeySet();

        @Override
        public String kind() {
            return "test.retro";
        }

        @Override
        public String title(RitualKey ritual) {
            return "Retro";
        }

        @Override
        public HolidayCalendar holidays(RitualKey ritual) {
            return day -> day.equals(LocalDate.of(2026, 6, 3)) ? Optional.of("Company day") : Optional.empty();
        }

        @Override
        public Duration duration(RitualKey ritual) {
            return Duration.ofMinutes(45);
        }

        @Override
        public Set<UUID> concerning(WorkspaceId workspace, UserId member) {
            return member.equals(ANA) ? Set.copyOf(ofAna) : Set.of();
        }

        @Override
        public void hold(RitualOccurrence occurrence) {}
    }
}
