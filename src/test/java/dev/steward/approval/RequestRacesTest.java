package dev.steward.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import com.github.f4b6a3.uuid.UuidCreator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.approval.ApprovalRequest.Facts;
import dev.steward.approval.ApprovalRequest.Terms;
import dev.steward.approval.Happening.Kind;
import dev.steward.policy.Approver;
import dev.steward.policy.Conditions;
import dev.steward.policy.Disagreement;
import dev.steward.policy.Need;
import dev.steward.policy.Rule;
import dev.steward.policy.Rung;
import dev.steward.policy.Scope;
import dev.steward.policy.Silence;
import dev.steward.policy.Stage;
import dev.steward.record.DecisionLog;
import dev.steward.record.DecisionLog.Verdict;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Who;
import dev.steward.schedule.DueTimer;
import dev.steward.schedule.TimerKey;
import dev.steward.schedule.Timers;
import dev.steward.schedule.WorkingAmount;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserGroups;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * People press at the same time while time passes, on the real database: each request has one outcome in a round, the log is whole, and
 * whatever is open has a timer.
 */
@SandboxTest
class RequestRacesTest {
    private static final UserId REQUESTER = Who.PM.id();
    private static final List<UserId> APPROVERS = List.of(Who.EXECUTIVE.id(), Who.SELLER.id(), Who.SUPPORT.id());
    private static final UserId RULER = Who.OPS.id();
    private static final int THREADS = 8;
    private static final String GROUP = "S0DECIDERS";

    @Autowired
    SandboxSlack slack;
    @Autowired
    ChangeRequest changes;
    @Autowired
    Requests requests;
    @Autowired
    Decisions decisions;
    @Autowired
    Rosters rosters;
    @Autowired
    Aftermath aftermath;
    @Autowired
    PassTime passTime;
    @Autowired
    Timers timers;
    @Autowired
    DecisionLog log;
    @Autowired
    Members members;
    @Autowired
    UserGroups groups;
    @Autowired
    JdbcTemplate jdbc;
    @Autowired
    TransactionTemplate transaction;
    @Autowired
    Clock clock;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    @BeforeEach
    void everyoneIsThere() {
        for (Who who : List.of(Who.PM, Who.OPS, Who.EXECUTIVE, Who.SELLER, Who.SUPPORT)) {
            members.save(new Member(slack.workspace(), who.id(), "T0FERNHILL", who.name(), null, ZoneId.of("UTC"),
                    who == Who.OPS ? Role.ADMIN : Role.MEMBER, false, false));
        }
        slack.clock().leap(clock.instant().plusSeconds(4)); // whose requests are looked at again by then
        await().until(() -> count("select count(*) from timer where type = 'approval.look-again'") == 0);
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void twoApproveInTheSameInstantAndBothAreToldTheTruth() throws Exception {
        for (int round = 0; round < 10; round++) {
            RequestId request = open(stages(false, stage("review", Need.ANY, Silence.WAIT)));
            var barrier = new CyclicBarrier(APPROVERS.size());
            List<Future<String>> said = new ArrayList<>();
            for (UserId person : APPROVERS) {
                said.add(threads.submit(() -> {
                    barrier.await();
                    return press(request, (it, roster, now) -> it.approve(person, null, roster, now));
                }));
            }
            List<String> answers = new ArrayList<>();
            for (Future<String> each : said) {
                answers.add(each.get(20, TimeUnit.SECONDS));
            }

            ApprovalRequest now = read(request);
            UserId winner = Objects.requireNonNull(now.outcome().orElseThrow().by());
            assertThat(answers).filteredOn(String::isEmpty).as("whose word counted").hasSize(1);
            assertThat(answers).filteredOn(sentence -> !sentence.isEmpty())
                    .allMatch(sentence -> sentence.startsWith(now.facts().reference() + " was approved by "
                            + winner.mention()));
            isConsistent(request);
        }
    }

    @Test
    void whateverIsPressedAtOnceWhileTimePassesAddsUp() throws Exception {
        List<RequestId> open = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            open.add(open(stages(i % 2 == 0, stage("first", i % 3 == 0 ? Need.ALL : Need.MAJORITY,
                    Silence.values()[i % 3]), stage("second", Need.ANY, Silence.APPROVE))));
        }
        var elapsed = new AtomicInteger();
        List<Future<?>> busy = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int seed = thread;
            busy.add(threads.submit(() -> {
                var random = new Random(seed);
                for (int i = 0; i < 40; i++) {
                    RequestId request = open.get(random.nextInt(open.size()));
                    switch (random.nextInt(seed == 0 ? 3 : 12)) {
                        case 0 -> passTime(request, clock.instant().plus(elapsed.addAndGet(90), ChronoUnit.MINUTES));
                        case 1 -> open(alone());
                        default -> press(request, anything(random));
                    }
                }
                return null;
            }));
        }
        for (Future<?> each : busy) {
            each.get(60, TimeUnit.SECONDS);
        }

        assertThat(log.verify(slack.workspace())).isInstanceOf(Verdict.Whole.class);
        for (RequestId request : requests.latest(slack.workspace(), 500).stream().map(each -> each.facts().id())
                .toList()) {
            isConsistent(request);
        }
        assertThat(count("select count(*) from decision")).as("each decision has its entry").isEqualTo(
                log(each -> each.kind().equals("approval.decided")));
    }

    /** Nobody sees yet whom a request waits for that is just being opened. */
    @Test
    void whoeverLeavesTheGroupWhileItIsOpenedIsAskedNoMore() throws Exception {
        UserId leaves = APPROVERS.getFirst();
        UserId stays = APPROVERS.getLast();
        group(1, leaves, stays);
        var asked = new CountDownLatch(1);
        var left = new CountDownLatch(1);
        Future<RequestId> opening = threads.submit(() -> transaction.execute(status -> {
            RequestId request = open(stages(false, new Stage("review", List.of(new Approver.Group(GROUP)), Need.ANY,
                    WorkingAmount.days(2), List.of(), List.of(), Silence.WAIT, Stage.EVERYTHING)));
            asked.countDown();
            pass(left);
            return request;
        }));
        pass(asked);
        group(2, stays);
        left.countDown();

        RequestId request = opening.get(20, TimeUnit.SECONDS);
        await().atMost(Duration.ofSeconds(20)).untilAsserted(
                () -> assertThat(read(request).waitingFor()).containsExactly(stays));
    }

    private void group(long updated, UserId... members) {
        groups.save(slack.workspace(), new UserGroups.Said(new UserGroups.UserGroup(GROUP, "deciders", "Deciders"),
                Set.of(members), false, updated));
    }

    private static void pass(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whatIsRolledBackLeavesNothing() {
        RequestId request = open(stages(false, stage("review", Need.ANY, Silence.WAIT)));
        slack.settles(); // where its card stands is told once Slack has it
        List<Object> before = everything(request);

        transaction.executeWithoutResult(status -> {
            changes.change(slack.workspace(), request,
                    (it, roster, now) -> it.approve(APPROVERS.getFirst(), null, roster,
                            now));
            assertThat(everything(request)).isNotEqualTo(before);
            status.setRollbackOnly();
        });
        assertThat(everything(request)).isEqualTo(before);

        assertThatThrownBy(() -> changes.change(slack.workspace(), request, (it, roster, now) -> {
            it.approve(APPROVERS.getFirst(), null, roster, now);
            throw new IllegalStateException("the machine stops");
        })).hasMessage("the machine stops");
        assertThat(everything(request)).isEqualTo(before);

        assertThat(press(request, (it, roster, now) -> it.approve(REQUESTER, null, roster, now))).isNotEmpty();
        assertThat(everything(request)).as("nor does what is refused").isEqualTo(before);
    }

    private List<Object> everything(RequestId request) {
        return List.of(read(request).workings(), read(request).version(), requests.history(slack.workspace(), request),
                decisions.of(slack.workspace(), request), log(each -> true), timer(request),
                count("select count(*) from delivery"), count("select count(*) from approval_waiting"),
                jdbc.queryForList("select * from approval_counter").toString());
    }

    private Instant timer(RequestId request) {
        return timer(PassTime.STEP.of(slack.workspace(), request.value())).orElse(Instant.MIN);
    }

    private Optional<Instant> timer(TimerKey key) {
        return Objects.requireNonNull(transaction.execute(status -> timers.due(key)));
    }

    private long log(Predicate<DecisionLog.Entry> which) {
        try (var entries = log.read(slack.workspace(), 0)) {
            return entries.filter(which).count();
        }
    }

    private long count(String sql) {
        return Objects.requireNonNull(jdbc.queryForObject(sql, Long.class));
    }

    private ApprovalRequest read(RequestId request) {
        return requests.find(slack.workspace(), request).orElseThrow();
    }

    private void isConsistent(RequestId id) {
        ApprovalRequest request = read(id);
        List<Happening> history = requests.history(slack.workspace(), id);
        List<Decision> made = decisions.of(slack.workspace(), id);
        assertThat(made).extracting(Decision::round).doesNotHaveDuplicates();
        assertThat(history).filteredOn(each -> each.kind() == Kind.DECIDED).hasSameSizeAs(made);
        assertThat(history.getFirst().kind()).isEqualTo(Kind.OPENED);
        assertThat(1 + history.stream().filter(each -> each.kind() == Kind.RESUBMITTED || each.kind() == Kind.REOPENED)
                .count()).isEqualTo(request.round());
        assertThat(request.outcome().isPresent()).isEqualTo(history.stream().filter(
                each -> Set.of(Kind.DECIDED, Kind.REOPENED, Kind.WITHDRAWN, Kind.RESUBMITTED).contains(each.kind()))
                .reduce((earlier, later) -> later).filter(last -> last.kind() == Kind.DECIDED).isPresent());
        assertThat(timer(PassTime.STEP.of(slack.workspace(), id.value())).isPresent())
                .as("%s, which is %s, has a timer", request.facts().reference(), request.state())
                .isEqualTo(request.state().open());
        assertThat(jdbc.queryForList("select user_id from approval_waiting where request_id = ?", String.class,
                id.value())).containsExactlyInAnyOrderElementsOf(request.waitingFor().stream().map(UserId::value)
                        .toList());
        assertThat(history).filteredOn(each -> Set.of(Kind.APPROVED, Kind.BLOCKED, Kind.CHANGES_REQUESTED)
                .contains(each.kind())).extracting(Happening::by).doesNotContain(REQUESTER);
    }

    /** Answers the sentence with which it was refused; empty: it was done. */
    private String press(RequestId request, ChangeRequest.Change change) {
        try {
            changes.change(slack.workspace(), request, change);
            return "";
        } catch (Refused refused) {
            return refused.sentence();
        }
    }

    private static ChangeRequest.Change anything(Random random) {
        UserId by = random.nextInt(6) == 0 ? RULER : APPROVERS.get(random.nextInt(3));
        int what = random.nextInt(14);
        return (it, roster, now) -> {
            switch (what) {
                case 0 -> it.block(by, "too early", roster, now);
                case 1 -> it.rule(RULER, false, "we go", roster, now);
                case 2 -> it.rule(RULER, true, "we wait", roster, now);
                case 3, 4 -> it.requestChanges(by, "the price", roster, now);
                case 5, 6 -> it.resubmit(REQUESTER, it.question(), it.terms(), roster, now);
                case 7 -> it.ask(by, "why?", roster, now);
                case 8 -> it.remind(REQUESTER, now);
                case 9 -> it.reopen(REQUESTER, false, "again", it.terms(), roster, now);
                case 10 -> it.delegate(by, RULER, roster, now);
                default -> it.approve(by, null, roster, now);
            }
        };
    }

    /** As the sweep does when the timer is due. */
    private void passTime(RequestId request, Instant now) {
        TimerKey key = PassTime.STEP.of(slack.workspace(), request.value());
        transaction.executeWithoutResult(status -> timers.due(key).filter(due -> !due.isAfter(now))
                .ifPresent(due -> passTime.handle(new DueTimer(key, due, now))));
    }

    private RequestId open(Terms terms) {
        return Objects.requireNonNull(transaction.execute(status -> {
            WorkspaceId workspace = slack.workspace();
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            var facts = new Facts(new RequestId(UuidCreator.getTimeOrderedEpoch()), workspace,
                    requests.nextReference(workspace), REQUESTER, null, null, now);
            var question = new Question("May we?", null, new Scope(null, null, null, BigDecimal.TEN, null, null),
                    List.of(), null, null);
            Roster roster = rosters.of(facts, null, now);
            var request = ApprovalRequest.open(facts, question, terms, roster);
            requests.add(request, facts.id().toString());
            aftermath.opened(request, roster, now);
            return facts.id();
        }));
    }

    private static Terms alone() {
        return new Terms(1, Story.LAUNCH,
                new Rule("small", Set.of(), Conditions.NONE, new Rule.Outcome.Autonomous(null)));
    }

    private static Terms stages(boolean together, Stage... stages) {
        return new Terms(1, Story.LAUNCH, new Rule("big", Set.of(), Conditions.NONE, new Rule.Outcome.Stages(together,
                List.of(stages), new Disagreement(List.of(Story.person(RULER)), WorkingAmount.days(1), List.of()))));
    }

    private static Stage stage(String name, Need need, Silence silence) {
        return new Stage(name, APPROVERS.stream().map(Story::person).toList(), need, WorkingAmount.days(2),
                List.of(WorkingAmount.hours(4)),
                List.of(new Rung(new WorkingAmount.Time(Duration.ofHours(8)), List.of(Story.person(RULER)), true)),
                silence, Stage.EVERYTHING);
    }
}
