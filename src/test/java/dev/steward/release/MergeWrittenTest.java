package dev.steward.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

import dev.steward.release.MergeWritten.Merged;

class MergeWrittenTest {
    @Test
    void whatOnlyOneChangedIsAsTheyMadeIt() {
        Written base = written("title", "Export", "why", "Asked for", "changed", "One");
        Written mine = base.with(Map.of("title", List.of("Exports")));
        Written theirs = base.with(Map.of("why", List.of(), "changed", List.of("Two")));

        Merged merged = MergeWritten.merge(base, mine, theirs);

        assertThat(merged.written()).isEqualTo(written("title", "Exports", "changed", "Two"));
        assertThat(merged.contested()).isEmpty();
    }

    @Test
    void whereBothChangedTheSameMineStaysAndSomebodyChooses() {
        Written base = written("title", "Export", "changed", "One");
        Merged merged = MergeWritten.merge(base, base.with(Map.of("changed", List.of("Mine"))),
                base.with(Map.of("changed", List.of("Theirs"))));

        assertThat(merged.written().text(Field.CHANGED)).isEqualTo("Mine");
        assertThat(merged.contested()).containsExactly("changed");
    }

    @Test
    void channelsComeAndGoOneByOne() {
        Written base = new Written(Map.of("channels", List.of("C1", "C2")));
        Merged merged = MergeWritten.merge(base, new Written(Map.of("channels", List.of("C2", "C3"))),
                new Written(Map.of("channels", List.of("C1", "C2", "C4"))));

        assertThat(merged.written().all(Field.CHANNELS)).containsExactly("C2", "C3", "C4");
        assertThat(merged.contested()).isEmpty();
    }

    @Test
    void whenItGoesOutIsOneChoice() {
        Written base = written("when", "now");
        Merged merged = MergeWritten.merge(base, written("when", "at", "at", "1"),
                written("when", "gate", "gate", "launch", "gate-for", "x"));

        assertThat(merged.written()).isEqualTo(written("when", "at", "at", "1"));
        assertThat(merged.contested()).containsExactly("when");
    }

    @Test
    void theWordsForAnAudienceThatIsTakenOutAreForNobody() {
        Written base = written("audiences", "a", "wording.a", "One");
        Merged merged = MergeWritten.merge(base, Written.NOTHING, base.with(Map.of("wording.a", List.of("Two"))));

        assertThat(merged.contested()).isEmpty();
    }

    @Property(tries = 500)
    void whoeverChangedNothingLeavesAllToTheOther(@ForAll("forms") Written base, @ForAll("forms") Written changed) {
        assertThat(MergeWritten.merge(base, base, changed)).isEqualTo(new Merged(changed, List.of()));
        assertThat(MergeWritten.merge(base, changed, base)).isEqualTo(new Merged(changed, List.of()));
        assertThat(MergeWritten.merge(base, changed, changed)).isEqualTo(new Merged(changed, List.of()));
    }

    /** Nothing is invented, nothing of mine is lost, and what is contested was truly changed by both. */
    @Property(tries = 1_000)
    void nobodysChangeIsLostUnseen(@ForAll("forms") Written base, @ForAll("forms") Written mine,
            @ForAll("forms") Written theirs) {
        Merged merged = MergeWritten.merge(base, mine, theirs);
        Set<String> keys = new TreeSet<>(base.fields().keySet());
        keys.addAll(mine.fields().keySet());
        keys.addAll(theirs.fields().keySet());
        for (String key : keys) {
            boolean byMe = !part(mine, key).equals(part(base, key));
            boolean byThem = !part(theirs, key).equals(part(base, key));
            boolean contested = merged.contested().contains(MergeWritten.whole(key));
            List<String> now = merged.written().all(key);
            if (byMe && !byThem) {
                assertThat(now).as(key).isEqualTo(mine.all(key));
            } else if (byThem && !byMe) {
                assertThat(now).as(key).isEqualTo(theirs.all(key));
            } else if (contested) {
                assertThat(now).as(key).isEqualTo(mine.all(key));
                assertThat(part(mine, key)).isNotEqualTo(part(theirs, key));
            } else if (Field.of(key).map(Field::many).orElse(false)) {
                eachByItself(base.all(key), mine.all(key), theirs.all(key), now);
            }
        }
        Merged other = MergeWritten.merge(base, theirs, mine);
        assertThat(other.contested()).isEqualTo(merged.contested());
    }

    private static void eachByItself(List<String> base, List<String> mine, List<String> theirs, List<String> now) {
        Set<String> all = new TreeSet<>(base);
        all.addAll(mine);
        all.addAll(theirs);
        for (String one : all) {
            boolean stays = base.contains(one)
                    ? mine.contains(one) && theirs.contains(one)
                    : mine.contains(one) || theirs.contains(one);
            if (!mine.equals(theirs)) {
                assertThat(now.contains(one)).as(one).isEqualTo(stays);
            }
        }
    }

    private static Map<String, List<String>> part(Written of, String key) {
        var part = new TreeMap<String, List<String>>();
        MergeWritten.parts(MergeWritten.whole(key)).forEach(each -> part.put(each, of.all(each)));
        return part;
    }

    @Provide
    Arbitrary<Written> forms() {
        Arbitrary<List<String>> one = Arbitraries.of("a", "b", "c").list().ofMaxSize(1);
        Arbitrary<List<String>> many = Arbitraries.of("a", "b", "c", "d").list().ofMaxSize(4).uniqueElements();
        Arbitrary<String> single = Arbitraries.of("title", "why", "when", "at", "gate", "wording.a", "wording.b");
        Arbitrary<String> several = Arbitraries.of("channels", "audiences", "editors");
        return Arbitraries.maps(single, one).flatMap(singles -> Arbitraries.maps(several, many).map(lists -> {
            var fields = new TreeMap<>(singles);
            fields.putAll(lists);
            return new Written(fields);
        }));
    }

    private static Written written(String... pairs) {
        var fields = new TreeMap<String, List<String>>();
        for (int i = 0; i < pairs.length; i += 2) {
            fields.put(pairs[i], List.of(pairs[i + 1]));
        }
        return new Written(fields);
    }
}
