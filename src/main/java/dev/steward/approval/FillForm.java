package dev.steward.approval;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.MarkdownTextObject;
import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.steward.approval.ApprovalForm.Changing;
import dev.steward.approval.ApprovalForm.Shown;
import dev.steward.approval.ApprovalRequest.Terms;
import dev.steward.approval.CheckForm.Checked;
import dev.steward.approval.Foresee.Foreseen;
import dev.steward.approval.Foresee.Thought;
import dev.steward.approval.OpenRequest.Opening;
import dev.steward.initiative.Initiative;
import dev.steward.initiative.InitiativeId;
import dev.steward.initiative.Initiatives;
import dev.steward.policy.Dimension;
import dev.steward.policy.Gate;
import dev.steward.policy.Policies;
import dev.steward.policy.PolicyVersion;
import dev.steward.policy.Scope;
import dev.steward.slack.Actor;
import dev.steward.slack.ChannelAccess;
import dev.steward.slack.Modals;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.PlainWords;
import dev.steward.slack.Reply;
import dev.steward.slack.Reply.Offers.Option;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.FormValues;
import dev.steward.slack.SlackRequest.OptionsRequest;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.workspace.Area;
import dev.steward.workspace.Areas;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Members;
import dev.steward.workspace.WorkspaceId;

/** What happens in the form: it is opened, filled in, and asked; or opened on what was asked, changed, and asked again. */
@Component
class FillForm {
    private static final String HIDDEN = "Choose a channel that you are in and Steward can see: invite it to a private one with "
            + "/invite @Steward.";
    private static final int SUGGESTED = 20;
    private static final int SENTENCE = 2_900;

    private final Policies policies;
    private final Initiatives initiatives;
    private final Areas areas;
    private final Members members;
    private final RequestReaders readers;
    private final OpenRequest opens;
    private final ChangeRequest changes;
    private final Foresee foresee;
    private final SayWhere where;
    private final ShowAnew anew;
    private final ChannelAccess channels;
    private final Clock clock;

    FillForm(Policies policies, Initiatives initiatives, Areas areas, Members members, RequestReaders readers,
            OpenRequest opens, ChangeRequest changes, Foresee foresee, SayWhere where, ShowAnew anew,
            ChannelAccess channels,
            Clock clock) {
        this.policies = policies;
        this.initiatives = initiatives;
        this.areas = areas;
        this.members = members;
        this.readers = readers;
        this.opens = opens;
        this.changes = changes;
        this.foresee = foresee;
        this.where = where;
        this.anew = anew;
        this.channels = channels;
        this.clock = clock;
    }

    /** @param begun what is known of it already */
    Reply open(Actor actor, FormContent begun) {
        PolicyVersion version = policies.current(actor.workspace());
        List<Gate> gates = version.policy().gates();
        FormContent content = begun.gate() == null && gates.size() == 1
                ? begun.forGate(gates.getFirst().name())
                : begun;
        return Reply.opens(view(actor, version, content, null, List.of()));
    }

    /** "Change and resubmit" was pressed: the form shows what is asked now, whatever was shown before. */
    Reply resubmit(ActionRequest request, AsShown shown) {
        Actor actor = request.actor();
        Optional<ApprovalRequest> found = readers.find(actor, shown.request());
        if (found.isEmpty()) {
            return Reply.opens(Modals.says("Approval", UnknownRequest.SENTENCE));
        }
        ApprovalRequest asked = found.get();
        if (!asked.requester().equals(actor.user())) {
            return Reply.opens(Modals.says("Approval",
                    "Only " + asked.requester().mention() + ", who asked, can change it."));
        }
        if (!asked.state().open()) {
            return Reply.opens(Modals.says("Approval", "*" + asked.facts().reference() + "* is "
                    + asked.state().word() + ", so there is nothing to change any more."));
        }
        return Reply.opens(view(actor, policies.version(actor.workspace(), asked.terms().version()),
                content(asked, actor), new Changing(AsShown.of(asked), asked.facts().reference()), List.of()));
    }

    private FormContent content(ApprovalRequest asked, Actor actor) {
        Instant needed = asked.question().neededBy();
        return FormContent.of(asked, needed == null ? null : LocalDate.ofInstant(needed, zone(actor)));
    }

    /** Something was chosen or typed on which it depends who is asked. */
    Reply redraw(ActionRequest request) {
        View view = request.view();
        Optional<Read> found = view == null ? Optional.empty() : read(request.actor(), request.values(), view);
        if (view == null || found.isEmpty()) {
            return Reply.done();
        }
        Read read = found.get();
        View now = view(request.actor(), read.version(), read.content(), read.changing(), List.of());
        boolean other = request.actionId().equals(ApprovalForm.GATE)
                || request.actionId().equals(ApprovalForm.INITIATIVE);
        return other || !who(now).equals(who(view)) ? new Reply.Updates(now) : Reply.done();
    }

    private static String who(View view) {
        return view.getBlocks() == null
                ? ""
                : view.getBlocks().stream().filter(block -> ApprovalForm.WHO.equals(block.getBlockId()))
                        .map(block -> block instanceof SectionBlock section
                                && section.getText() instanceof MarkdownTextObject text ? text.getText() : "")
                        .findFirst().orElse("");
    }

    /** Who would be asked when, if nobody answered: of what stands in the form now. */
    Optional<Foreseen> foreseen(ActionRequest request) {
        View view = request.view();
        return view == null
                ? Optional.empty()
                : read(request.actor(), request.values(), view).flatMap(read -> foreseen(request.actor(),
                        read.version(), read.content(), read.changing() != null));
    }

    Reply submit(SubmissionRequest request) {
        Actor actor = request.actor();
        Optional<Read> found = read(actor, request.values(), request.view());
        if (found.isEmpty()) {
            return Reply.refuses(ApprovalForm.ASKED, UnknownRequest.SENTENCE);
        }
        Read read = found.get();
        Changing change = read.changing();
        boolean changing = change != null;
        if (!changing && read.version().number() != policies.current(actor.workspace()).number()) {
            return new Reply.Updates(view(actor, policies.current(actor.workspace()), read.content(), null,
                    List.of("The policy has changed while you were here. Please look once more, and ask.")));
        }
        ZoneId zone = zone(actor);
        Initiative initiative = initiative(actor.workspace(), read.content().initiative());
        return switch (CheckForm.check(read.content(), read.version().policy(), initiative, areas(read, actor),
                LocalDate.ofInstant(clock.instant(), zone), zone, changing)) {
            case Checked.Mistaken(var sentences) -> new Reply.Refuses(shown(sentences, read));
            case Checked.Fine fine when !changing && hidden(actor, read.content().channel()) ->
                Reply.refuses(ApprovalForm.CHANNEL, HIDDEN);
            case Checked.Fine(var gate, var question) -> {
                try {
                    yield change == null
                            ? ask(request, read, gate, question, initiative)
                            : change(actor, read, change, gate, question);
                } catch (OpenRequest.Unknown unknown) {
                    yield new Reply.Refuses(shown(CheckForm.unknown(unknown.what()), read));
                } catch (Outdated outdated) {
                    yield again(actor, read, outdated);
                } catch (Refused refused) {
                    yield Reply.refuses(changing ? ApprovalForm.ASKED : ApprovalForm.GATE, plain(refused, actor));
                }
            }
        };
    }

    /** A card is for a channel that the requester reads: what a form names is a claim. */
    private boolean hidden(Actor actor, @Nullable ChannelId channel) {
        return channel != null && !channels.sees(actor, channel);
    }

    private Reply ask(SubmissionRequest request, Read read, Gate gate, Question question,
            @Nullable Initiative initiative) {
        Actor actor = request.actor();
        where.opened(opens.open(new Opening(actor.workspace(), request.key(), actor.user(), read.content().channel(),
                initiative == null ? null : initiative.id(), gate.name(), question)).request());
        return Reply.done();
    }

    private Reply change(Actor actor, Read read, Changing changing, Gate gate, Question typed) {
        UUID about = read.content().initiative();
        Question question = opens.known(actor.workspace(), about == null ? null : new InitiativeId(about), typed);
        Terms terms = OpenRequest.terms(read.version(), gate.name(), question.scope());
        changes.change(actor, changing.shown().request(), changing.shown().guards(actor.user(),
                (asked, roster, now) -> asked.resubmit(actor.user(), question, terms, roster, now)));
        return Reply.done();
    }

    /** The form for the request as it is now, with all that was typed. */
    private Reply again(Actor actor, Read read, Outdated outdated) {
        ApprovalRequest now = outdated.now();
        return now.state().open()
                ? new Reply.Updates(view(actor, policies.version(actor.workspace(), now.terms().version()),
                        read.content(), new Changing(AsShown.of(now), now.facts().reference()),
                        anew.lines(outdated)))
                : Reply.refuses(ApprovalForm.ASKED, plain(outdated, actor));
    }

    /** Those there are; what was asked before stands, although its area may have another name by now. */
    private List<String> areas(Read read, Actor actor) {
        List<String> names = new ArrayList<>(areas.all(actor.workspace()).stream().map(Area::name).toList());
        if (read.asked() != null && read.asked().question().scope().area() != null) {
            names.add(read.asked().question().scope().area());
        }
        return names;
    }

    /** A field that the form does not show cannot say what is wrong with it; the first one that it does says it then. */
    private static Map<String, String> shown(Map<String, String> sentences, Read read) {
        boolean changing = read.changing() != null;
        Map<String, String> shown = new HashMap<>();
        sentences.forEach((field, sentence) -> shown.merge(
                changing && (field.equals(ApprovalForm.GATE) || field.equals(ApprovalForm.INITIATIVE))
                        ? ApprovalForm.ASKED
                        : field,
                sentence, (one, other) -> one + " " + other));
        return shown;
    }

    /** Beside a field Slack shows plain text: names instead of mentions. */
    private String plain(Refused refused, Actor actor) {
        return PlainWords.of(refused.sentence(), user -> members.find(actor.workspace(), user));
    }

    Reply.Offers suggest(OptionsRequest request) {
        Actor actor = request.actor();
        List<Option> options = new ArrayList<>();
        if (request.typed().isBlank()) {
            options.add(new Option("No initiative", ApprovalForm.NONE));
        }
        initiatives.suggest(actor.workspace(), request.typed().strip(), SUGGESTED)
                .forEach(one -> options.add(new Option(ApprovalForm.label(one), one.id().toString())));
        return new Reply.Offers(options);
    }

    Reply.Offers suggestAreas(OptionsRequest request) {
        String typed = request.typed().strip().toLowerCase(Locale.ROOT);
        return new Reply.Offers(areas.all(request.actor().workspace()).stream().map(Area::name)
                .filter(name -> name.toLowerCase(Locale.ROOT).contains(typed)).limit(100)
                .map(name -> new Option(Mrkdwn.cut(name, 75), name)).toList());
    }

    /**
     * What stands in the form.
     *
     * @param changing the request it changes, as it was when the form was opened; null while it opens a new one
     * @param asked    that request as it is now
     */
    private record Read(PolicyVersion version, FormContent content, @Nullable Changing changing,
            @Nullable ApprovalRequest asked) {}

    /** Empty where it is no form of ours, or the request is gone. */
    private Optional<Read> read(Actor actor, FormValues values, View view) {
        Optional<FormState> found = FormState.CODEC.read(view.getPrivateMetadata());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        FormState state = found.get();
        AsShown shown = state.changes();
        if (shown == null) {
            return version(actor.workspace(), state.policy()).map(version -> new Read(version,
                    ApprovalForm.read(values, state, version.policy(), FormContent.EMPTY), null, null));
        }
        return readers.find(actor, shown.request()).map(asked -> {
            // by the rules it was asked under, whatever the form says
            PolicyVersion version = policies.version(actor.workspace(), asked.terms().version());
            return new Read(version, ApprovalForm.read(values, state, version.policy(), content(asked, actor)),
                    new Changing(shown, asked.facts().reference()), asked);
        });
    }

    private Optional<PolicyVersion> version(WorkspaceId workspace, long number) {
        try {
            return Optional.of(policies.version(workspace, number));
        } catch (NoSuchElementException madeUp) {
            return Optional.empty();
        }
    }

    private View view(Actor actor, PolicyVersion version, FormContent content, @Nullable Changing changes,
            List<String> notice) {
        WorkspaceId workspace = actor.workspace();
        Optional<Foreseen> foreseen = foreseen(actor, version, content, changes != null);
        Set<Dimension> needed = foreseen.orElse(null) instanceof Foreseen.Unknown unknown ? unknown.what() : Set.of();
        return ApprovalForm.view(new Shown(version.number(), version.policy(), content,
                initiative(workspace, content.initiative()), areas.all(workspace).stream().map(Area::name).toList(),
                changes, notice, needed, Mrkdwn.cut(who(foreseen), SENTENCE)));
    }

    /** Who will be asked, as far as it can be told. */
    private String who(Optional<Foreseen> found) {
        return found.map(foreseen -> switch (foreseen) {
            case Foreseen.NoGate none -> "This gate is not in the policy any more. Please choose another one.";
            case Foreseen.NoRule none ->
                "No rule of the policy is for this, so nobody can be asked. Please ask ops people to add one.";
            case Foreseen.Unknown unknown -> "Tell " + Wording.list(unknown.what().stream().sorted().toList())
                    + ", and it shows here who will be asked.";
            case Foreseen.Decided decided -> {
                String sentence = WhoIsAsked.sentence(foresee.opened(decided));
                yield decided.question().neededBy() == null
                        ? sentence
                        : sentence + WhoIsAsked.tooLate(decided.question().neededBy(), foresee.simulate(decided))
                                .map(warning -> "\n" + warning).orElse("");
            }
        }).orElse("Choose a gate, and it shows here who will be asked.");
    }

    private Optional<Foreseen> foreseen(Actor actor, PolicyVersion version, FormContent content, boolean changing) {
        if (content.gate() == null) {
            return Optional.empty();
        }
        Gate gate = version.policy().gate(content.gate()).orElse(null);
        Scope scope = CheckForm.scope(content, gate, version.policy(), changing, new HashMap<>());
        Instant needed = content.neededBy() == null
                ? null
                : content.neededBy().atTime(LocalTime.of(23, 59)).atZone(zone(actor)).toInstant();
        return Optional.of(foresee.look(new Thought(actor.workspace(), actor.user(),
                content.initiative() == null ? null : new InitiativeId(content.initiative()), content.gate(),
                Foresee.about(scope, needed)), version));
    }

    private @Nullable Initiative initiative(WorkspaceId workspace, @Nullable UUID id) {
        return id == null ? null : initiatives.find(workspace, new InitiativeId(id)).orElse(null);
    }

    private ZoneId zone(Actor actor) {
        return members.zone(actor.workspace(), actor.user());
    }
}
