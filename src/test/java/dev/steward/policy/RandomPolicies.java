package dev.steward.policy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;
import org.jspecify.annotations.Nullable;

import dev.steward.initiative.Phase;
import dev.steward.schedule.WorkingAmount;
import dev.steward.workspace.UserId;

/** Policies and requests as they come: few different values, so that rules meet requests. */
class RandomPolicies extends DomainContextBase {
    static final List<String> AREAS = List.of("Billing", "Search & <find>", "Mobile: app #1", "yes", "12");
    static final List<String> AUDIENCES = List.of("internal", "beta customers", "everyone");
    static final List<String> GATES = List.of("discovery", "launch", "a-1");

    @Provide
    Arbitrary<Policy> policies() {
        Arbitrary<List<Rule>> rules = rule().list().ofMinSize(1).ofMaxSize(6).map(RandomPolicies::differentlyNamed);
        return Combinators.combine(gates(), rules).as((gates, all) -> new Policy(gates, AUDIENCES, all));
    }

    @Provide
    Arbitrary<Scope> scopes() {
        return Combinators.combine(
                Arbitraries.of(AREAS).map(area -> area.length() % 2 == 0 ? area.toUpperCase(Locale.ROOT) : area)
                        .injectNull(0.2),
                Arbitraries.of(Phase.class).injectNull(0.2), Arbitraries.of(1, 2, 3).injectNull(0.2),
                costs().injectNull(0.2), Arbitraries.of(Risk.class).injectNull(0.2),
                Arbitraries.of(AUDIENCES).injectNull(0.2)).as(Scope::new);
    }

    private static Arbitrary<BigDecimal> costs() {
        return Arbitraries.of("0", "0.5", "100", "100.01", "5000", "20000.5", "50000").map(BigDecimal::new);
    }

    /** Every word that needs quotes in YAML, or looks like something else. */
    static Arbitrary<String> words() {
        Arbitrary<String> odd = Arbitraries.of("no", "true", "null", "~", "1", "1_000", "0x1F", "12:30:45",
                "2001-12-14", ".5",
                "- dash", "a: b", "a #b", "#a", "&a", "*a", "!a", "%a", "@a", "`a`", "'a'", "\"a\"", "{a}", "[a]",
                "a,b", "> a",
                "| a", "a\\b", "ends with:", "?", "-", "<<", "=", "\u00fcml\u00e4ut", "\ud83d\ude80 go", "a  b",
                "\u4f60\u597d");
        Arbitrary<String> any = Arbitraries.strings().withCharRange('!', '~').withChars(' ', '\u00e9').ofMinLength(1)
                .ofMaxLength(40).map(String::strip).filter(word -> !word.isEmpty());
        return Arbitraries.oneOf(odd, any);
    }

    private static Arbitrary<List<Gate>> gates() {
        Arbitrary<Gate> one = Combinators.combine(words(), Arbitraries.of(Phase.class).filter(Phase::isOpen),
                Arbitraries.of(Phase.class), Arbitraries.of(true, false),
                words().list().uniqueElements().ofMaxSize(3))
                .as((title, from, to, moves, evidence) -> new Gate("x", title, moves && from != to ? from : null,
                        moves && from != to ? to : null, evidence));
        return one.list().ofSize(GATES.size()).map(all -> IntStream.range(0, GATES.size()).mapToObj(i -> {
            Gate gate = all.get(i);
            return new Gate(GATES.get(i), gate.title(), gate.from(), gate.to(), gate.evidence());
        }).toList());
    }

    private static List<Rule> differentlyNamed(List<Rule> rules) {
        return IntStream.range(0, rules.size()).mapToObj(i -> {
            Rule rule = rules.get(i);
            return new Rule(rule.name() + " " + i, rule.gates(), rule.when(), rule.outcome());
        }).toList();
    }

    private static Arbitrary<Rule> rule() {
        return Combinators.combine(words(), some(GATES), conditions(), outcome()).as(Rule::new);
    }

    private static Arbitrary<Conditions> conditions() {
        return Combinators.combine(some(AREAS), some(List.of(Phase.values())), some(List.of(1, 2, 3)),
                range().injectNull(0.6), some(List.of(Risk.values())), some(AUDIENCES)).as(Conditions::new);
    }

    private static Arbitrary<@Nullable CostRange> range() {
        return Combinators.combine(costs(), costs(), Arbitraries.integers().between(0, 3),
                Arbitraries.of(true, false), Arbitraries.of(true, false)).as((one, other, ends, from, to) -> {
                    BigDecimal least = one.min(other);
                    BigDecimal most = one.max(other);
                    return switch (ends) {
                        case 0 -> new CostRange(least, from, null, false);
                        case 1 -> new CostRange(null, false, most, to);
                        default -> least.equals(most)
                                ? CostRange.between(least, most)
                                : new CostRange(least, from, most, to);
                    };
                });
    }

    /** None of them as often as some. */
    private static <T> Arbitrary<Set<T>> some(List<T> all) {
        return Arbitraries.of(all).set().ofMinSize(1).ofMaxSize(all.size())
                .map(set -> (Set<T>) new LinkedHashSet<>(set)).injectNull(0.6).map(set -> set == null ? Set.of() : set);
    }

    private static Arbitrary<Rule.Outcome> outcome() {
        Arbitrary<Rule.Outcome> autonomous = words().injectNull(0.3).map(Rule.Outcome.Autonomous::new);
        Arbitrary<Rule.Outcome> stages = Combinators.combine(Arbitraries.of(true, false),
                stage().list().ofMinSize(1).ofMaxSize(3), approvers(), amounts(2))
                .as((together, all, to, times) -> new Rule.Outcome.Stages(together,
                        IntStream.range(0, all.size()).mapToObj(i -> named(all.get(i), i)).toList(),
                        new Disagreement(to, times.getLast(), List.of(new Rung(times.getFirst(), to, false)))));
        return Arbitraries.oneOf(autonomous, stages);
    }

    private static Stage named(Stage stage, int number) {
        return new Stage(stage.name() + " " + number, stage.ask(), stage.need(), stage.within(), stage.remind(),
                stage.ladder(), stage.silence(), stage.about());
    }

    private static Arbitrary<Stage> stage() {
        Arbitrary<List<Approver>> ask = approvers()
                .filter(all -> !all.contains(new Approver.Holder(Position.APPROVERS_MANAGER)));
        return Combinators.combine(words(), ask, Arbitraries.of(Need.ANY, Need.ALL, Need.MAJORITY, new Need.AtLeast(1)),
                amounts(4), Arbitraries.of(Silence.class), some(List.of(Dimension.values())), approvers(),
                Arbitraries.of(true, false))
                .as((name, asked, need, times, silence, about, to, decides) -> new Stage(name, asked, need,
                        times.getLast(), times.subList(0, 2).stream().distinct().toList(),
                        List.of(new Rung(times.get(1), to, decides), new Rung(times.get(2), asked, false)), silence,
                        about));
    }

    /** Ascending, all in days or all in minutes. */
    private static Arbitrary<List<WorkingAmount>> amounts(int count) {
        return Combinators.combine(Arbitraries.of(true, false),
                Arbitraries.integers().between(1, 200).list().ofSize(count)).as((days, numbers) -> {
                    List<Integer> sorted = new ArrayList<>(numbers);
                    sorted.sort(Comparator.naturalOrder());
                    return sorted.stream().map(number -> days
                            ? WorkingAmount.days(number)
                            : new WorkingAmount.Time(Duration.ofMinutes(number * 15L))).toList();
                });
    }

    private static Arbitrary<List<Approver>> approvers() {
        List<Approver> all = Stream.<Approver>concat(
                Stream.of(new Approver.Person(new UserId("U0MAYA")), new Approver.Group("S0LEADS"),
                        new Approver.Group("@product-leads"), new Approver.Email("jane.doe@example.com")),
                Stream.of(Position.values()).map(Approver.Holder::new)).toList();
        return Arbitraries.of(all).list().uniqueElements().ofMinSize(1).ofMaxSize(3);
    }
}
