package dev.steward.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.util.json.GsonFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.steward.release.DigestCard.Shown;
import dev.steward.slack.BlockKitRules;
import dev.steward.slack.Message;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.WorkspaceId;

class DigestCardTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant FRIDAY = Instant.parse("2026-11-20T15:00:00Z");
    private static final JsonMapper JSON = new JsonMapper();
    private static final String HOSTILE = "<!channel> <@UEVIL> @here *bold* `code` <https://evil.example|bank> evil.example\n> quote\n";

    @Test
    void isReadAtAGlance() {
        Shown shown = shown(edition(FRIDAY, 0), List.of(
                line("Ledger export", "2.4.0", "**Auditors** get what they ask for\nin one click.", 1, "Export", 5,
                        false,
                        "https://slack.example/archives/C1/p1"),
                line("VAT in Spain", "", "", 1, "Billing", 4, false, null),
                line("Faster lists", "2.3", "", 3, "Export", 6, false, "https://slack.example/archives/C1/p2"),
                line("Dark icons", "", "They were blue", 3, null, 2, true, "https://slack.example/archives/C1/p3")));

        Message card = DigestCard.of(shown);

        assertThat(words(card)).isEqualTo("""
                *Export*
                • *<https://slack.example/archives/C1/p1|Ledger export>* 2.4.0: Auditors get what they ask for in one click.
                • <https://slack.example/archives/C1/p2|Faster lists> 2.3
                *Billing*
                • *VAT in Spain (REL-4)*
                *Everything else*
                • ~<https://slack.example/archives/C1/p3|Dark icons>~ _retracted_""");
        assertThat(json(card).toString()).contains("\"3 releases, 13 to 20 November\"").doesNotContain("Show all");
        assertThat(card.text()).isEqualTo(
                "3 releases, 13 to 20 November: Ledger export, VAT in Spain, Faster lists");
    }

    @Test
    void whatDoesNotFitIsCountedAndShownOnAsking() {
        List<DigestLine> lines = IntStream.range(0, 95).mapToObj(n -> line("Release " + n, "1." + n, "", 2,
                "Area " + n % 3, n, false, null)).sorted(DigestCard.ORDER).toList();
        Shown shown = new Shown(edition(FRIDAY, 0), lines.subList(0, DigestCard.LINES), 95, 0);

        assertThat(json(DigestCard.of(shown)).toString()).contains("and 65 more", "Show all 95", "Release 94")
                .doesNotContain("Release 64\"");
        assertThat(DigestCard.of(shown).text()).endsWith("Release 94, Release 93, Release 92 and 92 more");
        assertThat(view(shown, lines.subList(80, 95), 2)).contains("Page 3 of 3", "Back").doesNotContain("Next");
        assertThat(view(shown, lines.subList(0, 40), 0)).contains("Page 1 of 3", "Next").doesNotContain("Back");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            PT0S  | 0 | -
            PT5M  | 0 | -
            PT2H  | 0 | This one is late: it was due Friday 16:00.
            P3D   | 1 | This one is late: it was due Friday 16:00. It stands for an earlier one as well that did not go out.
            P9D   | 0 | This one is late: it was due Friday, 20 November, 16:00.
            P60D  | 3 | This one is late: it was due Friday, 20 November 2026, 16:00. It stands for 3 earlier ones as well that did not go out.
            PT1M  | 2 | It stands for 2 earlier ones as well that did not go out.
            """)
    void saysPlainlyWhyItIsLate(Duration late, int coalesced, @Nullable String note) {
        assertThat(edition(FRIDAY.plus(late), coalesced).note().orElse(null)).isEqualTo(note);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-11-13T15:00:00Z | 2026-11-20T15:00:00Z | 13 to 20 November
            2026-11-20T08:00:00Z | 2026-11-20T15:00:00Z | 20 November
            2026-10-30T15:00:00Z | 2026-11-06T15:00:00Z | 30 October to 6 November
            2026-12-30T23:30:00Z | 2027-01-08T15:00:00Z | 31 December 2026 to 8 January 2027
            """)
    void saysWhatTimeItIsAbout(Instant from, Instant held, String period) {
        assertThat(
                new DigestEdition(UUID.randomUUID(), new WorkspaceId(new UUID(0, 1)), new ChannelId("C1"), from, held,
                        held, 0, BERLIN).period())
                .isEqualTo(period);
    }

    @Property(tries = 60)
    void keepsSlacksLimitsWhateverIsInIt(@ForAll String words, @ForAll @IntRange(max = DigestCard.LINES) int count,
            @ForAll @IntRange(min = 1, max = 40) int areas) {
        limits(words.repeat(50), count, areas);
    }

    @Test
    void keepsSlacksLimitsAtTheirWorst() {
        for (String worst : new String[]{"&".repeat(3_000), "👩‍👩‍👧‍👦".repeat(270), "*".repeat(3_000),
                "导".repeat(3_000),
                "\n>".repeat(1_500), HOSTILE.repeat(30), "[".repeat(3_000), "> ".repeat(1_500)}) {
            limits(worst, DigestCard.LINES, 30);
            limits(worst, DigestCard.LINES, 1);
        }
    }

    private static void limits(String words, int count, int areas) {
        List<DigestLine> lines = IntStream.range(0, DigestCard.PAGE_LINES)
                .mapToObj(n -> line(words, words, words, 1 + n % 3, n % areas + words, n, n % 4 == 0,
                        "https://slack.example/" + "&p".repeat(140)))
                .sorted(DigestCard.ORDER).toList();
        assertThat(lines).allSatisfy(line -> assertThat(line.mrkdwn()).hasSizeLessThanOrEqualTo(DigestLine.LONGEST));
        Shown shown = new Shown(edition(FRIDAY.plus(Duration.ofDays(60)), 3), lines.subList(0, count), 5_000, 7);
        Message card = DigestCard.of(shown);
        assertThat(BlockKitRules.message(json(card))).isEmpty();
        assertThat(card.text()).hasSizeLessThan(4_000);
        assertThat(BlockKitRules.view(JSON.readTree(view(shown, lines, 1)))).isEmpty();
    }

    @Test
    void nothingTypedFormatsOrCallsAnybody() {
        Shown shown = shown(edition(FRIDAY, 0), List.of(line(HOSTILE, HOSTILE, HOSTILE, 1, HOSTILE, 1, false,
                "https://slack.example/p1"),
                line(HOSTILE, HOSTILE, HOSTILE, 2, HOSTILE, 1, true, "https://x>|<!here>")));

        assertThat(json(DigestCard.of(shown)).toString()).doesNotContain("<!channel>", "<@UEVIL>", "<https://evil",
                "@here", " *bold*", "`code`", " evil.example", "<!here>");
    }

    private static Shown shown(DigestEdition edition, List<DigestLine> lines) {
        return new Shown(edition, lines.stream().sorted(DigestCard.ORDER).toList(), lines.size(),
                (int) lines.stream().filter(DigestLine::retracted).count());
    }

    private static DigestEdition edition(Instant held, int coalesced) {
        return new DigestEdition(new UUID(0, 7), new WorkspaceId(new UUID(0, 1)), new ChannelId("C1"),
                FRIDAY.minus(Duration.ofDays(7)), FRIDAY, held, coalesced, BERLIN);
    }

    private static DigestLine line(String title, String version, String why, int tier, @Nullable String area, int hours,
            boolean retracted, @Nullable String link) {
        return new DigestLine(new ReleaseId(new UUID(1, hours)), new Reference(hours), title, version, why, tier, area,
                FRIDAY.minus(Duration.ofDays(5)).plus(Duration.ofHours(hours)), retracted, link);
    }

    private static String words(Message message) {
        List<String> texts = new ArrayList<>();
        for (LayoutBlock block : message.blocks()) {
            if (block instanceof SectionBlock section) {
                texts.add(json(new Message("x", List.of(section))).path("blocks").path(0).path("text").path("text")
                        .asString());
            }
        }
        return texts.stream().collect(Collectors.joining("\n"));
    }

    private static JsonNode json(Message message) {
        return JSON.readTree("{\"text\":" + GsonFactory.createSnakeCase().toJson(message.text()) + ",\"blocks\":"
                + GsonFactory.createSnakeCase().toJson(message.blocks()) + "}");
    }

    private static String view(Shown shown, List<DigestLine> lines, int page) {
        return GsonFactory.createSnakeCase().toJson(DigestCard.all(shown, lines, page));
    }
}
