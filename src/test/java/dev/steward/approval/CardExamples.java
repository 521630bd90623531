package dev.steward.approval;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import com.google.gson.Gson;
import com.slack.api.model.view.View;
import com.slack.api.util.json.GsonFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.steward.approval.ApprovalRequest.Facts;
import dev.steward.approval.ApprovalRequest.Terms;
import dev.steward.approval.Question.Evidence;
import dev.steward.initiative.Initiative;
import dev.steward.initiative.InitiativeId;
import dev.steward.initiative.Phase;
import dev.steward.policy.Approver;
import dev.steward.policy.Conditions;
import dev.steward.policy.Disagreement;
import dev.steward.policy.Gate;
import dev.steward.policy.Need;
import dev.steward.policy.Position;
import dev.steward.policy.Risk;
import dev.steward.policy.Rule;
import dev.steward.policy.Rung;
import dev.steward.policy.Scope;
import dev.steward.policy.Silence;
import dev.steward.policy.Stage;
import dev.steward.schedule.Absences.Away;
import dev.steward.schedule.WorkingAmount;
import dev.steward.slack.Message;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Requests made the way requests are made, and what Slack is sent of them. */
final class CardExamples {
    static final WorkspaceId WORKSPACE = new WorkspaceId(new UUID(1, 1));
    static final UserId MAYA = new UserId("UMAYA");
    static final UserId ANA = new UserId("UANA");
    static final UserId BEN = new UserId("UBEN");
    static final UserId CLEO = new UserId("UCLEO");
    static final UserId RITA = new UserId("URITA");
    static final UserId EVE = new UserId("UEVE");
    /** A Friday morning. */
    static final Instant FRIDAY = Instant.parse("2026-11-20T10:00:00Z");
    static final Approver OWNER = new Approver.Holder(Position.AREA_OWNER);
    static final Approver LEADS = new Approver.Group("S1");
    static final Approver MANAGER = new Approver.Holder(Position.OWNERS_MANAGER);
    static final Approver ADMINS = new Approver.Holder(Position.ADMINS);
    static final Initiative LEDGER = new Initiative(new InitiativeId(new UUID(3, 3)), WORKSPACE, 3, "Ledger export",
            MAYA, null, Phase.EXECUTION, null, 1);
    private static final Gson GSON = GsonFactory.createSnakeCase();
    private static final JsonMapper JSON = new JsonMapper();

    private CardExamples() {}

    /** Ana owns the area, Ben and Cleo are the leads, Eve is the owner's manager, Rita rules. */
    static People people() {
        return new People().is(OWNER, ANA).group("S1", BEN, CLEO).is(MANAGER, EVE).is(ADMINS, RITA)
                .is(new Approver.Person(CLEO), CLEO);
    }

    static Question question(String asked) {
        return new Question(asked, "Keep it as it is",
                new Scope("Export", Phase.EXECUTION, 1, new BigDecimal("12000"), Risk.LOW, "Customers"),
                List.of(new Evidence("Design document", true), new Evidence("Security review", false)),
                Instant.parse("2026-12-01T12:00:00Z"), null);
    }

    static Stage stage(String name, Need need, Silence silence, Approver... ask) {
        return new Stage(name, List.of(ask), need, WorkingAmount.days(3), List.of(WorkingAmount.days(1)),
                List.of(new Rung(WorkingAmount.days(2), List.of(MANAGER), true)), silence, Stage.EVERYTHING);
    }

    static Terms terms(boolean together, Stage... stages) {
        return new Terms(2, gate(), new Rule("Launches", Set.of("launch"), Conditions.NONE,
                new Rule.Outcome.Stages(together, List.of(stages), new Disagreement(List.of(ADMINS),
                        WorkingAmount.days(2), List.of(new Rung(WorkingAmount.days(1), List.of(MANAGER), true))))));
    }

    static Gate gate() {
        return new Gate("launch", "Launch", Phase.EXECUTION, Phase.VALIDATION,
                List.of("Design document", "Security review"));
    }

    static Facts facts() {
        return new Facts(new RequestId(new UUID(7, 7)), WORKSPACE, new Reference(7), MAYA, new ChannelId("C1"),
                LEDGER.id(), FRIDAY);
    }

    /** Of the area's owner. */
    static ApprovalRequest open(People people) {
        return open(people, question("Ship the ledger export to all customers?"), terms(false,
                stage("Area", new Need.Any(), Silence.WAIT, OWNER)));
    }

    static ApprovalRequest open(People people, Question question, Terms terms) {
        return ApprovalRequest.open(facts(), question, terms, people);
    }

    /** As the database gives it: what happened before has happened. */
    static ApprovalRequest later(ApprovalRequest request) {
        return new ApprovalRequest(request.facts(), request.version() + 1, request.workings());
    }

    static Shown shown(ApprovalRequest request, People people) {
        return shown(request, people, name -> name, Map.of());
    }

    static Shown shown(ApprovalRequest request, People people, java.util.function.UnaryOperator<String> called,
            Map<UserId, Away> away) {
        List<Decision> decisions = new ArrayList<>();
        request.outcome().ifPresent(outcome -> decisions.add(new Decision(new UUID(9, 9), WORKSPACE, 3,
                request.facts().id(), request.round(), outcome, request.dissents(), null, null, null, null, 1)));
        Map<UserId, String> names = new HashMap<>();
        Map.of(MAYA, "Maya Lindqvist", ANA, "Ana Silva", BEN, "Ben Ito", CLEO, "Cleo Marsh", RITA, "Rita Holm", EVE,
                "Eve Okafor").forEach((id, name) -> names.put(id, called.apply(name)));
        return new Shown(request, LEDGER, Ahead.of(request, people, FRIDAY), request.happenings(), decisions, names,
                Map.of("S1", "leads"), away);
    }

    static UserId[] crowd(int size) {
        UserId[] crowd = new UserId[size];
        Arrays.setAll(crowd, i -> new UserId("UCROWD" + i));
        return crowd;
    }

    static JsonNode json(View view) {
        return JSON.readTree(GSON.toJson(view));
    }

    static JsonNode json(Message message) {
        return JSON.readTree(GSON.toJson(message));
    }

    /** What a reader reads, block by block. */
    static String text(Message message) {
        var words = new StringBuilder();
        gather(json(message).path("blocks"), words);
        return words.toString();
    }

    static String text(View view) {
        var words = new StringBuilder();
        gather(json(view).path("blocks"), words);
        return words.toString();
    }

    private static void gather(@Nullable JsonNode node, StringBuilder words) {
        if (node == null) {
            return;
        }
        if (node.path("text").isString()) {
            words.append(node.path("text").stringValue().replace("\u2060", "")).append('\n');
        }
        node.values().forEach(child -> gather(child, words));
    }
}
