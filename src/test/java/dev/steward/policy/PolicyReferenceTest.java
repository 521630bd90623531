package dev.steward.policy;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The reference of the policy language is what the language says of itself, and its examples are right. */
class PolicyReferenceTest {
    private static final Path REFERENCE = Path.of("docs/policy-language.md");

    @Test
    void theReferenceIsTheLanguage() throws IOException {
        if (Boolean.getBoolean("steward.regenerate")) {
            Files.writeString(REFERENCE, document());
        }
        assertThat(Files.readString(REFERENCE))
                .as("out of date: mvn test -Dtest=PolicyReferenceTest -Dsteward.regenerate=true").isEqualTo(document());
    }

    /** Each example stands in a policy that has nothing else of its kind. */
    @TestFactory
    List<DynamicTest> eachExampleIsRight() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Shape shape : Language.SHAPES) {
            for (Key<?> key : shape.keys()) {
                String name = shape.name() + ": " + key.name();
                tests.add(DynamicTest.dynamicTest(name, () -> {
                    var findings = new Findings();
                    shape.read(Objects.requireNonNull(
                            YamlText.read(key.name() + ": " + key.example() + "\n", findings)), findings);
                    assertThat(findings.mistakes()).filteredOn(found -> !found.reason().contains(" needs `")).isEmpty();
                }));
            }
        }
        return tests;
    }

    private static String document() throws IOException {
        String defaults = Files.readString(Path.of("src/main/resources/policies/default.yaml"));
        return """
                # The policy language

                Generated from the language itself; a test keeps it true. How to change a policy: [policy.md](policy.md).

                A policy is YAML: `key: value`, lists in brackets or as lines with a dash, comments after `#`. Where a list is taken, one
                entry alone needs no brackets. Put words in quotes that have a colon in them or begin with one of `> | @ & * ! %% [ {`. Anchors,
                aliases and tags are not taken. At most %,d characters.

                %s
                ## Who can be named

                | written | who that is |
                |---|---|
                | `jane@example.com` | the member with that address |
                | `<@U0123ABC>` | the member with that id |
                | `"@product-leads"` | everybody in that Slack user group |
                | `<!subteam^S0123ABC>` | the same, by its id |
                %s
                | a name under `people` | everybody listed there |

                User groups and positions are resolved when a stage opens.

                ## Amounts

                | of | written |
                |---|---|
                | working time | `2 working days`, `4 working hours`, `30 working minutes`: on the calendar of whoever must answer |
                | costs | `<= 10000`, `< 10000`, `">= 5000"`, `"> 5000"`, `5000..20000` (both ends belong to it), `">= 5000, < 20000"` |
                | agreement | `any`, `all`, `majority` (more than half), or a number of people |

                ## How a rule is found

                Rules are tried from top to bottom, and the first that takes the request decides. A rule takes it when the gate is one of its
                `gates` and all of `when` holds. Where a rule looks at something that is not known yet, nothing is decided: a later rule must
                not come first, so the requester is asked for it.

                ## The policy Steward comes with

                ```yaml
                %s```
                """.formatted(YamlText.MOST_CHARACTERS,
                Language.SHAPES.stream().map(PolicyReferenceTest::section).collect(joining("\n")),
                List.of(Position.values()).stream().map(one -> "| `" + one.written() + "` | " + one.words() + " |")
                        .collect(joining("\n")),
                defaults);
    }

    private static String section(Shape shape) {
        return "## " + Kinds.sentence(shape.name()) + "\n\n" + shape.says()
                + "\n\n| key | takes | what it says | example |\n|---|---|---|---|\n"
                + shape.keys().stream().map(key -> row(shape, key)).collect(joining("\n")) + "\n";
    }

    private static String row(Shape of, Key<?> key) {
        List<String> allowed = key.kind().allowed();
        Shape shape = key.kind().shape();
        String takes = allowed.isEmpty()
                ? key.kind().words()
                : (key.kind().words().startsWith("a list") ? "one or more of " : "one of ")
                        + allowed.stream().map(one -> "`" + one + "`").collect(joining(", "));
        if (shape != null) {
            takes = takes.replace(shape.name(), "[" + shape.name() + "](#" + shape.name().replace(' ', '-') + ")");
        }
        takes = takes.replace("a list of people", "a list of [people](#who-can-be-named)")
                .replace("working time", "[working time](#amounts)");
        String says = of == Language.DEFAULTS
                ? key.says().replaceAll(" Without it, as `defaults` say[^.]*\\.", "")
                : key.says();
        return "| `" + key.name() + "`" + (key.required() ? " (needed)" : "") + " | " + takes + " | " + says + " | `"
                + key.example() + "` |";
    }
}
