package dev.steward.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

import dev.steward.feedback.Customer.CustomerId;
import dev.steward.feedback.FeedbackCard.Shown;
import dev.steward.feedback.FeedbackItem.Details;
import dev.steward.feedback.FeedbackItem.Origin;
import dev.steward.slack.BlockKitRules;

class FeedbackCardTest {
    @Test
    void showsAllThatIsKnown() {
        var item = FeedbackItem.captured(Examples.WORKSPACE, new Reference(12),
                new Origin(Via.FORM, "k", Examples.ANA, null, Examples.NOON, null), Visibility.EVERYBODY,
                new Details("The export is broken", "No export", new CustomerId(new UUID(1, 2)), null, Kind.PROBLEM,
                        Importance.CRITICAL, Source.CALL, Consent.YES, "https://x.example/?a=1&b=2"));
        String card = Examples.json(FeedbackCard.of(new Shown(new Entry(item, "Acme", 2, null), "Export", "Ana")))
                .toString();
        assertThat(card).contains("*FB-12*", "Problem", "+3 Critical", "*No export*", "The export is broken", "*Acme*",
                "Export", "+2 others want this", "Call", "<https://x.example/?a=1&amp;b=2|Link>", "may be contacted",
                "filed by Ana", "<!date^" + Examples.NOON.getEpochSecond());
    }

    @Test
    void cannotMentionOrFormatOrLink() {
        String hostile = "<!channel> <@U1> @here *bold* `code` <https://evil.example|bank> evil.example";
        var item = Examples.item(1, new Said(hostile, hostile, null, null, null, null, null, Consent.UNKNOWN, null),
                Examples.ANA);
        String card = Examples.json(FeedbackCard.of(new Shown(new Entry(item, hostile, 0, null), hostile, hostile)))
                .toString();
        assertThat(card).doesNotContain("<!channel>", "<@U1>", "<https", "@here", " *bold*", "evil.example");
    }

    @Test
    void saysWhereAJoinedItemCounts() {
        var joined = Examples.item(1, "The export is broken").joined(Examples.item(7, "Export"), Examples.NOON);
        String card = Examples
                .json(FeedbackCard.of(new Shown(new Entry(joined, null, 0, new Reference(7)), null, "Ana"))).toString();
        assertThat(card).contains("counts for *FB-7*");
    }

    @Property(tries = 200)
    void keepsSlacksLimitsWhateverTheWords(@ForAll String words, @ForAll String summary, @ForAll String name) {
        keepsLimits(words.repeat(100), summary.repeat(5), name.repeat(10));
    }

    @Test
    void keepsSlacksLimitsAtTheirWorst() {
        for (String worst : new String[]{"&".repeat(20_000), "👩‍👩‍👧‍👦".repeat(5_000), "*".repeat(20_000),
                "导".repeat(20_000)}) {
            keepsLimits(worst, worst.substring(0, 150), worst.substring(0, 120));
        }
    }

    private static void keepsLimits(String words, String summary, String name) {
        var item = Examples.item(1, new Said(words, summary, null, null, Kind.IDEA, Importance.NICE, Source.SLACK,
                Consent.YES, "https://x.example/" + "&".repeat(380)), Examples.ANA);
        var shown = new Shown(new Entry(item, name, 3, null), name, name);
        assertThat(BlockKitRules.message(Examples.json(FeedbackCard.of(shown)))).isEmpty();
        assertThat(FeedbackCard.line(shown).length()).isLessThanOrEqualTo(3_000);
    }

    @Test
    void equalEntriesGiveEqualMessages() {
        var shown = new Shown(Examples.entry(Examples.item(1, "x")), null, "Ana");
        assertThat(Examples.json(FeedbackCard.of(shown))).isEqualTo(Examples.json(FeedbackCard.of(shown)));
    }
}
