package dev.steward.cadence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.steward.cadence.Action.Due;
import dev.steward.cadence.Action.How;
import dev.steward.cadence.Action.Kind;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

class ActionTest {
    private static final UserId ANNA = new UserId("UANNA");
    private static final UserId BEN = new UserId("UBEN");
    private static final Instant NOW = Instant.parse("2026-12-01T09:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(3_600);
    private static final Due FRIDAY = due(4, 17);
    private final Action open = Action.noted(facts(" Ask legal \n"), ANNA, FRIDAY);

    @Test
    void whatIsNotedSaysSomethingAndNotTooMuch() {
        assertThat(open.facts().what()).isEqualTo("Ask legal");
        assertThat(kind(open)).isEqualTo(Kind.NOTED);
        assertThat(refused(() -> facts(" \n"))).isEqualTo("Please say what is to be done.");
        assertThat(refused(() -> facts("x".repeat(501)))).isEqualTo("Please say it in 500 characters.");
        assertThat(facts("x".repeat(500)).what()).hasSize(500);
    }

    @Test
    void itIsLateOnceThatDaysWorkIsOverAndNoMoreOnceItIsDone() {
        assertThat(open.late(FRIDAY.at().minusNanos(1))).isFalse();
        assertThat(open.late(FRIDAY.at())).isTrue();
        assertThat(open.done(ANNA, LATER).late(FRIDAY.at())).isFalse();
    }

    @Test
    void itIsDoneOnceAndSaysByWhom() {
        Action done = open.done(BEN, LATER);
        assertThat(Objects.requireNonNull(done.ended()).how()).isEqualTo(How.DONE);
        assertThat(kind(done)).isEqualTo(Kind.DONE);
        for (Runnable each : List.<Runnable>of(() -> done.done(ANNA, LATER), () -> done.drop(ANNA, "why", LATER),
                () -> done.handOver(ANNA, BEN, FRIDAY, LATER), () -> done.postpone(ANNA, due(5, 17), LATER))) {
            assertThat(refused(each)).isEqualTo("It is done already, says <@UBEN>.");
        }
    }

    @Test
    void whatIsNotNeededHasAReason() {
        assertThat(refused(() -> open.drop(ANNA, " ", NOW))).contains("why");
        assertThat(refused(() -> open.drop(ANNA, "x".repeat(1_001), NOW))).contains("1000 characters");
        Action dropped = open.drop(ANNA, " Legal said so \n", NOW);
        assertThat(Objects.requireNonNull(dropped.ended()).reason()).isEqualTo("Legal said so");
        assertThat(Objects.requireNonNull(dropped.changed()).words()).isEqualTo("Legal said so");
        assertThat(refused(() -> dropped.done(BEN, NOW))).isEqualTo("It is not needed, says <@UANNA>.");
    }

    @Test
    void whoeverItIsHandedToHasItByTheSameDayAndIsChasedAnew() {
        Action handed = open.taken(3).handOver(ANNA, BEN, due(4, 22), LATER);
        assertThat(List.of(handed.owner(), handed.due(), handed.taken(), kind(handed)))
                .isEqualTo(List.of(BEN, due(4, 22), 0, Kind.HANDED_OVER));
        assertThat(refused(() -> handed.handOver(ANNA, BEN, FRIDAY, LATER))).isEqualTo("It is <@UBEN>'s already.");
    }

    @Test
    void whatIsPutOffIsChasedAnew() {
        Action later = open.taken(3).postpone(ANNA, due(8, 17), LATER);
        assertThat(List.of(later.due(), later.taken(), kind(later))).isEqualTo(List.of(due(8, 17), 0, Kind.POSTPONED));
        assertThat(refused(() -> later.postpone(ANNA, due(8, 17), LATER))).isEqualTo("It is due that day already.");
    }

    @Test
    void whatIsOpenedAgainIsDueAsBefore() {
        Action again = open.taken(3).done(ANNA, NOW).reopen(BEN, LATER);
        assertThat(List.of(again.open(), again.due(), again.taken(), kind(again)))
                .isEqualTo(List.of(true, FRIDAY, 0, Kind.REOPENED));
        assertThat(refused(() -> again.reopen(BEN, LATER))).isEqualTo("It is open already.");
        assertThat(open.drop(ANNA, "Why not", NOW).reopen(BEN, LATER).open()).isTrue();
    }

    private static Action.Facts facts(String what) {
        return new Action.Facts(new ActionId(new UUID(0, 1)), new WorkspaceId(new UUID(0, 2)),
                new CadenceId(new UUID(0, 3)), new SessionId(new UUID(0, 4)), null, what, BEN, NOW);
    }

    private static Due due(int day, int hour) {
        LocalDate on = LocalDate.of(2026, 12, day);
        return new Due(on, on.atTime(hour, 0).toInstant(ZoneOffset.UTC));
    }

    private static Kind kind(Action action) {
        return Objects.requireNonNull(action.changed()).kind();
    }

    private static String refused(Runnable what) {
        return catchThrowableOfType(Refused.class, what::run).sentence();
    }
}
