package dev.steward.initiative;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import dev.steward.initiative.Details.Checked;
import dev.steward.initiative.Details.Field;
import dev.steward.initiative.InitiativeList.Asked;
import dev.steward.initiative.ListRequest.Parsed;
import dev.steward.slack.Spelling;
import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.Member;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

class InitiativeTest {
    private static final UserId MAYA = InitiativeDatabase.MAYA;

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = {"DONE", "STOPPED"})
    void whatIsOpenMayMoveToAnyOtherPhase(Phase from) {
        assertThat(Phase.values()).filteredOn(from::mayMoveTo).hasSize(5).doesNotContain(from);
    }

    @ParameterizedTest
    @EnumSource(names = {"DONE", "STOPPED"})
    void whatHasEndedMovesNowhere(Phase end) {
        assertThat(Phase.values()).noneMatch(end::mayMoveTo);
    }

    @Test
    void phasesAreReadWhateverTheCase() {
        assertThat(Phase.parse(" Execution ")).contains(Phase.EXECUTION);
        assertThat(Phase.parse("launched")).isEmpty();
        assertThat(Phase.EXECUTION.word()).isEqualTo("execution");
    }

    @ParameterizedTest
    @ValueSource(strings = {"INIT-3", "init-3", " Init3 ", "INIT–3"})
    void referencesAreRead(String typed) {
        assertThat(Reference.parse(typed)).hasValue(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INIT-0", "INIT-", "3", "INIT-3 please", "FB-3", "INIT-1234567890123456789"})
    void whatIsNoReferenceIsNone(String typed) {
        assertThat(Reference.parse(typed)).isEmpty();
    }

    @Test
    void itsOwnerAndOpsAndAdminsMayEditIt() {
        Initiative initiative = initiative(Phase.DISCOVERY);
        assertThat(initiative.mayEdit(MAYA, Role.MEMBER)).isTrue();
        assertThat(initiative.mayEdit(InitiativeDatabase.DIEGO, Role.OPS)).isTrue();
        assertThat(initiative.mayEdit(InitiativeDatabase.DIEGO, Role.ADMIN)).isTrue();
        assertThat(initiative.mayEdit(InitiativeDatabase.DIEGO, Role.MEMBER)).isFalse();
    }

    @Test
    void progressTicksWhatWasGoneThroughAndNothingElse() {
        assertThat(InitiativeView.progress(Phase.DISCOVERY, List.of(begun())))
                .isEqualTo("*discovery* → definition → execution → validation → done");
        var skipped = List.of(step(Phase.DISCOVERY, Phase.EXECUTION), begun());
        assertThat(InitiativeView.progress(Phase.EXECUTION, skipped))
                .isEqualTo("✓ discovery → definition → *execution* → validation → done");
        var sentBack = List.of(step(Phase.VALIDATION, Phase.DEFINITION), step(Phase.DISCOVERY, Phase.VALIDATION),
                begun());
        assertThat(InitiativeView.progress(Phase.DEFINITION, sentBack))
                .isEqualTo("✓ discovery → *definition* → execution → validation → done");
        var stopped = List.of(step(Phase.DEFINITION, Phase.STOPPED), step(Phase.DISCOVERY, Phase.DEFINITION), begun());
        assertThat(InitiativeView.progress(Phase.STOPPED, stopped)).isEqualTo("✓ discovery → ✓ definition → *stopped*");
    }

    @Test
    void whatIsSaidIsCheckedFieldByField() {
        assertThat(check("  Faster \n exports ", MAYA, Optional.of(member(false, false, false)), " so that they end "))
                .isEqualTo(new Checked.Fine(new Details("Faster exports", MAYA, null, "so that they end")));
        assertThat(check(" ", null, Optional.empty(), "x".repeat(2_001))).isInstanceOfSatisfying(
                Checked.Mistaken.class, mistaken -> assertThat(mistaken.sentences())
                        .containsOnlyKeys(Field.NAME, Field.OWNER, Field.OBJECTIVE));
        assertThat(check("n".repeat(101), MAYA, Optional.of(member(true, false, false)), null)).isInstanceOfSatisfying(
                Checked.Mistaken.class, mistaken -> assertThat(mistaken.sentences())
                        .containsEntry(Field.OWNER, "An app cannot own an initiative. Choose a person."));
        assertThat(check("Exports", MAYA, Optional.empty(), null)).isInstanceOfSatisfying(Checked.Mistaken.class,
                mistaken -> assertThat(mistaken.sentences()).containsOnlyKeys(Field.OWNER));
        for (var other : List.of(member(false, true, false), member(false, false, true))) {
            assertThat(check("n", MAYA, Optional.of(other), null)).isInstanceOf(Checked.Mistaken.class);
        }
    }

    @Test
    void namesThatOnlyLookDifferentAreOne() {
        assertThat(Spelling.key(" ＦＡＳＴＥＲ  Exports ")).isEqualTo("faster exports");
        assertThat(Spelling.key("Resumé")).isNotEqualTo(Spelling.key("Resume"));
        assertThat(Spelling.fold("Résumé ÀÉ")).isEqualTo("resume ae");
    }

    @Test
    void textsAreFoundByTheirWords() {
        assertThat(Spelling.terms("Faster CSV-exports, 2x & Élan")).containsExactly("faster", "csv", "exports", "2x",
                "elan");
        assertThat(Spelling.terms("导出报表 R")).containsExactly("导出", "出报", "报表", "r");
        assertThat(Spelling.terms("' \\ : & | ! *")).isEmpty();
        assertThat(Spelling.query(List.of("a", "b"))).isEqualTo("'a' & 'b':*");
    }

    @Test
    void filtersAreReadFromWhatIsTyped() {
        assertThat(ListRequest.parse("area:\"Mobile app\" owner:me phase:Execution Ledger \"two words\"", false))
                .isEqualTo(new Parsed.Fine(new ListRequest("Mobile app", "me", Phase.EXECUTION, true,
                        List.of("ledger", "two words"))));
        assertThat(ListRequest.parse("phase:any", false))
                .isEqualTo(new Parsed.Fine(new ListRequest(null, null, null, true, List.of())));
        assertThat(ListRequest.parse("phase:launched", false)).isInstanceOfSatisfying(Parsed.Mistaken.class,
                mistaken -> assertThat(mistaken.sentence()).contains("no phase", "discovery, definition"));
        assertThat(ListRequest.parse("kind:idea", false)).isInstanceOf(Parsed.Mistaken.class);
        assertThat(ListRequest.parse("area:\"Mobile", false)).isInstanceOf(Parsed.Mistaken.class);
    }

    @Test
    void aPagesButtonsCarryWhatWasAsked() {
        assertThat(InitiativeList.OLDER.read("search-12 a+b 7 phase:any"))
                .contains(new InitiativeList.Turned(new Asked(true, "a+b 7 phase:any"),
                        new FindInitiatives.From.OlderThan(12)));
        assertThat(InitiativeList.NEWER.read("list+1 ")).contains(
                new InitiativeList.Turned(new Asked(false, ""), new FindInitiatives.From.NewerThan(1)));
    }

    private static Checked check(@Nullable String name, @Nullable UserId owner, Optional<Member> known,
            @Nullable String objective) {
        return Details.check(name, owner, known, null, false, objective);
    }

    private static Member member(boolean bot, boolean deactivated, boolean outsider) {
        return new Member(new WorkspaceId(new UUID(1, 1)), MAYA, "T1", "Maya", null, ZoneOffset.UTC,
                outsider ? Role.OUTSIDER : Role.MEMBER, bot, deactivated);
    }

    private static Step begun() {
        return new Step(null, Phase.DISCOVERY, null, MAYA, InitiativeDatabase.NOON);
    }

    private static Step step(Phase from, Phase to) {
        return new Step(from, to, "DEC-1", null, InitiativeDatabase.NOON);
    }

    private static Initiative initiative(Phase phase) {
        return new Initiative(new InitiativeId(new UUID(1, 2)), new WorkspaceId(new UUID(1, 1)), 3, "Faster exports",
                MAYA, new AreaId(new UUID(1, 3)), phase, null, 0);
    }
}
