package dev.steward.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import dev.steward.feedback.Said.Checked;
import dev.steward.workspace.Area;
import dev.steward.workspace.Area.AreaId;

class SaidTest {
    private static final Area EXPORT = new Area(new AreaId(new UUID(7, 7)), Examples.WORKSPACE, "Export", null, null,
            0);

    @Test
    void everythingFilledIn() {
        var said = fine(Map.of(Field.WORDS, " The export is broken ", Field.SUMMARY, "Export", Field.AREA, "export",
                Field.KIND, "Problem", Field.IMPORTANCE, "+3", Field.SOURCE, "call", Field.CONTACT, "yes", Field.LINK,
                "https://example.com/t/1?a=b&c=d"), new CustomerChoice.Named("  Acme   Corp "));
        assertThat(said).isEqualTo(new Said("The export is broken", "Export", new CustomerChoice.Named("Acme Corp"),
                EXPORT.id(), Kind.PROBLEM, Importance.CRITICAL, Source.CALL, Consent.YES,
                "https://example.com/t/1?a=b&c=d"));
    }

    @Test
    void onlyTheWordsAreNeeded() {
        assertThat(fine(Map.of(Field.WORDS, "x", Field.KIND, " "), null)).isEqualTo(Said.only("x"));
    }

    @Test
    void everyMistakeStandsAtItsField() {
        assertThat(mistakes(Map.of(Field.WORDS, " \n ", Field.SUMMARY, "x".repeat(151), Field.AREA, "Exprot",
                Field.KIND, "moan", Field.IMPORTANCE, "4", Field.SOURCE, "dream", Field.CONTACT, "perhaps", Field.LINK,
                "example.com"), new CustomerChoice.Named("c".repeat(121))))
                .containsOnlyKeys(Field.values())
                .containsEntry(Field.WORDS, "Write down what was said.")
                .containsEntry(Field.AREA, "There is no area called “Exprot”. There is Export.")
                .containsEntry(Field.KIND, "Kind is one of problem, idea, praise or question.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "https://", "http:///path", "https://a b", "https://x|y",
            "https://x>y", "https://user:secret@example.com", "//example.com", "mailto:a@example.com", "https://x\ny"})
    void noLinkThatCouldMisleadOrBreakOut(String link) {
        assertThat(mistakes(Map.of(Field.WORDS, "x", Field.LINK, link), null)).containsOnlyKeys(Field.LINK);
    }

    @Property
    void wordsAreKeptWholeWhateverTheyAre(@ForAll String typed) {
        if (Said.check(Map.of(Field.WORDS, typed), null, List.of()) instanceof Checked.Fine(var said)) {
            String kept = said.words();
            assertThat(kept).doesNotContain("\u0000", "\r");
            assertThat(new String(kept.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)).isEqualTo(kept);
            assertThat(kept).isEqualTo(Plain.text(typed).strip());
        } else {
            assertThat(Plain.text(typed)).isBlank();
        }
    }

    @Property
    void wellFormedTextIsNotTouched(@ForAll String typed) {
        String well = new String(typed.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)
                .replaceAll("[\\x00\\r]", "");
        assertThat(Plain.text(well)).isEqualTo(well);
        assertThat(Plain.text(Plain.text(typed))).isEqualTo(Plain.text(typed));
    }

    private static Said fine(Map<Field, String> typed, @Nullable CustomerChoice customer) {
        return ((Checked.Fine) Said.check(new EnumMap<>(typed), customer, List.of(EXPORT))).said();
    }

    private static Map<Field, String> mistakes(Map<Field, String> typed, @Nullable CustomerChoice customer) {
        return ((Checked.Mistaken) Said.check(new EnumMap<>(typed), customer, List.of(EXPORT))).sentences();
    }
}
