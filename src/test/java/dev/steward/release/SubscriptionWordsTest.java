package dev.steward.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import dev.steward.release.SubscriptionWords.Read;
import dev.steward.workspace.Area;
import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.WorkspaceId;

class SubscriptionWordsTest {
    private static final List<Area> AREAS = Stream
            .of("Export", "Data", "Data export", "Billing & tax", "Tiers and levels")
            .map(name -> new Area(
                    new AreaId(UUID.nameUUIDFromBytes(name.getBytes(java.nio.charset.StandardCharsets.UTF_8))),
                    new WorkspaceId(new UUID(0, 1)), name, null, null, 0))
            .toList();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            weekly fri 16:00                                     | weekly fri 16:00         |                      |
            weekly fri 16:00 areas Export, Billing & tax tiers 1-2 | weekly fri 16:00       | Billing & tax,Export | 1,2
            monthly first monday 9:00 areas export               | monthly first monday 9:00 | Export              |
            areas Data, Data export weekly fri 16:00             | weekly fri 16:00         | Data,Data export     |
            area "Data export" tier 1 weekly                     | weekly                   | Data export          | 1
            area:Data tier:3 daily                               | daily                    | Data                 | 3
            weekly fri 16:00 for areas Export and Data, tiers 1 and 3 | weekly fri 16:00    | Data,Export          | 1,3
            weekly fri 16:00, tiers 1 to 3                       | weekly fri 16:00         |                      | 1,2,3
            tiers 1, 2 9:00 monthly                              | 9:00 monthly             |                      | 1,2
            areas Export, weekly fri 16:00                       | weekly fri 16:00         | Export               |
            areas Export, every Monday and Thursday at 9         | every Monday and Thursday at 9 | Export         |
            all areas all tiers weekly                           | weekly                   | all                  | 1,2,3
            areas Tiers and levels tier 2 weekly                 | weekly                   | Tiers and levels     | 2
            every Monday and Thursday at 9                       | every Monday and Thursday at 9 |                |
            ''                                                   | ''                       |                      |
            """)
    void areasAndTiersStandWhereverTheyLike(String typed, String rhythm, String areas, String tiers) {
        assertThat(SubscriptionWords.read(typed, AREAS)).isInstanceOfSatisfying(Read.Said.class, said -> {
            assertThat(said.rhythm()).isEqualTo(rhythm);
            assertThat(said.areas() == null ? null : names(said.areas())).isEqualTo(areas);
            assertThat(said.tiers() == null
                    ? null
                    : said.tiers().stream().map(String::valueOf).collect(Collectors.joining(","))).isEqualTo(tiers);
        });
    }

    private static String names(Set<AreaId> ids) {
        return ids.isEmpty()
                ? "all"
                : AREAS.stream().filter(area -> ids.contains(area.id())).map(Area::name).sorted()
                        .collect(Collectors.joining(","));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            weekly areas Expert tiers 1       | There is no area “Expert”. There are: Billing & tax, Data, Data export, Export, Tiers and levels.
            weekly areas Export, Expert       | There is no area “Expert”.
            weekly areas                      | Say which areas.
            weekly tiers 1-4                  | “1-4” are no tiers: there are 1, 2 and 3.
            weekly tiers 3-1                  | “3-1” are no tiers: there are 1, 2 and 3.
            weekly tiers 99999999999999999999 | are no tiers
            weekly tiers high                 | Say which tiers
            """)
    void whatIsUnclearIsNamed(String typed, String sentence) {
        assertThat(SubscriptionWords.read(typed, AREAS)).isInstanceOfSatisfying(Read.Unclear.class,
                unclear -> assertThat(unclear.sentence()).contains(sentence));
    }

    @Property(tries = 500)
    void whateverIsTypedGetsAnAnswer(@ForAll Random random) {
        List<String> words = List.of("areas", "area:", "Export", "Data", "export", ",", "and", "&", "tiers", "tier",
                "1",
                "1-2", "2-", "all", "weekly", "fri", "16:00", "“", "\"", "for", "every", "\n", "areas,");
        String typed = Stream.generate(() -> words.get(random.nextInt(words.size()))).limit(random.nextInt(9))
                .collect(Collectors.joining(random.nextBoolean() ? " " : ""));

        assertThat(SubscriptionWords.read(typed, AREAS)).as(typed).isNotNull();
    }

    @Test
    void whatIsWantedIsSaidAsItIsTyped() {
        Interests some = new Interests(Set.of(AREAS.get(0).id(), AREAS.get(3).id()),
                new java.util.TreeSet<>(Set.of(1, 2)));
        String said = some.words(id -> AREAS.stream().filter(area -> area.id().equals(id)).findFirst().orElseThrow()
                .name());

        assertThat(said).isEqualTo("areas Billing & tax and Export, tiers 1 and 2");
        assertThat(SubscriptionWords.read(said, AREAS)).isEqualTo(new Read.Said("", some.areas(), some.tiers()));
        assertThat(Interests.ALL.words(id -> "")).isEqualTo("all areas, all tiers");
    }
}
