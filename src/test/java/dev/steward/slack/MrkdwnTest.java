package dev.steward.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.BreakIterator;
import java.util.Locale;
import java.util.regex.Pattern;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class MrkdwnTest {
    /** How Slack finds formatting: a mark not inside a word, something solid after it, and its twin further on. */
    private static final Pattern FORMATTING = Pattern
            .compile("(?<![\\p{L}\\p{N}\u2060])([*_~`])(?=[^\\s\u2060])[^\n]*?\\1(?![\\p{L}\\p{N}\u2060])");
    private static final Pattern LINK = Pattern.compile("(?i)[a-z]+://|[\\p{L}\\p{N}]\\.\\p{L}|www\\.\\w");
    private static final Pattern MENTION = Pattern.compile("[@#][\\p{L}\\p{N}]");

    @Example
    void plainTextOfWhichNothingCanBeShownIsNotEmpty() {
        assertThat(Mrkdwn.plain("\u202e\u2066")).isEqualTo("…");
        assertThat(Mrkdwn.plain("")).isEmpty();
    }

    @Example
    void whatIsTypedCannotMentionAnybody() {
        assertThat(Mrkdwn.escape("<!channel> <@U123> <!here|here> <#C1>"))
                .isEqualTo("&lt;!channel&gt; &lt;@\u2060U123&gt; &lt;!here|here&gt; &lt;#\u2060C1&gt;");
        assertThat(Mrkdwn.escape("@channel #general")).isEqualTo("@\u2060channel #\u2060general");
    }

    @Example
    void ordinaryTextStaysAsItIs() {
        for (String text : new String[]{"The export is broken for Acme, again: 3 of 5 fail (50%).", "snake_case_name",
                "3*4 = 12", "Müller & Söhne".replace("&", "und"), "数据导出失败", "صادرات معطلة", "😀👩‍👩‍👧‍👦",
                "a\n\nb\tc",
                "e.g. this, at 10.30"}) {
            assertThat(Mrkdwn.escape(text).replace("\u2060", "")).isEqualTo(text);
        }
        assertThat(Mrkdwn.escape("snake_case_name 3*4")).isEqualTo("snake_case_name 3*4");
    }

    @Example
    void quotesLinksAndFormattingDoNotHappen() {
        assertThat(Mrkdwn.escape("> quoted")).startsWith("\u2060&gt;");
        assertThat(Mrkdwn.escape("x\u2028> quoted")).endsWith("\u2060&gt; quoted");
        assertThat(Mrkdwn.escape("*bold* _it_ ~no~ `code`")).doesNotContainPattern(FORMATTING);
        assertThat(Mrkdwn.escape("see https://evil.example/x or readme.md or joe@acme.com"))
                .doesNotContainPattern(LINK);
    }

    @Example
    void directionOverridesAreLeftOut() {
        assertThat(Mrkdwn.escape("abc\u202Edef\u2066\u0000\u0007")).isEqualTo("abcdef");
    }

    @Property(tries = 2_000)
    void nothingTypedFormatsLinksOrMentions(@ForAll("texts") String typed) {
        String shown = Mrkdwn.escape(typed);

        assertThat(shown).doesNotContain("<", ">").doesNotContainPattern(FORMATTING).doesNotContainPattern(LINK)
                .doesNotContainPattern(MENTION).doesNotContainPattern("&(?!amp;|lt;|gt;)")
                .doesNotContainPattern("(?m)^\\s*&gt;");
    }

    @Property(tries = 2_000)
    void nothingVisibleIsLost(@ForAll("texts") String typed) {
        String shown = Mrkdwn.escape(typed).replace("\u2060", "").replace("&lt;", "<").replace("&gt;", ">")
                .replace("&amp;", "&");

        assertThat(shown).isEqualTo(typed.replace("\r\n", "\n").replace("\r", "\n").replace("\u2060", "")
                .replaceAll("[\\x00-\\x08\\x0b-\\x1f\\x7f\u202a-\u202e\u2066-\u2069]", ""));
    }

    @Property(tries = 2_000)
    void aCutTextFitsAndEndsAtACharacter(@ForAll("texts") String text, @ForAll @IntRange(min = 0, max = 60) int max) {
        String cut = Mrkdwn.cut(text, max);

        assertThat(cut.length()).isLessThanOrEqualTo(max);
        if (text.length() <= max) {
            assertThat(cut).isEqualTo(text);
        } else if (cut.endsWith(Mrkdwn.MORE) && max > Mrkdwn.MORE.length()) {
            String kept = cut.substring(0, cut.length() - Mrkdwn.MORE.length());
            assertThat(text).startsWith(kept);
            assertThat(kept.isEmpty() || !Character.isHighSurrogate(kept.charAt(kept.length() - 1))).isTrue();
        }
    }

    @Example
    void familiesAndFlagsAreNotTornApart() {
        String family = "👩‍👩‍👧‍👦";
        String text = "aaaa" + family.repeat(10);
        for (int max = Mrkdwn.MORE.length() + 4; max < text.length(); max++) {
            String kept = Mrkdwn.cut(text, max).replace(Mrkdwn.MORE, "");
            assertThat((kept.length() - 4) % family.length()).as("cut to %d", max).isZero();
        }
        assertThat(Mrkdwn.cut("e\u0301".repeat(10), 12)).doesNotEndWith("e" + Mrkdwn.MORE).endsWith(Mrkdwn.MORE);
    }

    @Example
    void oneEndlessCharacterIsCutAllTheSame() {
        String zalgo = "a" + "\u0301".repeat(10_000);
        assertThat(Mrkdwn.cut(zalgo, 100)).hasSizeLessThanOrEqualTo(100).endsWith(Mrkdwn.MORE);
        assertThat(Mrkdwn.beginning(zalgo, 100)).isNotEmpty();
    }

    @Property(tries = 1_000)
    void anEscapedCutFits(@ForAll("texts") String typed, @ForAll @IntRange(min = 10, max = 200) int max) {
        String shown = Mrkdwn.escape(typed, max);

        assertThat(shown.length()).isLessThanOrEqualTo(max);
        assertThat(shown).doesNotContainPattern("&(?!amp;|lt;|gt;)");
    }

    @Example
    void longTextsAreEscapedFast() {
        String typed = "*a.b@c <x> ".repeat(20_000);
        long start = System.nanoTime();
        assertThat(Mrkdwn.escape(typed, 3_000)).hasSizeLessThanOrEqualTo(3_000);
        assertThat(System.nanoTime() - start).isLessThan(2_000_000_000L);
        assertThat(BreakIterator.getCharacterInstance(Locale.ROOT)).isNotNull();
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> pieces = Arbitraries.oneOf(
                Arbitraries.of("*", "_", "~", "`", "```", "<", ">", "&", "&lt;", "@channel", "#general", "<!here>",
                        "https://x.y", "mailto:a@b.c", "www.x.org", " ", "\n", "\r\n", "\r", ":", ".", "word", "字", "é",
                        "👩‍👧", "\u202e", "\u2060", "\u0000", "🇩🇪", "(", ")", "\t"),
                Arbitraries.strings().ofMaxLength(3));
        return pieces.list().ofMaxSize(25).map(list -> String.join("", list));
    }
}
