package dev.steward.feedback;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.steward.feedback.CaptureFeedback.Capture;
import dev.steward.feedback.CaptureFeedback.Captured;
import dev.steward.feedback.FindFeedback.Found;
import dev.steward.feedback.FindFeedback.From;
import dev.steward.feedback.ListAnswer.Asked;
import dev.steward.feedback.ListAnswer.Turned;
import dev.steward.slack.Access;
import dev.steward.slack.Actor;
import dev.steward.slack.ChannelAccess;
import dev.steward.slack.Message;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.Route.Usage;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.CommandRequest;
import dev.steward.slack.SlackRequest.MessageRef;
import dev.steward.slack.TypedFilter;
import dev.steward.workspace.ChannelId;

/** {@code /feedback}: what it takes, and which word leads where. */
@Component
class FeedbackCommands implements SlackFeature {
    private static final List<Usage> USAGES = List.of(new Usage("", "Open the form"),
            new Usage("<what was said>", "Save it at once"), new Usage("FB-12", "Show one item"),
            new Usage("list [area:Export] [customer:\"Acme Corp\"] [kind:idea] [since:2026-11-01] [until:2026-11-30]",
                    "List the newest, filtered if you like", Access.MEMBERS).reading(),
            new Usage("mine", "List what you filed, filtered if you like").reading(),
            new Usage("search <words>", "Find items by their words", Access.MEMBERS).reading(),
            new Usage("import", "Import a CSV file", Access.OPS, true),
            new Usage("token new|rotate|revoke <name>", "Let a support tool file feedback", Access.ADMINS, true),
            new Usage("token", "See which support tools may", Access.ADMINS, true),
            new Usage("token list", "The same", Access.ADMINS, true));

    private final CaptureFeedback captures;
    private final FindFeedback finds;
    private final FeedbackCards cards;
    private final IntakeChannels intake;
    private final ItemAnswers items;
    private final FormAnswers forms;
    private final ImportAnswers imports;
    private final MessageCapture messages;
    private final TokenCommands tokens;
    private final FeedbackReaders readers;
    private final ChannelAccess channels;

    FeedbackCommands(CaptureFeedback captures, FindFeedback finds, FeedbackCards cards, IntakeChannels intake,
            ItemAnswers items, FormAnswers forms, ImportAnswers imports, MessageCapture messages, TokenCommands tokens,
            FeedbackReaders readers, ChannelAccess channels) {
        this.captures = captures;
        this.finds = finds;
        this.cards = cards;
        this.intake = intake;
        this.items = items;
        this.forms = forms;
        this.imports = imports;
        this.messages = messages;
        this.tokens = tokens;
        this.readers = readers;
        this.channels = channels;
    }

    @Override
    public List<Route> routes() {
        var routes = new ArrayList<Route>(List.of(
                new Route.Command("feedback", "Keep what a customer said",
                        "what was said, or list, mine, search, FB-12",
                        USAGES, Access.GUESTS, this::command),
                new Route.GlobalShortcut("feedback.file", "File feedback", "Keep what a customer said", Access.GUESTS,
                        request -> forms.open(request.actor(), null)),
                new Route.MessageShortcut("feedback.capture", "Capture as feedback",
                        "Keep this message, or its thread, as feedback", Access.GUESTS, messages::shortcut),
                new Route.Event("reaction_added", Set.of("reactions:read"), Access.GUESTS, messages::reaction),
                new Route.Submission(FeedbackForm.CALLBACK, Access.GUESTS, forms::submit),
                new Route.Options(FeedbackForm.CUSTOMER, Access.GUESTS, forms::customers),
                new Route.Options(FeedbackForm.AREA, Access.GUESTS, forms::areas),
                new Route.Action(FeedbackForm.WORDS, Access.GUESTS, forms::typed),
                new Route.Action(FeedbackForm.TAKE, Access.GUESTS, forms::take),
                Answers.EDIT.route(Access.GUESTS, forms::edit),
                FeedbackCard.DETAILS.route(Access.GUESTS, items::details),
                DetailsView.BACK.route(Access.GUESTS, items::part), DetailsView.ON.route(Access.GUESTS, items::part),
                Answers.SHARE.route(Access.GUESTS, items::share),
                Answers.WITHHOLD.route(Access.GUESTS, items::withhold),
                ListAnswer.NEWER.route(Access.GUESTS, this::turn), ListAnswer.OLDER.route(Access.GUESTS, this::turn),
                Answers.SAVE.route(Access.GUESTS, this::save),
                new Route.Submission(ImportForm.CALLBACK, Access.OPS, imports::submit)));
        FeedbackForm.PLUS.forEach(plus -> routes.add(plus.route(Access.MEMBERS, forms::plus)));
        return List.copyOf(routes);
    }

    /** To read messages and threads and the files of imports, and to write to those who filed something. */
    @Override
    public Set<String> scopes() {
        return Set.of("channels:history", "groups:history", "im:history", "mpim:history", "files:read", "im:write");
    }

    private Reply command(CommandRequest request) {
        Actor actor = request.actor();
        String text = request.text();
        if (text.isEmpty()) {
            return forms.open(actor, request.channel());
        }
        Optional<Reference> reference = Reference.parse(text);
        if (reference.isPresent()) {
            return items.show(actor, reference.get());
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
            case "import" -> rest.isEmpty() ? Reply.opens(ImportForm.view()) : keep(request, text);
            case "token" -> tokens.answer(actor, rest).orElseGet(() -> keep(request, text));
            default -> keep(request, text);
        };
    }

    private Reply keep(CommandRequest request, String words) {
        return Reply.says(keep(request.actor(), request.key(), request.channel(), words));
    }

    private Message keep(Actor actor, String key, @Nullable ChannelId channel, String words) {
        Visibility visibility = channel == null
                ? Visibility.EVERYBODY
                : Visibility.of(channels.find(actor.workspace(), channel), false);
        Captured captured = captures.capture(new Capture(actor.workspace(), Via.COMMAND, key, actor.user(), null,
                visibility, Said.only(words)));
        return Answers.kept(captured.item(), intake.of(captured.item()), readers.sentence(captured.item()),
                captured.fresh());
    }

    private Reply list(Actor actor, boolean mine, String typed, String whole) {
        return Reply.says(page(actor, new Asked(mine, typed), new From.Newest(), whole));
    }

    private Reply turn(ActionRequest press, Turned turned) {
        return new Reply.Replaces(page(press.actor(), turned.asked(), turned.from(), null));
    }

    /** What was typed may have been meant as feedback that happens to begin with "list". */
    private Reply save(ActionRequest press, String words) {
        MessageRef asked = press.message();
        // pressed twice, the words are saved once: each message offers its own
        String key = asked == null
                ? press.key()
                : "save:" + asked.channel() + ":" + asked.ts() + ":" + press.actor().user().value();
        return new Reply.Replaces(keep(press.actor(), key, asked == null ? null : asked.channel(), words));
    }

    private Message page(Actor actor, Asked asked, From from, @Nullable String whole) {
        return switch (finds.find(actor.workspace(), ItemAnswers.person(actor), asked.mine(), asked.typed(), from)) {
            case Found.Mistaken(var sentence) -> ListAnswer.mistaken(sentence, whole);
            case Found.Page(var entries, var newer, var older, var meant) -> entries.isEmpty() && whole != null
                    && !asked.typed().isBlank()
                            ? ListAnswer.mistaken("Nothing found.", whole)
                            : ListAnswer.of(asked, entries.stream().map(cards::shown).toList(), newer, older,
                                    Optional.ofNullable(meant));
        };
    }
}
