package dev.steward.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SearchTermsTest {
    @Test
    void wordsWithoutCaseAndAccents() {
        assertThat(SearchTerms.of("L’export CSV est cassé, Müller! STRASSE Straße"))
                .containsExactly("l", "export", "csv", "est", "casse", "muller", "strasse");
    }

    @Test
    void otherAlphabets() {
        assertThat(SearchTerms.of("Экспорт сломан ελληνικά")).containsExactly("экспорт", "сломан", "ελληνικα");
    }

    @Test
    void pairsWhereNoSpacesStandBetweenWords() {
        assertThat(SearchTerms.of("导出坏了 CSV导出")).containsExactly("导出", "出坏", "坏了", "csv");
        assertThat(SearchTerms.of("エクスポートが壊れた")).contains("エク", "壊れ");
        assertThat(SearchTerms.of("หน้า")).isNotEmpty();
    }

    @Test
    void emojiAndMarksAreNoWords() {
        assertThat(SearchTerms.of("🎉 — …!")).isEmpty();
    }

    @Property
    void anyTextYieldsTermsThatAreSafeInAQuery(@ForAll String text) {
        assertThat(SearchTerms.of(text)).hasSizeLessThanOrEqualTo(SearchTerms.MOST)
                .allSatisfy(term -> {
                    assertThat(term).isNotEmpty().doesNotContain("'", "\\", ":", "*", " ");
                    assertThat(term.getBytes(java.nio.charset.StandardCharsets.UTF_8).length).isLessThan(500);
                });
    }

    @Property
    void theSameTextInCapitalsHasTheSameTerms(@ForAll("plain") String text) {
        assertThat(SearchTerms.of(text.toUpperCase(java.util.Locale.ROOT))).isEqualTo(SearchTerms.of(text));
    }

    @net.jqwik.api.Provide
    net.jqwik.api.Arbitrary<String> plain() {
        return net.jqwik.api.Arbitraries.strings().withCharRange('a', 'z').withChars(' ', 'é', 'ñ', 'ж', '导', '出');
    }
}
