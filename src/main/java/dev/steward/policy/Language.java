package dev.steward.policy;

import static dev.steward.policy.Key.optional;
import static dev.steward.policy.Key.required;
import static dev.steward.policy.Kinds.handle;
import static dev.steward.policy.Kinds.listOf;
import static dev.steward.policy.Kinds.named;
import static dev.steward.policy.Kinds.oneOf;
import static dev.steward.policy.Kinds.section;
import static dev.steward.policy.Kinds.words;
import static dev.steward.policy.Kinds.yesOrNo;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import dev.steward.initiative.Phase;
import dev.steward.policy.Kinds.Placed;
import dev.steward.policy.Shape.Entry;
import dev.steward.schedule.WorkingAmount;

/**
 * The policy language: every key, what it is for and what it takes. What is not said here cannot be said in a policy. The limits come from
 * Slack: a checkbox list holds ten entries of 75 characters, and what people choose from is 75 characters long.
 */
final class Language {
    static final int CHOICE = 75;
    static final int SENTENCE = 300;

    private static final Kind<String> APPROVER = words("people", 120);

    // ---- gates
    static final Key<String> TITLE = optional("title", words(60), "What people read. Without it, the gate's name.",
            "Start discovery");
    static final Key<Phase> FROM = optional("from",
            oneOf(Arrays.stream(Phase.values()).filter(Phase::isOpen).toArray(Phase[]::new), Phase::word),
            "The phase an initiative is in before. With `to`; without both, the gate moves nothing.", "discovery");
    static final Key<Phase> TO = optional("to", oneOf(Phase.values(), Phase::word),
            "The phase it is in once the gate has approved.", "definition");
    static final Key<List<Placed<String>>> EVIDENCE = optional("evidence", listOf(words(CHOICE), 10),
            "What must be there before it can be decided, as a checklist.",
            "[Problem in the customers' words, Five customers asked]");
    static final Shape GATE = Shape.of("a gate", "A named decision point.", TITLE, FROM, TO, EVIDENCE);

    // ---- stages
    static final Key<WorkingAmount> AFTER = required("after", Amounts.WORKING_TIME,
            "When, counted from when the stage opened, or from the block.", "1 working day");
    static final Key<List<Placed<String>>> TO_WHOM = required("to", listOf(APPROVER, 30), "Who is told.",
            "[approver's manager]");
    static final Key<Boolean> MAY_DECIDE = optional("may decide", yesOrNo(),
            "Whether they may answer in place of those who are silent. Without it, no.", "yes");
    static final Shape RUNG = Shape.of("a rung", "One step of an escalation ladder.", AFTER, TO_WHOM, MAY_DECIDE);

    static final Key<List<Placed<Entry>>> ESCALATE = optional("escalate", listOf(section(RUNG), 10),
            "Who is told when nobody answers, step by step.",
            "[{after: 1 working day, to: [approver's manager]}]");
    static final Key<WorkingAmount> WITHIN = optional("within", Amounts.WORKING_TIME,
            "How long they have, in the working time of whoever must answer. Without it, as `defaults` say.",
            "2 working days");

    static final Key<List<Placed<String>>> RULES_ON_IT = required("to", listOf(APPROVER, 30), "Who rules on it.",
            "[executives]");
    static final Shape DISAGREEMENT = Shape.of("a disagreement", "What happens when an approver blocks.", RULES_ON_IT,
            WITHIN, ESCALATE);

    static final Key<List<Placed<WorkingAmount>>> REMIND = optional("remind", listOf(Amounts.WORKING_TIME, 0, 10),
            "When those who are silent are reminded, counted from when the stage opened; `[]` for never."
                    + " Without it, as `defaults` say.",
            "[1 working day]");
    static final Key<Silence> SILENCE = optional("silence", oneOf(Silence.values(), Silence::word),
            "What it means that nobody answered in time: the request waits, is approved, or is rejected."
                    + " Without it, as `defaults` say; one of the two must.",
            "wait");
    static final Key<Need> NEED = optional("need", Amounts.NEED,
            "How many of those who are asked must agree. Without it, any one of them.", "majority");
    static final Key<String> STAGE_NAME = optional("name", words(CHOICE),
            "What the stage is called. Without it, its number, or the rule's name where there is one stage.", "Area");
    static final Key<List<Placed<String>>> ASK = required("ask", listOf(APPROVER, 30), "Who is asked.", "[area owner]");
    static final Key<List<Placed<Dimension>>> ABOUT = optional("about",
            listOf(oneOf(Dimension.values(), Dimension::word), 7),
            "What they agree to: when one of these changes, they are asked again. Without it, all of them.",
            "[cost, tier]");
    static final Shape STAGE = Shape.of("a stage", "Some people who are asked at the same time.", STAGE_NAME, ASK, NEED,
            WITHIN, REMIND, ESCALATE, SILENCE, ABOUT);

    // ---- rules
    static final Key<List<Placed<String>>> AREA = optional("area", listOf(words(CHOICE), 50),
            "The product area, whatever the case.", "[Billing, Search]");
    static final Key<List<Placed<Phase>>> PHASE = optional("phase", listOf(oneOf(Phase.values(), Phase::word), 6),
            "The initiative's phase.", "execution");
    static final Key<List<Placed<Integer>>> TIER = optional("tier",
            listOf(oneOf(new Integer[]{1, 2, 3}, tier -> Integer.toString(tier)), 3),
            "How big it is: 1 is the greatest, 3 the least.", "[1, 2]");
    static final Key<CostRange> COST = optional("cost", Amounts.COSTS,
            "What it costs, in the currency your workspace counts in. What begins with `>` needs quotes.",
            "\"> 50000\"");
    static final Key<List<Placed<Risk>>> RISK = optional("risk", listOf(oneOf(Risk.values(), Risk::word), 3),
            "How much may go wrong.", "low");
    static final Key<List<Placed<String>>> AUDIENCE = optional("audience", listOf(words(CHOICE), 50),
            "Who will see it: one of the `audiences` above.", "everyone");
    static final Shape WHEN = Shape.of("a condition",
            "What a request must be like. All that is said must hold; a list holds when one of its entries does.", AREA,
            PHASE, TIER, COST, RISK, AUDIENCE);

    static final Key<String> RULE_NAME = required("name", words(CHOICE),
            "What the rule is called. It stands in every decision it makes.", "Low risk ships alone");
    static final Key<List<Placed<String>>> GATES_OF_RULE = optional("gates", listOf(words(30), 50),
            "The gates it is for. Without it, every gate.", "[launch]");
    static final Key<Entry> CONDITIONS = optional("when", section(WHEN),
            "What a request must be like. Without it, the rule takes every request.", "{risk: low, tier: 3}");
    static final Key<String> DECIDE = optional("decide", oneOf(new String[]{"autonomous"}, word -> word),
            "`autonomous`: nobody is asked, and the decision is recorded with this rule. Instead of `stages`.",
            "autonomous");
    static final Key<String> BECAUSE = optional("because", words(SENTENCE), "With `decide`: why nobody is asked.",
            "Small and easy to take back");
    static final Key<Boolean> TOGETHER = optional("together", yesOrNo(),
            "With `stages`: whether all of them open at once. Without it, one after the other.", "yes");
    static final Key<List<Placed<Entry>>> STAGES = optional("stages", listOf(section(STAGE), 10), "Who is asked.",
            "[{ask: [area owner]}]");
    static final Key<Entry> RULES_DISAGREEMENT = optional("disagreement", section(DISAGREEMENT),
            "With `stages`: what happens when an approver blocks. Without it, as `defaults` say; one of the two must.",
            "{to: [executives], within: 1 working day}");
    static final Shape RULE = Shape.of("a rule",
            "Who must agree to what. The first rule that takes a request decides; so the order matters.", RULE_NAME,
            GATES_OF_RULE, CONDITIONS, DECIDE, BECAUSE, STAGES, TOGETHER, RULES_DISAGREEMENT);

    // ---- the whole
    static final Key<Entry> DEFAULT_DISAGREEMENT = optional("disagreement", section(DISAGREEMENT),
            "What happens when an approver blocks.", "{to: [executives], within: 2 working days}");
    static final Shape DEFAULTS = Shape.of("the defaults",
            "What holds for every stage and rule that says nothing else.",
            WITHIN, REMIND, SILENCE, DEFAULT_DISAGREEMENT);

    static final Key<Map<Placed<String>, Entry>> GATES = required("gates", named(handle(30), section(GATE), 50),
            "The decision points, by name.", "{launch: {title: Launch}}");
    static final Key<List<Placed<String>>> AUDIENCES = optional("audiences", listOf(words(CHOICE), 50),
            "Who may get to see something, from few to many.", "[internal, beta customers, everyone]");
    static final Key<Map<Placed<String>, List<Placed<String>>>> PEOPLE = optional("people",
            named(words(CHOICE), listOf(APPROVER, 30), 50), "Names for groups of people, to be used below.",
            "{executives: [admins]}");
    static final Key<Entry> DEFAULTS_KEY = optional("defaults", section(DEFAULTS),
            "What holds for every stage and rule that says nothing else.",
            "{within: 2 working days, silence: wait}");
    static final Key<List<Placed<Entry>>> RULES = required("rules", listOf(section(RULE), 200),
            "Who must agree to what. The first rule that takes a request decides.",
            "[{name: Everything, decide: autonomous}]");
    static final Shape POLICY = Shape.of("a policy", "The rules of a workspace.", GATES, AUDIENCES, PEOPLE,
            DEFAULTS_KEY,
            RULES);

    /** In the order the reference has them. */
    static final List<Shape> SHAPES = List.of(POLICY, GATE, DEFAULTS, RULE, WHEN, STAGE, RUNG, DISAGREEMENT);

    private Language() {}
}
