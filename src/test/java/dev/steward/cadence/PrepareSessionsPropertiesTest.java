package dev.steward.cadence;

import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;
import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;

import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.schedule.AfterDowntime;
import dev.steward.schedule.Due;
import dev.steward.schedule.Holidays;
import dev.steward.schedule.Occurrence;
import dev.steward.schedule.OnHoliday;
import dev.steward.schedule.PlannedRitual;
import dev.steward.schedule.Recurrence;
import dev.steward.schedule.Rituals;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * Random histories on PostgreSQL: whatever people do with a cadence and its sessions, and however time passes, its next session is the
 * first occurrence of its rule that was not done away with, its ritual is planned for the same moment, and no occurrence is lost.
 */
@SandboxTest
class PrepareSessionsPropertiesTest {
    private static final int STEPS = 30;

    @Autowired
    private SandboxSlack slack;
    @Autowired
    private CreateCadence create;
    @Autowired
    private ChangeCadence changes;
    @Autowired
    private ChangeSession start;
    @Autowired
    private SteerSession steer;
    @Autowired
    private Cadences cadences;
    @Autowired
    private Sessions sessions;
    @Autowired
    private Rituals rituals;
    @Autowired
    private Holidays holidays;
    @Autowired
    private Due due;

    private Random random = new Random(0);
    private CadenceId id = Given.CADENCE;
    private final Set<LocalDate> declared = new LinkedHashSet<>();
    private final Set<LocalDateTime> owed = new LinkedHashSet<>();
    private final List<String> story = new ArrayList<>();

    @BeforeEach
    void onlyThisFires() {
        ((SmartLifecycle) due).stop();
    }

    @AfterEach
    void everythingFiresAgain() {
        ((SmartLifecycle) due).start();
    }

    /** On days of their own, the same whenever this runs; {@code -Dsteward.histories=} a number walks as many. */
    static Stream<Arguments> histories() {
        int many = Integer.getInteger("steward.histories", 16);
        long first = Long.getLong("steward.history", 1);
        return LongStream.range(first, first + many)
                .mapToObj(seed -> arguments(LocalDate.of(2030, 1, 1).plusDays(new Random(-seed).nextInt(2000)), seed));
    }

    @ParameterizedTest
    @MethodSource("histories")
    @CsvSource({"2037-12-01, 15", "2032-08-11, 217", "2035-06-20, 390"})
    void theNextSessionIsTheFirstThatWasNotDoneAwayWith(LocalDate begin, long seed) {
        random = new Random(seed);
        slack.clock().leap(begin.atTime(9, 0).toInstant(UTC));
        due.fire(slack.clock().instant());
        id = create.create(workspace(), UUID.randomUUID().toString(), PM.id(), rules()).facts().id();
        check();
        for (int i = 0; i < STEPS; i++) {
            try {
                step();
            } catch (Refused refused) {
                story.add("  refused: " + refused.sentence());
            }
            check();
        }
    }

    private void step() {
        if (!cadence().active() && random.nextBoolean()) {
            told("resume");
            changes.change(workspace(), id, (cadence, now) -> cadence.resume(PM.id(), Role.MEMBER, now));
            return;
        }
        switch (random.nextInt(17)) {
            case 0 -> next().ifPresent(session -> {
                told("skip " + session.planned());
                steer.skip(workspace(), SessionSnapshot.of(session), PM.id(), Role.MEMBER, null);
                notInRule(session);
            });
            case 1, 2 -> next().ifPresent(session -> {
                LocalDateTime to = session.planned().plusDays(random.nextInt(12) - 3).plusHours(random.nextInt(3));
                told("move " + session.planned() + " to " + to);
                move(session, to);
            });
            case 3 -> next().ifPresent(session -> former().ifPresent(to -> {
                told("move " + session.planned() + " back to " + to);
                move(session, to);
            }));
            case 4 -> next().ifPresent(session -> declared.stream().findFirst().ifPresent(day -> {
                LocalDateTime to = day.atTime(session.planned().toLocalTime());
                told("move " + session.planned() + " onto a holiday, " + to);
                move(session, to);
            }));
            case 5 -> next().ifPresent(session -> {
                told("cancel " + session.planned());
                steer.cancel(workspace(), SessionSnapshot.of(session), PM.id(), Role.MEMBER, "No reason");
                notInRule(session);
            });
            case 6 -> {
                told("pause");
                changes.change(workspace(), id, (cadence, now) -> cadence.pause(PM.id(), Role.MEMBER, now));
            }
            case 7 -> {
                told("resume");
                changes.change(workspace(), id, (cadence, now) -> cadence.resume(PM.id(), Role.MEMBER, now));
            }
            case 8 -> {
                Recurrence other = recurrence();
                told("from now on " + other.rule() + " at " + other.start().toLocalTime() + " " + other.zone());
                changes.change(workspace(), id,
                        (cadence, now) -> cadence.change(PM.id(), Role.MEMBER, cadence.rules().recurring(other), now));
            }
            case 9 -> {
                LocalDate day = next().filter(any -> random.nextBoolean()).map(Session::planned)
                        .map(LocalDateTime::toLocalDate).orElseGet(() -> today().plusDays(random.nextInt(10)));
                told("holiday " + day);
                declared.add(day);
                holidays.declare(workspace(), day, "A day off");
                follow();
            }
            case 10 -> {
                for (LocalDate day : List.copyOf(declared)) {
                    told("no holiday " + day);
                    declared.remove(day);
                    holidays.withdraw(workspace(), day);
                    follow();
                }
            }
            case 11 -> {
                Instant until = slack.clock().instant().plus(Duration.ofHours(12L + random.nextInt(200)));
                told("down until " + until);
                expect(until);
                slack.clock().leap(until);
                due.fire(until);
            }
            case 12, 13, 14 -> sessions.open(workspace(), id).stream().filter(Session::due).findFirst()
                    .ifPresent(session -> {
                        told("start and close " + session.planned());
                        start.change(workspace(), session.facts().id(), PM.id(), Role.MEMBER,
                                (cadence, one, who, now) -> {
                                    if (one.state().ahead()) {
                                        one.start(who, now);
                                    }
                                });
                        start.change(workspace(), session.facts().id(), PM.id(), Role.MEMBER,
                                (cadence, one, who, now) -> one.close(who, now));
                    });
            default -> {
                Instant until = slack.clock().instant().plus(Duration.ofHours(5L + random.nextInt(120)));
                told("until " + until);
                expect(until);
                for (Optional<Instant> next = due.nextOfAnyWorkspace(); next.filter(at -> !at.isAfter(until))
                        .isPresent(); next = due.nextOfAnyWorkspace()) {
                    slack.clock().leap(next.get());
                    due.fire(next.get());
                }
                slack.clock().leap(until);
            }
        }
    }

    /** Everything that its rule says until then must become a session; nothing else happens in between. */
    private void expect(Instant until) {
        Cadence cadence = cadence();
        if (cadence.active()) {
            cadence.rules().recurrence().after(slack.clock().instant(), holidays.of(workspace()))
                    .takeWhile(one -> !one.at().isAfter(until)).forEach(one -> owed.add(one.planned()));
        }
    }

    private void check() {
        String told = String.join("\n", story);
        Cadence cadence = cadence();
        Instant now = slack.clock().instant();
        List<Session> all = sessions.from(workspace(), id, Instant.EPOCH);
        List<Session> ahead = all.stream().filter(each -> each.state().ahead() && !each.due()).toList();
        PlannedRitual ritual = rituals.find(HoldSession.ritual(cadence.facts())).orElseThrow();
        owed.forEach(planned -> assertThat(all).as("%s%nwhere is %s", told, planned)
                .anyMatch(each -> each.planned().equals(planned) && (each.due() || !each.state().ahead())));
        int most = cadence.rotation().turns().stream().mapToInt(Rotation.Turn::turns).max().orElse(0);
        cadence.rotation().turns().forEach(turn -> assertThat(turn.turns() + promised(all, turn.who()))
                .as("%s%nall are there, so nobody has had two turns more than %s was told of", told, turn.who())
                .isGreaterThanOrEqualTo(most - 1));
        if (!cadence.active()) {
            assertThat(ahead).as(told).isEmpty();
            assertThat(ritual.next()).as(told).isNull();
            return;
        }
        List<Occurrence> soon = cadence.rules().recurrence().after(now, holidays.of(workspace())).limit(100).toList();
        assertThat(ritual.next()).as(told).isEqualTo(soon.getFirst().at());
        Occurrence first = soon.stream().filter(one -> all.stream()
                .noneMatch(each -> each.planned().equals(one.planned()) && gone(each))).findFirst().orElseThrow();
        assertThat(ahead).as(told).isNotEmpty();
        assertThat(ahead.getFirst().planned()).as(told).isEqualTo(first.planned());
        assertThat(ahead.getFirst().startsAt()).as(told).isEqualTo(first.at());
        assertThat(ahead).as("%s%nonly what somebody moved there waits behind the next one", told)
                .allSatisfy(each -> assertThat(soon).anyMatch(
                        one -> one.planned().equals(each.planned()) && one.at().equals(each.startsAt())));
    }

    /** Of how many sessions they were told that they facilitate them, which did not take place, or not yet. */
    private static int promised(List<Session> all, UserId who) {
        return (int) all.stream().filter(each -> each.settled() && each.startedAt() == null)
                .filter(each -> who.equals(each.facilitator())).count();
    }

    private void move(Session session, LocalDateTime to) {
        SessionId now = steer.move(workspace(), SessionSnapshot.of(session), PM.id(), Role.MEMBER, to).facts().id();
        Session moved = sessions.find(workspace(), now).orElseThrow();
        assertThat(moved.state().ahead()).as(String.join("\n", story)).isTrue();
        assertThat(moved.startsAt()).as("%s%nit takes place when they said", String.join("\n", story))
                .isEqualTo(to.atZone(cadence().rules().zone()).toInstant());
        if (now.equals(session.facts().id())) {
            owed.remove(to); // its time had come on another day, and is yet to come
        } else {
            notInRule(session);
        }
    }

    /** Its ritual will not call it. */
    private void notInRule(Session session) {
        assertThat(cadence().rules().recurrence().after(slack.clock().instant(), holidays.of(workspace())).limit(30))
                .as(String.join("\n", story)).noneMatch(one -> one.planned().equals(session.planned()));
    }

    private static boolean gone(Session session) {
        return session.due() || !session.state().ahead() && session.cause() != Cause.CADENCE;
    }

    /** What other holidays lead to comes behind them, and has sessions looked at again. */
    private void follow() {
        slack.clock().leap(slack.clock().instant().plusSeconds(4));
        due.fire(slack.clock().instant());
        due.fire(slack.clock().instant());
    }

    private Optional<Session> next() {
        return sessions.open(workspace(), id).stream().filter(each -> each.state().ahead()).findFirst();
    }

    /** When one was to take place that was done away with. */
    private Optional<LocalDateTime> former() {
        return sessions.from(workspace(), id, slack.clock().instant()).stream().filter(each -> !each.state().open())
                .map(Session::planned).findFirst();
    }

    private Cadence cadence() {
        return cadences.find(workspace(), id).orElseThrow();
    }

    private Rules rules() {
        return new Rules("Review", Template.BLANK, false, slack.channel("#general").id(), null, recurrence(),
                List.of(new AfterDowntime.Skip(), new AfterDowntime.Coalesce(),
                        new AfterDowntime.RunLate(Duration.ofHours(30))).get(random.nextInt(3)),
                Duration.ofMinutes(30), new People(List.of(PM.id(), OPS.id(), SELLER.id()), List.of()), List.of(),
                Lead.hours(3), null, List.of(), List.of());
    }

    private Recurrence recurrence() {
        ZoneId zone = List.of(ZoneId.of("Europe/Berlin"), ZoneId.of("America/New_York")).get(random.nextInt(2));
        String rule = List.of("FREQ=WEEKLY;BYDAY=TU", "FREQ=WEEKLY;BYDAY=MO,WE,FR", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH",
                "FREQ=DAILY", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1").get(random.nextInt(5));
        return new Recurrence(today().atTime(10 + random.nextInt(5), 0), zone, rule,
                OnHoliday.values()[random.nextInt(4)], random.nextBoolean(), Collections.emptySortedSet(),
                Collections.emptySortedSet());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(slack.clock().instant(), UTC);
    }

    private void told(String what) {
        story.add(slack.clock().instant() + " " + what);
    }

    private WorkspaceId workspace() {
        return slack.workspace();
    }
}
