package dev.steward.feedback;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.springframework.stereotype.Component;

import dev.steward.feedback.CaptureFeedback.Capture;
import dev.steward.feedback.FeedbackItem.Person;
import dev.steward.feedback.FindFeedback.Found;
import dev.steward.feedback.FindFeedback.From;
import dev.steward.feedback.ListAnswer.Asked;
import dev.steward.slack.Access;
import dev.steward.slack.Actor;
import dev.steward.slack.Message;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.Route.Usage;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.CommandRequest;
import dev.steward.slack.TypedFilter;

/** {@code /feedback}: what it takes, and which word leads where. */
@Component
class FeedbackCommands implements SlackFeature {
    static final String DETAILS = "feedback.details";
    static final String DETAILS_BACK = "feedback.details.back";
    static final String DETAILS_ON = "feedback.details.on";
    static final String EDIT = "feedback.edit";
    static final String NEWER = "feedback.newer";
    static final String OLDER = "feedback.older";
    static final String SAVE = "feedback.save";

    private static final List<Usage> USAGES = List.of(new Usage("", "Open the form"),
            new Usage("<what was said>", "Save it at once"), new Usage("FB-12", "Show one item"),
            new Usage("list [area:Export] [customer:\"Acme Corp\"] [kind:idea] [since:2026-11-01] [until:2026-11-30]",
                    "List the newest, filtered if you like"),
            new Usage("mine", "List what you filed, with the same filters"),
            new Usage("search <words>", "Find items by their words"),
            new Usage("import", "Import a CSV file (ops and admins)"),
            new Usage("token new|rotate|revoke <name>", "Let a support tool file feedback (admins)"),
            new Usage("token list", "See which support tools may"));

    private final CaptureFeedback captures;
    private final FindFeedback finds;
    private final FeedbackItems items;
    private final FeedbackCards cards;
    private final EditFeedback edits;
    private final IntakeChannels channels;
    private final FormAnswers forms;
    private final MessageCapture messages;
    private final TokenCommands tokens;

    FeedbackCommands(CaptureFeedback captures, FindFeedback finds, FeedbackItems items, FeedbackCards cards,
            EditFeedback edits, IntakeChannels channels, FormAnswers forms, MessageCapture messages,
            TokenCommands tokens) {
        this.captures = captures;
        this.finds = finds;
        this.items = items;
        this.cards = cards;
        this.edits = edits;
        this.channels = channels;
        this.forms = forms;
        this.messages = messages;
        this.tokens = tokens;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route.Command("feedback", "Keep what a customer said",
                        "what was said, or list, mine, search, FB-12",
                        USAGES, Access.GUESTS, this::command),
                new Route.GlobalShortcut("feedback.file", "File feedback", "Keep what a customer said", Access.MEMBERS,
                        request -> request.actor().outsider()
                                ? Reply.opens(FeedbackForm.says(Answers.OUTSIDER, null))
                                : forms.open(request.actor())),
                new Route.MessageShortcut("feedback.capture", "Capture as feedback",
                        "Keep this message, or its thread, as feedback", Access.MEMBERS, messages::shortcut),
                new Route.Event("reaction_added", Set.of("reactions:read"), Access.ANYONE, messages::reaction),
                new Route.Submission(FeedbackForm.CALLBACK, Access.MEMBERS, forms::submit),
                new Route.Options(FeedbackForm.CUSTOMER, Access.MEMBERS, forms::customers),
                new Route.Options(FeedbackForm.AREA, Access.MEMBERS, forms::areas),
                new Route.Action(FeedbackForm.WORDS, Access.MEMBERS, forms::typed),
                new Route.Action(FeedbackForm.TAKE, Access.MEMBERS, forms::take),
                new Route.Action(FeedbackForm.PLUS.get(0), Access.MEMBERS, forms::plus),
                new Route.Action(FeedbackForm.PLUS.get(1), Access.MEMBERS, forms::plus),
                new Route.Action(FeedbackForm.PLUS.get(2), Access.MEMBERS, forms::plus),
                new Route.Action(EDIT, Access.MEMBERS, forms::edit),
                new Route.Action(DETAILS, Access.MEMBERS, forms::details),
                new Route.Action(DETAILS_BACK, Access.MEMBERS, forms::details),
                new Route.Action(DETAILS_ON, Access.MEMBERS, forms::details),
                new Route.Action(NEWER, Access.MEMBERS, this::turn),
                new Route.Action(OLDER, Access.MEMBERS, this::turn),
                new Route.Action(SAVE, Access.MEMBERS, this::save),
                new Route.Submission(ImportForm.CALLBACK, Access.MEMBERS, forms::importRows));
    }

    /** To read messages and threads and the files of imports, and to write to those who filed something. */
    @Override
    public Set<String> scopes() {
        return Set.of("channels:history", "groups:history", "im:history", "mpim:history", "files:read", "im:write");
    }

    private Reply command(CommandRequest request) {
        Actor actor = request.actor();
        if (actor.outsider()) {
            return Reply.says(Answers.OUTSIDER);
        }
        // Slack escapes what is typed after a command, and may write names and links its own way
        String text = messages.plain(actor.workspace(), request.text()).strip();
        if (text.isEmpty()) {
            return forms.open(actor);
        }
        Optional<Reference> reference = Reference.parse(text);
        if (reference.isPresent()) {
            return show(actor, reference.get());
        }
        String[] parts = text.split("\\s+", 2);
        String rest = parts.length > 1 ? parts[1] : "";
        boolean command = text.length() <= TypedFilter.LONGEST;
        return switch (command ? parts[0].toLowerCase(Locale.ROOT) : "") {
            case "list" -> list(actor, false, rest, text);
            case "mine" -> list(actor, true, rest, text);
            case "search" -> rest.isBlank()
                    ? Reply.says("Search for which words? For example `/feedback search export`.")
                    : list(actor, false, rest, text);
            case "import" -> rest.isEmpty() ? forms.openImport(actor) : keep(actor, request.key(), text);
            case "token" -> tokens.answer(actor, rest).orElseGet(() -> keep(actor, request.key(), text));
            default -> keep(actor, request.key(), text);
        };
    }

    private Reply keep(Actor actor, String key, String words) {
        var captured = captures
                .capture(new Capture(actor.workspace(), Via.COMMAND, key, actor.user(), null, Said.only(words)));
        return Reply.says(Answers.kept(captured.item(),
                channels.of(actor.workspace(), captured.item().details().area()), captured.fresh()));
    }

    private Reply show(Actor actor, Reference reference) {
        return items.find(actor.workspace(), reference)
                .map(entry -> Reply.says(Answers.whole(cards.shown(entry),
                        edits.mayChange(entry.item(), new Person(actor.user(), actor.role())))))
                .orElseGet(() -> Reply.says("There is no " + reference + " here."));
    }

    private Reply list(Actor actor, boolean mine, String typed, String whole) {
        return Reply.says(page(actor, new Asked(mine, typed), new From.Newest(), whole));
    }

    private Reply turn(ActionRequest request) {
        if (request.actor().outsider() || request.value() == null) {
            return Reply.done();
        }
        var turned = ListAnswer.read(request.value());
        return new Reply.Replaces(page(request.actor(), turned.asked(), turned.from(), null));
    }

    /** What was typed may have been meant as feedback that happens to begin with "list". */
    private Reply save(ActionRequest request) {
        if (request.actor().outsider() || request.value() == null) {
            return Reply.done();
        }
        var actor = request.actor();
        var captured = captures.capture(new Capture(actor.workspace(), Via.COMMAND, request.key(), actor.user(), null,
                Said.only(request.value())));
        return new Reply.Replaces(Answers.kept(captured.item(), channels.of(actor.workspace(), null),
                captured.fresh()));
    }

    private Message page(Actor actor, Asked asked, From from,
            @org.jspecify.annotations.Nullable String whole) {
        return switch (finds.find(actor.workspace(), actor.user(), asked.mine(), asked.typed(), from)) {
            case Found.Mistaken(var sentence) -> ListAnswer.mistaken(sentence, whole);
            case Found.Page(var entries, var newer, var older, var meant) -> entries.isEmpty() && whole != null
                    && !asked.typed().isBlank()
                            ? ListAnswer.mistaken("Nothing found.", whole)
                            : ListAnswer.of(asked, entries.stream().map(cards::shown).toList(), newer, older,
                                    Optional.ofNullable(meant));
        };
    }
}
