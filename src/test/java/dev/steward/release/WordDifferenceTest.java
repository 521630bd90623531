package dev.steward.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

import dev.steward.release.WordDifference.Fate;
import dev.steward.release.WordDifference.Piece;

class WordDifferenceTest {
    @Test
    void oneWordChanges() {
        assertThat(shown("Exports of up to 10,000 rows work.", "Exports of up to 20,000 rows work."))
                .isEqualTo("Exports of up to -10,000-+20,000+ rows work.");
    }

    @Test
    void wordsAreAdded() {
        assertThat(shown("It works.", "It works. It is fast, too.")).isEqualTo("It works.+ It is fast, too.+");
        assertThat(shown("", "It works.")).isEqualTo("+It works.+");
    }

    @Test
    void wordsAreTakenAway() {
        assertThat(shown("It works very well.", "It works.")).isEqualTo("It works- very well-.");
        assertThat(shown("It works.", "")).isEqualTo("-It works.-");
    }

    @Test
    void changesThatOnlyABlankKeepsApartAreOne() {
        assertThat(shown("Press the red button in the corner today", "Press the large knob in the corner today"))
                .isEqualTo("Press the -red button-+large knob+ in the corner today");
    }

    @Test
    void whatIsAllNewIsShownAsAWhole() {
        assertThat(shown("The export of ledgers stops after ten thousand rows",
                "Nobody has to approve small invoices of suppliers any more"))
                .isEqualTo("-The export of ledgers stops after ten thousand rows-"
                        + "+Nobody has to approve small invoices of suppliers any more+");
    }

    @Test
    void linesStayLines() {
        assertThat(shown("one two\nthree four", "one 2\n3 four")).isEqualTo("one -two-+2+\n-three-+3+ four");
    }

    @Test
    void otherWritingsHaveWordsToo() {
        assertThat(shown("Экспорт работает быстро", "Экспорт работает медленно"))
                .isEqualTo("Экспорт работает -быстро-+медленно+");
        assertThat(shown("👩‍👩‍👧 works for all", "👩‍👩‍👧‍👦 works for all")).contains("+👩‍👩‍👧‍👦+");
    }

    @Test
    void whatIsFarFromAnyChangeIsLeftOut() {
        String far = "word ".repeat(100);
        List<Piece> brief = WordDifference.brief(WordDifference.between(far + "red " + far, far + "blue " + far), 20,
                1_000);
        assertThat(write(brief)).isEqualTo("… word word word word -red-+blue+ word word word word …");
    }

    @Test
    void nothingIsLongerThanAskedFor() {
        List<Piece> brief = WordDifference.brief(
                WordDifference.between("red ".repeat(700) + "stays here", "blue ".repeat(600) + "stays here"), 40, 500);
        assertThat(brief.stream().mapToInt(piece -> piece.text().length()).sum()).isLessThanOrEqualTo(502);
        assertThat(brief.getLast().text()).endsWith("…");
    }

    @Property(tries = 300)
    void bothTextsCanBeReadFromIt(@ForAll("texts") String before, @ForAll("texts") String after) {
        List<Piece> pieces = WordDifference.between(before, after);

        assertThat(without(pieces, Fate.NEW)).isEqualTo(before);
        assertThat(without(pieces, Fate.GONE)).isEqualTo(after);
        assertThat(pieces).noneMatch(piece -> piece.text().isEmpty());
        for (int i = 1; i < pieces.size(); i++) {
            assertThat(pieces.get(i).fate()).isNotEqualTo(pieces.get(i - 1).fate());
        }
        assertThat(before.equals(after)).isEqualTo(pieces.stream().allMatch(piece -> piece.fate() == Fate.SAME));
    }

    @Property(tries = 300)
    void whatIsBriefHasEveryChange(@ForAll("texts") String before, @ForAll("texts") String after) {
        List<Piece> pieces = WordDifference.between(before, after);

        List<Piece> brief = WordDifference.brief(pieces, 12, Integer.MAX_VALUE);

        assertThat(brief.stream().filter(piece -> piece.fate() != Fate.SAME).toList())
                .isEqualTo(pieces.stream().filter(piece -> piece.fate() != Fate.SAME).toList());
        assertThat(brief).allSatisfy(piece -> assertThat(piece.text().isEmpty()).isFalse());
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("red", "blue", "green", " ", " ", "\n", ".", ",", "👩‍👩‍👧", "导出", "a").list()
                .ofMaxSize(40)
                .map(words -> String.join("", words));
    }

    /** As long as a form lets them be, with nothing in common but marks. */
    @Test
    void theLongestTextsTakeNoTime() {
        var random = new Random(1);
        String before = random.ints(0, 5_000).limit(1_000).mapToObj(i -> "a" + i).collect(Collectors.joining(" "))
                .substring(0, 3_000);
        String after = random.ints(0, 5_000).limit(1_000).mapToObj(i -> "a" + i).collect(Collectors.joining(" "))
                .substring(0, 3_000);
        long start = System.nanoTime();
        WordDifference.between(before, after);
        WordDifference.between("x.".repeat(1_500), "y,".repeat(1_500));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
    }

    private static String shown(String before, String after) {
        return write(WordDifference.between(before, after));
    }

    private static String write(List<Piece> pieces) {
        return pieces.stream().map(piece -> switch (piece.fate()) {
            case SAME -> piece.text();
            case GONE -> "-" + piece.text() + "-";
            case NEW -> "+" + piece.text() + "+";
        }).collect(Collectors.joining());
    }

    private static String without(List<Piece> pieces, Fate fate) {
        return pieces.stream().filter(piece -> piece.fate() != fate).map(Piece::text).collect(Collectors.joining());
    }
}
