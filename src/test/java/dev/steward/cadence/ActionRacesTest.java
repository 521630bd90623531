package dev.steward.cadence;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.cadence.ChangeAction.Said;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Who;
import dev.steward.schedule.AfterDowntime;
import dev.steward.schedule.DueTimer;
import dev.steward.schedule.Recurrence;
import dev.steward.schedule.TimerAudit.Needed;
import dev.steward.schedule.Timers;
import dev.steward.slack.Actor;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.Role;

/** People press at the same time, while the chase goes on: each action ends once, and what is open has a timer. */
@SandboxTest
class ActionRacesTest {
    @Autowired
    private SandboxSlack slack;
    @Autowired
    private CreateCadence create;
    @Autowired
    private ChangeSession sessions;
    @Autowired
    private Sessions rows;
    @Autowired
    private ChangeAction changes;
    @Autowired
    private ChaseActions chase;
    @Autowired
    private Actions actions;
    @Autowired
    private Timers timers;
    @Autowired
    private Members members;
    @Autowired
    private TransactionTemplate transaction;
    @Autowired
    private Clock clock;

    private final ExecutorService threads = Executors.newFixedThreadPool(4);

    @BeforeEach
    void everyoneIsThere() {
        for (Who who : List.of(Who.PM, Who.SELLER)) {
            members.save(new Member(slack.workspace(), who.id(), "T0FERNHILL", who.name(), null, UTC, Role.MEMBER,
                    false, false));
        }
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void twoPressDoneAtOnceAndTheSecondIsToldWhoDidIt() throws Exception {
        SessionId session = running();
        for (int i = 0; i < 8; i++) {
            Action action = note(session, "one" + i);
            List<String> answers = atOnce(
                    () -> refused(() -> changes.done(actor(Who.PM), ActionSnapshot.of(now(action)))),
                    () -> refused(() -> changes.done(actor(Who.SELLER), ActionSnapshot.of(now(action)))));
            Action.Ended ended = Objects.requireNonNull(now(action).ended());
            assertThat(answers).containsExactlyInAnyOrder("",
                    "It is done already, says " + ended.by().mention() + ".");
            assertThat(actions.history(slack.workspace(), action.facts().id())).hasSize(2);
        }
    }

    @Test
    void doneWhileTheTimerFiresIsDoneAndHasNoTimer() throws Exception {
        SessionId session = running();
        for (int i = 0; i < 8; i++) {
            Action action = note(session, "two" + i);
            Instant later = action.due().at().plus(Duration.ofDays(20));
            var due = new DueTimer(KeepActions.timer(action), action.due().at(), later);
            atOnce(() -> refused(() -> changes.done(actor(Who.SELLER), ActionSnapshot.of(now(action)))),
                    () -> fire(due));
            assertThat(now(action).open()).isFalse();
            assertThat(timer(action)).as("a timer of what is done").isEmpty();
            int taken = now(action).taken();
            fire(due);
            assertThat(now(action).taken()).as("the chase has ended").isEqualTo(taken);
            assertThat(timer(action)).isEmpty();
        }
        try (var needed = chase.needed()) {
            assertThat(needed.map(Needed::timer).map(key -> key.subject())).isEmpty();
        }
    }

    @Test
    void theSameDoingNotesItOnceAndASessionIsFullOnce() throws Exception {
        SessionId session = running();
        List<String> ids = atOnce(() -> note(session, "same").facts().id().toString(),
                () -> note(session, "same").facts().id().toString());
        assertThat(ids.get(0)).isEqualTo(ids.get(1));
        for (int i = 1; i < ChangeAction.MOST_OF_SESSION - 1; i++) {
            note(session, "another" + i);
        }
        assertThat(atOnce(() -> refused(() -> note(session, "last")), () -> refused(() -> note(session, "too many"))))
                .containsExactlyInAnyOrder("", "A session leaves 40 actions at most.");
        assertThat(actions.of(slack.workspace(), session)).hasSize(ChangeAction.MOST_OF_SESSION);
    }

    @Test
    void whatIsRolledBackLeavesNothing() {
        SessionId session = running();
        transaction.executeWithoutResult(status -> {
            Action lost = note(session, "lost");
            assertThat(timers.due(KeepActions.timer(lost))).isPresent();
            status.setRollbackOnly();
        });
        assertThat(actions.of(slack.workspace(), session)).isEmpty();
        Action kept = note(session, "kept");
        Optional<Instant> before = timer(kept);
        transaction.executeWithoutResult(status -> {
            changes.done(actor(Who.SELLER), ActionSnapshot.of(now(kept)));
            status.setRollbackOnly();
        });
        transaction.executeWithoutResult(status -> {
            chase.handle(new DueTimer(KeepActions.timer(kept), kept.due().at(),
                    kept.due().at().plus(Duration.ofDays(30))));
            status.setRollbackOnly();
        });
        assertThat(now(kept).open()).isTrue();
        assertThat(now(kept).version()).isEqualTo(1);
        assertThat(timer(kept)).isEqualTo(before).isPresent();
        slack.directMessages(Who.SELLER).hasNoMessage("still open");
    }

    private String fire(DueTimer due) {
        try {
            transaction.executeWithoutResult(status -> chase.handle(due));
        } catch (ConcurrencyFailureException tryAgain) {
            transaction.executeWithoutResult(status -> chase.handle(due));
        }
        return "";
    }

    private List<String> atOnce(Callable<String> one, Callable<String> other) throws Exception {
        var barrier = new CyclicBarrier(2);
        List<Future<String>> said = new ArrayList<>();
        for (Callable<String> each : List.of(one, other)) {
            said.add(threads.submit(() -> {
                barrier.await();
                return each.call();
            }));
        }
        return List.of(said.get(0).get(20, TimeUnit.SECONDS), said.get(1).get(20, TimeUnit.SECONDS));
    }

    private Action note(SessionId session, String key) {
        return changes.note(actor(Who.PM), session.value() + key, session,
                new Said("Price " + key, Who.SELLER.id(), LocalDate.ofInstant(clock.instant(), UTC).plusDays(9)));
    }

    private SessionId running() {
        LocalDateTime soon = LocalDateTime.ofInstant(clock.instant(), UTC).plusMinutes(30);
        Cadence cadence = create.create(slack.workspace(), UUID.randomUUID().toString(), Who.PM.id(),
                new Rules("Races", Template.BLANK, false, slack.id("#general"), null,
                        Recurrence.of(soon, UTC, "FREQ=DAILY"), new AfterDowntime.Skip(), Duration.ofMinutes(30),
                        new People(List.of(Who.PM.id(), Who.SELLER.id()), List.of()), List.of(), Lead.minutes(10),
                        null, List.of(), List.of()));
        SessionId id = rows.open(slack.workspace(), cadence.facts().id()).getFirst().facts().id();
        sessions.change(slack.workspace(), id, Who.PM.id(), Role.MEMBER,
                (c, session, who, at) -> session.start(who, at));
        return id;
    }

    private Action now(Action action) {
        return actions.find(slack.workspace(), action.facts().id()).orElseThrow();
    }

    private Optional<Instant> timer(Action action) {
        return Objects.requireNonNull(transaction.execute(status -> timers.due(KeepActions.timer(action))));
    }

    private static String refused(Runnable what) {
        try {
            what.run();
            return "";
        } catch (Refused refused) {
            return refused.sentence();
        }
    }

    private Actor actor(Who who) {
        return new Actor(slack.workspace(), who.id(), "T0FERNHILL", Role.MEMBER);
    }
}
