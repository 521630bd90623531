package dev.steward.cadence;

import static com.slack.api.model.block.Blocks.input;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.usersSelect;
import static com.slack.api.model.view.Views.view;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewSubmit;
import static com.slack.api.model.view.Views.viewTitle;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

import com.slack.api.model.view.View;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

import dev.steward.cadence.ChangeCadence.Change;
import dev.steward.schedule.Rituals;
import dev.steward.slack.Access;
import dev.steward.slack.Actor;
import dev.steward.slack.Modals;
import dev.steward.slack.Phrases;
import dev.steward.slack.PlainWords;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.slack.TextBlocks;
import dev.steward.workspace.Members;
import dev.steward.workspace.UserId;

/** What the buttons of a cadence's page do. Each shows the page as it is then. */
@Component
class CadenceActions implements SlackFeature {
    private static final String TO = "cadence.handover.to";
    private final Cadences cadences;
    private final ChangeCadence changes;
    private final ShowCadence pages;
    private final FillCadenceForm form;
    private final ShowPreview previews;
    private final Rituals rituals;
    private final Sessions sessions;
    private final CheckDraft check;
    private final Members members;
    private final TransactionOperations transaction;

    CadenceActions(Cadences cadences, ChangeCadence changes, ShowCadence pages, FillCadenceForm form,
            ShowPreview previews, Rituals rituals, Sessions sessions, CheckDraft check, Members members,
            TransactionOperations transaction) {
        this.cadences = cadences;
        this.changes = changes;
        this.pages = pages;
        this.form = form;
        this.previews = previews;
        this.rituals = rituals;
        this.sessions = sessions;
        this.check = check;
        this.members = members;
        this.transaction = transaction;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                on(ShowCadence.OPEN, (press, cadence) -> Reply.opens(pages.of(press.actor(), cadence, null))),
                on(CadencePage.CHANGE, (press, cadence) -> form.change(press.actor(), cadence)),
                on(CadencePage.PREVIEW, (press, cadence) -> Reply.opens(previews.view(press.actor(), cadence))),
                on(CadencePage.PAUSE, (press, cadence) -> change(press, cadence,
                        (now, at) -> now.pause(press.actor().user(), press.actor().role(), at), "Paused.")),
                on(CadencePage.RESUME, this::resume),
                on(CadencePage.END, (press, cadence) -> change(press, cadence,
                        (now, at) -> now.end(press.actor().user(), press.actor().role(), at), "Ended.")),
                on(CadencePage.RUN_NOW, this::runNow), on(CadencePage.AGENDA, this::agenda),
                on(CadencePage.HAND_OVER, (press, cadence) -> Reply.opens(handOver(cadence))),
                new Route.Submission(CadencePage.HAND_OVER, Access.MEMBERS, this::handedOver));
    }

    /** What is done with the cadence that a button names. */
    @FunctionalInterface
    private interface OnCadence {
        Reply does(ActionRequest press, Cadence cadence);
    }

    private Route on(String action, OnCadence does) {
        return new Route.Action(action, Access.MEMBERS, press -> press.actor().outsider()
                ? Reply.says(press, CadenceCommands.OUTSIDER)
                : FillCadenceForm.claimed(cadences, press.actor().workspace(), press.value())
                        .map(cadence -> does.does(press, cadence))
                        .orElseGet(() -> Reply.opens(Modals.says("Review", FillCadenceForm.GONE))));
    }

    private Reply change(ActionRequest press, Cadence cadence, Change change, String said) {
        Actor actor = press.actor();
        try {
            return page(press, changes.change(actor.workspace(), cadence.facts().id(), change), said);
        } catch (Refused refused) {
            return page(press, cadences.find(actor.workspace(), cadence.facts().id()).orElse(cadence),
                    refused.sentence());
        }
    }

    private Reply page(ActionRequest press, Cadence cadence, String said) {
        View page = pages.of(press.actor(), cadence, said);
        return press.view() == null ? Reply.opens(page) : new Reply.Updates(page);
    }

    private Reply resume(ActionRequest press, Cadence cadence) {
        Actor actor = press.actor();
        try {
            Cadence resumed = changes.change(actor.workspace(), cadence.facts().id(),
                    (now, at) -> now.resume(actor.user(), actor.role(), at));
            Optional<Session> next = sessions.open(actor.workspace(), cadence.facts().id()).stream()
                    .filter(session -> session.state().ahead()).findFirst();
            return page(press, resumed, "Resumed. " + next
                    .map(session -> "The next one is " + Phrases.time(session.startsAt()) + ".")
                    .orElse("Nothing more is planned: change when it takes place."));
        } catch (Refused refused) {
            return page(press, cadence, refused.sentence());
        }
    }

    private Reply runNow(ActionRequest press, Cadence cadence) {
        Actor actor = press.actor();
        if (!cadence.mayChange(actor.user(), actor.role()) || !cadence.active()) {
            return page(press, cadence, cadence.active()
                    ? "Only its owner " + cadence.owner().mention() + ", ops people and admins can do that."
                    : "It is " + cadence.state().word() + ", so none is held.");
        }
        return page(press, cadence, Objects.requireNonNull(transaction.execute(status -> begin(actor, cadence))));
    }

    /** One at a time: pressed twice, it begins one. */
    private String begin(Actor actor, Cadence cadence) {
        cadences.lock(actor.workspace(), cadence.facts().id());
        boolean another = sessions.open(actor.workspace(), cadence.facts().id()).stream()
                .anyMatch(session -> session.due() || !session.state().ahead());
        if (another) {
            return "One is held already. Close it before the next one begins.";
        }
        return rituals.runNow(HoldSession.ritual(cadence.facts()))
                ? "One begins any moment, in " + cadence.rules().channel().link() + "."
                : "None could be begun. Please try again in a moment.";
    }

    /** Something for the agenda of the next one, or of the one that runs. */
    private Reply agenda(ActionRequest press, Cadence cadence) {
        return sessions.open(press.actor().workspace(), cadence.facts().id()).stream().findFirst()
                .filter(session -> !session.facts().written())
                .map(session -> Reply.opens(
                        AgendaForms.add(MeetingCard.name(cadence), session.facts().id().value().toString(), 1)))
                .orElseGet(() -> Reply.opens(Modals.says(cadence.facts().reference().toString(),
                        "It does not take place, so it has no agenda now.")));
    }

    private static View handOver(Cadence cadence) {
        return view(v -> v.type("modal").callbackId(CadencePage.HAND_OVER)
                .privateMetadata(cadence.facts().id().value().toString())
                .title(viewTitle(t -> t.type("plain_text").text("Hand over")))
                .submit(viewSubmit(s -> s.type("plain_text").text("Hand over")))
                .close(viewClose(c -> c.type("plain_text").text("Cancel")))
                .blocks(List.of(
                        TextBlocks.section("cadence.handover.what", CadenceLine.name(cadence)
                                + "\nWhoever looks after it can change, pause and end it, and is asked where nobody "
                                + "else can be. They are told."),
                        input(field -> field.blockId(TO).label(plainText("Who looks after it from now on?"))
                                .element(usersSelect(select -> select.actionId(TO)
                                        .placeholder(plainText("Choose somebody"))))))));
    }

    private Reply handedOver(SubmissionRequest sent) {
        Actor actor = sent.actor();
        Optional<Cadence> found = FillCadenceForm.claimed(cadences, actor.workspace(), sent.privateMetadata());
        String chosen = sent.values().value(TO);
        if (actor.outsider() || found.isEmpty() || chosen == null) {
            return Reply.refuses(TO, actor.outsider()
                    ? CadenceCommands.OUTSIDER
                    : found.isEmpty() ? FillCadenceForm.GONE : "Choose somebody.");
        }
        var to = new UserId(chosen);
        Optional<String> unreachable = check.unreachable(actor.workspace(), List.of(to));
        if (unreachable.isPresent()) {
            return Reply.refuses(TO, unreachable.get());
        }
        try {
            Cadence now = changes.change(actor.workspace(), found.get().facts().id(),
                    (cadence, at) -> cadence.handOver(actor.user(), actor.role(), to, at));
            View page = pages.of(actor, now, to.mention() + " looks after it now, and is told.");
            return sent.view().getPreviousViewId() == null ? new Reply.Updates(page) : new Reply.Returns(page);
        } catch (Refused refused) {
            return Reply.refuses(TO,
                    PlainWords.of(refused.sentence(), user -> members.find(actor.workspace(), user)));
        }
    }
}
