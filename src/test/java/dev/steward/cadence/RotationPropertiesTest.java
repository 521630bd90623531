package dev.steward.cadence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

import dev.steward.cadence.Rotation.Choice;
import dev.steward.workspace.UserId;

/** What holds over random histories. The first two people never leave and are always there; the others come and go. */
class RotationPropertiesTest {
    private static final List<UserId> PEOPLE = IntStream.range(0, 6).mapToObj(i -> new UserId("U" + i)).toList();
    private static final UserId FIRST = PEOPLE.get(0);
    private static final UserId SECOND = PEOPLE.get(1);

    @Property
    void theOneChosenIsThereAndSomebodyIsChosenWheneverAnybodyIs(@ForAll("histories") List<Step> history) {
        var run = new Run();
        for (Step step : history) {
            run.come(step);
            Optional<UserId> next = run.rotation.next(run.eligible(), run.present);
            assertThat(next.isPresent()).isEqualTo(!run.there().isEmpty());
            next.ifPresent(chosen -> assertThat(run.there()).contains(chosen));
            assertThat(run.rotation.next(run.eligible(), Set.of())).isEmpty();
            run.go(step);
        }
    }

    @Property
    void thoseAlwaysThereAreGivenAsManyTurnsOrOneMore(@ForAll("histories") List<Step> history) {
        var run = new Run();
        for (Step step : history) {
            run.come(step);
            run.go(step);
            assertThat(Math.abs(count(run.given, FIRST) - count(run.given, SECOND))).isLessThanOrEqualTo(1);
        }
    }

    @Property
    void debtsOfThosePresentNeverDifferByMoreThanOne(@ForAll("histories") List<Step> history) {
        var run = new Run();
        for (Step step : history) {
            run.come(step);
            boolean swapped = run.go(step);
            if (run.held && !swapped) {
                List<Integer> turns = run.rotation.turns().stream().filter(turn -> run.there().contains(turn.who()))
                        .map(Rotation.Turn::turns).sorted().toList();
                assertThat(turns.getLast() - turns.getFirst()).isLessThanOrEqualTo(1);
            }
        }
    }

    @Property
    void nobodyFacilitatesTwiceInARowWhileAnotherIsThereUnlessTheyTookIt(@ForAll("histories") List<Step> history) {
        var run = new Run();
        for (Step step : history) {
            UserId before = run.rotation.last();
            run.come(step);
            boolean swapped = run.go(step);
            if (run.held && !swapped && run.there().size() > 1) {
                assertThat(run.rotation.last()).isNotEqualTo(before);
            }
        }
    }

    @Property
    void eachFacilitatedAsOftenAsTheyWereGivenPlusWhatTheyAreOwed(@ForAll("histories") List<Step> history) {
        var run = new Run();
        run.eligible.addAll(PEOPLE);
        for (Step step : history) {
            run.come(step.nobodyLeaving());
            run.go(step);
            for (UserId person : PEOPLE) {
                long owed = run.rotation.owed().stream().filter(debt -> debt.to().equals(person)).count();
                long owes = run.rotation.owed().stream().filter(debt -> debt.from().equals(person)).count();
                assertThat(count(run.facilitated, person)).isEqualTo((int) (count(run.given, person) + owed - owes));
            }
            assertThat(run.rotation.owed())
                    .noneMatch(debt -> run.rotation.owed().contains(new Rotation.Owed(debt.to(), debt.from())));
        }
    }

    @Property
    void withoutAbsencesEverybodyFacilitatesAsOften(@ForAll @IntRange(min = 1, max = 6) int people,
            @ForAll @IntRange(max = 60) int sessions, @ForAll Set<@IntRange(max = 59) Integer> skipped) {
        List<UserId> eligible = PEOPLE.subList(0, people);
        var facilitated = new HashMap<UserId, Integer>();
        Rotation rotation = Rotation.empty();
        for (int i = 0; i < sessions; i++) {
            UserId next = rotation.next(eligible, Set.copyOf(eligible)).orElseThrow();
            if (!skipped.contains(i)) {
                facilitated.merge(next, 1, Integer::sum);
                rotation = rotation.held(next, eligible, Set.copyOf(eligible));
            }
            List<Integer> counts = eligible.stream().map(person -> count(facilitated, person)).sorted().toList();
            assertThat(counts.getLast() - counts.getFirst()).isLessThanOrEqualTo(1);
        }
    }

    @Property
    void aPreviewSaysWhatThenHappens(@ForAll("histories") List<Step> history, @ForAll("histories") List<Step> ahead) {
        var run = new Run();
        history.forEach(step -> {
            run.come(step);
            run.go(step);
        });
        var present = new ArrayList<Set<UserId>>();
        ahead.forEach(step -> {
            run.come(step.nobodyLeaving());
            present.add(Set.copyOf(run.present));
        });
        List<Optional<UserId>> foreseen = run.rotation.ahead(present.size(), run.eligible(), present::get);
        for (int i = 0; i < present.size(); i++) {
            Optional<UserId> next = run.rotation.next(run.eligible(), present.get(i));
            assertThat(next).isEqualTo(foreseen.get(i));
            if (next.isPresent()) {
                run.rotation = run.rotation.held(next.get(), run.eligible(), present.get(i));
            }
        }
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        Arbitrary<Integer> other = Arbitraries.integers().between(2, PEOPLE.size() - 1);
        return Combinators.combine(other.injectNull(0.7), other.injectNull(0.4),
                Arbitraries.of(What.HELD, What.HELD, What.HELD, What.SKIPPED, What.SWAPPED, What.TOLD_AND_GONE),
                Arbitraries.integers().between(0, PEOPLE.size() - 1)).as(Step::new).list().ofMaxSize(40);
    }

    private static int count(Map<UserId, Integer> counts, UserId person) {
        return counts.getOrDefault(person, 0);
    }

    private enum What {
        HELD, SKIPPED, SWAPPED, TOLD_AND_GONE
    }

    /**
     * One session.
     *
     * @param joins who joins or leaves before it
     * @param comes who goes away or comes back before it
     * @param taker whom it is swapped with
     */
    private record Step(@Nullable Integer joins, @Nullable Integer comes, What what, int taker) {
        Step nobodyLeaving() {
            return new Step(null, comes, what, taker);
        }
    }

    private static class Run {
        final Set<UserId> eligible = new HashSet<>(List.of(FIRST, SECOND));
        final Set<UserId> present = new HashSet<>(PEOPLE);
        final Map<UserId, Integer> given = new HashMap<>();
        final Map<UserId, Integer> facilitated = new HashMap<>();
        Rotation rotation = Rotation.empty();
        boolean held;

        List<UserId> eligible() {
            return PEOPLE.stream().filter(eligible::contains).toList();
        }

        List<UserId> there() {
            return eligible().stream().filter(present::contains).toList();
        }

        void come(Step step) {
            turn(eligible, step.joins());
            turn(present, step.comes());
        }

        /** Answers whether somebody took it from another. */
        boolean go(Step step) {
            Hands hands = Hands.NONE;
            Choice choice = choose(hands);
            held = step.what() != What.SKIPPED;
            boolean swapped = false;
            switch (step.what()) {
                case HELD -> {
                }
                case SKIPPED -> {
                }
                case SWAPPED -> {
                    UserId taker = there().get(step.taker() % there().size());
                    swapped = !taker.equals(choice.facilitator());
                    hands = hands.passed(choice.facilitator(), taker);
                }
                case TOLD_AND_GONE -> {
                    if (PEOPLE.indexOf(choice.facilitator()) > 1) {
                        present.remove(choice.facilitator());
                    }
                }
            }
            if (held) {
                Choice now = choose(hands);
                given.merge(now.turnOf(), 1, Integer::sum);
                facilitated.merge(now.facilitator(), 1, Integer::sum);
                rotation = rotation.held(hands, now.facilitator(), eligible(), present);
            }
            return swapped;
        }

        private Choice choose(Hands hands) {
            return rotation.choose(hands, eligible(), present).orElseThrow();
        }

        private static void turn(Set<UserId> people, @Nullable Integer which) {
            if (which != null && !people.remove(PEOPLE.get(which))) {
                people.add(PEOPLE.get(which));
            }
        }
    }
}
