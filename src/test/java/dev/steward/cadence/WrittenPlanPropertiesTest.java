package dev.steward.cadence;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

import dev.steward.cadence.Session.Asked;
import dev.steward.cadence.Session.Facts;
import dev.steward.cadence.SessionHappening.Kind;
import dev.steward.cadence.SessionPlan.Around;
import dev.steward.cadence.SessionPlan.Seat;
import dev.steward.schedule.Absence;
import dev.steward.schedule.AfterDowntime;
import dev.steward.schedule.HolidayCalendar;
import dev.steward.schedule.Recurrence;
import dev.steward.schedule.WorkingTime;
import dev.steward.schedule.WorkingWeek;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Whoever is there when, whenever Steward is down, and across both clock changes: what holds of everybody who is asked in writing. */
class WrittenPlanPropertiesTest {
    private static final List<String> ZONES = List.of("Pacific/Kiritimati", "Asia/Tokyo", "Asia/Kolkata",
            "Europe/Berlin", "UTC",
            "America/New_York", "America/Los_Angeles", "Pacific/Pago_Pago");
    /** Tuesdays around the clock changes of Europe and North America, and one without. */
    private static final List<LocalDateTime> DAYS = List.of(LocalDateTime.of(2026, 3, 10, 10, 0),
            LocalDateTime.of(2026, 3, 31, 9, 30), LocalDateTime.of(2026, 11, 3, 10, 0),
            LocalDateTime.of(2026, 10, 27, 23, 45),
            LocalDateTime.of(2026, 6, 2, 0, 0));

    /** @param away hours after the session's day begins in UTC, and how many; null: there all the time */
    record Person(String zone, @Nullable Integer awayFrom, int awayFor, int answersAfter) {}

    /** @param down minutes after a step at which Steward goes down, as an index of steps, and for how long */
    record World(LocalDateTime day, int window, List<Integer> reminders, AfterDowntime rule, List<Person> people,
            int downAt,
            int downFor) {}

    @Property(tries = 400)
    void nobodyIsAskedTwiceOrWhileTheyAreAwayAndAllOthersAtTheirTime(@ForAll("worlds") World world) {
        var run = new Run(world);
        run.live();
        Session session = run.session;
        assertThat(session.state().open()).isFalse();
        List<UserId> asked = session.asked().stream().map(Asked::person).toList();
        assertThat(asked).doesNotHaveDuplicates();
        assertThat(run.told(Kind.ASKED)).doesNotHaveDuplicates();
        assertThat(run.told(Kind.EXCUSED)).doesNotHaveDuplicates();
        assertThat(run.told(Kind.EXCUSED).stream().filter(run.told(Kind.ASKED)::contains)).isEmpty();
        for (Asked one : session.asked()) {
            assertThat(run.seat(one.person()).awayAt(one.at())).as("%s is away", one.person()).isFalse();
            assertThat(one.until()).isEqualTo(one.at().plus(run.window));
        }
        for (Seat seat : run.seats) {
            Instant due = world.day().atZone(seat.zone()).toInstant();
            if (!seat.awayAt(due) && !run.downAt(due)) {
                assertThat(session.asked()).as("asked at their own %s", world.day().toLocalTime())
                        .anyMatch(one -> one.person().equals(seat.person()) && one.at().equals(due));
            }
        }
    }

    @Property(tries = 400)
    void remindersComeInTimeToThoseWhoHaveNotAnsweredAndItEndsWithTheLast(@ForAll("worlds") World world) {
        var run = new Run(world);
        run.live();
        Session session = run.session;
        for (SessionHappening each : session.happenings()) {
            if (each.kind() == Kind.ASK_REMINDED) {
                assertThat(each.to()).doesNotHaveDuplicates().allSatisfy(person -> {
                    assertThat(each.at()).isBefore(run.asked(person).until()).isAfter(run.asked(person).at());
                    assertThat(run.seat(person).awayAt(each.at())).isFalse();
                    assertThat(run.answeredAt.getOrDefault(person, Instant.MAX)).isAfter(each.at());
                });
            }
        }
        if (session.state() == SessionState.CLOSED) {
            assertThat(session.asked()).allSatisfy(one -> assertThat(session.endedAt()).isAfterOrEqualTo(one.until()));
            Set<UserId> answered = run.answeredAt.keySet();
            Turnout turnout = Turnout.of(session, answered);
            assertThat(turnout.answered() + turnout.added()).isEqualTo(answered.size());
            assertThat(turnout.answered()).isLessThanOrEqualTo(turnout.asked());
            assertThat(turnout.asked()).isLessThanOrEqualTo(session.asked().size());
        } else {
            assertThat(session.asked()).isEmpty();
        }
    }

    @Provide
    Arbitrary<World> worlds() {
        Arbitrary<Person> person = Combinators.combine(Arbitraries.of(ZONES),
                Arbitraries.integers().between(-20, 40).injectNull(0.5), Arbitraries.integers().between(1, 40),
                Arbitraries.integers().between(0, 2_000)).as(Person::new);
        Arbitrary<AfterDowntime> rules = Arbitraries.of(new AfterDowntime.Skip(),
                new AfterDowntime.RunLate(Duration.ofHours(3)), new AfterDowntime.Coalesce());
        return Combinators.combine(Arbitraries.of(DAYS), Arbitraries.of(30, 120, 420, 1_440),
                Arbitraries.of(5, 60, 240).list().ofMaxSize(3).uniqueElements(), rules,
                person.list().ofMinSize(1).ofMaxSize(6),
                Arbitraries.integers().between(-10, 12), Arbitraries.integers().between(1, 2_000)).as(World::new);
    }

    /** One session, lived through step by step. */
    private static final class Run {
        private final World world;
        private final Duration window;
        private final List<Seat> seats = new ArrayList<>();
        private final Map<UserId, Instant> answeredAt = new HashMap<>();
        private final Session session;
        private @Nullable Instant downFrom;
        private Instant upAgain = Instant.MIN;

        Run(World world) {
            this.world = world;
            this.window = Duration.ofMinutes(world.window());
            Instant midnight = world.day().toLocalDate().atStartOfDay().toInstant(UTC);
            for (int i = 0; i < world.people().size(); i++) {
                Person each = world.people().get(i);
                ZoneId zone = ZoneId.of(each.zone());
                Integer from = each.awayFrom();
                List<Absence> away = from == null
                        ? List.of()
                        : List.of(new Absence(midnight.plus(Duration.ofHours(from)),
                                midnight.plus(Duration.ofHours(from + each.awayFor()))));
                seats.add(new Seat(new UserId("U" + i), zone, away, WorkingTime.of(zone,
                        WorkingWeek.usual(HolidayCalendar.SATURDAY_AND_SUNDAY), HolidayCalendar.NONE, List.of())));
            }
            session = Session.prepare(new Facts(new SessionId(UUID.randomUUID()), new WorkspaceId(UUID.randomUUID()),
                    new CadenceId(UUID.randomUUID()), true), world.day(), world.day().toInstant(UTC), null,
                    Instant.EPOCH);
        }

        void live() {
            for (int i = 0; i < 300 && session.state().open(); i++) {
                Instant next = SessionPlan.next(session, around()).orElseThrow().at();
                if (i == world.downAt()) {
                    downFrom = next;
                    next = next.plus(Duration.ofMinutes(world.downFor()));
                    upAgain = next;
                }
                answer(next);
                SessionPlan.pass(session, around(), next);
            }
        }

        /** Whoever was asked answers so many minutes later, as long as it runs. */
        private void answer(Instant now) {
            for (Asked one : session.asked()) {
                Instant at = one.at().plus(Duration.ofMinutes(world.people().get(index(one.person())).answersAfter()));
                if (!at.isAfter(now)) {
                    answeredAt.putIfAbsent(one.person(), at);
                }
            }
        }

        private Around around() {
            var rules = new Rules("Weekly", Template.WEEKLY_UPDATE, true, new ChannelId("C1"), null,
                    Recurrence.of(world.day(), UTC, "FREQ=WEEKLY;BYDAY=TU"), world.rule(), window,
                    new People(List.of(), List.of()), List.of(), Lead.minutes(0), null,
                    world.reminders().stream()
                            .map(minutes -> minutes > 60 ? Lead.hours(minutes / 60) : Lead.minutes(minutes))
                            .toList(),
                    List.of("What moved?"));
            return new Around(rules, HolidayCalendar.NONE, seats, new HashSet<>(answeredAt.keySet()),
                    person -> java.util.Objects.requireNonNull(seats.getFirst().week()), new UserId("U0"), false);
        }

        boolean downAt(Instant at) {
            return downFrom != null && !at.isBefore(downFrom) && at.isBefore(upAgain);
        }

        Seat seat(UserId person) {
            return seats.get(index(person));
        }

        Asked asked(UserId person) {
            return session.asked().stream().filter(one -> one.person().equals(person)).findFirst().orElseThrow();
        }

        List<UserId> told(Kind kind) {
            return session.happenings().stream().filter(one -> one.kind() == kind).flatMap(one -> one.to().stream())
                    .toList();
        }

        private static int index(UserId person) {
            return Integer.parseInt(person.value().substring(1));
        }
    }
}
