package dev.steward.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

import dev.steward.approval.Supposition.Parsed;
import dev.steward.policy.Risk;
import dev.steward.policy.Scope;

class SuppositionTest {
    @Test
    void allThatCanBeSaid() {
        assertThat(fine("init-3 gate:Launch tier:2 cost:5,000 Risk:low audience:Internal area:\"Mobile app\""))
                .isEqualTo(new Supposition("launch", "INIT-3",
                        new Scope("Mobile app", null, 2, new BigDecimal("5000"), Risk.LOW, "internal")));
    }

    @Test
    void aGateMayStandAloneByNameOrTitle() {
        assertThat(fine("launch").gate()).isEqualTo("launch");
        assertThat(fine("“build it”").gate()).isEqualTo("build");
        assertThat(fine("").gate()).isNull();
    }

    @Test
    void mistakesSayWhatToTypeInstead() {
        assertThat(mistake("lunch")).isEqualTo("“lunch” is neither an initiative such as `INIT-3` nor a gate. "
                + "The gates are `build` and `launch`.");
        assertThat(mistake("gate:lunch")).startsWith("There is no gate “lunch”.");
        assertThat(mistake("tier:4")).isEqualTo("A tier is 1, 2 or 3; 1 is the greatest.");
        assertThat(mistake("cost:5.000")).isEqualTo("“5.000” is no cost. " + Cost.MISTAKE);
        assertThat(mistake("risk:some")).isEqualTo("A risk is low, medium or high.");
        assertThat(mistake("audience:all")).isEqualTo("There is no audience “all”. There is internal or everyone.");
        assertThat(mistake("colour:red")).startsWith("There is no `colour:`.");
        assertThat(mistake("area:\"Mobile")).isEqualTo("A quotation mark is missing at one end.");
        assertThat(mistake("x".repeat(501))).startsWith("That is too long");
    }

    @Property
    void anythingTypedIsReadOrRefusedWithASentence(@ForAll String typed) {
        switch (Supposition.parse(typed, SamplePolicy.policy())) {
            case Parsed.Fine(var said) -> assertThat(said.scope()).isNotNull();
            case Parsed.Mistaken(var sentence) -> assertThat(sentence).isNotBlank();
        }
    }

    private static Supposition fine(String typed) {
        return ((Parsed.Fine) Supposition.parse(typed, SamplePolicy.policy())).supposition();
    }

    private static String mistake(String typed) {
        return ((Parsed.Mistaken) Supposition.parse(typed, SamplePolicy.policy())).sentence();
    }
}
