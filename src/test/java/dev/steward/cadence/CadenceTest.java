package dev.steward.cadence;

import static dev.steward.cadence.Given.ANA;
import static dev.steward.cadence.Given.BEN;
import static dev.steward.cadence.Given.CHI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import dev.steward.cadence.CadenceHappening.Kind;
import dev.steward.schedule.Recurrence;
import dev.steward.workspace.Role;

/** What can be done with a cadence, by whom, and what it says to everybody else. Ana owns it. */
class CadenceTest {
    private static final Instant NOW = Given.at("2026-03-02T09:00");

    @Test
    void itsOwnerOpsAndAdminsMayChangeItAndNobodyElse() {
        for (Cadence.Workings state : List.of(active().workings(), paused().workings())) {
            Cadence cadence = again(state);
            assertThat(cadence.mayChange(ANA, Role.MEMBER)).isTrue();
            assertThat(cadence.mayChange(BEN, Role.MEMBER)).isFalse();
            assertThat(cadence.mayChange(BEN, Role.OPS)).isTrue();
            assertThat(cadence.mayChange(BEN, Role.ADMIN)).isTrue();
            String only = "Only its owner <@U0ANA>, ops people and admins can do that.";
            refused(only, () -> cadence.change(BEN, Role.MEMBER, shorter(), NOW));
            refused(only, () -> cadence.pause(BEN, Role.MEMBER, NOW));
            refused(only, () -> cadence.resume(BEN, Role.MEMBER, NOW));
            refused(only, () -> cadence.end(BEN, Role.MEMBER, NOW));
            refused(only, () -> cadence.handOver(BEN, Role.MEMBER, CHI, NOW));
            assertThat(cadence.happenings()).isEmpty();
            assertThat(cadence.workings()).isEqualTo(state);
        }
    }

    @Test
    void itIsPausedAndResumed() {
        Cadence cadence = active();
        refused("It is not paused.", () -> cadence.resume(ANA, Role.MEMBER, NOW));
        cadence.pause(ANA, Role.MEMBER, NOW);
        assertThat(cadence.state()).isEqualTo(CadenceState.PAUSED);
        assertThat(cadence.active()).isFalse();
        refused("It is paused already.", () -> cadence.pause(ANA, Role.MEMBER, NOW));
        cadence.resume(BEN, Role.OPS, NOW);
        assertThat(cadence.active()).isTrue();
        assertThat(kinds(cadence)).containsExactly(Kind.PAUSED, Kind.RESUMED);
    }

    @Test
    void endedItOnlyRemembers() {
        for (Cadence cadence : List.of(active(), paused())) {
            cadence.end(ANA, Role.MEMBER, NOW);
            assertThat(cadence.state()).isEqualTo(CadenceState.ENDED);
            Cadence ended = again(cadence.workings());
            String over = "It has ended. Create a new one with `/cadence new`.";
            refused(over, () -> ended.change(ANA, Role.ADMIN, shorter(), NOW));
            refused(over, () -> ended.pause(ANA, Role.ADMIN, NOW));
            refused(over, () -> ended.resume(ANA, Role.ADMIN, NOW));
            refused(over, () -> ended.end(ANA, Role.ADMIN, NOW));
            refused(over, () -> ended.handOver(ANA, Role.ADMIN, BEN, NOW));
            ended.replan(ended.rules().recurrence().except(Given.TUESDAY), ANA, NOW);
            assertThat(ended.happenings()).as("a replanned one would recur again").isEmpty();
        }
    }

    @Test
    void itIsChangedWhereSomethingIsDifferent() {
        Cadence cadence = active();
        cadence.change(ANA, Role.MEMBER, cadence.rules(), NOW);
        assertThat(cadence.happenings()).isEmpty();
        refused("A meeting stays a meeting, and what is written stays written. End this one and create the other.",
                () -> cadence.change(ANA, Role.MEMBER, Given.written().rules(), NOW));
        cadence.change(ANA, Role.MEMBER, shorter(), NOW);
        assertThat(cadence.rules()).isEqualTo(shorter());
        assertThat(kinds(cadence)).containsExactly(Kind.CHANGED);
    }

    @Test
    void oneSessionMoreOrLessIsNoChangeOfItsRules() {
        Cadence cadence = active();
        Recurrence without = cadence.rules().recurrence().except(Given.TUESDAY);
        cadence.replan(without, BEN, NOW);
        cadence.replan(without, BEN, NOW);
        assertThat(cadence.rules().recurrence()).isEqualTo(without);
        assertThat(kinds(cadence)).containsExactly(Kind.REPLANNED);
    }

    @Test
    void aTurnIsKeptWhereItChangesAnything() {
        Cadence cadence = active();
        cadence.turn(rotation -> rotation, ANA, NOW);
        assertThat(cadence.happenings()).isEmpty();
        cadence.turn(rotation -> rotation.held(ANA, List.of(ANA, BEN), Set.of(ANA, BEN)), ANA, NOW);
        assertThat(cadence.rotation().sessions()).isOne();
        assertThat(kinds(cadence)).containsExactly(Kind.TURNED);
    }

    @Test
    void anotherOwnsIt() {
        Cadence cadence = active();
        refused("<@U0ANA> owns it already.", () -> cadence.handOver(ANA, Role.MEMBER, ANA, NOW));
        cadence.handOver(ANA, Role.MEMBER, BEN, NOW);
        assertThat(cadence.owner()).isEqualTo(BEN);
        assertThat(cadence.happenings()).containsExactly(new CadenceHappening(Kind.HANDED_OVER, ANA, NOW, BEN));
        assertThat(cadence.mayChange(ANA, Role.MEMBER)).isFalse();
        assertThatCode(() -> cadence.pause(BEN, Role.MEMBER, NOW)).doesNotThrowAnyException();
    }

    @Test
    void aNewOneIsActiveAndNobodyHadATurn() {
        Cadence cadence = Cadence.create(new Cadence.Facts(Given.CADENCE, Given.WORKSPACE, new Reference(2), NOW), ANA,
                Given.meeting().rules());
        assertThat(cadence.active()).isTrue();
        assertThat(cadence.rotation()).isEqualTo(Rotation.empty());
        assertThat(kinds(cadence)).containsExactly(Kind.CREATED);
    }

    @Test
    void referencesAreReadAsPeopleTypeThem() {
        assertThat(Reference.parse(" rev-12 ")).contains(new Reference(12));
        assertThat(Reference.parse("REV12")).contains(new Reference(12));
        assertThat(Reference.parse("REV-")).isEmpty();
        assertThat(Reference.parse("REV-12345678901234567890")).isEmpty();
        assertThat(new Reference(2)).hasToString("REV-2");
    }

    private static Rules shorter() {
        Given given = Given.meeting();
        given.duration = java.time.Duration.ofMinutes(15);
        return given.rules();
    }

    private static Cadence active() {
        return again(new Cadence.Workings(ANA, CadenceState.ACTIVE, Given.meeting().rules(), Rotation.empty()));
    }

    private static Cadence paused() {
        return again(new Cadence.Workings(ANA, CadenceState.PAUSED, Given.meeting().rules(), Rotation.empty()));
    }

    private static Cadence again(Cadence.Workings workings) {
        return new Cadence(new Cadence.Facts(Given.CADENCE, Given.WORKSPACE, new Reference(2), NOW), 1, workings);
    }

    private static List<Kind> kinds(Cadence cadence) {
        return cadence.happenings().stream().map(CadenceHappening::kind).toList();
    }

    private static void refused(String sentence, ThrowingCallable what) {
        assertThatThrownBy(what).isInstanceOf(Refused.class).hasMessage(sentence);
    }
}
