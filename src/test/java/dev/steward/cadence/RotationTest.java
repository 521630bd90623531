package dev.steward.cadence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonValue;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import dev.steward.cadence.Rotation.Owed;
import dev.steward.workspace.UserId;

class RotationTest {
    private static final UserId ADA = new UserId("UADA");
    private static final UserId BEN = new UserId("UBEN");
    private static final UserId CLEO = new UserId("UCLEO");
    private static final UserId DAN = new UserId("UDAN");
    private static final List<UserId> ALL = List.of(ADA, BEN, CLEO);

    private Rotation rotation = Rotation.empty();

    @Test
    void goesRoundInTheirOrder() {
        assertThat(List.of(hold(), hold(), hold(), hold(), hold())).containsExactly(ADA, BEN, CLEO, ADA, BEN);
    }

    @Test
    void whatIsOnlyPlannedUsesUpNobodysTurn() {
        hold();
        assertThat(next()).isEqualTo(BEN);
        rotation = rotation.calledOff();
        assertThat(next()).isEqualTo(BEN);
    }

    @Test
    void whoIsAwayIsSkippedAndStillHasTheFewestTurns() {
        assertThat(hold(BEN, CLEO)).isEqualTo(BEN);
        assertThat(hold()).isEqualTo(ADA);
        assertThat(hold()).isEqualTo(CLEO);
    }

    @Test
    void nobodyIsChosenWhereNobodyIsThere() {
        assertThat(rotation.next(ALL, Set.of())).isEmpty();
        assertThat(rotation.next(ALL, Set.of(DAN))).isEmpty();
        assertThat(rotation.next(List.of(), Set.of(ADA))).isEmpty();
    }

    @Test
    void whoComesBackAfterLongAwayOwesOneTurnOnly() {
        hold();
        for (int i = 0; i < 10; i++) {
            hold(BEN, CLEO);
        }
        assertThat(List.of(hold(), hold(), hold(), hold())).containsExactly(ADA, BEN, CLEO, ADA);
    }

    @Test
    void whoIsNewOwesNone() {
        hold();
        List<UserId> more = List.of(DAN, ADA, BEN, CLEO);
        assertThat(rotation.ahead(7, more, i -> Set.copyOf(more)).stream().map(Optional::get)).containsExactly(BEN,
                CLEO, DAN, ADA, BEN, CLEO, DAN);
    }

    @Test
    void whoTookASessionIsGivenOneBack() {
        rotation = rotation.swapped(ADA, BEN);
        assertThat(hold()).isEqualTo(BEN);
        assertThat(rotation.owed()).containsExactly(new Owed(ADA, BEN));
        assertThat(rotation.choose(ALL, Set.copyOf(ALL))).contains(new Rotation.Choice(ADA, BEN));
        assertThat(hold()).isEqualTo(ADA);
        assertThat(rotation.owed()).isEmpty();
        assertThat(hold()).isEqualTo(CLEO);
    }

    @Test
    void aDebtWaitsUntilWhoeverOwesItIsThere() {
        hold();
        hold();
        rotation = rotation.swapped(CLEO, ADA);
        assertThat(hold()).isEqualTo(ADA);
        assertThat(hold(ADA, BEN)).isEqualTo(BEN);
        assertThat(hold(ADA, BEN)).isEqualTo(ADA);
        assertThat(rotation.owed()).containsExactly(new Owed(CLEO, ADA));
        assertThat(List.of(hold(), hold(), hold())).containsExactly(CLEO, BEN, CLEO);
        assertThat(rotation.owed()).isEmpty();
    }

    @Test
    void whoJustFacilitatedForAnotherIsNotAskedForTheirOwnTurnAtOnce() {
        rotation = rotation.swapped(ADA, BEN);
        hold();
        assertThat(hold(BEN, CLEO)).isEqualTo(CLEO);
        assertThat(hold(BEN, CLEO)).isEqualTo(BEN);
        assertThat(rotation.owed()).containsExactly(new Owed(ADA, BEN));
    }

    @Test
    void whoStandsInForThatIsOwedOne() {
        hold();
        rotation = rotation.swapped(BEN, CLEO);
        hold();
        assertThat(rotation.choose(ALL, Set.of(ADA, CLEO))).contains(new Rotation.Choice(ADA, CLEO));
        hold(ADA, CLEO);
        assertThat(rotation.owed()).containsExactly(new Owed(BEN, CLEO), new Owed(CLEO, ADA));
    }

    @Test
    void whoAlsoGoesAwayGivesTheSwappedSessionBack() {
        rotation = rotation.swapped(ADA, BEN);
        assertThat(rotation.next(ALL, Set.of(ADA, CLEO))).contains(ADA);
        assertThat(hold(ADA, CLEO)).isEqualTo(ADA);
        assertThat(rotation.owed()).isEmpty();
        assertThat(hold()).isEqualTo(BEN);
    }

    @Test
    void whoeverGoesAwayAfterASwapStillOwesIt() {
        rotation = rotation.swapped(ADA, BEN);
        assertThat(hold(BEN, CLEO)).isEqualTo(BEN);
        assertThat(rotation.owed()).containsExactly(new Owed(ADA, BEN));
    }

    @Test
    void aSessionPassesThroughSeveralHands() {
        rotation = rotation.swapped(ADA, BEN).swapped(BEN, CLEO);
        assertThat(rotation.next(ALL, Set.of(ADA, BEN))).contains(BEN);
        assertThat(hold()).isEqualTo(CLEO);
        assertThat(rotation.owed()).containsExactly(new Owed(ADA, BEN), new Owed(BEN, CLEO));
    }

    @Test
    void whoGetsItBackOwesNothing() {
        assertThat(rotation.swapped(ADA, BEN).swapped(BEN, ADA)).isEqualTo(rotation);
        assertThat(rotation.swapped(ADA, BEN).swapped(BEN, CLEO).swapped(CLEO, BEN))
                .isEqualTo(rotation.swapped(ADA, BEN));
    }

    @Test
    void twoWhoOweEachOtherAreEven() {
        rotation = new Rotation(List.of(), List.of(new Owed(BEN, ADA)), List.of(), null, 0);
        rotation = rotation.swapped(ADA, BEN);
        hold();
        assertThat(rotation.owed()).isEmpty();
    }

    @Test
    void whoHandsOnWhatTheyOweHasPaidItAndOwesTheOther() {
        rotation = rotation.swapped(ADA, BEN);
        hold();
        rotation = rotation.swapped(ADA, CLEO);
        assertThat(rotation.choose(ALL, Set.copyOf(ALL))).contains(new Rotation.Choice(CLEO, BEN));
        hold();
        assertThat(rotation.owed()).containsExactly(new Owed(ADA, CLEO));
    }

    @Test
    void debtsOfWhoLeftAreVoid() {
        rotation = rotation.swapped(ADA, BEN);
        hold();
        List<UserId> without = List.of(BEN, CLEO);
        assertThat(rotation.next(without, Set.copyOf(without))).contains(CLEO);
        rotation = rotation.held(CLEO, without, Set.copyOf(without));
        assertThat(rotation.owed()).isEmpty();
    }

    @Test
    void aSwapIsForOneSessionOnly() {
        rotation = rotation.swapped(ADA, BEN).calledOff();
        assertThat(hold()).isEqualTo(ADA);
    }

    @Test
    void whoeverIsSetByHandUsesUpTheirOwnTurn() {
        rotation = rotation.held(CLEO, ALL, Set.copyOf(ALL));
        assertThat(rotation.owed()).isEmpty();
        assertThat(List.of(hold(), hold(), hold())).containsExactly(ADA, BEN, CLEO);
    }

    @Test
    void isKeptAsJson() {
        JsonMapper mapper = JsonMapper.builder().addMixIn(UserId.class, Text.class).build();
        rotation = rotation.swapped(ADA, BEN);
        hold();
        rotation = rotation.swapped(ADA, CLEO);
        assertThat(mapper.readValue(mapper.writeValueAsString(rotation), Rotation.class)).isEqualTo(rotation);
        assertThat(mapper.readValue(mapper.writeValueAsString(Rotation.empty()), Rotation.class))
                .isEqualTo(Rotation.empty());
    }

    private UserId next() {
        return rotation.next(ALL, Set.copyOf(ALL)).orElseThrow();
    }

    private UserId hold(UserId... present) {
        Set<UserId> there = present.length == 0 ? Set.copyOf(ALL) : new HashSet<>(List.of(present));
        UserId next = rotation.next(ALL, there).orElseThrow();
        rotation = rotation.held(next, ALL, there);
        return next;
    }

    private interface Text {
        @JsonValue
        String value();
    }
}
