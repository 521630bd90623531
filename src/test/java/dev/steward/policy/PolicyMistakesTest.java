package dev.steward.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import dev.steward.policy.PolicyText.Reading;

/**
 * What people get wrong, each with the sentences they read. The table is {@code mistakes.txt}: a title after {@code ===}, the policy, and
 * after {@code ---->} what is found.
 */
class PolicyMistakesTest {
    private static final Path TABLE = Path.of("src/test/resources/dev/steward/policy/mistakes.txt");

    @TestFactory
    Stream<DynamicTest> eachIsToldWhereItIsAndWhatToDo() throws IOException {
        List<DynamicTest> tests = new ArrayList<>();
        for (String row : Files.readString(TABLE, StandardCharsets.UTF_8).split("(?m)^=== ")) {
            if (!row.contains("---->")) {
                continue;
            }
            String title = row.lines().findFirst().orElseThrow();
            String[] parts = row.substring(title.length() + 1).split("(?m)^---->\n");
            tests.add(DynamicTest.dynamicTest(title, () -> assertThat(found(parts[0].replace("\u2192", "\t")))
                    .isEqualTo(parts[1].strip())));
        }
        assertThat(tests).hasSizeGreaterThan(50);
        return tests.stream();
    }

    @Test
    void aTextThatIsTooLongIsNotEvenRead() {
        String text = "a".repeat(YamlText.MOST_CHARACTERS) + "\n";

        assertThat(found(text))
                .isEqualTo("Line 1, column 1: This has 60001 characters, and a policy has at most 60000.");
    }

    @Test
    void aThousandLaughsAreNotRepeated() {
        var laughs = new StringBuilder("a: &a [lol]\n");
        for (char c = 'b'; c < 'k'; c++) {
            laughs.append(c).append(": &").append(c).append(" [").append(("*" + (char) (c - 1) + ",").repeat(9))
                    .append("]\n");
        }

        assertThat(found(laughs.toString())).startsWith("Line 1, column 4: `&a` would name this part");
    }

    @Test
    void aHundredOpenBracketsAreNoTrouble() {
        assertThat(found("gates: " + "[".repeat(200) + "]".repeat(200) + "\n")).contains("not well-formed");
    }

    @Test
    void theDefaultPolicyIsWithoutFault() throws IOException {
        assertThat(PolicyText.read(Files.readString(Path.of("src/main/resources/policies/default.yaml"))))
                .isInstanceOfSatisfying(Reading.Good.class, good -> assertThat(good.warnings()).isEmpty());
    }

    static String found(String text) {
        return switch (PolicyText.read(text, List.of("Billing", "Search"))) {
            case Reading.Bad(var mistakes) -> String.join("\n", mistakes.stream().map(Finding::toString).toList());
            case Reading.Good good -> String.join("\n",
                    good.warnings().stream().map(one -> "Warning: " + one).toList());
        };
    }
}
