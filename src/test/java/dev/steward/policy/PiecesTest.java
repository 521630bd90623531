package dev.steward.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;
import org.junit.jupiter.api.Test;

import dev.steward.policy.Join.Located;
import dev.steward.policy.Pieces.Piece;

class PiecesTest {
    private static final String SOURCE = """
            # Ours
            gates:
              launch:
                title: Launch # at last
            # Who sees it
            audiences:
              - everyone

            # In order
            rules: # the first decides
            # small
            -   name: Small
                when: {risk: low}
                decide: autonomous
                because: |
                  # not a comment

            # the rest
            -   name: Rest
                decide: autonomous
            # the end
            """;

    @Test
    void aPolicyIsCutAtItsKeysAndRulesAndCommentsStayWithWhatFollows() {
        assertThat(Pieces.of(SOURCE)).containsExactly(
                new Piece(false, "Gates", "# Ours\ngates:\n  launch:\n    title: Launch # at last"),
                new Piece(false, "Audiences", "# Who sees it\naudiences:\n  - everyone"),
                new Piece(true, "Rule 1: Small",
                        "# In order\n# the first decides\n# small\nname: Small\nwhen: {risk: low}\n"
                                + "decide: autonomous\nbecause: |\n  # not a comment"),
                new Piece(true, "Rule 2: Rest", "# the rest\nname: Rest\ndecide: autonomous\n# the end"));
    }

    @Test
    void putTogetherAgainItSaysTheSame() throws IOException {
        for (String source : List.of(SOURCE, Files.readString(Path.of("src/main/resources/policies/default.yaml")),
                "{gates: {launch: {}}, rules: [{name: All, decide: autonomous}]}\n",
                "rules: [{name: All, decide: autonomous}]\ngates: {launch: {}}\n",
                "rules:\n  -\n    name: All\n    decide: autonomous\ngates: {launch: {}}\n")) {
            String again = new Join(Pieces.of(source)).text();

            assertThat(policy(again)).isEqualTo(policy(source));
            assertThat(new Join(Pieces.of(again)).text()).as("stays as it is").isEqualTo(again);
            assertThat(again.lines().filter(line -> line.contains("#"))).as("its comments").hasSameSizeAs(
                    source.lines().filter(line -> line.contains("#")).toList());
        }
    }

    @Domain(RandomPolicies.class)
    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void anyPolicyCanBeCutAndPackedAndSaysTheSame(@ForAll Policy policy) {
        List<Piece> pieces = Pieces.of(WritePolicy.whole(policy));

        assertThat(policy(new Join(pieces).text())).isEqualTo(policy);
        assertThat(policy(new Join(Pieces.packed(pieces, 1, 3_000)).text())).isEqualTo(policy);
    }

    @Test
    void aMistakeStandsWhereItWasTyped() {
        List<Piece> pieces = List.of(new Piece(false, "Gates", "gates: {launch: {title: Launch}}"),
                new Piece(true, "Rule 1", "# first\nname: One\n\nwhen: {risk: big}\ndecide: autonomous"),
                new Piece(true, "New", "- name: Two\n  decide: autonomus\n- name: Three\n  gates: [lunch]"));
        var join = new Join(pieces);

        List<Located> found = join.mistakes(PolicyText.read(join.text()));

        assertThat(found)
                .extracting(one -> one.piece() + " " + one.finding().line() + ":" + one.finding().column() + " "
                        + join.lineOf(one).orElse(""))
                .containsExactly("1 4:14 when: {risk: big}", "2 2:11 decide: autonomus",
                        "2 3:3 - name: Three", "2 4:11 gates: [lunch]");
    }

    @Test
    void whatIsMalformedIsToldOfEachPiece() {
        var join = new Join(
                List.of(new Piece(false, "Gates", "gates: {launch: {}"), new Piece(true, "Rule", "name: 'One"),
                        new Piece(true, "New", "# nothing yet")));

        assertThat(join.mistakes(PolicyText.read(join.text()))).extracting(Located::piece).containsExactly(0, 1);
    }

    private static Policy policy(String source) {
        return WrittenPolicies.read(source);
    }
}
