package dev.steward.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

import dev.steward.slack.Mrkdwn;

class ProseTest {
    /** A link as Slack knows it: an address, and words that end where the link ends. */
    private static final Pattern LINK = Pattern.compile(
            "<(?:https?://[^\\s<>|]+|mailto:[^\\s<>|@]+@[^\\s<>|@]+)(?:\\|[^<>\\n]+)?>");
    private static final Pattern CODE_BLOCK = Pattern.compile("(?s)```\n.+?\n```");
    /** A mark that is neither fenced in nor within a word. */
    private static final Pattern LIVE = Pattern
            .compile("(?<!\u2060)[*_~`](?!\u2060)|(?<!\u2060)[*_~`](?=\u2060)|(?<=\u2060)[*_~`](?!\u2060)");
    private static final Pattern IN_A_WORD = Pattern.compile("(?<=[\\p{L}\\p{N}])[*_~](?=[\\p{L}\\p{N}])");
    private static final Pattern INLINE_CODE = Pattern
            .compile("(?:(?<!\u2060)`(?!\u2060)|(?<!\u2060)`(?=\u2060)|(?<=\u2060)`(?!\u2060))[^`]+`");

    @Example
    void whatPeopleWriteLooksAsTheyMeantIt() {
        assertThat(mrkdwn("Plain words, **bold**, *slanted*, ~~gone~~ and `code`."))
                .isEqualTo("Plain words, *bold*, _slanted_, ~gone~ and `code`.");
        assertThat(mrkdwn("**bold *both* bold**")).isEqualTo("*bold* *_both_* *bold*");
        assertThat(mrkdwn("# Fixes\nOne\ntwo\n\nThree")).isEqualTo("*Fixes*\nOne\ntwo\n\nThree");
        assertThat(mrkdwn("Look:\n\n- one\n- two\n  - deep\n    1. first\n    2. second\n\nAfter"))
                .isEqualTo("Look:\n• one\n• two\n    ◦ deep\n        1. first\n        2. second\n\nAfter");
        assertThat(mrkdwn("7. seven\n8. eight")).isEqualTo("7. seven\n8. eight");
        assertThat(mrkdwn("> said\n> twice\n>> deeper\n\nplain")).isEqualTo("> said\n> twice\n> deeper\n\nplain");
        assertThat(mrkdwn("Run\n```java\nif (a < b && c) `x`;\n```\nnow"))
                .isEqualTo("Run\n```\nif (a &lt; b &amp;&amp; c) `x`;\n```\nnow");
        assertThat(mrkdwn("a\n\n***\n\nb")).isEqualTo("a\n\n———\n\nb");
        assertThat(mrkdwn("| Plan | Price |\n|---|---:|\n| Free | 0 |\n| **Team** | 8 |"))
                .isEqualTo("*Plan* · *Price*\nFree · 0\n*Team* · 8");
    }

    @Example
    void codeMayStandInAList() {
        assertThat(mrkdwn("- Run\n\n      a\n-\n- ```\n  b\n  ```")).isEqualTo("• Run\n```\na\n```\n•\n```\nb\n```");
        assertThat(mrkdwn("> one<br>\n<br>")).isEqualTo("> one");
    }

    @Example
    void marksWorkWithinWordsToo() {
        assertThat(mrkdwn("un**believ**able")).isEqualTo("un\u200b*believ*\u200bable");
        assertThat(mrkdwn("**导出**更快")).isEqualTo("*导出*\u200b更快");
        assertThat(mrkdwn("(**safe**), “*so*”")).isEqualTo("(*safe*), “_so_”");
        assertThat(mrkdwn("**a\nb**")).isEqualTo("*a*\n*b*");
    }

    @Example
    void linksSayWhereTheyLead() {
        assertThat(mrkdwn("[The docs](https://docs.example.com/a?b=1&c=2#d)"))
                .isEqualTo("<https://docs.example.com/a?b=1&amp;c=2#d|The docs>");
        assertThat(mrkdwn("**[docs](https://example.com)**")).isEqualTo("*<https://example.com|docs>*");
        assertThat(mrkdwn("see https://example.com/x.")).isEqualTo("see <https://example.com/x>.");
        assertThat(mrkdwn("help@example.com")).isEqualTo("<mailto:help@example.com>");
        assertThat(mrkdwn("[bank.example](https://evil.example/x)")).isEqualTo(
                "<https://evil.example/x|bank.\u2060example (https:\u2060//evil.\u2060example/x)>");
        assertThat(mrkdwn("[www.example.com](https://example.com)")).doesNotContain("(");
        assertThat(mrkdwn("[ada@example.com](mailto:eve@example.com)")).contains("(eve@\u2060example.\u2060com)");
        assertThat(mrkdwn("[click](javascript:alert(1))")).isEqualTo("click (javascript:alert(1))");
        assertThat(mrkdwn("[x](https://bank.example@evil.example/)")).doesNotContain("<");
        assertThat(mrkdwn("[a](<https://example.com/a|b c\"d>)")).isEqualTo("<https://example.com/a%7Cb%20c%22d|a>");
        assertThat(mrkdwn("![A chart](https://example.com/c.png)")).isEqualTo("<https://example.com/c.png|A chart>");
        assertThat(mrkdwn("![](https://example.com/c.png)")).isEqualTo("<https://example.com/c.png|picture>");
        assertThat(mrkdwn("[![build](https://example.com/b.svg)](https://example.com)"))
                .isEqualTo("<https://example.com|build>");
    }

    @Example
    void nothingIsSaidToAnybody() {
        assertThat(mrkdwn("<!channel> <@U123> <!here|x> @channel <#C1|g> #general @octocat"))
                .isEqualTo("&lt;!channel&gt; &lt;@\u2060U123&gt; &lt;!here|x&gt; @\u2060channel &lt;#\u2060C1|g&gt; "
                        + "#\u2060general @\u2060octocat");
        assertThat(mrkdwn("`@channel` and `<!here>` and `npm i @scope/x`"))
                .isEqualTo("`@\u2060channel` and `&lt;!here&gt;` and `npm i @scope/x`");
        assertThat(mrkdwn("\\> no quote, \\*no bold\\*, \\`no code\\`"))
                .isEqualTo(Mrkdwn.escape("> no quote, *no bold*, `no code`"));
    }

    @Example
    void htmlShowsAsTypedAndCommentsDoNot() {
        assertThat(mrkdwn("<b>x</b> and <script>alert(1)</script>"))
                .isEqualTo("&lt;b&gt;x&lt;/b&gt; and &lt;script&gt;alert(1)&lt;/script&gt;");
        assertThat(mrkdwn("<details>\n<summary>More</summary>\n</details>"))
                .isEqualTo("&lt;details&gt;\n&lt;summary&gt;More&lt;/summary&gt;\n&lt;/details&gt;");
        assertThat(mrkdwn("<!-- generated by .github/release.yml -->\n\n## What's changed\none<br>two <!-- x -->"))
                .isEqualTo("*What's changed*\none\ntwo");
    }

    @Example
    void generatedNotesReadWell() {
        assertThat(mrkdwn("""
                ## What's Changed
                * Speed up exports by @octocat in https://github.com/acme/app/pull/12
                * chore(deps): bump `jackson` to 3.1 by @dependabot[bot] in https://github.com/acme/app/pull/13

                **Full Changelog**: https://github.com/acme/app/compare/v1.0.0...v1.1.0
                """)).isEqualTo("""
                *What's Changed*
                • Speed up exports by @\u2060octocat in <https://github.com/acme/app/pull/12>
                • chore(deps): bump `jackson` to 3.1 by @\u2060dependabot[bot] in <https://github.com/acme/app/pull/13>

                *Full Changelog*: <https://github.com/acme/app/compare/v1.0.0...v1.1.0>""");
    }

    @Example
    void aLongTextEndsWhereAThoughtDoes() {
        String text = "The export is faster. It now takes **a second** where it took a minute. Nobody waits any more.";
        assertThat(Prose.mrkdwn(text, 80))
                .isEqualTo("The export is faster. It now takes *a second* where it took a minute. … more");
        assertThat(Prose.mrkdwn("# Head\n\nOne sentence.\n\n# Other\n\nA long sentence that does not fit.", 40))
                .isEqualTo("*Head*\nOne sentence. … more");
        assertThat(Prose.mrkdwn("**" + "word ".repeat(30).strip() + "**", 40))
                .isEqualTo("*word word word word word word* … more");
        assertThat(Prose.mrkdwn("```\n" + "line\n".repeat(30) + "```", 40))
                .isEqualTo("```\nline\nline\nline\nline\nline\n```\n… more");
        assertThat(Prose.mrkdwn("See [the whole story](https://example.com/a/long/way) about it.", 40))
                .isEqualTo("See … more");
        assertThat(Prose.mrkdwn("x".repeat(50), 20)).isEqualTo("x".repeat(13) + " … more");
    }

    @Example
    void aLineForADigest() {
        assertThat(
                Prose.plain("## Fixes\n- *Faster* [export](https://example.com)\n- no `null`\n\nDone.\nReally.", 200))
                .isEqualTo("Fixes · Faster export · no null · Done. Really.");
        assertThat(Prose.plain("The export is faster than ever", 20)).isEqualTo("The export is…");
    }

    @Example
    void pagesGetHarmlessHtml() {
        assertThat(Prose.html("# Head\n**b** [x](https://example.com \"t\") <i>no</i>\nnext")).isEqualTo(
                "<h4>Head</h4>\n<p><strong>b</strong> <a rel=\"nofollow noopener\" href=\"https://example.com\">x</a> "
                        + "&lt;i&gt;no&lt;/i&gt;<br>\nnext</p>\n");
        assertThat(Prose.html("[x](javascript:alert(1)) ![y](data:text/html;base64,x)\n\n<script>z</script>"))
                .doesNotContain("<a", "<img", "<script");
        assertThat(Prose.html("![chart](https://example.com/c.png)")).contains(">chart</a>").doesNotContain("<img");
    }

    @Example
    void deepNestingIsHarmless() {
        for (String piece : new String[]{"> ", "- ", "*a **b ", "[", "![", "`", "<", "1. ", "~~a *b ", "(["}) {
            String text = piece.repeat(3_000 / piece.length()) + "x";
            assertThat(Prose.mrkdwn(text, 500).length()).as(piece).isLessThanOrEqualTo(500);
            assertThat(Prose.html(text)).isNotNull();
        }
    }

    @Property(tries = 3_000)
    void noTextMentionsLinksBySurpriseOrLeavesMarksOpen(@ForAll("texts") String typed,
            @ForAll @IntRange(min = 0, max = 400) int max) {
        String shown = Prose.mrkdwn(typed, max);

        assertThat(shown.length()).isLessThanOrEqualTo(max);
        assertThat(shown).doesNotContain("<!", "<@", "<#").doesNotContainPattern("&(?!amp;|lt;|gt;)");
        String unfenced = CODE_BLOCK.matcher(shown).replaceAll("");
        assertThat(unfenced).doesNotContain("```");
        for (String line : unfenced.split("\n")) {
            String words = LINK.matcher(line.startsWith("> ") ? line.substring(2) : line).replaceAll("link");
            assertThat(words).doesNotContain("<", ">");
            String code = INLINE_CODE.matcher(words).replaceAll("code");
            assertThat(words).doesNotContainPattern("(?i)@(?:channel|here|everyone)");
            assertThat(code).doesNotContainPattern("[@#][\\p{L}\\p{N}]")
                    .doesNotContainPattern("(?i)\\w\\.[a-z]|https?://|^\\s*&gt;");
            assertBalanced(IN_A_WORD.matcher(code).replaceAll("-"));
        }
    }

    @Property(tries = 2_000)
    void noTextPutsAnythingLiveIntoAPage(@ForAll("texts") String typed) {
        String html = Prose.html(typed);

        String tags = String.join("\n",
                Pattern.compile("<[^>]*>").matcher(html).results().map(m -> m.group()).toList());
        assertThat(tags)
                .doesNotContainPattern("(?i)<(?!/?(?:p|br|h[4-6]|strong|em|del|a|ul|ol|li|blockquote|pre|code|hr|"
                        + "table|thead|tbody|tr|th|td)\\b)");
        assertThat(tags).doesNotContainPattern("(?i)\\son\\w+=").doesNotContainPattern("(?i)(src|style|id)=");
        assertThat(tags.replaceAll("href=\"(?:https?://|mailto:)[^\"]*\"", "")).doesNotContain("href");
        assertThat(html.codePoints().filter(c -> c < ' ' && c != '\n' && c != '\t').count()).isZero();
    }

    @Property(tries = 1_000)
    void aLineIsOneAndFits(@ForAll("texts") String typed, @ForAll @IntRange(min = 0, max = 100) int max) {
        assertThat(Prose.plain(typed, max).length()).isLessThanOrEqualTo(max);
        assertThat(Prose.plain(typed, max)).doesNotContain("\n");
    }

    /** Every mark that Slack could take for one has its twin in the same line. */
    private static void assertBalanced(String line) {
        for (char mark : new char[]{'`', '*', '_', '~'}) {
            assertThat(LIVE.matcher(line).results().filter(found -> found.group().charAt(0) == mark).count() % 2)
                    .as("%s in %s", mark, line).isZero();
        }
    }

    private static String mrkdwn(String markdown) {
        return Prose.mrkdwn(markdown, 3_000);
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.of("*", "**", "_", "__", "~", "~~", "`", "``", "```", "```\n", "\n",
                "\n\n",
                "# ", "## ", "> ", "- ", "  - ", "1. ", "    ", "| a | b |\n|---|---|\n| ", " | ", "[", "](", ")", "!",
                "[x](",
                "<", ">", "<!channel>", "<!here|x>", "<@U1>", "<#C1>", "@channel", "@here", "#general", "<b>", "</b>",
                "<script>", "<a href=x onclick=y>", "<!--", "-->", "<br>", "javascript:alert(1)", "data:x",
                "https://a.example/x?y=1&z", "http://b.example/(c)", "https://b@c.example", "mailto:a@b.example", "a.b",
                "[a.example](https://b.example)", "![p](https://c.example/p.png)", "\\", "&", "&lt;", "&#60;",
                "&#x202e;", "\t",
                "\r\n", " ", "  \n", "word", "Ein Satz. ", "数据", "é", "👩‍👩‍👧", "\u202e", "\u0000", "\u200b",
                "\u2060", "\ud800", "|",
                "x*y*z", "**b**", "_i_", "***bi***", "`c`", "~~s~~", "\"", "'", ";");
        return Arbitraries.oneOf(pieces.list().ofMaxSize(40).map(list -> String.join("", list)),
                Arbitraries.strings().ofMaxLength(200));
    }
}
