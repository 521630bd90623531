package dev.steward.initiative;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;

import org.springframework.stereotype.Component;

import dev.steward.initiative.FindInitiatives.Found;
import dev.steward.initiative.FindInitiatives.From;
import dev.steward.initiative.InitiativeList.Asked;
import dev.steward.initiative.InitiativeList.Turned;
import dev.steward.slack.Access;
import dev.steward.slack.Actor;
import dev.steward.slack.CommandNames;
import dev.steward.slack.Message;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.Route.Usage;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.CommandRequest;

/** {@code /initiative}: what it takes, and which word leads where. */
@Component
class InitiativeCommands implements SlackFeature {
    private static final List<Usage> USAGES = List.of(new Usage("", "Open the form for a new one"),
            new Usage("new [name]", "The same, with its name filled in"),
            new Usage("INIT-3", "Show one; `show INIT-3` does too"),
            new Usage("list [area:Export] [owner:me] [phase:execution]",
                    "List what is open, filtered if you like; `phase:any` shows all").reading(),
            new Usage("search <words>", "Find some by their names and objectives").reading(),
            new Usage("edit INIT-3", "Change name, owner, area or objective (its owner, ops and admins)"));

    private final KeptInitiatives initiatives;
    private final FindInitiatives finds;
    private final ShowInitiative show;
    private final InitiativeAnswers answers;
    private final CommandNames names;

    InitiativeCommands(KeptInitiatives initiatives, FindInitiatives finds, ShowInitiative show,
            InitiativeAnswers answers, CommandNames names) {
        this.initiatives = initiatives;
        this.finds = finds;
        this.show = show;
        this.answers = answers;
        this.names = names;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route.Command("initiative", "See what the organisation may build, and how far it is",
                        "new, list, search, INIT-3", USAGES, Access.MEMBERS, this::command),
                new Route.Submission(InitiativeForm.CALLBACK, Access.MEMBERS, answers::submit),
                new Route.Options(InitiativeForm.AREA, Access.MEMBERS, answers::areas),
                InitiativeView.EDIT.route(Access.MEMBERS, answers::edit),
                InitiativeList.SHOW.route(Access.MEMBERS, this::show),
                InitiativeList.NEWER.route(Access.MEMBERS, this::turn),
                InitiativeList.OLDER.route(Access.MEMBERS, this::turn));
    }

    private Reply command(CommandRequest request) {
        Actor actor = request.actor();
        String text = request.text().strip();
        if (text.isEmpty()) {
            return answers.begin(actor, "");
        }
        if (Reference.parse(text).isPresent()) {
            return one(actor, text, initiative -> Reply.says(show.message(actor, initiative)));
        }
        String[] parts = text.split("\\s+", 2);
        String rest = parts.length > 1 ? parts[1].strip() : "";
        return switch (parts[0].toLowerCase(Locale.ROOT)) {
            case "new" -> answers.begin(actor, rest);
            case "show" -> one(actor, rest, initiative -> Reply.says(show.message(actor, initiative)));
            case "edit" -> one(actor, rest, initiative -> answers.edit(actor, initiative));
            case "list" -> Reply.says(page(actor, new Asked(false, rest), new From.Newest()));
            case "search" -> rest.isEmpty()
                    ? Reply.says("Search for which words? For example `" + slash() + " search export`.")
                    : Reply.says(page(actor, new Asked(true, rest), new From.Newest()));
            default -> Reply.says("“" + Mrkdwn.escape(Mrkdwn.cut(text, 100)) + "” is nothing I know. `" + slash()
                    + " new` and a name begins an initiative, `" + slash() + " search` and words finds one, `"
                    + slash() + " help` shows the rest.");
        };
    }

    private Reply one(Actor actor, String reference, Function<Initiative, Reply> then) {
        if (Reference.parse(reference).isEmpty()) {
            return Reply.says("Which one? Write its reference, for example `" + slash() + " INIT-3`.");
        }
        return initiatives.find(actor.workspace(), reference).map(then)
                .orElseGet(() -> Reply.says("There is no INIT-" + Reference.parse(reference).getAsLong() + " here."));
    }

    private Reply show(ActionRequest request, InitiativeId id) {
        Actor actor = request.actor();
        return initiatives.find(actor.workspace(), id)
                .map(initiative -> Reply.says(show.message(actor, initiative)))
                .orElseGet(() -> Reply.says("This initiative does not exist any more."));
    }

    private Reply turn(ActionRequest request, Turned turned) {
        return new Reply.Replaces(page(request.actor(), turned.asked(), turned.from()));
    }

    private Message page(Actor actor, Asked asked, From from) {
        return switch (finds.find(actor.workspace(), actor.user(), asked.search(), asked.typed(), from)) {
            case Found.Mistaken(var sentence) -> Message.of(Mrkdwn.escape(Mrkdwn.cut(sentence, 1_000)));
            case Found.Page page -> InitiativeList.of(asked, page, show::area, slash() + " new");
        };
    }

    private String slash() {
        return names.slash("initiative");
    }
}
