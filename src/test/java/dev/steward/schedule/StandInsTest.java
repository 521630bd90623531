package dev.steward.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.steward.schedule.Absences.Stretch;
import dev.steward.schedule.Absences.Why;
import dev.steward.schedule.StandIns.Answer;
import dev.steward.workspace.UserId;

class StandInsTest {
    private static final UserId ANA = new UserId("U0");
    private static final UserId BEN = new UserId("U1");
    private static final UserId CLEO = new UserId("U2");
    private static final Instant START = Instant.parse("2026-12-01T00:00:00Z");

    @Test
    void aStandInWhoIsAwayIsFollowedToTheirs() {
        assertThat(StandIns.follow(ANA, Map.of(ANA, away(0, 9, BEN), BEN, away(0, 9, CLEO)), user -> true))
                .isEqualTo(new Answer(CLEO, Why.ANSWERS));
    }

    @Test
    void circlesAndDeadEndsGiveNobody() {
        assertThat(StandIns.follow(ANA, Map.of(ANA, away(0, 9, BEN), BEN, away(0, 9, ANA)), user -> true))
                .isEqualTo(new Answer(null, Why.CIRCLE));
        assertThat(StandIns.follow(ANA, Map.of(ANA, away(0, 9, BEN), BEN, away(0, 9, null)), user -> true))
                .isEqualTo(new Answer(null, Why.NOBODY));
        assertThat(StandIns.follow(ANA, Map.of(ANA, away(0, 9, BEN)), user -> !user.equals(BEN)))
                .isEqualTo(new Answer(null, Why.CANNOT));
    }

    @Test
    void nobodyIsFollowedForEver() {
        var away = new HashMap<UserId, Absence>();
        for (int i = 0; i < 10; i++) {
            away.put(new UserId("U" + i), away(0, 9, new UserId("U" + (i + 1))));
        }
        assertThat(StandIns.follow(new UserId("U5"), away, user -> true))
                .isEqualTo(new Answer(new UserId("U10"), Why.ANSWERS));
        assertThat(StandIns.follow(new UserId("U4"), away, user -> true)).isEqualTo(new Answer(null, Why.TOO_FAR));
    }

    @Test
    void anAbsenceIsCutWhereSomebodyElseAnswers() {
        List<Stretch> stretches = StandIns.over(ANA, away(0, 10, BEN),
                Map.of(BEN, List.of(away(3, 5, CLEO), away(8, 20, null)),
                        CLEO, List.of(away(4, 5, null))),
                user -> true);

        assertThat(stretches).containsExactly(new Stretch(day(0), day(3), BEN, Why.ANSWERS),
                new Stretch(day(3), day(4), CLEO, Why.ANSWERS), new Stretch(day(4), day(5), null, Why.NOBODY),
                new Stretch(day(5), day(8), BEN, Why.ANSWERS), new Stretch(day(8), day(10), null, Why.NOBODY));
    }

    /** Everybody may be away and name anybody; the model walks by hand and writes down whom it met. */
    @Property
    void whoAnswersIsWhoTheNaiveWalkFinds(@ForAll("worlds") World world) {
        for (int i = 0; i < World.PEOPLE; i++) {
            UserId member = new UserId("U" + i);
            Answer answer = StandIns.follow(member, world.away(), user -> !world.cannot().contains(user));
            assertThat(answer.who()).as("%s of %s", member, world).isEqualTo(walk(member, world));
            assertThat(answer.why() == Why.ANSWERS).isEqualTo(answer.who() != null);
        }
    }

    @Property
    void eachStretchSaysWhoAnswersAtEveryInstantOfIt(@ForAll("calendars") Map<UserId, List<Absence>> others) {
        Absence absence = away(0, 12, BEN);
        List<Stretch> stretches = StandIns.over(ANA, absence, others, user -> !user.equals(new UserId("U5")));

        assertThat(stretches.getFirst().from()).isEqualTo(absence.from());
        assertThat(stretches.getLast().to()).isEqualTo(absence.to());
        for (int hour = 0; hour < 12 * 24; hour += 6) {
            Instant at = START.plusSeconds(hour * 3600L);
            Map<UserId, Absence> away = StandIns.away(others, at);
            away.put(ANA, absence);
            assertThat(stretches).filteredOn(one -> new Absence(one.from(), one.to()).at(at)).singleElement()
                    .extracting(Stretch::answers)
                    .isEqualTo(StandIns.follow(ANA, away, user -> !user.equals(new UserId("U5"))).who());
        }
    }

    private static @Nullable UserId walk(UserId member, World world) {
        var met = new ArrayList<UserId>(List.of(member));
        while (world.away().containsKey(met.getLast())) {
            UserId next = world.away().get(met.getLast()).standIn();
            if (next == null || met.contains(next) || world.cannot().contains(next) || met.size() > 5) {
                return null;
            }
            met.add(next);
        }
        return met.size() == 1 ? null : met.getLast();
    }

    record World(Map<UserId, Absence> away, Set<UserId> cannot) {
        static final int PEOPLE = 9;
    }

    @Provide
    Arbitrary<World> worlds() {
        Arbitrary<UserId> people = Arbitraries.integers().between(0, World.PEOPLE - 1).map(i -> new UserId("U" + i));
        Arbitrary<Absence> absences = people.injectNull(0.1).map(standIn -> away(0, 9, standIn));
        return Combinators.combine(Arbitraries.maps(people, absences).ofMinSize(3), people.set().ofMaxSize(2))
                .as(World::new);
    }

    @Provide
    Arbitrary<Map<UserId, List<Absence>>> calendars() {
        Arbitrary<UserId> people = Arbitraries.integers().between(0, 5).map(i -> new UserId("U" + i));
        Arbitrary<Absence> absences = Combinators.combine(Arbitraries.integers().between(0, 12),
                Arbitraries.integers().between(1, 6), people.injectNull(0.1))
                .as((from, length, standIn) -> away(from, from + length, standIn));
        return Arbitraries.maps(people.filter(one -> !one.equals(ANA)), absences.list().ofMaxSize(3));
    }

    private static Absence away(int from, int to, @Nullable UserId standIn) {
        return new Absence(day(from), day(to), standIn);
    }

    private static Instant day(int n) {
        return START.plusSeconds(n * 86_400L);
    }
}
