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
    private Hands hands = Hands.NONE;

    @Test
    void goesRoundInTheirOrder() {
        assertThat(List.of(hold(), hold(), hold(), hold(), hold())).containsExactly(ADA, BEN, CLEO, ADA, BEN);
    }

    @Test
    void whatIsOnlyPlannedUsesUpNobodysTurn() {
        hold();
        assertThat(next()).isEqualTo(BEN);
        assertThat(rotation.ahead(1, ALL, i -> Set.copyOf(ALL))).containsExactly(Optional.of(BEN));
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
        hands = hands.passed(ADA, BEN);
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
        hands = hands.passed(CLEO, ADA);
        assertThat(hold()).isEqualTo(ADA);
        assertThat(hold(ADA, BEN)).isEqualTo(BEN);
        assertThat(hold(ADA, BEN)).isEqualTo(ADA);
        assertThat(rotation.owed()).containsExactly(new Owed(CLEO, ADA));
        assertThat(List.of(hold(), hold(), hold())).containsExactly(CLEO, BEN, CLEO);
        assertThat(rotation.owed()).isEmpty();
    }

    @Test
    void whoJustFacilitatedForAnotherIsNotAskedForTheirOwnTurnAtOnce() {
        hands = hands.passed(ADA, BEN);
        hold();
        assertThat(hold(BEN, CLEO)).isEqualTo(CLEO);
        assertThat(hold(BEN, CLEO)).isEqualTo(BEN);
        assertThat(rotation.owed()).containsExactly(new Owed(ADA, BEN));
    }

    @Test
    void whoStandsInForThatIsOwedOne() {
        hold();
        hands = hands.passed(BEN, CLEO);
        hold();
        assertThat(rotation.choose(ALL, Set.of(ADA, CLEO))).contains(new Rotation.Choice(ADA, CLEO));
        hold(ADA, CLEO);
        assertThat(rotation.owed()).containsExactly(new Owed(BEN, CLEO), new Owed(CLEO, ADA));
    }

    @Test
    void whoAlsoGoesAwayGivesTheSwappedSessionBack() {
        hands = hands.passed(ADA, BEN);
        assertThat(chosen(ADA, CLEO)).contains(ADA);
        assertThat(hold(ADA, CLEO)).isEqualTo(ADA);
        assertThat(rotation.owed()).isEmpty();
        assertThat(hold()).isEqualTo(BEN);
    }

    @Test
    void whoeverGoesAwayAfterASwapStillOwesIt() {
        hands = hands.passed(ADA, BEN);
        assertThat(hold(BEN, CLEO)).isEqualTo(BEN);
        assertThat(rotation.owed()).containsExactly(new Owed(ADA, BEN));
    }

    @Test
    void aSessionPassesThroughSeveralHands() {
        hands = hands.passed(ADA, BEN).passed(BEN, CLEO);
        assertThat(chosen(ADA, BEN)).contains(BEN);
        assertThat(hold()).isEqualTo(CLEO);
        assertThat(rotation.owed()).containsExactly(new Owed(ADA, BEN), new Owed(BEN, CLEO));
    }

    @Test
    void whoGetsItBackOwesNothing() {
        assertThat(hands.passed(ADA, BEN).passed(BEN, ADA)).isEqualTo(Hands.NONE);
        assertThat(hands.passed(ADA, BEN).passed(BEN, CLEO).passed(CLEO, BEN)).isEqualTo(hands.passed(ADA, BEN));
        assertThat(hands.passed(ADA, BEN).passed(DAN, CLEO)).as("set by hand between")
                .isEqualTo(hands.passed(DAN, CLEO));
    }

    @Test
    void twoWhoOweEachOtherAreEven() {
        rotation = new Rotation(List.of(), List.of(new Owed(BEN, ADA)), null, 0);
        hands = hands.passed(ADA, BEN);
        hold();
        assertThat(rotation.owed()).isEmpty();
    }

    @Test
    void whoHandsOnWhatTheyOweHasPaidItAndOwesTheOther() {
        hands = hands.passed(ADA, BEN);
        hold();
        hands = hands.passed(ADA, CLEO);
        assertThat(rotation.choose(hands, ALL, Set.copyOf(ALL))).contains(new Rotation.Choice(CLEO, BEN));
        hold();
        assertThat(rotation.owed()).containsExactly(new Owed(ADA, CLEO));
    }

    @Test
    void debtsOfWhoLeftAreVoid() {
        hands = hands.passed(ADA, BEN);
        hold();
        List<UserId> without = List.of(BEN, CLEO);
        assertThat(rotation.next(without, Set.copyOf(without))).contains(CLEO);
        rotation = rotation.held(CLEO, without, Set.copyOf(without));
        assertThat(rotation.owed()).isEmpty();
    }

    @Test
    void whatSomebodyTookFromOneWhoLeftIsTheirOwnTurn() {
        hands = hands.passed(DAN, BEN);
        assertThat(hold()).isEqualTo(BEN);
        assertThat(rotation.owed()).isEmpty();
        assertThat(List.of(hold(), hold(), hold())).containsExactly(ADA, CLEO, BEN);
    }

    @Test
    void whoDoesNotTakeTurnsIsOwedNone() {
        rotation = rotation.held(hands.passed(ADA, DAN), DAN, ALL, Set.copyOf(ALL));
        assertThat(rotation.owed()).isEmpty();
        assertThat(hold()).as("it was the turn of the one before").isEqualTo(BEN);
    }

    @Test
    void aSwapIsForOneSessionOnly() {
        hands = hands.passed(ADA, BEN);
        hold(CLEO);
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
        hands = hands.passed(ADA, BEN);
        hold();
        hands = hands.passed(ADA, CLEO);
        assertThat(mapper.readValue(mapper.writeValueAsString(rotation), Rotation.class)).isEqualTo(rotation);
        assertThat(mapper.readValue(mapper.writeValueAsString(Rotation.empty()), Rotation.class))
                .isEqualTo(Rotation.empty());
    }

    private UserId next() {
        return rotation.next(ALL, Set.copyOf(ALL)).orElseThrow();
    }

    private Optional<UserId> chosen(UserId... present) {
        return rotation.choose(hands, ALL, Set.of(present)).map(Rotation.Choice::facilitator);
    }

    private UserId hold(UserId... present) {
        Set<UserId> there = present.length == 0 ? Set.copyOf(ALL) : new HashSet<>(List.of(present));
        UserId next = rotation.choose(hands, ALL, there).orElseThrow().facilitator();
        rotation = rotation.held(hands, next, ALL, there);
        hands = Hands.NONE;
        return next;
    }

    private interface Text {
        @JsonValue
        String value();
    }
}
