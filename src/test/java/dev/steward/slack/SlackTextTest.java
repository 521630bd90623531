package dev.steward.slack;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SlackTextTest {
    @Test
    void namesLinksAndChannelsReadAsShown() {
        assertThat(
                plain("<@U1> says <https://x.example/a?b=1&amp;c|the doc> in <#C1|general>, see <https://y.example>"))
                .isEqualTo("@Ana says the doc (https://x.example/a?b=1&c) in #general, see https://y.example");
        assertThat(plain("<mailto:a@x.example|a@x.example> <http://x.example|x.example> <!here> <!subteam^S1|@ops>"))
                .isEqualTo("a@x.example http://x.example @here @ops");
        assertThat(plain("<!date^1392734382^{date}|18 Feb> <!channel>")).isEqualTo("18 Feb @channel");
    }

    @Test
    void escapesAreUndoneOnce() {
        assertThat(plain("1 &lt; 2 &amp;&amp; 3 &gt; 2, &amp;lt;")).isEqualTo("1 < 2 && 3 > 2, &lt;");
    }

    @Test
    void whatIsNoMarkStays() {
        assertThat(plain("List<String> a < b > c <b>")).isEqualTo("List<String> a < b > c <b>");
    }

    @Property
    void anyTextIsRead(@ForAll String text) {
        assertThat(plain(text)).isNotNull();
    }

    @Test
    void idsStayWhereACommandWantsThem() {
        assertThat(SlackText.plainButIds(
                "&quot;A &amp; B&quot; <https://example.com|example.com> in <#C1|general> with <!subteam^S1|@pms> <@U1|ana>",
                id -> id)).isEqualTo("&quot;A & B&quot; https://example.com in <#C1> with <!subteam^S1> <@U1>");
        assertThat(SlackText.plainButPeople("<#C1|general> <@U1|ana>", id -> id)).isEqualTo("#general <@U1>");
    }

    private static String plain(String text) {
        return SlackText.plain(text, id -> id.equals("U1") ? "Ana" : id);
    }
}
