package dev.steward.approval;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.springframework.stereotype.Component;

import dev.steward.approval.FindRequests.Found;
import dev.steward.approval.FindRequests.From;
import dev.steward.approval.FindRequests.Understood;
import dev.steward.approval.FindRequests.Whose;
import dev.steward.approval.ListAnswer.Asked;
import dev.steward.approval.ListAnswer.Turned;
import dev.steward.approval.RunErrands.What;
import dev.steward.initiative.Initiative;
import dev.steward.initiative.InitiativeId;
import dev.steward.initiative.Initiatives;
import dev.steward.policy.Dimension;
import dev.steward.policy.PolicyDesk;
import dev.steward.slack.Access;
import dev.steward.slack.Actor;
import dev.steward.slack.Message;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.Route.Usage;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.CommandRequest;
import dev.steward.workspace.WorkspaceId;

/** {@code /approval}: what it takes, and which word leads where. */
@Component
class ApprovalCommands implements SlackFeature {
    private static final Pattern DECISION = Pattern.compile("DEC-?(\\d{1,18})", Pattern.CASE_INSENSITIVE);
    private static final List<Usage> USAGES = List.of(new Usage("", "Ask for a decision: open the form"),
            new Usage("can-i-ship INIT-3 [gate:launch] [tier:2 cost:5000 risk:low audience:internal]",
                    "Hear whether you may go ahead, which rule says so, and what is missing"),
            new Usage("simulate [launch] [INIT-3] [tier:1 cost:5000]",
                    "See what would happen if nobody answered, step by step").reading(),
            new Usage("AP-7", "Show one request, with all that happened"), new Usage("DEC-3", "Show one decision"),
            new Usage("list [gate:launch] [state:open] [area:Export] [initiative:INIT-3] [requester:@maya] "
                    + "[since:2026-11-01] [until:2026-11-30] [csv]",
                    "List the newest, filtered if you like; with csv at the end, as a file").reading(),
            new Usage("mine", "List what you asked, with the same filters").reading(),
            new Usage("waiting", "List what waits for you, with the same filters").reading(),
            new Usage("search <words>", "Find requests by what they ask").reading(),
            new Usage("log [20]", "List the latest decisions").reading(),
            new Usage("log csv|json", "Get the whole decision log as a file", Access.OPS).reading(),
            new Usage("verify", "Prove that nobody has changed the decision log").reading(),
            new Usage("policy", "See the rules, and change them (ops and admins)"),
            new Usage("policy restore <number>", "Put an earlier version of the rules in force again", Access.OPS));

    private final FillForm form;
    private final CanIShip ships;
    private final ShowTimeline timelines;
    private final FindRequests finds;
    private final Initiatives initiatives;
    private final RequestReaders readers;
    private final ShowRequests shows;
    private final VerifyLog log;
    private final RunErrands errands;
    private final PolicyDesk policies;

    ApprovalCommands(FillForm form, CanIShip ships, ShowTimeline timelines, FindRequests finds,
            Initiatives initiatives, RequestReaders readers, ShowRequests shows, VerifyLog log, RunErrands errands,
            PolicyDesk policies) {
        this.form = form;
        this.ships = ships;
        this.timelines = timelines;
        this.finds = finds;
        this.initiatives = initiatives;
        this.readers = readers;
        this.shows = shows;
        this.log = log;
        this.errands = errands;
        this.policies = policies;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route.Command("approval", "Ask for a decision at a gate, and see what was decided",
                        "can-i-ship INIT-3, list, mine, waiting, AP-7", USAGES, Access.MEMBERS, this::command),
                new Route.GlobalShortcut("approval.ask-for-decision", "Ask for a decision",
                        "Put a question to a decision gate", Access.MEMBERS,
                        request -> form.open(request.actor(), FormContent.EMPTY)),
                new Route.Action(ApprovalForm.GATE, Access.MEMBERS, form::redraw),
                new Route.Action(ApprovalForm.INITIATIVE, Access.MEMBERS, form::redraw),
                new Route.Action(ApprovalForm.NEEDED, Access.MEMBERS, form::redraw),
                new Route.Action(ApprovalForm.id(Dimension.AREA), Access.MEMBERS, form::redraw),
                new Route.Action(ApprovalForm.id(Dimension.TIER), Access.MEMBERS, form::redraw),
                new Route.Action(ApprovalForm.id(Dimension.COST), Access.MEMBERS, form::redraw),
                new Route.Action(ApprovalForm.id(Dimension.RISK), Access.MEMBERS, form::redraw),
                new Route.Action(ApprovalForm.id(Dimension.AUDIENCE), Access.MEMBERS, form::redraw),
                new Route.Options(ApprovalForm.INITIATIVE, Access.MEMBERS, form::suggest),
                new Route.Options(ApprovalForm.id(Dimension.AREA), Access.MEMBERS, form::suggestAreas),
                new Route.Action(ApprovalForm.TIMELINE, Access.MEMBERS, timelines::button),
                new Route.Submission(ApprovalForm.CALLBACK, Access.MEMBERS, form::submit),
                ApprovalCard.CHANGE.route(Access.MEMBERS, form::resubmit),
                CanIShip.SHIP.route(Access.MEMBERS, ships::ship), CanIShip.ASK.route(Access.MEMBERS, ships::ask),
                ListAnswer.NEWER.route(Access.MEMBERS, this::turn),
                ListAnswer.OLDER.route(Access.MEMBERS, this::turn));
    }

    private Reply command(CommandRequest request) {
        Actor actor = request.actor();
        String text = request.text().strip();
        if (text.isEmpty()) {
            return form.open(actor, FormContent.EMPTY.as(null, null,
                    ApprovalForm.channelOf(request.channel().value())));
        }
        Optional<Reference> reference = Reference.parse(text);
        if (reference.isPresent()) {
            return readers.find(actor, reference.get()).map(shows::of).map(WholeRequest::of)
                    .map(Reply::says)
                    .orElseGet(() -> Reply.says("There is no " + reference.get() + " here."));
        }
        Matcher decision = DECISION.matcher(text);
        if (decision.matches()) {
            return log.decision(actor, Long.parseLong(decision.group(1)));
        }
        String[] parts = text.split("\\s+", 2);
        String rest = parts.length > 1 ? parts[1] : "";
        return switch (parts[0].toLowerCase(Locale.ROOT)) {
            case "list" -> list(actor, Whose.ANYBODYS, rest);
            case "mine" -> list(actor, Whose.MINE, rest);
            case "waiting" -> list(actor, Whose.WAITING, rest);
            case "search" -> rest.isBlank()
                    ? Reply.says("Search for which words? For example `" + request.command() + " search ledger`.")
                    : list(actor, Whose.ANYBODYS, rest);
            case "can-i-ship", "can" -> ships.command(actor, rest.replaceFirst("^i ship\\b", ""), request.command());
            case "simulate" -> timelines.command(actor, rest, request.command());
            case "verify" -> log.verify(actor);
            case "log" -> log.log(actor, rest);
            case "policy" -> policies.answer(request.with(request.command(), rest));
            default -> Reply.says("`" + Answers.code(parts[0]) + "` is not known here. `" + request.command()
                    + "` opens the form, `" + request.command() + " help` says what else there is.");
        };
    }

    private Reply list(Actor actor, Whose whose, String typed) {
        return switch (finds.understand(actor.workspace(), actor.user(), whose, typed)) {
            case Understood.Mistaken(var sentence) -> Reply.says(Answers.sentence(sentence));
            case Understood.Query query when query.csv() -> {
                errands.note(actor.workspace(), actor.user(), What.LIST, whose, typed);
                yield Reply.says("The list is on its way to your direct messages with Steward. It has the newest "
                        + "100,000 at most.");
            }
            case Understood.Query query -> Reply
                    .says(page(actor.workspace(), new Asked(whose, typed), finds.page(query, new From.Newest())));
        };
    }

    private Reply turn(ActionRequest request, Turned turned) {
        Actor actor = request.actor();
        return new Reply.Replaces(page(actor.workspace(), turned.asked(), finds.find(actor.workspace(), actor.user(),
                turned.asked().whose(), turned.asked().typed(), turned.from())));
    }

    private Message page(WorkspaceId workspace, Asked asked, Found found) {
        return switch (found) {
            case Found.Mistaken(var sentence) -> Message.of(Answers.sentence(sentence));
            case Found.Page(var requests, var newer, var older) -> {
                Map<UUID, Initiative> about = new HashMap<>();
                initiatives.find(workspace, requests.stream().map(Listed::initiative).filter(Objects::nonNull)
                        .map(InitiativeId::new).distinct().toList())
                        .forEach((id, initiative) -> about.put(id.value(), initiative));
                yield ListAnswer.of(asked, requests, about, newer, older);
            }
        };
    }
}
