package dev.steward.approval;

import static dev.steward.approval.Office.ADA;
import static dev.steward.approval.Office.ANNA;
import static dev.steward.approval.Office.BEN;
import static dev.steward.approval.Office.CLEO;
import static dev.steward.approval.Office.DORA;
import static dev.steward.approval.Office.EMIL;
import static dev.steward.approval.Office.FAY;
import static dev.steward.approval.Office.PAUL;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;

import dev.steward.approval.ApprovalRequest.Facts;
import dev.steward.approval.ApprovalRequest.Terms;
import dev.steward.policy.Approver;
import dev.steward.policy.Conditions;
import dev.steward.policy.Dimension;
import dev.steward.policy.Disagreement;
import dev.steward.policy.Need;
import dev.steward.policy.Position;
import dev.steward.policy.Rule;
import dev.steward.policy.Rung;
import dev.steward.policy.Scope;
import dev.steward.policy.Silence;
import dev.steward.policy.Stage;
import dev.steward.schedule.WorkingAmount;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * Any people, any policy, any presses in any order, at any time: the request does what the {@link NaiveRequest} expects, and what it
 * refuses changes nothing.
 */
class RequestModelTest {
    private static final List<UserId> PEOPLE = List.of(PAUL, ANNA, BEN, CLEO, DORA, EMIL, FAY, ADA);
    private static final List<UserId> OTHERS = PEOPLE.subList(1, 7);
    private static final RequestJson JSON = new RequestJson();

    @Property(tries = 400)
    void doesWhatTheNaiveOneExpects(@ForAll("worlds") long seed, @ForAll("moves") List<Move> moves) {
        new World(seed).run(moves);
    }

    /** @param what, whom and time are read as each kind of move needs it */
    record Move(Kind kind, int who, int whom, int time) {}

    enum Kind {
        APPROVE, APPROVE_AGAIN, CHANGES, BLOCK, OVERRULE, UPHOLD, DELEGATE, ASK, ANSWER, REMIND, WITHDRAW, RESUBMIT, REOPEN, WAIT, WAIT_LONG, NEXT, DOWNTIME, GO_AWAY, GROUP, DEACTIVATE
    }

    @Provide
    Arbitrary<List<Move>> moves() {
        return Combinators.combine(Arbitraries.of(Kind.class), Arbitraries.integers().between(0, 23),
                Arbitraries.integers().between(0, 23), Arbitraries.integers().between(0, 3000)).as(Move::new).list()
                .ofMaxSize(50);
    }

    @Provide
    Arbitrary<Long> worlds() {
        return Arbitraries.longs().withDistribution(RandomDistribution.uniform()).withoutEdgeCases().dontShrink();
    }

    static final class World {
        private final Random random;
        private final Office office = new Office(PAUL);
        private final List<String> told = new ArrayList<>();
        private Instant now = Instant.parse("2026-03-02T09:00:00Z");
        private Question question;
        private ApprovalRequest request;
        private NaiveRequest naive;

        World(long seed) {
            this.random = new Random(seed);
            now = now.plus(random.nextInt(40 * 24 * 60), ChronoUnit.MINUTES);
            PEOPLE.forEach(person -> office.zones.put(person, ZoneId.of(any(List.of("UTC", "Europe/Berlin",
                    "America/New_York", "Asia/Tokyo", "Australia/Lord_Howe")))));
            PEOPLE.forEach(person -> office.holidays.put(person, Set.of(LocalDate.of(2026, 3, 2).plusDays(
                    random.nextInt(60)))));
            OTHERS.forEach(person -> office.managers.put(person, any(PEOPLE)));
            office.managers.put(PAUL, any(OTHERS));
            office.groups.put("S1", new HashSet<>(some(OTHERS, 4)));
            office.areaOwner = any(PEOPLE);
            office.ops.addAll(some(OTHERS, 2));
            if (random.nextInt(6) == 0) {
                office.admins.clear();
            }
            if (random.nextInt(3) == 0) {
                goesAway(any(OTHERS), any(PEOPLE), random.nextInt(4000));
            }
            question = question(random.nextInt(3), now);
            var facts = new Facts(new RequestId(new UUID(0, 7)), new WorkspaceId(new UUID(0, 1)), new Reference(7),
                    PAUL, null, null, now);
            Terms terms = terms();
            request = ApprovalRequest.open(facts, question, terms, office.roster(now));
            naive = new NaiveRequest(office, terms, question.neededBy(), now);
            naive.surroundings(request, new ArrayDeque<>(request.happenings()), now);
            keep();
        }

        void run(List<Move> moves) {
            for (Move move : moves) {
                told.add("\n" + now + " " + move);
                try {
                    take(move);
                    check();
                } catch (AssertionError | RuntimeException e) {
                    throw new AssertionError(request.workings() + "\n" + request.happenings() + told, e);
                }
            }
        }

        private void take(Move move) {
            List<UserId> waiting = naive.waitsFor();
            List<UserId> likely = move.who() < 16 ? waiting : naive.seated();
            UserId by = move.who() < 8 || likely.isEmpty()
                    ? PEOPLE.get(move.who() % 8)
                    : likely.get(move.who() % likely.size());
            UserId to = PEOPLE.get(move.whom() % 8);
            switch (move.kind()) {
                case APPROVE, APPROVE_AGAIN -> press(naive.mayApprove(by),
                        (it, roster) -> it.approve(by, null, roster, now),
                        () -> naive.said(by, Answer.Word.APPROVES, now));
                case CHANGES -> press(naive.mayWantChanges(by), (it, roster) -> it.requestChanges(by, "x", roster, now),
                        () -> naive.said(by, Answer.Word.WANTS_CHANGES, now));
                case BLOCK -> press(naive.mayBlock(by), (it, roster) -> it.block(by, "x", roster, now),
                        () -> naive.said(by, Answer.Word.BLOCKS, now));
                case OVERRULE -> press(naive.mayRule(by), (it, roster) -> it.rule(by, false, "x", roster, now),
                        () -> naive.overruled(now));
                case UPHOLD -> {
                    if (move.whom() % 3 == 0) {
                        press(naive.mayRule(by), (it, roster) -> it.rule(by, true, "x", roster, now), naive::upheld);
                    }
                }
                case DELEGATE -> press(naive.mayDelegate(by, to), (it, roster) -> it.delegate(by, to, roster, now),
                        () -> {
                        });
                case ASK -> press(naive.mayAsk(by), (it, roster) -> it.ask(by, "x",
                        roster, now), () -> naive.questions.add(new NaiveRequest.Asked(by)));
                case ANSWER -> {
                    int number = move.whom() % (naive.questions.size() + 1);
                    UserId who = move.time() % 5 == 0 ? by : PAUL;
                    press(who.equals(PAUL) && number > 0 && !naive.questions.get(number - 1).answered,
                            (it, roster) -> it.answer(who, number, "x", now), () -> naive.answered(number, now));
                }
                case REMIND -> {
                    UserId who = move.time() % 5 == 0 ? by : PAUL;
                    Instant before = naive.remindedAt;
                    press(who.equals(PAUL) && (naive.state == RequestState.OPEN || naive.state == RequestState.BLOCKED)
                            && !waiting.isEmpty()
                            && (before == null || Duration.between(before, now).toMinutes() >= 240),
                            (it, roster) -> it.remind(who, now), () -> naive.remindedAt = now);
                }
                case WITHDRAW -> {
                    if (move.time() % 4 == 0) {
                        UserId who = move.time() % 8 == 0 ? by : PAUL;
                        press(who.equals(PAUL) && naive.state.open(), (it, roster) -> it.withdraw(who, null, now),
                                naive::withdrawn);
                    }
                }
                case RESUBMIT -> resubmit(move, move.time() % 5 == 0 ? by : PAUL);
                case REOPEN -> reopen(move, by);
                case WAIT -> until(now.plus(move.time() % 600, ChronoUnit.MINUTES));
                case WAIT_LONG -> until(now.plus(move.time() * 2L, ChronoUnit.MINUTES));
                case NEXT -> Plan.next(request, office.roster(now), now).ifPresent(next -> until(next.at()));
                case DOWNTIME -> {
                    if (move.who() % 4 == 0) {
                        now = now.plus(move.time() * 3L, ChronoUnit.MINUTES);
                        look();
                    }
                }
                case GO_AWAY -> {
                    goesAway(by, to, move.time());
                    changedFor(by);
                }
                case GROUP -> {
                    Set<UserId> changed = new HashSet<>(office.groups.getOrDefault("S1", Set.of()));
                    if (!changed.remove(by) && !by.equals(ADA)) {
                        changed.add(by);
                    }
                    office.groups.put("S1", changed);
                    changedFor(by);
                }
                case DEACTIVATE -> {
                    if (!by.equals(PAUL) && (office.deactivated.remove(by) || move.time() % 3 == 0)) {
                        if (move.time() % 3 == 0) {
                            office.deactivated.add(by);
                        }
                        changedFor(by);
                    }
                }
            }
        }

        private void goesAway(UserId who, UserId standIn, int minutes) {
            Instant from = now.plus(minutes / 2, ChronoUnit.MINUTES).minus(500, ChronoUnit.MINUTES);
            office.away.put(who, new Office.Away(from, from.plus(minutes, ChronoUnit.MINUTES).plusSeconds(60),
                    who.equals(standIn) ? null : standIn));
        }

        /** As the database knows it: whom it waits for now. */
        private void changedFor(UserId person) {
            if (naive.waitsFor().contains(person)) {
                look();
            }
        }

        private void resubmit(Move move, UserId by) {
            Set<Dimension> changed = EnumSet.noneOf(Dimension.class);
            Question before = question;
            Scope was = before.scope();
            boolean cost = move.whom() % 3 == 0;
            boolean words = move.whom() % 5 == 0;
            if (cost) {
                changed.add(Dimension.COST);
            }
            if (words) {
                changed.add(Dimension.WORDS);
            }
            var after = new Question(words ? before.asked() + "!" : before.asked(), null,
                    new Scope(was.area(), null, null,
                            cost ? BigDecimal.valueOf(now.getEpochSecond() + told.size()) : was.cost(), null, null),
                    List.of(new Question.Evidence("Plan", move.whom() % 7 == 0)), before.neededBy(), null);
            Terms again = cost && move.time() % 3 == 0 ? otherTerms() : request.terms();
            press(by.equals(PAUL) && naive.state.open() && (naive.state == RequestState.CHANGES_REQUESTED
                    || !after.equals(before)), (it, roster) -> {
                        it.resubmit(by, after, again, roster, now);
                        question = after;
                    }, () -> naive.resubmitted(changed, again, after.neededBy(), now));
        }

        private void reopen(Move move, UserId by) {
            if (move.time() % 2 == 0 || naive.state.open()) {
                boolean mayReopen = by.equals(ADA);
                boolean tookPart = by.equals(PAUL)
                        || request.outcome().filter(ended -> by.equals(ended.by())).isPresent()
                        || request.stages().stream().flatMap(run -> run.seats().stream())
                                .anyMatch(seat -> seat.person().equals(by) || seat.path().contains(by));
                Terms today = terms();
                press(!naive.state.open() && (tookPart || mayReopen),
                        (it, roster) -> it.reopen(by, mayReopen, "x", today, roster, now),
                        () -> naive.reopened(today, question.neededBy(), now));
            }
        }

        @FunctionalInterface
        interface Press {
            void on(ApprovalRequest request, Roster roster);
        }

        private void press(boolean may, Press press, Runnable accepted) {
            ApprovalRequest.Workings before = request.workings();
            try {
                press.on(request, office.roster(now));
            } catch (Refused refused) {
                assertThat(may).as("may do it, but: %s", refused.sentence()).isFalse();
                assertThat(refused.sentence()).isNotBlank();
                assertThat(request.workings()).as("what is refused changes nothing").isEqualTo(before);
                assertThat(request.happenings()).isEmpty();
                return;
            }
            assertThat(may).as("may not do it, but could").isTrue();
            accepted.run();
            var left = new ArrayDeque<>(request.happenings());
            naive.surroundings(request, left, now);
            assertThat(left).isEmpty();
            keep();
        }

        private void until(Instant then) {
            for (var next = Plan.next(request, office.roster(now), now); next.isPresent()
                    && !next.get().at().isAfter(then); next = Plan.next(request, office.roster(now), now)) {
                now = next.get().at().isBefore(now) ? now : next.get().at();
                look();
                check();
            }
            now = now.isBefore(then) ? then : now;
        }

        private void look() {
            request.passTime(office.roster(now), now);
            naive.timePassed(request, request.happenings(), now);
            keep();
        }

        /** Reads it anew, as from the database. */
        private void keep() {
            ApprovalRequest.Workings workings = request.workings();
            ApprovalRequest.Workings read = JSON.read(JSON.write(workings));
            assertThat(read).as("as it was kept").isEqualTo(workings);
            request = new ApprovalRequest(request.facts(), request.version() + 1, read);
        }

        private void check() {
            assertThat(request.state()).isEqualTo(naive.state);
            assertThat(request.outcome().isPresent())
                    .isEqualTo(naive.state == RequestState.APPROVED || naive.state == RequestState.REJECTED);
            assertThat(request.waitingFor()).containsExactlyInAnyOrderElementsOf(naive.waitsFor());
            for (int i = 0; i < request.stages().size(); i++) {
                StageRun run = request.stages().get(i);
                NaiveRequest.Table table = naive.tables.get(i);
                assertThat(run.status().name()).as("stage %s", i)
                        .isEqualTo(table.passed ? "PASSED" : table.open ? "OPEN" : "WAITING");
                assertThat(run.seats().stream().filter(seat -> !seat.lapsed())
                        .map(seat -> seat.person() + "<" + seat.path() + (seat.rung() ? " by a rung" : "") + " says "
                                + (seat.answer() == null ? null : seat.answer().word()) + " since " + seat.since())
                        .toList()).as("stage %s", i).containsExactlyInAnyOrderElementsOf(
                                table.chairs.stream().map(NaiveRequest.Chair::toString).toList());
            }
            assertThat(Plan.next(request, office.roster(now), now).map(Plan.Step::at)).as("what is due next")
                    .isEqualTo(naive.next(now).map(NaiveRequest.Due::at));
            assertThat(naive.next(now).isPresent()).as("an open request has a next step")
                    .isEqualTo(naive.state.open());
        }

        // Policies

        private Terms terms() {
            if (random.nextInt(15) == 0) {
                return Story.alone();
            }
            return rule(IntStream.rangeClosed(1, 1 + random.nextInt(3)).mapToObj(n -> stage("stage " + n)).toList());
        }

        /** Some stages stay as they were. */
        private Terms otherTerms() {
            List<Stage> stages = new ArrayList<>();
            if (request.terms().rule().outcome() instanceof Rule.Outcome.Stages some) {
                stages.addAll(some.stages());
            }
            if (stages.size() > 1 && random.nextBoolean()) {
                stages.remove(random.nextInt(stages.size()));
            }
            if (stages.isEmpty() || random.nextBoolean()) {
                stages.add(stage("stage " + (10 + told.size())));
            }
            return random.nextInt(10) == 0 ? Story.alone() : rule(stages);
        }

        private Terms rule(List<Stage> stages) {
            var disagreement = new Disagreement(approvers(2), amount(), random.nextBoolean()
                    ? List.of()
                    : List.of(new Rung(amount(), approvers(2), true)));
            return new Terms(1, Story.LAUNCH, new Rule("any", Set.of(), Conditions.NONE,
                    new Rule.Outcome.Stages(random.nextBoolean(), stages, disagreement)));
        }

        private Stage stage(String name) {
            List<WorkingAmount> remind = IntStream.range(0, random.nextInt(3)).mapToObj(n -> amount()).toList();
            List<Rung> ladder = IntStream.range(0, random.nextInt(3))
                    .mapToObj(n -> new Rung(amount(), approvers(2), random.nextInt(4) > 0)).toList();
            return new Stage(name, approvers(4), any(List.of(Need.ANY, Need.ALL, Need.MAJORITY, new Need.AtLeast(2),
                    new Need.AtLeast(3))), amount(), remind, ladder, any(List.of(Silence.values())),
                    any(List.of(Stage.EVERYTHING, Set.of(Dimension.COST), Set.of(Dimension.AREA, Dimension.WORDS))));
        }

        private List<Approver> approvers(int most) {
            Set<Approver> named = new LinkedHashSet<>();
            for (int n = random.nextInt(most); n >= 0; n--) {
                named.add(switch (random.nextInt(8)) {
                    case 0 -> new Approver.Group("S1");
                    case 1 -> new Approver.Holder(any(List.of(Position.values())));
                    default -> new Approver.Person(any(PEOPLE));
                });
            }
            return List.copyOf(named);
        }

        private WorkingAmount amount() {
            return random.nextBoolean()
                    ? WorkingAmount.days(1 + random.nextInt(3))
                    : WorkingAmount.hours(1 + random.nextInt(20));
        }

        private static Question question(int cost, Instant from) {
            return new Question("May we?", null,
                    new Scope("Checkout", null, null, BigDecimal.valueOf(cost), null, null),
                    List.of(), cost == 2 ? from.plus(3000, ChronoUnit.MINUTES) : null, null);
        }

        private <T> T any(List<T> some) {
            return some.get(random.nextInt(some.size()));
        }

        private <T> Set<T> some(List<T> all, int most) {
            return IntStream.rangeClosed(0, random.nextInt(most)).mapToObj(n -> any(all)).collect(Collectors.toSet());
        }
    }
}
