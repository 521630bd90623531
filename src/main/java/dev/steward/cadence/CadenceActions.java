package dev.steward.cadence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

import com.slack.api.model.view.View;
import org.springframework.stereotype.Component;

import dev.steward.slack.Access;
import dev.steward.slack.Actor;
import dev.steward.slack.Modals;
import dev.steward.slack.Phrases;
import dev.steward.slack.PlainWords;
import dev.steward.slack.Press;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.workspace.Members;
import dev.steward.workspace.UserId;

/** What the buttons of a cadence's page do. Each shows the page as it is then. */
@Component
class CadenceActions implements SlackFeature {
    private final CadenceLookup lookup;
    private final ChangeCadence changes;
    private final HoldNow hold;
    private final ShowCadence pages;
    private final FillCadenceForm form;
    private final ShowPreview previews;
    private final Sessions sessions;
    private final CheckDraft check;
    private final Members members;

    CadenceActions(CadenceLookup lookup, ChangeCadence changes, HoldNow hold, ShowCadence pages, FillCadenceForm form,
            ShowPreview previews, Sessions sessions, CheckDraft check, Members members) {
        this.lookup = lookup;
        this.changes = changes;
        this.hold = hold;
        this.pages = pages;
        this.form = form;
        this.previews = previews;
        this.sessions = sessions;
        this.check = check;
        this.members = members;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                opens(CadencePage.OPEN, (press, cadence) -> Reply.opens(pages.of(press.actor(), cadence, null))),
                opens(CadencePage.CHANGE, (press, cadence) -> form.change(press.actor(), cadence)),
                opens(CadencePage.PREVIEW, (press, cadence) -> Reply.opens(previews.view(press.actor(), cadence))),
                opens(CadencePage.AGENDA, this::agenda),
                changes(CadencePage.PAUSE, (by, now, at) -> now.pause(by.user(), by.role(), at), now -> "Paused."),
                changes(CadencePage.RESUME, (by, now, at) -> now.resume(by.user(), by.role(), at), this::resumed),
                changes(CadencePage.END, (by, now, at) -> now.end(by.user(), by.role(), at), now -> "Ended."),
                on(CadencePage.RUN_NOW, (press, shown) -> page(press, hold.begin(press.actor(), shown),
                        now -> "One begins any moment, in " + now.rules().channel().link() + ".")),
                on(CadencePage.HAND_OVER, (press, shown) -> Reply.opens(
                        HandOverForm.of(changes.requireAsShown(press.actor().workspace(), shown)))),
                new Route.Submission(HandOverForm.CALLBACK, Access.MEMBERS, this::handedOver));
    }

    private Route opens(Press<CadenceId> button, BiFunction<ActionRequest, Cadence, Reply> opened) {
        return button.route(Access.MEMBERS, (press, id) -> lookup.find(press.actor(), id)
                .map(cadence -> opened.apply(press, cadence)).orElseGet(CadenceActions::gone));
    }

    /** What is refused is said on the page as it is now. */
    private Route on(Press<CadenceSnapshot> button, BiFunction<ActionRequest, CadenceSnapshot, Reply> pressed) {
        return button.route(Access.MEMBERS, (press, shown) -> {
            if (lookup.find(press.actor(), shown.id()).isEmpty()) {
                return gone();
            }
            try {
                return pressed.apply(press, shown);
            } catch (Refused refused) {
                return lookup.find(press.actor(), shown.id())
                        .map(cadence -> page(press, cadence, now -> refused.sentence()))
                        .orElseGet(CadenceActions::gone);
            }
        });
    }

    /** A transition of a cadence by somebody. */
    @FunctionalInterface
    private interface Transition {
        void of(Actor by, Cadence cadence, Instant at);
    }

    private Route changes(Press<CadenceSnapshot> button, Transition transition, Function<Cadence, String> said) {
        return on(button, (press, shown) -> page(press, changes.change(press.actor().workspace(), shown,
                (cadence, at) -> transition.of(press.actor(), cadence, at)), said));
    }

    private static Reply gone() {
        return Reply.opens(Modals.says("Review", FillCadenceForm.GONE));
    }

    private Reply page(ActionRequest press, Cadence now, Function<Cadence, String> said) {
        View page = pages.of(press.actor(), now, said.apply(now));
        return press.view() == null ? Reply.opens(page) : new Reply.Updates(page);
    }

    private String resumed(Cadence cadence) {
        return "Resumed. " + sessions.open(cadence.facts().workspace(), cadence.facts().id()).stream()
                .filter(session -> session.state().ahead()).findFirst()
                .map(session -> "The next one is " + Phrases.time(session.startsAt()) + ".")
                .orElse("Nothing more is planned: change when it takes place.");
    }

    /** Something for the agenda of the next one, or of the one that runs. */
    private Reply agenda(ActionRequest press, Cadence cadence) {
        return sessions.open(press.actor().workspace(), cadence.facts().id()).stream().findFirst()
                .filter(session -> !session.facts().written())
                .map(session -> Reply.opens(AgendaForms.add(MeetingCard.name(cadence), session.facts().id(), 1)))
                .orElseGet(() -> Reply.opens(Modals.says(cadence.facts().reference().toString(),
                        "It does not take place, so it has no agenda now.")));
    }

    private Reply handedOver(SubmissionRequest sent) {
        Actor actor = sent.actor();
        Optional<CadenceSnapshot> shown = CadenceSnapshot.CODEC.read(sent.privateMetadata());
        String chosen = sent.values().value(HandOverForm.TO);
        if (shown.flatMap(of -> lookup.find(actor, of.id())).isEmpty() || chosen == null) {
            return Reply.refuses(HandOverForm.TO, chosen == null ? "Choose somebody." : FillCadenceForm.GONE);
        }
        var to = new UserId(chosen);
        Optional<String> unreachable = check.unreachable(actor.workspace(), List.of(to));
        if (unreachable.isPresent()) {
            return Reply.refuses(HandOverForm.TO, unreachable.get());
        }
        try {
            Cadence now = changes.change(actor.workspace(), shown.orElseThrow(),
                    (cadence, at) -> cadence.handOver(actor.user(), actor.role(), to, at));
            View page = pages.of(actor, now, to.mention() + " looks after it now, and is told.");
            return sent.view().getPreviousViewId() == null ? new Reply.Updates(page) : new Reply.Returns(page);
        } catch (Refused refused) {
            return Reply.refuses(HandOverForm.TO,
                    PlainWords.of(refused.sentence(), user -> members.find(actor.workspace(), user)));
        }
    }
}
