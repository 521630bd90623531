package dev.steward.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

import dev.steward.feedback.ListRequest.Parsed;

class ListRequestTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

    @Test
    void filtersAndWords() {
        assertThat(fine("area:Export customer:\"Acme Corp\" Kind:idea since:2026-11-01 until:today csv “is broken”"))
                .isEqualTo(new ListRequest(false, "Export", "Acme Corp", Kind.IDEA, LocalDate.of(2026, 11, 1), TODAY,
                        "csv is broken"));
    }

    @Test
    void datesInWords() {
        assertThat(fine("since:yesterday").since()).isEqualTo(TODAY.minusDays(1));
        assertThat(fine("since:7d").since()).isEqualTo(TODAY.minusDays(7));
        assertThat(fine("since:2w").since()).isEqualTo(TODAY.minusWeeks(2));
    }

    @Test
    void nothingMeansEverything() {
        assertThat(fine("")).isEqualTo(new ListRequest(false, null, null, null, null, null, ""));
    }

    @Test
    void aLinkIsAWord() {
        assertThat(fine("https://example.com/x").words()).isEqualTo("https://example.com/x");
    }

    @Test
    void mistakesSayWhatToTypeInstead() {
        assertThat(mistake("since:soon")).startsWith("“soon” is no date.");
        assertThat(mistake("since:2026-02-30")).startsWith("“2026-02-30” is no date.");
        assertThat(mistake("kind:moan")).isEqualTo("Kind is one of problem, idea, praise or question.");
        assertThat(mistake("colour:red")).startsWith("There is no filter `colour:`.");
        assertThat(mistake("customer:\"Acme")).isEqualTo("A quotation mark is missing at one end.");
        assertThat(mistake("since:today until:yesterday")).isEqualTo("`since:` must not be after `until:`.");
        assertThat(mistake("x".repeat(501))).startsWith("That is too long");
    }

    @Property
    void anythingTypedIsReadOrRefusedWithASentence(@ForAll String typed) {
        switch (ListRequest.parse(true, typed, TODAY)) {
            case Parsed.Fine(var request) -> assertThat(request.mine()).isTrue();
            case Parsed.Mistaken(var sentence) -> assertThat(sentence).isNotBlank();
        }
    }

    private static ListRequest fine(String typed) {
        return ((Parsed.Fine) ListRequest.parse(false, typed, TODAY)).request();
    }

    private static String mistake(String typed) {
        return ((Parsed.Mistaken) ListRequest.parse(false, typed, TODAY)).sentence();
    }
}
