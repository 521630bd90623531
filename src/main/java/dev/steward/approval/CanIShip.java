package dev.steward.approval;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import dev.steward.approval.ApprovalRequest.Terms;
import dev.steward.approval.Foresee.Foreseen;
import dev.steward.approval.Foresee.Thought;
import dev.steward.approval.OpenRequest.Opened;
import dev.steward.approval.OpenRequest.Opening;
import dev.steward.approval.Question.Evidence;
import dev.steward.approval.Suppose.Meant;
import dev.steward.initiative.Initiative;
import dev.steward.initiative.InitiativeId;
import dev.steward.initiative.Initiatives;
import dev.steward.initiative.Phase;
import dev.steward.policy.Gate;
import dev.steward.policy.Policies;
import dev.steward.policy.PolicyVersion;
import dev.steward.policy.Risk;
import dev.steward.policy.Rule;
import dev.steward.policy.Scope;
import dev.steward.slack.Actor;
import dev.steward.slack.ChannelAccess;
import dev.steward.slack.Codec;
import dev.steward.slack.Message;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Phrases;
import dev.steward.slack.Press;
import dev.steward.slack.Reply;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.workspace.ChannelId;

/** Answers whether somebody may go ahead: yes, no or ask first; which rule says so and why; and what is missing. */
@Component
class CanIShip {
    static final Press<Carried> SHIP = Press.of("approval.ship", Carried.CODEC);
    static final Press<Carried> ASK = Press.of("approval.ask-for", Carried.CODEC);
    private static final int RECENT = 50;
    private static final int SECTION = 2_900;

    private final Suppose suppose;
    private final Foresee foresee;
    private final Policies policies;
    private final Initiatives initiatives;
    private final Requests requests;
    private final RequestReaders readers;
    private final Decisions decisions;
    private final OpenRequest opens;
    private final FillForm form;
    private final ChannelAccess channels;

    CanIShip(Suppose suppose, Foresee foresee, Policies policies, Initiatives initiatives, Requests requests,
            RequestReaders readers, Decisions decisions, OpenRequest opens, FillForm form, ChannelAccess channels) {
        this.suppose = suppose;
        this.foresee = foresee;
        this.policies = policies;
        this.initiatives = initiatives;
        this.requests = requests;
        this.readers = readers;
        this.decisions = decisions;
        this.opens = opens;
        this.form = form;
        this.channels = channels;
    }

    Reply command(Actor actor, String typed, String slash) {
        return switch (suppose.read(actor.workspace(), actor.user(), typed, slash + " can-i-ship")) {
            case Meant.Mistaken(var sentence) -> Reply.says(Answers.sentence(sentence));
            case Meant.Fine fine ->
                Reply.says(answer(actor, fine.version(), fine.gate(), fine.initiative(), fine.thought(),
                        slash + " can-i-ship " + Answers.code(typed)));
        };
    }

    private Message answer(Actor actor, PolicyVersion version, Gate gate, @Nullable Initiative initiative,
            Thought thought, String command) {
        String what = initiative == null
                ? Phrases.bold(gate.title())
                : "*" + initiative.reference() + "* " + Mrkdwn.escape(initiative.name(), 100) + " at "
                        + Phrases.bold(gate.title());
        String elsewhere = initiative != null && gate.from() != null && initiative.phase() != gate.from()
                ? initiative.reference() + " is in " + initiative.phase().word() + "; this gate is for what is in "
                        + gate.from().word() + "."
                : null;
        if (elsewhere != null) {
            return message("*No*, " + what + ": not in this phase. " + elsewhere, List.of(), List.of());
        }
        Optional<ApprovalRequest> latest = latest(thought, gate);
        boolean seen = latest.filter(request -> readers.sees(actor, request)).isPresent();
        Foreseen foreseen = foresee.look(thought, version);
        List<String> parts = new ArrayList<>();
        List<BlockElement> buttons = new ArrayList<>();
        String headline = switch (foreseen) {
            case Foreseen.Decided decided -> decided(decided, what, gate, latest, seen, parts, buttons);
            case Foreseen.Unknown unknown -> {
                parts.add("Missing: " + Wording.list(unknown.what().stream().sorted().toList()) + ". For example `"
                        + command + " " + Explanation.example(unknown.what()) + "`.");
                yield "*It depends*, " + what + ": the policy needs to know more.";
            }
            case Foreseen.NoRule none ->
                "*No*, " + what + ": no rule of the policy is for this. Ops people can add one.";
            case Foreseen.NoGate none -> "*No*: the policy has no such gate.";
        };
        latest.flatMap(request -> seen ? Optional.of(state(request)) : unseen(request)).ifPresent(parts::addFirst);
        String tried = switch (foreseen) {
            case Foreseen.Decided decided -> Explanation.mrkdwn(decided.evaluation(), SECTION - 100);
            case Foreseen.Unknown unknown -> Explanation.mrkdwn(unknown.evaluation(), SECTION - 100);
            case Foreseen.NoRule none -> Explanation.mrkdwn(none.evaluation(), SECTION - 100);
            case Foreseen.NoGate none -> "";
        };
        if (!tried.isEmpty()) {
            parts.add("*Why* (policy version " + version.number() + ", rule by rule)\n" + tried);
        }
        return message(headline, parts, buttons);
    }

    private String decided(Foreseen.Decided decided, String what, Gate gate, Optional<ApprovalRequest> latest,
            boolean seen, List<String> parts, List<BlockElement> buttons) {
        Rule rule = decided.terms().rule();
        boolean open = latest.filter(request -> request.state().open()).isPresent();
        if (rule.outcome() instanceof Rule.Outcome.Autonomous alone) {
            if (!gate.evidence().isEmpty()) {
                parts.add("Have ready: " + Mrkdwn.escape(String.join("; ", gate.evidence()), SECTION) + ".");
            }
            if (!open) {
                buttons.add(SHIP.primary("Ship it and record the decision", Carried.of(decided)));
            }
            return "*Yes*, " + what + ": rule " + Phrases.bold(rule.name()) + " lets you decide."
                    + (alone.because() == null ? "" : " " + Mrkdwn.escape(alone.because(), 300));
        }
        boolean approved = latest
                .filter(request -> request.state() == RequestState.APPROVED && sameScope(request, decided)).isPresent();
        if (approved) {
            return "*Yes*, " + what + ": it is approved.";
        }
        parts.add(WhoIsAsked.sentence(foresee.opened(decided)));
        if (open) {
            return "*Not yet*, " + what + ": "
                    + latest.filter(each -> seen).map(each -> each.facts().reference().toString()).orElse("it")
                    + " is not decided.";
        }
        if (!gate.evidence().isEmpty()) {
            parts.add("They will look for: " + Mrkdwn.escape(String.join("; ", gate.evidence()), SECTION) + ".");
        }
        buttons.add(ASK.primary("Ask for approval", Carried.of(decided)));
        return "*Ask first*, " + what + ": rule " + Phrases.bold(rule.name()) + " wants somebody's agreement.";
    }

    /** What was agreed to must be what is asked about now. */
    private static boolean sameScope(ApprovalRequest request, Foreseen.Decided decided) {
        Question asked = request.question();
        Question about = new Question(asked.asked(), asked.options(), decided.question().scope(), asked.evidence(),
                asked.neededBy(), asked.prediction());
        return asked.changedFrom(about).isEmpty();
    }

    private String state(ApprovalRequest request) {
        String reference = "*" + request.facts().reference() + "*";
        String missing = request.question().missing().isEmpty()
                ? ""
                : " Evidence still missing: " + Mrkdwn.escape(String.join("; ", request.question().missing()), 800)
                        + ".";
        String decided = decisions.of(request.facts().workspace(), request.facts().id()).stream()
                .reduce((one, last) -> last).map(decision -> " (" + decision.reference() + ")").orElse("");
        return switch (request.state()) {
            case OPEN -> reference + " is open and waits for " + Phrases.people(request.waitingFor()) + "." + missing;
            case CHANGES_REQUESTED -> reference + " waits for " + request.requester().mention()
                    + ", since somebody wants changes." + missing;
            case BLOCKED -> reference + " is blocked, and waits for " + Phrases.people(request.waitingFor())
                    + " to rule." + missing;
            case APPROVED, REJECTED -> reference + " was " + request.state().word() + decided + ".";
            case WITHDRAWN -> reference + " was withdrawn.";
        };
    }

    /** Whether they may go ahead must be true for whoever asks, but no more is told of a private channel's request. */
    private static Optional<String> unseen(ApprovalRequest request) {
        String asked = "It was asked already, in a private channel";
        return switch (request.state()) {
            case OPEN, CHANGES_REQUESTED, BLOCKED -> Optional.of(asked + ".");
            case APPROVED, REJECTED -> Optional.of(asked + ", and " + request.state().word() + ".");
            case WITHDRAWN -> Optional.empty();
        };
    }

    /** The initiative's last request at this gate. */
    private Optional<ApprovalRequest> latest(Thought thought, Gate gate) {
        return thought.initiative() == null
                ? Optional.empty()
                : requests.of(thought.workspace(), thought.initiative(), RECENT).stream()
                        .filter(request -> request.terms().gate().name().equals(gate.name())).findFirst();
    }

    private static Message message(String headline, List<String> parts, List<BlockElement> buttons) {
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(section(text -> text.blockId("approval.ship.answer").text(markdownText(headline))));
        for (int i = 0; i < parts.size(); i++) {
            String part = parts.get(i);
            String blockId = "approval.ship." + i;
            blocks.add(section(text -> text.blockId(blockId).text(markdownText(part))));
        }
        if (!buttons.isEmpty()) {
            blocks.add(actions(row -> row.blockId("approval.ship.buttons").elements(buttons)));
        }
        return new Message(headline, blocks);
    }

    /** "Ship it and record the decision": what the answer said may have changed since, so it is looked at again. */
    Reply ship(ActionRequest request, Carried carried) {
        Actor actor = request.actor();
        PolicyVersion version = policies.current(actor.workspace());
        InitiativeId id = carried.initiative() == null ? null : new InitiativeId(carried.initiative());
        Initiative initiative = id == null ? null : initiatives.find(actor.workspace(), id).orElse(null);
        Gate gate = version.policy().gate(carried.gate()).orElse(null);
        if (gate == null || id != null && initiative == null) {
            return new Reply.Replaces(Message.of("The policy or the initiative has changed. Please ask again."));
        }
        var thought = new Thought(actor.workspace(), actor.user(), id, gate.name(),
                Foresee.about(carried.scope(), null));
        boolean movesNothing = gate.from() == null || initiative != null && initiative.phase() == gate.from();
        if (!(foresee.look(thought, version) instanceof Foreseen.Decided decided) || !movesNothing
                || !(decided.terms().rule().outcome() instanceof Rule.Outcome.Autonomous)
                || !carried.decidedBy(decided.terms())) {
            return new Reply.Replaces(answer(actor, version, gate, initiative, thought, "can-i-ship"));
        }
        String asked = initiative == null
                ? "Go ahead at " + gate.title()
                : "Go ahead with " + initiative.reference() + " " + initiative.name() + " at " + gate.title();
        ChannelId channel = request.message() == null
                ? null
                : ApprovalForm.channelOf(request.message().channel().value());
        channel = channel != null && channels.sees(actor, channel) ? channel : null;
        // pressed twice at once, the same answer is one decision
        String key = request.message() == null
                ? request.key()
                : "ship " + request.message().channel().value() + " " + request.message().ts();
        Opened opened = opens.open(new Opening(actor.workspace(), key, actor.user(), channel, id,
                gate.name(), new Question(asked, null, carried.scope(),
                        gate.evidence().stream().map(item -> new Evidence(item, false)).toList(), null, null)));
        String decision = decisions.of(actor.workspace(), opened.request().facts().id()).stream()
                .reduce((one, last) -> last).map(Decision::reference).orElse("");
        return new Reply.Replaces(Message.of("*Go ahead.* It is on record as *" + opened.request().facts().reference()
                + "*, decided as *" + decision + "* by rule " + Phrases.bold(decided.terms().rule().name()) + "."));
    }

    /** "Ask for approval": the form, with what is known already. */
    Reply ask(ActionRequest request, Carried carried) {
        return form.open(request.actor(), FormContent.of(carried.gate(), carried.initiative(), carried.scope(),
                request.message() == null
                        ? null
                        : ApprovalForm.channelOf(request.message().channel().value())));
    }

    /**
     * What a button carries: what was asked about, as far as it was said, and the rule that the answer named. Looked at again when it is
     * pressed.
     *
     * @param policy the version of the policy; null in answers of an earlier Steward, which do not say
     */
    record Carried(String gate, @Nullable UUID initiative, @Nullable String area, @Nullable String phase,
            @Nullable Integer tier, @Nullable BigDecimal cost, @Nullable String risk, @Nullable String audience,
            @Nullable Long policy, @Nullable String rule) {
        static final Codec<Carried> CODEC = Codec.text(carried -> JsonMapper.shared().writeValueAsString(carried),
                Carried::read);

        /** Whether that is by which it would be decided now. */
        boolean decidedBy(Terms terms) {
            return policy != null && policy == terms.version() && terms.rule().name().equals(rule);
        }

        static Carried of(Foreseen.Decided decided) {
            Scope scope = decided.question().scope();
            InitiativeId initiative = decided.facts().initiative();
            return new Carried(decided.terms().gate().name(), initiative == null ? null : initiative.value(),
                    scope.area(), initiative != null || scope.phase() == null ? null : scope.phase().word(),
                    scope.tier(), scope.cost(), scope.risk() == null ? null : scope.risk().word(), scope.audience(),
                    decided.terms().version(), decided.terms().rule().name());
        }

        private static Carried read(String value) {
            try {
                return JsonMapper.shared().readValue(value, Carried.class);
            } catch (JacksonException notOurs) {
                throw new IllegalArgumentException("nothing that was asked about", notOurs);
            }
        }

        Scope scope() {
            return new Scope(area, phase == null ? null : Phase.parse(phase).orElse(null), tier, cost,
                    risk == null ? null : Risk.parse(Objects.requireNonNull(risk)).orElse(null), audience);
        }
    }
}
