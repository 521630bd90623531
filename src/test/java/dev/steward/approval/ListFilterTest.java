package dev.steward.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.steward.approval.FindRequests.From;
import dev.steward.approval.FindRequests.Whose;
import dev.steward.approval.ListAnswer.Asked;
import dev.steward.approval.ListAnswer.Turned;
import dev.steward.approval.ListFilter.Parsed;
import dev.steward.approval.ListFilter.State;

class ListFilterTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);

    @Test
    void filtersAndWords() {
        assertThat(fine("gate:launch state:Open area:\"Mobile app\" initiative:init-3 requester:@maya "
                + "since:2026-11-01 until:today ledger “for all” csv"))
                .isEqualTo(new ListFilter("launch", "Mobile app", State.OPEN, "INIT-3", "@maya",
                        LocalDate.of(2026, 11, 1), TODAY, List.of("ledger", "for all"), true));
    }

    @Test
    void csvIsAWordUnlessItStandsAtTheEnd() {
        assertThat(fine("csv export").words()).containsExactly("csv", "export");
        assertThat(fine("csv export").csv()).isFalse();
        assertThat(fine("“csv”").words()).containsExactly("csv");
        assertThat(fine("CSV ").csv()).isTrue();
        assertThat(fine("csv state:open").csv()).isFalse();
    }

    @Test
    void mistakesSayWhatToTypeInstead() {
        assertThat(mistake("state:done"))
                .isEqualTo("A state is one of open, changes, blocked, approved, rejected or withdrawn.");
        assertThat(mistake("initiative:x")).isEqualTo("Write an initiative as `initiative:INIT-3`.");
        assertThat(mistake("since:soon")).startsWith("“soon” is no date.");
        assertThat(mistake("colour:red")).startsWith("There is no filter `colour:`.");
        assertThat(mistake("area:\"x")).isEqualTo("A quotation mark is missing at one end.");
        assertThat(mistake("since:today until:yesterday")).isEqualTo("`since:` must not be after `until:`.");
        assertThat(mistake("x".repeat(501))).startsWith("That is too long");
    }

    @Property
    void anythingTypedIsReadOrRefusedWithASentence(@ForAll String typed) {
        switch (ListFilter.parse(typed, TODAY)) {
            case Parsed.Fine(var filter) -> assertThat(filter.words()).doesNotContain("");
            case Parsed.Mistaken(var sentence) -> assertThat(sentence).isNotBlank();
        }
    }

    @ParameterizedTest
    @EnumSource(Whose.class)
    void buttonsCarryWhatWasAsked(Whose whose) {
        var id = new UUID(1, 2);
        String value = whose.name().toLowerCase(java.util.Locale.ROOT) + "-" + id + " gate:launch x";
        assertThat(ListAnswer.OLDER.read(value))
                .contains(new Turned(new Asked(whose, "gate:launch x"), new From.OlderThan(id)));
    }

    @Property
    void aForeignButtonTurnsNoPage(@ForAll String value) {
        assertThat(ListAnswer.OLDER.read("mine" + value)).isEmpty();
    }

    private static ListFilter fine(String typed) {
        return ((Parsed.Fine) ListFilter.parse(typed, TODAY)).filter();
    }

    private static String mistake(String typed) {
        return ((Parsed.Mistaken) ListFilter.parse(typed, TODAY)).sentence();
    }
}
