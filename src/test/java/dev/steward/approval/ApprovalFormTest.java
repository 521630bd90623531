package dev.steward.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import com.google.gson.Gson;
import com.slack.api.model.view.View;
import com.slack.api.util.json.GsonFactory;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.steward.approval.ApprovalForm.Changing;
import dev.steward.approval.ApprovalForm.Shown;
import dev.steward.approval.CheckForm.Checked;
import dev.steward.initiative.Initiative;
import dev.steward.initiative.InitiativeId;
import dev.steward.initiative.Phase;
import dev.steward.policy.Dimension;
import dev.steward.policy.Policy;
import dev.steward.slack.BlockKitRules;
import dev.steward.slack.SlackRequest.FormValues;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;

class ApprovalFormTest {
    private static final List<String> AREAS = List.of("Billing", "Export");
    private static final Gson GSON = GsonFactory.createSnakeCase();
    private static final JsonMapper JSON = new JsonMapper();
    private static final Policy POLICY = SamplePolicy.policy();
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 20);
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ChannelId CHANNEL = new ChannelId("C1");
    private static final Initiative LEDGER = new Initiative(new InitiativeId(new UUID(3, 3)),
            SimulatedPeople.WORKSPACE, 3, "Ledger export", new UserId("UOWNER"), null, Phase.DEFINITION, null, 0);

    @Test
    void asksForWhatSomeRuleOfTheGateLooksAtAndSaysWhy() {
        String build = view(content("build")).toString();
        assertThat(build).contains("\"approval.cost\"", "The rule “Big money” looks at it.", "\"approval.area\"")
                .doesNotContain("\"approval.tier\"", "\"approval.risk\"", "\"approval.audience\"");
        String launch = view(content("launch")).toString();
        assertThat(launch).contains("\"approval.tier\"", "\"approval.risk\"", "The rule “Small things” looks at it.")
                .doesNotContain("\"approval.cost\"");
        assertThat(view(content(null)).toString()).doesNotContain("approval.tier", "approval.cost",
                "approval.evidence");
    }

    @Test
    void anInitiativeIsRequiredWhereTheGateMovesOne() {
        assertThat(block(view(content("build")), ApprovalForm.INITIATIVE).path("optional").asBoolean()).isFalse();
        assertThat(block(view(content("launch")), ApprovalForm.INITIATIVE).path("optional").asBoolean()).isTrue();
    }

    @Test
    void manyRulesAreNotAllNamed() {
        assertThat(ApprovalForm.because(List.of("A", "B", "C"))).isEqualTo("The rules “A”, “B” and “C” look at it.");
        assertThat(ApprovalForm.because(List.of("A", "B", "C", "D")))
                .isEqualTo("The rules “A”, “B” and 2 others look at it.");
    }

    @Test
    void anotherGateKeepsAllThatWasTypedForThisOne() {
        FormContent launch = content("launch").with(Map.of(Dimension.TIER, "2", Dimension.RISK, "low"),
                Map.of("launch", Set.of("Tested")));
        FormContent build = read(view(launch)).forGate("build");
        assertThat(build.there()).isEmpty();
        FormContent typed = read(view(build.ticking("build", Set.of("The cost")).with(
                with(build.scope(), Dimension.COST, "5,000"),
                with(build.ticked(), "build", Set.of("The cost")))));
        FormContent again = read(view(typed.forGate("launch")));
        assertThat(again.scope())
                .isEqualTo(Map.of(Dimension.TIER, "2", Dimension.RISK, "low", Dimension.COST, "5,000"));
        assertThat(again.there()).containsExactly("Tested");
        assertThat(again.ticked().get("build")).containsExactly("The cost");
        assertThat(again.asked()).isEqualTo("May we?");
    }

    @Test
    void aChangeShowsWhatCannotChangeAsWords() {
        JsonNode view = view(content("launch"),
                new Changing(new AsShown(new RequestId(new UUID(7, 7)), 0, 1, 0, Set.of()), new Reference(7)));
        assertThat(view.toString()).contains("AP-7", "Change AP-7", "Ask again").doesNotContain("\"approval.gate\"",
                "\"approval.channel\"");
        assertThat(BlockKitRules.view(view)).isEmpty();
    }

    @Property(tries = 200)
    void whateverIsTypedFitsSlackAndIsReadAsItStands(@ForAll("contents") FormContent content) {
        JsonNode view = view(content);
        assertThat(BlockKitRules.view(view)).isEmpty();
        FormContent read = read(view);
        assertThat(read).isEqualTo(new FormContent(content.gate(), content.initiative(), content.asked().strip(),
                content.options().strip(), content.scope(), read.ticked(), content.neededBy(),
                content.prediction().strip(), content.review(), content.channel()));
        assertThat(read.there()).isEqualTo(content.there());
    }

    @Property(tries = 200)
    void whateverIsTypedIsAQuestionOrASentenceForAFieldThatIsThere(@ForAll("contents") FormContent content) {
        Initiative initiative = content.initiative() == null ? null : LEDGER;
        switch (CheckForm.check(content, POLICY, initiative, AREAS, TODAY, BERLIN, false)) {
            case Checked.Mistaken(var sentences) -> {
                JsonNode view = view(content);
                assertThat(sentences).isNotEmpty().allSatisfy((field, sentence) -> {
                    assertThat(sentence).isNotBlank();
                    assertThat(block(view, field).path("type").asString("")).isEqualTo("input");
                });
            }
            case Checked.Fine(var gate, var question) -> {
                assertThat(question.evidence()).hasSameSizeAs(gate.evidence());
                assertThat(question.asked()).isNotBlank();
            }
        }
    }

    @Provide
    Arbitrary<FormContent> contents() {
        Arbitrary<String> words = Arbitraries.strings().ofMaxLength(200)
                .map(text -> text.replaceAll("[\\p{Cs}\0]", ""));
        Arbitrary<Map<Dimension, String>> scope = Arbitraries.subsetOf(List.of(Map.entry(Dimension.TIER, "2"),
                Map.entry(Dimension.RISK, "high"), Map.entry(Dimension.COST, "12k"),
                Map.entry(Dimension.AREA, "Export"), Map.entry(Dimension.COST, "a lot")).stream()
                .filter(entry -> !entry.getValue().equals("a lot")).toList())
                .map(some -> Map.ofEntries(some.<Map.Entry<Dimension, String>>toArray(Map.Entry[]::new)));
        return Combinators.combine(Arbitraries.of("build", "launch").injectNull(0.2), words, words, scope,
                Arbitraries.integers().between(-3, 400).map(TODAY::plusDays).injectNull(0.3), words,
                Arbitraries.integers().between(-3, 400).map(TODAY::plusDays).injectNull(0.3),
                Arbitraries.of(true, false))
                .as((gate, asked, options, known, needed, prediction, review, some) -> new FormContent(gate,
                        some ? LEDGER.id().value() : null, asked, options, known,
                        gate == null
                                ? Map.of()
                                : Map.of(gate, Set.of(POLICY.gate(gate).orElseThrow().evidence().getFirst())),
                        needed, prediction, review, some ? CHANNEL : null));
    }

    @Test
    void theDayNeededEndsWhereTheRequesterIs() {
        var fine = (Checked.Fine) CheckForm.check(
                new FormContent("launch", null, "May we?", "", Map.of(), Map.of(), LocalDate.of(2026, 11, 30), "",
                        null, CHANNEL),
                POLICY, null, AREAS, TODAY, BERLIN, false);
        assertThat(fine.question().neededBy()).isEqualTo("2026-11-30T22:59:00Z");
    }

    @Test
    void whatIsNoAreaAndNoInitiativeIsRefused() {
        var content = new FormContent("build", null, "May we?", "", Map.of(Dimension.AREA, "Nowhere"), Map.of(), null,
                "",
                null, CHANNEL);
        assertThat(mistakes(content, null)).containsEntry("approval.area",
                "There's no such area. Please choose one of the list.");
    }

    @Test
    void everyMistakeStandsBesideItsField() {
        var nothing = new FormContent("build", null, " ", "", Map.of(Dimension.COST, "5.000"), Map.of(),
                TODAY.minusDays(1), "More sales", null, null);
        assertThat(mistakes(nothing, null)).containsOnlyKeys("approval.initiative", "approval.asked", "approval.cost",
                "approval.needed", "approval.review", "approval.channel");
        var elsewhere = new Initiative(LEDGER.id(), LEDGER.workspace(), 3, "Ledger", LEDGER.owner(), null,
                Phase.DISCOVERY, null, 0);
        assertThat(mistakes(content("build"), elsewhere)).containsEntry("approval.initiative",
                "INIT-3 is in discovery; this gate is for what is in definition.");
        assertThat(CheckForm.unknown(Set.of(Dimension.PHASE, Dimension.TIER)))
                .containsOnlyKeys("approval.initiative", "approval.tier");
    }

    private static Map<String, String> mistakes(FormContent content, @Nullable Initiative initiative) {
        return ((Checked.Mistaken) CheckForm.check(content, POLICY, initiative, AREAS, TODAY, BERLIN, false)).byField();
    }

    private static FormContent content(@Nullable String gate) {
        return new FormContent(gate, LEDGER.id().value(), "May we?", "", Map.of(), Map.of(), null, "", null, CHANNEL);
    }

    private static <K, V> Map<K, V> with(Map<K, V> map, K key, V value) {
        Map<K, V> more = new HashMap<>(map);
        more.put(key, value);
        return more;
    }

    private static JsonNode view(FormContent content) {
        return view(content, null);
    }

    private static JsonNode view(FormContent content, @Nullable Changing changes) {
        View view = ApprovalForm.view(new Shown(4, POLICY, content, content.initiative() == null ? null : LEDGER,
                List.of("Billing", "Export"), changes, List.of(), Set.of(), "Somebody is asked."));
        return JSON.readTree(GSON.toJson(view));
    }

    private static JsonNode block(JsonNode view, String id) {
        return view.path("blocks").valueStream().filter(block -> block.path("block_id").asString("").equals(id))
                .findFirst().orElse(JSON.createObjectNode());
    }

    /** What Slack would send of this form if nobody touched it. */
    private static FormContent read(JsonNode view) {
        Map<String, List<String>> held = new HashMap<>();
        for (JsonNode block : view.path("blocks")) {
            JsonNode element = block.path("element");
            List<String> values = new ArrayList<>();
            for (String one : List.of("initial_value", "initial_date", "initial_conversation")) {
                if (element.path(one).isString()) {
                    values.add(element.path(one).stringValue());
                }
            }
            if (element.path("initial_option").isObject()) {
                values.add(element.path("initial_option").path("value").stringValue());
            }
            element.path("initial_options").forEach(option -> values.add(option.path("value").stringValue()));
            held.put(block.path("block_id").asString(""), values);
        }
        var values = new FormValues() {
            @Override
            public @Nullable String value(String blockId) {
                return values(blockId).stream().findFirst().filter(value -> !value.isEmpty()).orElse(null);
            }

            @Override
            public List<String> values(String blockId) {
                return held.getOrDefault(blockId, List.of());
            }
        };
        FormState state = FormState.CODEC.read(view.path("private_metadata").stringValue()).orElseThrow();
        assertThat(state.policy()).isEqualTo(4);
        return ApprovalForm.read(values, state, POLICY, FormContent.EMPTY);
    }
}
