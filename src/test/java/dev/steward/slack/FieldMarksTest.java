package dev.steward.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

class FieldMarksTest {
    private static final FieldMarks SHOWN = FieldMarks.of(Map.of("channel", "C1", "people", List.of("U1"), "days", 30));

    @Test
    void whatTheSenderChangedIsSetAndTheRestStaysAsOthersHaveSetIt() {
        var sent = SHOWN.sent(Map.of("channel", "C2", "people", List.of("U1"), "days", 30),
                Map.of("channel", "C1", "people", List.of("U2", "U3"), "days", 30));

        assertThat(sent.changed()).containsExactly("channel");
        assertThat(sent.outdated()).isEmpty();
    }

    @Test
    void whatBothChangedIsOutdatedUnlessItIsTheSame() {
        var sent = SHOWN.sent(Map.of("channel", "C2", "people", List.of("U1"), "days", 90),
                Map.of("channel", "C3", "people", List.of("U1"), "days", 90));

        assertThat(sent.changed()).isEmpty();
        assertThat(sent.outdated()).containsExactly("channel");
    }

    @Test
    void theyTravelInTheFormAndAnOlderFormHasNone() {
        assertThat(FieldMarks.CODEC.read(FieldMarks.CODEC.encode(SHOWN))).contains(SHOWN);
        assertThat(FieldMarks.CODEC.read("")).isEmpty();
        assertThat(FieldMarks.NONE.sent(Map.of("days", 90), Map.of("days", 30)).changed()).containsExactly("days");
    }
}
