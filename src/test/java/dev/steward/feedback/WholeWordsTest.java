package dev.steward.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

import dev.steward.slack.Mrkdwn;

class WholeWordsTest {
    @Property(tries = 200)
    void nothingIsLostAndEveryPieceFits(@ForAll("long texts") String words) {
        var pieces = WholeWords.pieces(words);
        assertThat(String.join("", pieces)).isEqualTo(words);
        assertThat(pieces).allSatisfy(piece -> {
            assertThat(piece).isNotEmpty();
            assertThat(Mrkdwn.escape(piece).length()).isLessThanOrEqualTo(3_000);
            assertThat(Character.isLowSurrogate(piece.charAt(0))).isFalse();
        });
    }

    @Provide("long texts")
    Arbitrary<String> texts() {
        return Arbitraries
                .of("a", "<!channel> ", "&&&&&&&&&&&&&&&&", "👩‍👩‍👧‍👦", "导出", "line\n", "*_~`", "x".repeat(500), " ")
                .list().ofMinSize(0).ofMaxSize(400).map(parts -> String.join("", parts));
    }

    @Test
    void aFamilyIsNotTornApart() {
        String family = "👩‍👩‍👧‍👦";
        var pieces = WholeWords.pieces("a" + family.repeat(600));
        assertThat(pieces).hasSizeGreaterThan(1).allSatisfy(piece -> assertThat(piece).endsWith(family));
    }
}
