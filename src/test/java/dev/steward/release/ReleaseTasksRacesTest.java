package dev.steward.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Who;
import dev.steward.schedule.DueTimer;
import dev.steward.schedule.TimerAudit.Needed;
import dev.steward.schedule.TimerKey;
import dev.steward.schedule.Timers;
import dev.steward.slack.Actor;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.Role;

/** People press at the same time while the release changes under them: each task ends once, and what is open has a timer. */
@SandboxTest
class ReleaseTasksRacesTest {
    private static final List<Who> PEOPLE = List.of(Who.PM, Who.OPS, Who.SELLER);

    @Autowired
    private SandboxSlack slack;
    @Autowired
    private DraftRelease drafts;
    @Autowired
    private ChangeRelease changes;
    @Autowired
    private ChangeTask tasksChange;
    @Autowired
    private ChaseTasks chase;
    @Autowired
    private Tasks tasks;
    @Autowired
    private Timers timers;
    @Autowired
    private Members members;
    @Autowired
    private TransactionTemplate transaction;
    @Autowired
    private Clock clock;

    private final ExecutorService threads = Executors.newFixedThreadPool(6);

    @BeforeEach
    void everyoneIsThere() {
        PEOPLE.forEach(who -> members.save(new Member(slack.workspace(), who.id(), "T0FERNHILL", who.name(), null,
                ZoneOffset.UTC, who == Who.OPS ? Role.ADMIN : Role.MEMBER, false, false)));
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void twoPressDoneAtOnceAndTheSecondIsToldWhoDidIt() throws Exception {
        Release release = draft();
        for (LaunchTask task : tasks.of(slack.workspace(), release.facts().id())) {
            var barrier = new CyclicBarrier(2);
            List<Future<String>> said = new ArrayList<>();
            for (Who who : List.of(Who.SELLER, Who.OPS)) {
                said.add(threads.submit(() -> {
                    barrier.await();
                    return refused(() -> tasksChange.done(actor(who), TaskAsShown.of(task)));
                }));
            }
            List<String> answers = List.of(said.get(0).get(20, TimeUnit.SECONDS),
                    said.get(1).get(20, TimeUnit.SECONDS));
            LaunchTask.Ended ended = Objects
                    .requireNonNull(tasks.find(slack.workspace(), task.id()).orElseThrow().ended());
            assertThat(answers).containsExactlyInAnyOrder("",
                    "It is done already, says " + Objects.requireNonNull(ended.by()).mention() + ".");
        }
    }

    @Test
    void whateverHappensAtOnceLeavesEachOpenTaskItsTimer() throws Exception {
        List<Release> all = List.of(draft(), draft(), draft());
        List<Future<?>> busy = new ArrayList<>();
        for (int thread = 0; thread < 6; thread++) {
            int seed = thread;
            busy.add(threads.submit(() -> {
                var random = new Random(seed);
                for (int i = 0; i < 25; i++) {
                    Release release = all.get(random.nextInt(all.size()));
                    refused(() -> something(release, random));
                }
                return null;
            }));
        }
        for (Future<?> each : busy) {
            each.get(60, TimeUnit.SECONDS);
        }
        changes.change(slack.workspace(), all.getFirst().facts().id(), (now, around) -> {
            if (now.state() != State.DISCARDED) {
                now.discard(Who.SELLER.id(), Role.MEMBER, around.now());
            }
        });
        for (Release release : all) {
            List<LaunchTask> of = tasks.of(slack.workspace(), release.facts().id());
            assertThat(of).extracting(LaunchTask::titleKey).doesNotHaveDuplicates();
            of.forEach(task -> assertThat(timer(ChaseTasks.TYPE.of(task.workspace(), task.id().value())).isPresent())
                    .as("%s, open: %s, has a timer", task.title(), task.open()).isEqualTo(task.open()));
        }
        assertThat(tasks.of(slack.workspace(), all.getFirst().facts().id())).noneMatch(LaunchTask::open);
        try (var needed = chase.needed()) {
            assertThat(needed.map(Needed::timer)).allMatch(key -> timer(key).isPresent());
        }
    }

    private void something(Release release, Random random) {
        List<LaunchTask> of = tasks.of(slack.workspace(), release.facts().id());
        LaunchTask task = of.get(random.nextInt(of.size()));
        Who by = random.nextBoolean() ? Who.SELLER : Who.OPS;
        switch (random.nextInt(7)) {
            case 0 -> tasksChange.done(actor(by), TaskAsShown.of(task));
            case 1 -> tasksChange.reopen(actor(by), TaskAsShown.of(task));
            case 2 -> tasksChange.handOver(actor(by), TaskAsShown.of(task), PEOPLE.get(random.nextInt(3)).id());
            case 3 -> tasksChange.notNeeded(actor(by), TaskAsShown.of(task), "Nobody asked.");
            case 4 -> pass(task, clock.instant().plus(Duration.ofDays(random.nextInt(20))));
            default -> changes.change(slack.workspace(), release.facts().id(), (now, around) -> now.edit(
                    Who.SELLER.id(), Role.MEMBER, content(1 + random.nextInt(3)), random.nextBoolean()
                            ? new When.Now()
                            : at(1 + random.nextInt(10)),
                    around.reach(now.content()), around.wide(), around.now()));
        }
    }

    /** As the sweep does when the timer is due. */
    private void pass(LaunchTask task, Instant now) {
        TimerKey key = ChaseTasks.TYPE.of(task.workspace(), task.id().value());
        transaction.executeWithoutResult(status -> timers.due(key).filter(due -> !due.isAfter(now))
                .ifPresent(due -> chase.handle(new DueTimer(key, due, now))));
    }

    private Optional<Instant> timer(TimerKey key) {
        return Objects.requireNonNull(transaction.execute(status -> timers.due(key)));
    }

    private static String refused(Runnable change) {
        try {
            change.run();
            return "";
        } catch (Refused refused) {
            return refused.sentence();
        }
    }

    private Actor actor(Who who) {
        return new Actor(slack.workspace(), who.id(), "T0FERNHILL", who == Who.OPS ? Role.ADMIN : Role.MEMBER);
    }

    private Release draft() {
        return drafts.draft(slack.workspace(), UUID.randomUUID().toString(), Who.SELLER.id(), content(1), at(9));
    }

    private When at(int days) {
        return new When.At(clock.instant().plus(Duration.ofDays(days)));
    }

    private Content content(int tier) {
        return new Content("Ledger export", "", tier, null, List.of(), List.of(), "You can export.", "", "", "",
                List.of(), List.of(slack.id("#general")), true, true, List.of());
    }
}
