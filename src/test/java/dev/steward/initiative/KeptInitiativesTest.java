package dev.steward.initiative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.IllegalTransactionStateException;

import dev.steward.initiative.FindInitiatives.Found;
import dev.steward.initiative.FindInitiatives.From;
import dev.steward.initiative.KeepInitiatives.Outcome;
import dev.steward.slack.Actor;
import dev.steward.slack.Spelling;
import dev.steward.workspace.Areas;
import dev.steward.workspace.Role;
import dev.steward.workspace.WorkspaceId;

class KeptInitiativesTest {
    private static final InitiativeDatabase DATABASE = new InitiativeDatabase();
    private final WorkspaceId workspace = DATABASE.workspace();
    private final KeptInitiatives initiatives = DATABASE.the(KeptInitiatives.class);
    private final KeepInitiatives keep = DATABASE.the(KeepInitiatives.class);

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void initiativesAreFoundByIdAndByWhatPeopleCallThem() {
        Initiative first = DATABASE.begin(workspace, InitiativeDatabase.details("Faster exports", null, "They end."));
        Initiative second = DATABASE.begin(workspace, "Dark mode");

        assertThat(first.reference()).isEqualTo("INIT-1");
        assertThat(first.phase()).isEqualTo(Phase.DISCOVERY);
        assertThat(initiatives.find(workspace, first.id())).contains(first);
        assertThat(initiatives.find(workspace, "init-2")).contains(second);
        assertThat(initiatives.find(workspace, "INIT-3")).isEmpty();
        assertThat(initiatives.find(workspace, "exports")).isEmpty();
        assertThat(initiatives.find(workspace, List.of(first.id(), second.id(), new InitiativeId(UUID.randomUUID()))))
                .containsOnlyKeys(first.id(), second.id());
        assertThat(initiatives.find(DATABASE.workspace(), first.id())).isEmpty();
    }

    @Test
    void theSameDoingYieldsTheSameInitiativeAndLeavesNoGap() {
        var details = InitiativeDatabase.details("Faster exports", null, null);
        var first = keep.create(workspace, "key", InitiativeDatabase.MAYA, details);

        assertThat(keep.create(workspace, "key", InitiativeDatabase.MAYA, details)).isEqualTo(first);
        assertThat(DATABASE.begin(workspace, "Dark mode").number()).isEqualTo(2);
    }

    @Test
    void manyAtOnceGetNumbersWithoutGapsAndEachDoingYieldsOne() throws Exception {
        List<Outcome> outcomes = together(IntStream.range(0, 40)
                .mapToObj(n -> (Callable<Outcome>) () -> keep.create(workspace, "key " + n / 2, InitiativeDatabase.MAYA,
                        InitiativeDatabase.details("Name " + n / 2, null, null)))
                .toList());

        assertThat(outcomes).allMatch(Outcome.Kept.class::isInstance);
        assertThat(outcomes).extracting(outcome -> ((Outcome.Kept) outcome).initiative().number()).containsOnly(
                LongStream.rangeClosed(1, 20).boxed().toArray(Long[]::new));
        assertThat(DATABASE.begin(workspace, "Next").number()).isEqualTo(21);
    }

    @Test
    void ofManyWhoChooseOneNameAtOnceOneGetsIt() throws Exception {
        List<Outcome> outcomes = together(List.of("Dark mode", "dark  mode", "DARK MODE", "ｄａｒｋ mode").stream()
                .map(name -> (Callable<Outcome>) () -> keep.create(workspace, name, InitiativeDatabase.MAYA,
                        InitiativeDatabase.details(name, null, null)))
                .toList());

        assertThat(outcomes).filteredOn(Outcome.Kept.class::isInstance).hasSize(1);
        assertThat(outcomes).filteredOn(Outcome.NameTaken.class::isInstance).hasSize(3);
        assertThat(DATABASE.begin(workspace, "Next").number()).isEqualTo(2);
    }

    @Test
    void ofTwoEditsAtOnceOneIsKeptAndTheOtherIsTold() throws Exception {
        for (int round = 0; round < 10; round++) {
            Initiative seen = DATABASE.begin(workspace, "Round " + round);
            List<Outcome> outcomes = together(List.of("one", "two").stream()
                    .map(name -> (Callable<Outcome>) () -> edit(seen, seen.name() + name)).toList());

            assertThat(outcomes).filteredOn(Outcome.Kept.class::isInstance).hasSize(1);
            assertThat(outcomes).filteredOn(Outcome.Overtaken.class::isInstance).singleElement()
                    .satisfies(told -> assertThat(((Outcome.Overtaken) told).now())
                            .isEqualTo(initiatives.find(workspace, seen.id()).orElseThrow()));
        }
    }

    @Test
    void onlyWhoMayEditsAndNoNameIsTakenTwice() {
        Initiative one = DATABASE.begin(workspace, "One");
        DATABASE.begin(workspace, "Two");
        var other = InitiativeDatabase.details("Other", null, null);

        assertThat(keep.edit(workspace, one.id(), 0, InitiativeDatabase.DIEGO, Role.MEMBER, other))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(edit(one, " two ")).isInstanceOf(Outcome.NameTaken.class);
        assertThat(edit(one, "ONE")).isInstanceOf(Outcome.Kept.class);
        assertThat(keep.edit(DATABASE.workspace(), one.id(), 1, InitiativeDatabase.MAYA, Role.ADMIN, other))
                .isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void aGateMovesItOnceAndTells() {
        Initiative initiative = DATABASE.begin(workspace, "Faster exports");

        assertThat(DATABASE.move(initiative, Phase.DISCOVERY, Phase.DEFINITION, "DEC-3")).isTrue();
        assertThat(DATABASE.move(initiative, Phase.DISCOVERY, Phase.DEFINITION, "DEC-3")).isTrue();
        assertThat(DATABASE.move(initiative, Phase.DISCOVERY, Phase.DEFINITION, "DEC-4")).isFalse();
        assertThat(DATABASE.move(initiative, Phase.EXECUTION, Phase.VALIDATION, "DEC-5")).isFalse();
        assertThat(DATABASE.heard.moves).filteredOn(moved -> moved.workspace().equals(workspace))
                .containsExactly(new InitiativeMoved(workspace, initiative.id(), Phase.DISCOVERY, Phase.DEFINITION,
                        "DEC-3"));
        assertThat(initiatives.find(workspace, initiative.id()).orElseThrow().phase()).isEqualTo(Phase.DEFINITION);
        assertThat(initiatives.steps(workspace, initiative.id(), 9)).containsExactly(
                new Step(Phase.DISCOVERY, Phase.DEFINITION, "DEC-3", InitiativeDatabase.DIEGO, InitiativeDatabase.NOON),
                new Step(null, Phase.DISCOVERY, null, InitiativeDatabase.MAYA, InitiativeDatabase.NOON));
    }

    @Test
    void theSameMoveMadeAfterItWasUndoneIsANewOne() {
        Initiative initiative = DATABASE.begin(workspace, "Back and forth");
        DATABASE.move(initiative, Phase.DISCOVERY, Phase.EXECUTION, "DEC-1");
        DATABASE.move(initiative, Phase.EXECUTION, Phase.DISCOVERY, "DEC-2");

        assertThat(DATABASE.move(initiative, Phase.DISCOVERY, Phase.STOPPED, "DEC-3")).isTrue();
        assertThatThrownBy(() -> DATABASE.move(initiative, Phase.STOPPED, Phase.DISCOVERY, "DEC-4"))
                .hasMessage("No gate moves an initiative from stopped to discovery");
        assertThat(initiatives.steps(workspace, initiative.id(), 9)).hasSize(4);
    }

    @Test
    void ofManyGatesAtOnceOneMovesIt() throws Exception {
        Initiative initiative = DATABASE.begin(workspace, "Contended");
        List<Boolean> moved = together(IntStream.range(0, 8).mapToObj(n -> (Callable<Boolean>) () -> DATABASE
                .move(initiative, Phase.DISCOVERY, n % 2 == 0 ? Phase.DEFINITION : Phase.STOPPED, "DEC-" + n))
                .toList());

        assertThat(moved).filteredOn(one -> one).hasSize(1);
        assertThat(initiatives.steps(workspace, initiative.id(), 9)).hasSize(2);
    }

    @Test
    void aMoveStandsAndFallsWithItsDecision() {
        Initiative initiative = DATABASE.begin(workspace, "Faster exports");

        assertThatThrownBy(() -> initiatives.move(workspace, initiative.id(), Phase.DISCOVERY, Phase.DEFINITION,
                "DEC-1", null)).isInstanceOf(IllegalTransactionStateException.class);
        assertThatThrownBy(() -> DATABASE.in(() -> {
            initiatives.move(workspace, initiative.id(), Phase.DISCOVERY, Phase.DEFINITION, "DEC-1", null);
            throw new IllegalStateException("the decision failed");
        })).hasMessage("the decision failed");
        assertThat(initiatives.find(workspace, initiative.id())).contains(initiative);
    }

    @Test
    void aMoveDoesNotDisturbWhoIsEditing() {
        Initiative seen = DATABASE.begin(workspace, "Faster exports");
        DATABASE.move(seen, Phase.DISCOVERY, Phase.DEFINITION, "DEC-1");

        assertThat(edit(seen, "Exports that end")).isInstanceOfSatisfying(Outcome.Kept.class,
                kept -> assertThat(kept.initiative().phase()).isEqualTo(Phase.DEFINITION));
    }

    @Test
    void featuresAddWhatTheyKnow() {
        Initiative initiative = DATABASE.begin(workspace, "Faster exports");

        var reader = new Actor(workspace, InitiativeDatabase.MAYA, "T1", Role.MEMBER);
        assertThat(DATABASE.the(ShowInitiative.class).saved(reader, initiative).blocks().toString())
                .contains("• AP-7 Launch: approved 3 Dec\n• REL-0\n", "REL-8").doesNotContain("REL-9");
    }

    @Test
    void suggestionsBeginWithWhatIsOpen() {
        for (String name : List.of("Export to CSV", "Faster exports", "Exports that end", "50% off", "Être")) {
            DATABASE.begin(workspace, name);
        }
        DATABASE.move(initiatives.find(workspace, "INIT-1").orElseThrow(), Phase.DISCOVERY, Phase.DONE, "DEC-1");

        assertThat(suggested("EXPORT")).containsExactly("Exports that end", "Faster exports", "Export to CSV");
        assertThat(suggested("ex")).containsExactly("Exports that end", "Faster exports", "Export to CSV");
        assertThat(suggested("end expo")).containsExactly("Exports that end");
        assertThat(suggested("etre")).containsExactly("Être");
        assertThat(suggested("50%")).containsExactly("50% off");
        assertThat(suggested("%")).isEmpty();
        assertThat(suggested("INIT-1")).containsExactly("Export to CSV");
        assertThat(suggested("5")).startsWith("Être", "50% off");
        assertThat(suggested("")).containsExactly("Être", "50% off", "Exports that end", "Faster exports");
        assertThat(initiatives.suggest(workspace, "export", 2)).hasSize(2);
    }

    @Test
    void listsFilterAndSearchFindsWords() {
        var areas = DATABASE.the(Areas.class);
        var export = areas.create(workspace, "Export", null, null);
        DATABASE.begin(workspace, InitiativeDatabase.details("Faster exports", export.id(), "Ledgers end in a minute"));
        DATABASE.begin(workspace, "Dark mode");
        Initiative done = DATABASE.begin(workspace, "导出报表");
        DATABASE.move(done, Phase.DISCOVERY, Phase.DONE, "DEC-1");

        assertThat(names("", false)).containsExactly("Dark mode", "Faster exports");
        assertThat(names("phase:any", false)).containsExactly("导出报表", "Dark mode", "Faster exports");
        assertThat(names("phase:done", false)).containsExactly("导出报表");
        assertThat(names("area:export", false)).containsExactly("Faster exports");
        assertThat(names("owner:me", false)).hasSize(2);
        assertThat(names("minute ledger", true)).containsExactly("Faster exports");
        assertThat(names("导出", true)).containsExactly("导出报表");
        assertThat(names("exprots", true)).as("a slip").containsExactly("Faster exports");
        assertThat(names("报表", true)).containsExactly("导出报表");
        assertThat(names("submarine", true)).isEmpty();
        assertThat(find("!?", true)).isEqualTo(new Found.Mistaken("There is no word in that to look for."));
        assertThat(find("area:Nowhere", false)).isEqualTo(
                new Found.Mistaken("There is no area called “Nowhere”. There is Export."));
    }

    @Test
    void pagesTurnBothWays() {
        for (int i = 1; i <= 23; i++) {
            DATABASE.begin(workspace, "Name " + i);
        }
        assertThat(numbers(new From.Newest())).containsExactlyElementsOf(down(23, 14));
        assertThat(numbers(new From.OlderThan(14))).containsExactlyElementsOf(down(13, 4));
        assertThat(numbers(new From.OlderThan(4))).containsExactlyElementsOf(down(3, 1));
        assertThat(numbers(new From.NewerThan(3))).containsExactlyElementsOf(down(13, 4));
        var last = (Found.Page) DATABASE.the(FindInitiatives.class).find(workspace, InitiativeDatabase.MAYA, false, "",
                new From.OlderThan(4));
        assertThat(last.newer()).isTrue();
        assertThat(last.older()).isFalse();
    }

    @Test
    void whatBelongsToAWorkspaceGoesWithIt() {
        Initiative initiative = DATABASE.begin(workspace, "Faster exports");

        DATABASE.jdbc.sql("delete from workspace where id = ?").param(workspace.value()).update();

        assertThat(initiatives.find(workspace, initiative.id())).isEmpty();
        assertThat(initiatives.steps(workspace, initiative.id(), 9)).isEmpty();
    }

    private Outcome edit(Initiative seen, String name) {
        return keep.edit(workspace, seen.id(), seen.version(), InitiativeDatabase.MAYA, Role.MEMBER,
                InitiativeDatabase.details(Spelling.tidy(name), null, null));
    }

    private List<String> suggested(String typed) {
        return initiatives.suggest(workspace, typed, 20).stream().map(Initiative::name).toList();
    }

    private Found find(String typed, boolean search) {
        return DATABASE.the(FindInitiatives.class).find(workspace, InitiativeDatabase.MAYA, search, typed,
                new From.Newest());
    }

    private List<String> names(String typed, boolean search) {
        return ((Found.Page) find(typed, search)).initiatives().stream().map(Initiative::name).toList();
    }

    private List<Long> numbers(From from) {
        return ((Found.Page) DATABASE.the(FindInitiatives.class).find(workspace, InitiativeDatabase.MAYA, false, "",
                from)).initiatives().stream().map(Initiative::number).toList();
    }

    private static List<Long> down(long from, long to) {
        var numbers = new ArrayList<Long>();
        for (long number = from; number >= to; number--) {
            numbers.add(number);
        }
        return numbers;
    }

    private static <T> List<T> together(List<Callable<T>> work) throws Exception {
        var barrier = new CyclicBarrier(Math.min(work.size(), 16));
        try (var pool = Executors.newFixedThreadPool(Math.min(work.size(), 16))) {
            List<Future<T>> futures = IntStream.range(0, work.size()).mapToObj(n -> pool.submit(() -> {
                if (n < 16) {
                    barrier.await();
                }
                return work.get(n).call();
            })).toList();
            var results = new ArrayList<T>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }
}
