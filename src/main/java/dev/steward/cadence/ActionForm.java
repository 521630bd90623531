package dev.steward.cadence;

import static com.slack.api.model.block.Blocks.input;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.datePicker;
import static com.slack.api.model.block.element.BlockElements.plainTextInput;
import static com.slack.api.model.block.element.BlockElements.usersSelect;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewSubmit;
import static com.slack.api.model.view.Views.viewTitle;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;

import dev.steward.cadence.ChangeAction.Said;
import dev.steward.slack.Codec;
import dev.steward.slack.SlackRequest.FormValues;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.slack.TextBlocks;
import dev.steward.workspace.UserId;

/** The form in which an action is noted, and the small ones in which it is put off, handed over, or found not to be needed. */
final class ActionForm {
    static final String NOTE = "cadence.action.add.form";
    static final String OWNER = "cadence.action.owner";
    static final String DUE = "cadence.action.due";
    static final String WHAT = "cadence.action.what";
    static final String CHANGE = "cadence.action.change.form";
    static final String FIELD = "cadence.action.field";

    private ActionForm() {}

    /** @param owner who stands there already; null: nobody */
    static View note(Cadence cadence, Session session, @Nullable UserId owner, LocalDate due) {
        return modal(NOTE, SessionSnapshot.CODEC.encode(SessionSnapshot.of(session)), "Note an action", "Note it",
                "Cancel", List.of(
                        TextBlocks.small("cadence.action.of", ActionWords.of(cadence, session, null)),
                        input(field -> field.blockId(OWNER).label(plainText("Who does it?"))
                                .element(usersSelect(
                                        user -> user.actionId(OWNER).placeholder(plainText("Choose a person"))
                                                .initialUser(owner == null ? null : owner.value())
                                                .focusOnLoad(owner == null)))),
                        input(field -> field.blockId(WHAT).label(plainText("What is to be done?"))
                                .element(plainTextInput(text -> text.actionId(WHAT).multiline(true)
                                        .maxLength(Action.LONGEST).focusOnLoad(owner != null)))),
                        input(field -> field.blockId(DUE).label(plainText("By when?"))
                                .hint(plainText("The end of that day, where they are."))
                                .element(datePicker(day -> day.actionId(DUE).initialDate(due.toString()))))));
    }

    /** What was sent. */
    sealed interface Noted {
        record Valid(SessionId session, Said said) implements Noted {}

        /** By field. */
        record Invalid(Map<String, String> errors) implements Noted {}
    }

    static Noted noted(SubmissionRequest sent) {
        Map<String, String> errors = new HashMap<>();
        Optional<SessionSnapshot> session = SessionSnapshot.CODEC.read(sent.privateMetadata());
        String owner = sent.values().value(OWNER);
        String what = sent.values().value(WHAT);
        Optional<LocalDate> due = day(sent.values(), DUE);
        if (session.isEmpty()) {
            errors.put(WHAT, ChangeSession.NONE);
        }
        if (owner == null) {
            errors.put(OWNER, "Please choose who does it.");
        }
        if (what == null || what.isBlank()) {
            errors.put(WHAT, "Please say what is to be done.");
        }
        if (due.isEmpty()) {
            errors.put(DUE, "Please choose a day.");
        }
        return !errors.isEmpty() || owner == null || what == null
                ? new Noted.Invalid(errors)
                : new Noted.Valid(session.orElseThrow().id(), new Said(what, new UserId(owner), due.orElseThrow()));
    }

    /** What a small form asks. */
    enum Asks {
        WHY("Not needed", "Why is it not needed?"), WHO("Hand over", "Who does it?"), WHEN("Postpone", "By when?");

        private final String title;
        private final String label;

        Asks(String title, String label) {
            this.title = title;
            this.label = label;
        }
    }

    /**
     * What was sent. The action is a claim.
     *
     * @param list of the modal below it; null where it stood in a message
     */
    record Asked(Asks asks, ActionSnapshot action, ActionsView.@Nullable Which list) {
        private static final Codec<Asked> CODEC = Codec.of(
                of -> of.list() == null
                        ? List.of(of.asks(), ActionSnapshot.CODEC.encode(of.action()))
                        : List.of(of.asks(), ActionSnapshot.CODEC.encode(of.action()),
                                ActionsView.Which.CODEC.encode(of.list())),
                in -> new Asked(Asks.valueOf(in.word()), ActionSnapshot.read(in),
                        in.ended() ? null : ActionsView.Which.read(in)));
    }

    /**
     * A small form.
     *
     * @param list of the modal that it is opened from; null for a message
     * @param next a day that is offered
     */
    static View ask(Asks asks, Action action, ActionsView.@Nullable Which list, LocalDate next) {
        return modal(CHANGE, Asked.CODEC.encode(new Asked(asks, ActionSnapshot.of(action), list)), asks.title,
                asks.title, list == null ? "Cancel" : "Back",
                List.of(TextBlocks.section("cadence.action.of", ActionWords.named(action)),
                        input(field -> field.blockId(FIELD).label(plainText(asks.label)).element(switch (asks) {
                            case WHY -> plainTextInput(text -> text.actionId(FIELD).multiline(true)
                                    .maxLength(Action.LONGEST_REASON));
                            case WHO -> usersSelect(user -> user.actionId(FIELD)
                                    .placeholder(plainText("Choose a person")));
                            case WHEN -> datePicker(day -> day.actionId(FIELD).initialDate(next.toString()));
                        }))));
    }

    /** Empty when it is not one of these forms. */
    static Optional<Asked> asked(SubmissionRequest sent) {
        return Asked.CODEC.read(sent.privateMetadata());
    }

    /** Empty when none was chosen. */
    static Optional<LocalDate> day(FormValues values, String field) {
        String chosen = values.value(field);
        try {
            return chosen == null ? Optional.empty() : Optional.of(LocalDate.parse(chosen));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    private static View modal(String callback, String metadata, String title, String submit, String close,
            List<LayoutBlock> blocks) {
        return View.builder().type("modal").callbackId(callback).privateMetadata(metadata)
                .title(viewTitle(t -> t.type("plain_text").text(title)))
                .submit(viewSubmit(s -> s.type("plain_text").text(submit)))
                .close(viewClose(c -> c.type("plain_text").text(close))).blocks(blocks).build();
    }
}
