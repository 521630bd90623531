package dev.steward.cadence;

import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;
import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;

import dev.steward.cadence.SessionHappening.Kind;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.schedule.AfterDowntime;
import dev.steward.schedule.Due;
import dev.steward.schedule.PlannedRitual;
import dev.steward.schedule.Recurrence;
import dev.steward.schedule.Rituals;
import dev.steward.workspace.Role;
import dev.steward.workspace.WorkspaceId;

/**
 * People and two instances at one session in the same moment, with real threads on PostgreSQL: nobody meets a deadlock or a failure,
 * and what is left is what one after the other would have left. A dozen sessions each time, all due at once.
 */
@SandboxTest
class CadenceRacesTest {
    private static final int CADENCES = 12;

    @Autowired
    private SandboxSlack slack;
    @Autowired
    private CreateCadence create;
    @Autowired
    private ChangeCadence changes;
    @Autowired
    private ChangeSession sessionChanges;
    @Autowired
    private SteerSession steer;
    @Autowired
    private Cadences cadences;
    @Autowired
    private Sessions sessions;
    @Autowired
    private Rituals rituals;
    @Autowired
    private Due due;

    private LocalDate monday = LocalDate.EPOCH;
    private final List<Session> first = new ArrayList<>();

    /** Their time has just come, and nobody has seen to it yet. */
    @BeforeEach
    void aDozenAreDue() {
        ((SmartLifecycle) due).stop();
        monday = LocalDate.ofInstant(slack.clock().instant(), UTC).with(TemporalAdjusters.next(DayOfWeek.MONDAY));
        slack.clock().leap(monday.atTime(9, 0).toInstant(UTC));
        due.fire(slack.clock().instant());
        for (int i = 0; i < CADENCES; i++) {
            var rules = new Rules("Review", Template.BLANK, false, slack.channel("#general").id(), null,
                    Recurrence.of(monday.atTime(10, 0), UTC, "FREQ=WEEKLY;BYDAY=TU"), new AfterDowntime.Skip(),
                    Duration.ofMinutes(30), new People(List.of(PM.id(), SELLER.id()), List.of()), List.of(),
                    Lead.days(1), null, List.of(), List.of());
            Cadence cadence = create.create(workspace(), UUID.randomUUID().toString(), PM.id(), rules);
            first.add(sessions.open(workspace(), cadence.facts().id()).getFirst());
        }
        slack.clock().leap(monday.atTime(10, 0).toInstant(UTC));
        due.fire(slack.clock().instant());
        slack.clock().leap(monday.plusDays(1).atTime(10, 0).toInstant(UTC));
    }

    @AfterEach
    void everythingFiresAgain() {
        ((SmartLifecycle) due).start();
    }

    @RepeatedTest(2)
    void heldAndSkippedAtOnceItIsSkipped() throws Exception {
        race(this::fires, this::fires, () -> each(this::skip));
        for (Session session : first) {
            assertThat(now(session).state()).isEqualTo(SessionState.SKIPPED);
            assertThat(now(session).cause()).isEqualTo(Cause.PERSON);
            nextIs(session, monday.plusDays(8), LocalTime.of(10, 0));
        }
    }

    @RepeatedTest(2)
    void heldAndStartedAtOnceItRunsAndTheTurnCountsOnce() throws Exception {
        race(this::fires, this::fires, () -> each(this::start), () -> each(this::start));
        for (Session session : first) {
            assertThat(now(session).state()).isEqualTo(SessionState.RUNNING);
            assertThat(now(session).due()).isTrue();
            assertThat(kinds(session).stream().filter(Kind.STARTED::equals)).hasSize(1);
            assertThat(cadence(session).rotation().sessions()).isOne();
            nextIs(session, monday.plusDays(8), LocalTime.of(10, 0));
        }
    }

    @RepeatedTest(2)
    void heldAndMovedAtOnceItIsMoved() throws Exception {
        race(this::fires, this::fires,
                () -> each(session -> steer.move(workspace(), SessionSnapshot.of(session), PM.id(),
                        Role.MEMBER, monday.plusDays(3).atTime(15, 0))));
        for (Session session : first) {
            assertThat(now(session).state()).isEqualTo(SessionState.MOVED);
            nextIs(session, monday.plusDays(3), LocalTime.of(15, 0));
        }
    }

    @RepeatedTest(2)
    void heldWhileItsRuleChangesItIsHeldAndTheNextFollowsTheOtherRule() throws Exception {
        race(this::fires, this::fires,
                () -> each(session -> changes.change(workspace(), session.facts().cadence(),
                        (cadence, at) -> cadence.change(PM.id(), Role.MEMBER, cadence.rules().recurring(
                                Recurrence.of(monday.atTime(11, 0), UTC, "FREQ=WEEKLY;BYDAY=FR")), at))));
        for (Session session : first) {
            assertThat(kinds(session).stream().filter(Kind.DUE::equals)).hasSize(1);
            nextIs(session, monday.plusDays(4), LocalTime.of(11, 0));
        }
    }

    @RepeatedTest(2)
    void pausedWhileItsTimeComesNothingIsAhead() throws Exception {
        race(this::fires, this::fires,
                () -> each(session -> changes.change(workspace(), session.facts().cadence(),
                        (cadence, at) -> cadence.pause(PM.id(), Role.MEMBER, at))));
        for (Session session : first) {
            Session after = now(session);
            if (after.due()) {
                assertThat(after.state()).isEqualTo(SessionState.AGENDA_POSTED);
            } else {
                assertThat(after.cause()).isEqualTo(Cause.CADENCE);
            }
            assertThat(sessions.open(workspace(), session.facts().cadence())).allMatch(Session::due);
            assertThat(rituals.find(HoldSession.ritual(cadence(session).facts())).map(PlannedRitual::paused))
                    .contains(true);
        }
    }

    @RepeatedTest(2)
    void endedWhileItsTimeComesNothingRecurs() throws Exception {
        race(this::fires, this::fires,
                () -> each(session -> changes.change(workspace(), session.facts().cadence(),
                        (cadence, at) -> cadence.end(PM.id(), Role.MEMBER, at))),
                () -> each(session -> {
                    try {
                        skip(session);
                    } catch (Refused over) {
                        assertThat(over.sentence()).contains("skipped");
                    }
                }));
        for (Session session : first) {
            assertThat(sessions.open(workspace(), session.facts().cadence())).allMatch(Session::due);
            assertThat(rituals.find(HoldSession.ritual(cadence(session).facts()))).isEmpty();
        }
    }

    @RepeatedTest(2)
    void twoInstancesHoldEachOnce() throws Exception {
        race(this::fires, this::fires, this::fires);
        for (Session session : first) {
            assertThat(kinds(session)).containsExactly(Kind.PREPARED, Kind.AGENDA_POSTED, Kind.DUE);
            nextIs(session, monday.plusDays(8), LocalTime.of(10, 0));
        }
        slack.clock().leap(monday.plusDays(1).atTime(10, 30).toInstant(UTC));
        race(this::fires, this::fires, this::fires);
        for (Session session : first) {
            assertThat(kinds(session)).containsExactly(Kind.PREPARED, Kind.AGENDA_POSTED, Kind.DUE,
                    Kind.ASKED_WHETHER_HELD);
        }
    }

    private interface Deed {
        void does() throws Exception;
    }

    private interface Doing {
        void does(Session session);
    }

    /** All at the same moment, on threads of their own; whatever any of them throws fails the test. */
    private static void race(Deed... deeds) throws Exception {
        var start = new CyclicBarrier(deeds.length);
        try (ExecutorService threads = Executors.newFixedThreadPool(deeds.length)) {
            List<Callable<Void>> all = Arrays.stream(deeds).<Callable<Void>>map(deed -> () -> {
                start.await(10, TimeUnit.SECONDS);
                deed.does();
                return null;
            }).toList();
            for (Future<Void> each : threads.invokeAll(all)) {
                each.get();
            }
        }
    }

    private void fires() {
        due.fire(slack.clock().instant());
    }

    private void each(Doing what) {
        first.forEach(what::does);
    }

    private void skip(Session session) {
        steer.skip(workspace(), SessionSnapshot.of(session), OPS.id(), Role.OPS, null);
    }

    private void start(Session session) {
        try {
            sessionChanges.change(workspace(), session.facts().id(), OPS.id(), Role.OPS,
                    (cadence, one, who, at) -> one.start(who, at));
        } catch (Refused second) {
            assertThat(second.sentence()).isEqualTo("It runs already.");
        }
    }

    private void nextIs(Session session, LocalDate day, LocalTime time) {
        due.fire(slack.clock().instant());
        List<Session> ahead = sessions.open(workspace(), session.facts().cadence()).stream()
                .filter(each -> each.state().ahead() && !each.due()).toList();
        assertThat(ahead).as("moved after it was held, the one after it was prepared already and waits")
                .hasSizeLessThanOrEqualTo(now(session).state() == SessionState.MOVED ? 2 : 1);
        assertThat(ahead.getFirst().planned()).isEqualTo(day.atTime(time));
        assertThat(rituals.find(HoldSession.ritual(cadence(session).facts())).map(PlannedRitual::next))
                .contains(day.atTime(time).toInstant(UTC));
    }

    private Session now(Session session) {
        return sessions.find(workspace(), session.facts().id()).orElseThrow();
    }

    private Cadence cadence(Session session) {
        return cadences.find(workspace(), session.facts().cadence()).orElseThrow();
    }

    private List<Kind> kinds(Session session) {
        return sessions.history(workspace(), session.facts().id()).stream().map(SessionHappening::kind).toList();
    }

    private WorkspaceId workspace() {
        return slack.workspace();
    }
}
