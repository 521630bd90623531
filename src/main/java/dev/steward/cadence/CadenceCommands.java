package dev.steward.cadence;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.steward.cadence.CheckDraft.Field;
import dev.steward.slack.Access;
import dev.steward.slack.Actor;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.Route.Usage;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.CommandRequest;
import dev.steward.workspace.ChannelId;

/** {@code /cadence}: which word leads where. Others add words with {@link CadenceWords}. */
@Component
class CadenceCommands implements SlackFeature {
    private static final List<Usage> USAGES = List.of(
            new Usage("", "Set up a review: open the form"),
            new Usage("new \"Roadmap review\" every other Tuesday 10:00 in #product with @pms",
                    "Set one up at once; add `as retrospective`, `for 45 minutes`, `written`, in any order"),
            new Usage("REV-2", "Open a review: what is next, change it, pause it, hand it over"));

    private final FillCadenceForm form;
    private final NewCadence begins;
    private final ShowCadence pages;
    private final CadenceLookup lookup;
    private final List<CadenceWords> words;

    CadenceCommands(FillCadenceForm form, NewCadence begins, ShowCadence pages, CadenceLookup lookup,
            List<CadenceWords> words) {
        this.form = form;
        this.begins = begins;
        this.pages = pages;
        this.lookup = lookup;
        this.words = words;
    }

    @Override
    public List<Route> routes() {
        List<Usage> usages = Stream.concat(USAGES.stream(), words.stream().flatMap(each -> each.usages().stream()))
                .toList();
        List<Route> routes = new ArrayList<>();
        routes.add(new Route.Command("cadence", "Reviews that run themselves", "new, list, next, preview, REV-2",
                usages, Access.MEMBERS, true, this::command));
        routes.add(
                new Route.GlobalShortcut("cadence.new", "Set up a review", "A meeting or a written round that recurs",
                        Access.MEMBERS,
                        request -> form.begin(request.actor(), null)));
        CadenceForm.actionIds().forEach(id -> routes.add(new Route.Action(id, Access.MEMBERS, form::redraw)));
        routes.add(CadenceForm.TOGGLE.route(Access.MEMBERS, (press, all) -> form.redraw(press)));
        routes.add(new Route.Submission(CadenceForm.CALLBACK, Access.MEMBERS, form::submit));
        routes.add(new Route.Options(CadenceForm.action(CadenceForm.ZONE), Access.MEMBERS, form::suggestZones));
        routes.add(new Route.Options(CadenceForm.action(Field.GROUPS.key()), Access.MEMBERS, form::suggestGroups));
        routes.add(new Route.Options(CadenceForm.action(Field.AREA.key()), Access.MEMBERS, form::suggestAreas));
        routes.add(new Route.Options(CadenceForm.action(Field.DURATION.key()), Access.MEMBERS, form::suggestLengths));
        routes.add(new Route.Options(CadenceForm.action(CadenceForm.AGENDA), Access.MEMBERS,
                request -> FillCadenceForm.offers(FormChoices.agendas(request.typed()))));
        routes.add(new Route.Options(CadenceForm.action(CadenceForm.PRE_READ), Access.MEMBERS,
                request -> FillCadenceForm.offers(FormChoices.preReads(request.typed()))));
        routes.add(new Route.Options(CadenceForm.action(Field.REMINDERS.key()), Access.MEMBERS,
                request -> FillCadenceForm.offers(FormChoices.reminders(request.typed()))));
        return routes;
    }

    private Reply command(CommandRequest request) {
        Actor actor = request.actor();
        String text = request.text().strip();
        if (text.isEmpty()) {
            return form.begin(actor, here(request));
        }
        Optional<Reference> reference = Reference.parse(text);
        if (reference.isPresent()) {
            return lookup.find(actor, reference.get())
                    .map(cadence -> Reply.opens(pages.of(actor, cadence, null)))
                    .orElseGet(() -> Reply.says("There is no " + reference.get() + " here."));
        }
        String[] parts = text.split("\\s+", 2);
        String word = parts[0].toLowerCase(Locale.ROOT);
        String rest = parts.length > 1 ? parts[1].strip() : "";
        if (word.equals("new")) {
            return rest.isEmpty() ? form.begin(actor, here(request)) : begins.begin(request, rest);
        }
        return words.stream().flatMap(each -> each.answer(request, word, rest).stream()).findFirst()
                .orElseGet(() -> Reply.says("`" + parts[0].replaceAll("[`<>&]", "") + "` is not known here. `"
                        + request.command() + "` opens the form, `" + request.command()
                        + " help` says what else there is."));
    }

    private static @Nullable ChannelId here(CommandRequest request) {
        return CheckDraft.channel(request.channel().value()) ? request.channel() : null;
    }
}
