package dev.steward.release;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.steward.release.UnfinishedAnswer.CopyAsShown;
import dev.steward.release.Writings.Writing;
import dev.steward.slack.Access;
import dev.steward.slack.Actor;
import dev.steward.slack.Message;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.Route.Usage;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.CommandRequest;

/** {@code /release}: what it takes, and which word leads where. Others add words with {@link ReleaseWords}. */
@Component
class ReleaseCommands implements SlackFeature {
    private static final List<Usage> USAGES = List.of(
            new Usage("", "Write a release: open the form, or go on with what you began"),
            new Usage("REL-4", "Open a release: edit, preview, publish, retract"),
            new Usage("drafts", "Go on with your drafts").reading(),
            new Usage("audiences", "See the audiences, and change them (ops people and admins)"));
    private static final int BEGUN = 10;
    private static final int DRAFTS = 10;

    private final FillReleaseForm form;
    private final Releases releases;
    private final Writings writings;
    private final ShowPage pages;
    private final ManageAudiences audiences;
    private final List<ReleaseWords> words;

    ReleaseCommands(FillReleaseForm form, Releases releases, Writings writings, ShowPage pages,
            ManageAudiences audiences, List<ReleaseWords> words) {
        this.form = form;
        this.releases = releases;
        this.writings = writings;
        this.pages = pages;
        this.audiences = audiences;
        this.words = words;
    }

    @Override
    public List<Route> routes() {
        List<Usage> usages = Stream.concat(USAGES.stream(), words.stream().flatMap(each -> each.usages().stream()))
                .toList();
        List<Route> routes = new ArrayList<>();
        routes.add(new Route.Command("release", "Tell the right people what shipped", "REL-4, drafts, audiences",
                usages, Access.MEMBERS, this::command));
        routes.add(new Route.GlobalShortcut("release.write", "Write a release", "Tell the right people what shipped",
                Access.MEMBERS, request -> form.begin(request.actor())));
        ReleaseForm.actionIds().forEach(id -> routes.add(new Route.Action(id, Access.MEMBERS, form::used)));
        routes.add(new Route.Submission(ReleaseForm.CALLBACK, Access.MEMBERS, form::submit));
        routes.add(new Route.Submission(EditForm.CALLBACK, Access.MEMBERS, form::looked));
        routes.add(EditForm.BACK.route(Access.MEMBERS, form::back));
        routes.add(new Route.Options(ReleaseForm.action(Field.INITIATIVES), Access.MEMBERS, form::suggestInitiatives));
        routes.add(new Route.Options(ReleaseForm.action(Field.AREA), Access.MEMBERS, form::suggestAreas));
        routes.add(new Route.Options(ReleaseForm.action(Field.AUDIENCES), Access.MEMBERS, form::suggestAudiences));
        routes.add(UnfinishedAnswer.GO_ON.route(Access.MEMBERS, (press, id) -> form.goOn(press.actor(), id)));
        routes.add(UnfinishedAnswer.THROW_AWAY.route(Access.MEMBERS, this::throwAway));
        routes.add(new Route.Action(UnfinishedAnswer.NEW, Access.MEMBERS, press -> form.begin(press.actor())));
        return routes;
    }

    private Reply command(CommandRequest request) {
        Actor actor = request.actor();
        String text = request.text().strip();
        if (text.isEmpty()) {
            List<Writing> begun = writings.mine(actor.workspace(), actor.user(), BEGUN);
            return begun.isEmpty() ? form.begin(actor) : Reply.says(unfinished(actor, begun, List.of(), null));
        }
        Optional<Reference> reference = Reference.parse(text);
        if (reference.isPresent()) {
            return releases.find(actor.workspace(), reference.get())
                    .map(release -> Reply.opens(pages.of(actor, release)))
                    .orElseGet(() -> Reply.says("There is no " + reference.get() + " here."));
        }
        String[] parts = text.split("\\s+", 2);
        String word = parts[0].toLowerCase(Locale.ROOT);
        String rest = parts.length > 1 ? parts[1].strip() : "";
        return switch (word) {
            case "drafts" -> Reply.says(drafts(actor, null));
            case "audiences" -> audiences.list(actor);
            default -> words.stream().flatMap(each -> each.answer(request, word, rest).stream()).findFirst()
                    .orElseGet(() -> Reply.says("`" + parts[0].replaceAll("[`<>&]", "") + "` is not known here. `"
                            + request.command() + "` opens the form, `" + request.command()
                            + " help` says what else there is."));
        };
    }

    private Message drafts(Actor actor, @Nullable String said) {
        return unfinished(actor, writings.mine(actor.workspace(), actor.user(), BEGUN),
                releases.of(actor.workspace(), actor.user(), State.DRAFT, DRAFTS), said);
    }

    /** A draft that is being edited is told of once: where one can go on with it. */
    private Message unfinished(Actor actor, List<Writing> begun, List<Release> drafts, @Nullable String said) {
        List<UUID> edited = begun.stream().map(Writing::release).filter(Objects::nonNull).map(ReleaseId::value)
                .toList();
        Map<ReleaseId, Release> known = releases.find(actor.workspace(), edited).stream()
                .collect(Collectors.toMap(release -> release.facts().id(), release -> release));
        return UnfinishedAnswer.of(said, begun, known,
                drafts.stream().filter(draft -> !known.containsKey(draft.facts().id())).toList());
    }

    private Reply throwAway(ActionRequest press, CopyAsShown shown) {
        Actor actor = press.actor();
        boolean same = writings.forget(actor.workspace(), actor.user(), shown);
        return new Reply.Replaces(drafts(actor, same
                ? null
                : ":warning: You went on with it since you were shown this, or it is saved already. It stands as follows."));
    }
}
