package dev.steward.sandbox;

import static dev.steward.sandbox.PageMarkup.assertHarmless;
import static dev.steward.sandbox.PageMarkup.mrkdwn;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageMrkdwnTest {

    @ParameterizedTest
    @CsvSource(delimiter = '¦', quoteCharacter = '\0', textBlock = """
            *bold* ¦ <strong>bold</strong>
            _italic_ and ~gone~ ¦ <em>italic</em> and <del>gone</del>
            *bold with _italic_ inside* ¦ <strong>bold with <em>italic</em> inside</strong>
            `*code* &amp; more` ¦ <code class="mk-code">*code* &amp; more</code>
            2 * 3 * 4 and snake_case_name ¦ 2 * 3 * 4 and snake_case_name
            *not closed ¦ *not closed
            * spaced * ¦ * spaced *
            :tada: and :unknown_one: ¦ 🎉 and :unknown_one:
            &lt;b&gt; &amp; more ¦ &lt;b&gt; &amp; more
            <b>bold</b> ¦ &lt;b&gt;bold&lt;/b&gt;
            <javascript:alert(1)|click> ¦ &lt;javascript:alert(1)|click&gt;
            hey <!here> ¦ hey <span class="mention mention-all">@here</span>
            <@U1> ¦ <span class="mention mention-me">@Ada &lt;Lund&gt;</span>
            <@U9> ¦ <span class="mention">@U9</span>
            <#C1> ¦ <a class="mention" href="/as/U1/c/C1">#general</a>
            <!subteam^S1> ¦ <span class="mention">@product</span>
            """)
    void showsAsSlackDoes(String typed, String shown) {
        assertThat(mrkdwn(typed.strip())).isEqualTo(shown);
    }

    @Test
    void linksNamedAndBare() {
        assertThat(mrkdwn("<https://example.com/a?b=1&amp;c=2|the *page*>"))
                .contains("href=\"https://example.com/a?b=1&amp;c=2\"")
                .contains(">the *page*</a>");
        assertThat(mrkdwn("see https://example.com/x.")).contains("href=\"https://example.com/x\"").endsWith("</a>.");
        assertThat(mrkdwn("<mailto:a@example.com>")).contains(">a@example.com</a>");
    }

    @Test
    void aSpaceWithoutWidthLetsAnAppFormatWithinAWord() {
        assertThat(mrkdwn("un\u200b*believ*\u200bable")).isEqualTo("un\u200b<strong>believ</strong>\u200bable");
        assertThat(mrkdwn("un*believ*able")).isEqualTo("un*believ*able");
    }

    @Test
    void whatAnAppEscapesStaysAsTyped() {
        var typed = "*bold* _it_ ~x~ `code` <!channel> https://example.com :tada: > q";
        assertThat(mrkdwn(dev.steward.slack.Mrkdwn.escape(typed))).doesNotContain("<strong>", "<em>", "<del>", "<code",
                "<a ", "mention", "<blockquote");
    }

    @Test
    void quotesFencesAndLines() {
        assertThat(mrkdwn("one\n&gt; two\n&gt; *three*\nfour")).isEqualTo(
                "one<blockquote class=\"mk-quote\">two<br><strong>three</strong></blockquote>four");
        assertThat(mrkdwn("&gt;&gt;&gt;all\nthe rest"))
                .isEqualTo("<blockquote class=\"mk-quote\">all<br>the rest</blockquote>");
        assertThat(mrkdwn("before\n```a *b*\n  c```after"))
                .isEqualTo("before<pre class=\"mk-pre\">\na *b*\n  c</pre>after");
    }

    @Test
    void datesInTheReadersZone() {
        assertThat(mrkdwn("<!date^1767225600^{date_short} at {time}|then>")).contains("Jan 1, 2026 at 01:00");
        assertThat(mrkdwn("<!date^never^{date}|then>")).isEqualTo("then");
    }

    @Test
    void aLinkLeadsWhereItSaysWhateverIsAroundIt() {
        assertThat(mrkdwn("< https://x.y>")).contains("href=\"https://x.y\"");
    }

    @Test
    void aWallOfOpenMarksIsReadInPassing() {
        var wall = "*a _b ~c `d ".repeat(3_000);
        Assertions.assertTimeout(Duration.ofSeconds(2), () -> assertThat(mrkdwn(wall)).isNotEmpty());
    }

    @Property(tries = 2_000)
    void noTextBecomesMarkup(@ForAll("nasty") String text) {
        assertHarmless(mrkdwn(text));
    }

    @Provide
    Arbitrary<String> nasty() {
        return Arbitraries.of("<", ">", "&", "\"", "'", "*", "_", "~", "`", "```", "\n", " ", "a", "|", "!", "@U1",
                "#C1", "&lt;", "&gt;", "&amp;", "&gt;&gt;&gt;", "https://x.y", "javascript:alert(1)", "<script>",
                "<img src=x onerror=alert(1)>", "\" onclick=\"x", "<!date^1^{date}^javascript:x|y>", ":tada:",
                "<https://a.b|", "<//evil.example|x>", "\u0000", "é", "\uD83D\uDE00", "\uD83D").list().ofMaxSize(25)
                .map(parts -> String.join("", parts));
    }
}
