package dev.steward.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import dev.steward.policy.PolicyText.Reading;

class ChangesTest {
    private static final String GATES = "gates: {launch: {title: Launch}, build: {title: Build it}}\n";
    private static final List<String> RULES = List.of("{name: A, when: {risk: low}, decide: autonomous}",
            "{name: B, when: {tier: 1}, decide: autonomous}", "{name: C, decide: autonomous, gates: [launch]}",
            "{name: D, decide: autonomous}");

    @Test
    void rulesComeGoMoveAndChange() {
        assertThat(between("ABCD", "DABC")).containsExactly("rule “D” moved to the top, it was number 4");
        assertThat(between("ABC", "BDC")).containsExactly("new rule “D” at number 2", "no rule “A” any more");
        assertThat(Changes.between(policy("AB"), read(GATES, rules("AB").replace("risk: low", "risk: [low, medium]"))))
                .containsExactly("rule “A”: when {risk: low} → {risk: [low, medium]}");
        assertThat(Changes.between(policy("AB"), read(GATES, rules("AB").replace("name: A", "name: Low risk"))))
                .containsExactly("rule “A” is now called “Low risk”");
        assertThat(between("AB", "AB")).containsExactly("only comments and layout");
    }

    @Test
    void gatesAndAudiencesToo() {
        assertThat(Changes.between(policy("A"),
                read("audiences: [all]\ngates: {launch: {title: Go}, end: {title: End}}\n", rules("A"))))
                .containsExactly("gate “Go”: title Launch → Go", "new gate “End”", "no gate “Build it” any more",
                        "audiences: none → all");
    }

    private static List<String> between(String before, String after) {
        return Changes.between(policy(before), policy(after));
    }

    private static Policy policy(String rules) {
        return read(GATES, rules(rules));
    }

    private static String rules(String names) {
        return "rules:\n" + String.join("",
                names.chars().mapToObj(name -> "  - " + RULES.get(name - 'A') + "\n").toList());
    }

    private static Policy read(String gates, String rules) {
        return ((Reading.Good) PolicyText.read(gates + rules)).policy();
    }
}
