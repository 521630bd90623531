package dev.steward.feedback;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.element.ButtonElement;
import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;

import dev.steward.feedback.CaptureFeedback.Capture;
import dev.steward.feedback.CaptureFeedback.Captured;
import dev.steward.feedback.Drafts.Draft;
import dev.steward.feedback.FeedbackForm.Shown;
import dev.steward.feedback.FeedbackItem.Person;
import dev.steward.feedback.FeedbackItem.Refusal;
import dev.steward.feedback.FormContent.CustomerBox;
import dev.steward.feedback.PlusOne.Counted;
import dev.steward.feedback.PlusOne.Voice;
import dev.steward.feedback.Said.Checked;
import dev.steward.slack.Actor;
import dev.steward.slack.ChannelAccess;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Press;
import dev.steward.slack.Reply;
import dev.steward.slack.Reply.Offers.Option;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.FormValues;
import dev.steward.slack.SlackRequest.OptionsRequest;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.workspace.Area;
import dev.steward.workspace.Areas;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Role;
import dev.steward.workspace.WorkspaceId;

/** Answers the feedback form: opened, typed in, saved, or turned into a "+1". */
@Component
class FormAnswers {
    private static final int CUSTOMERS = 20;
    private static final String LOST = "It's a day or more since you opened this. Please capture the message again.";
    private static final String OLDER = "This form is from an older version of Steward, and nothing is saved. Please copy "
            + "what you typed, and begin anew with `/feedback`.";
    private static final String NO_CUSTOMER = "There is no such customer. Please choose another one, or type a name.";

    private final CaptureFeedback captures;
    private final EditFeedback edits;
    private final PlusOne plusOne;
    private final FindFeedback finds;
    private final FeedbackItems items;
    private final ItemAnswers shown;
    private final FeedbackReaders readers;
    private final Customers customers;
    private final Drafts drafts;
    private final Areas areas;
    private final ChannelAccess channels;

    FormAnswers(CaptureFeedback captures, EditFeedback edits, PlusOne plusOne, FindFeedback finds,
            FeedbackItems items, ItemAnswers shown, FeedbackReaders readers, Customers customers, Drafts drafts,
            Areas areas, ChannelAccess channels) {
        this.captures = captures;
        this.edits = edits;
        this.plusOne = plusOne;
        this.finds = finds;
        this.items = items;
        this.shown = shown;
        this.readers = readers;
        this.customers = customers;
        this.drafts = drafts;
        this.areas = areas;
        this.channels = channels;
    }

    /** @param channel where that was asked for, if anywhere */
    Reply open(Actor actor, @Nullable ChannelId channel) {
        return Reply
                .opens(form(actor, channel == null ? FormState.NEW : FormState.in(channel), FormContent.EMPTY, null));
    }

    Reply edit(ActionRequest press, FeedbackId id) {
        return Reply.opens(shown.seen(press.actor(), id).map(entry -> editing(press.actor(), entry))
                .orElseGet(() -> FeedbackForm.says(Answers.NO_ITEM, null)));
    }

    private View editing(Actor actor, Entry entry) {
        FeedbackItem item = entry.item();
        if (!item.isOpen()) {
            return FeedbackForm.says("*" + item.reference() + "* counts for *" + entry.joined() + "* now.", item);
        }
        if (!readers.mayChange(item, person(actor))) {
            return FeedbackForm.says("Only the one who filed *" + item.reference()
                    + "*, its area's owner, ops and admins can change it.", item);
        }
        return form(actor, FormState.of(item), FormContent.of(entry), null);
    }

    /** The words changed: items that say much the same appear under them. */
    Reply typed(ActionRequest request) {
        if (request.view() == null) {
            return Reply.done();
        }
        FormState state = FormState.read(request.view().getPrivateMetadata()).orElse(null);
        if (state == null) {
            return Reply.done();
        }
        FormContent content = FeedbackForm.read(request.values(), request.view());
        List<Similar> similar = similar(request.actor(), state, content);
        return similar.stream().map(FeedbackForm::about).toList().equals(offered(request.view()))
                ? Reply.done()
                : new Reply.Updates(form(request.actor(), state, content, null, similar));
    }

    private static List<String> offered(View view) {
        List<String> offering = FeedbackForm.PLUS.stream().map(Press::actionId).toList();
        return view.getBlocks() == null
                ? List.of()
                : view.getBlocks().stream()
                        .filter(block -> block instanceof SectionBlock && offering.contains(block.getBlockId()))
                        .map(block -> ((SectionBlock) block).getAccessory())
                        .map(accessory -> accessory instanceof ButtonElement button ? button.getValue() : "").toList();
    }

    /** "This message" or "the whole thread" was chosen. */
    Reply take(ActionRequest request) {
        if (request.view() == null) {
            return Reply.done();
        }
        FormState state = FormState.read(request.view().getPrivateMetadata()).orElse(null);
        Optional<Draft> draft = state == null ? Optional.empty() : draft(request.actor(), state);
        if (draft.isEmpty()) {
            return Reply.done();
        }
        boolean thread = FeedbackForm.THREAD.equals(request.value());
        FormContent typed = FeedbackForm.read(request.values(), request.view());
        FormContent content = typed.withWords(draft.get().words(thread), !thread);
        return new Reply.Updates(form(request.actor(), FormState.of(draft.get().id(), thread), content, null));
    }

    Reply plus(ActionRequest request, ItemVersion on) {
        if (request.view() == null) {
            return Reply.done();
        }
        Actor actor = request.actor();
        FormState state = FormState.read(request.view().getPrivateMetadata()).orElse(null);
        if (state == null) {
            return new Reply.Updates(FeedbackForm.says(OLDER, null));
        }
        FormContent content = content(actor, state, request.values(), request.view());
        CustomerChoice customer = content.customer() == null ? null : content.customer().choice();
        if (lost(actor, state)) {
            return new Reply.Updates(FeedbackForm.says(LOST, null));
        }
        if (!there(actor, state, customer)) {
            return new Reply.Updates(form(actor, state, content, NO_CUSTOMER));
        }
        var voice = new Voice(person(actor), customer, content.words(),
                visibility(actor, state, shared(request.values())));
        try {
            Counted counted = state.item() == null
                    ? plusOne.count(actor.workspace(), on.item(), on.version(), voice)
                    : plusOne.join(actor.workspace(), state.item(), on.item(), on.version(), voice);
            return new Reply.Updates(FeedbackForm.says(counted(counted), counted.entry().item()));
        } catch (Refusal refusal) {
            return new Reply.Updates(form(actor, state, content, Mrkdwn.escape(refusal.sentence())));
        } catch (OptimisticLockingFailureException changed) {
            List<Similar> similar = similar(actor, state, content);
            return new Reply.Updates(form(actor, state, content, similar.stream()
                    .anyMatch(each -> each.id().equals(on.item()))
                            ? "That item changed in the meantime. This is how it is now: count it if it still says the same."
                            : "That item changed in the meantime and says something else now, so nothing was counted.",
                    similar));
        }
    }

    /** Whether a chosen customer is one: guests, who are offered none, can only leave the one that stands there. */
    private boolean there(Actor actor, FormState state, @Nullable CustomerChoice choice) {
        if (!(choice instanceof CustomerChoice.Known(var id))) {
            return true;
        }
        return actor.role().atLeast(Role.MEMBER)
                ? customers.find(actor.workspace(), id).isPresent()
                : state.item() != null && shown.seen(actor, state.item())
                        .filter(entry -> id.equals(entry.item().details().customer())).isPresent();
    }

    private static String counted(Counted counted) {
        String who = counted.customer() == null ? "you" : "*" + Mrkdwn.escape(counted.customer().name()) + "*";
        String on = "*" + counted.entry().item().reference() + "*";
        return (counted.first()
                ? "Counted on " + on + ": +1 for " + who + "."
                : who + (counted.customer() == null ? " were" : " was") + " counted on " + on + " before.")
                + (counted.kept()
                        ? " The words are kept with it."
                        : " The words stay private: more people see " + on + " than may see them.");
    }

    Reply submit(SubmissionRequest request) {
        Actor actor = request.actor();
        FormState state = FormState.read(request.privateMetadata()).orElse(null);
        if (state == null) {
            return new Reply.Refuses(Map.of(FeedbackForm.id(Field.SUMMARY), OLDER));
        }
        FormContent content = content(actor, state, request.values(), request.view());
        var known = areas.all(actor.workspace());
        var customer = content.customer() == null ? null : content.customer().choice();
        if (!there(actor, state, customer)) {
            return Reply.refuses(FeedbackForm.CUSTOMER, NO_CUSTOMER);
        }
        if (lost(actor, state)) {
            return new Reply.Refuses(Map.of(FeedbackForm.id(Field.SUMMARY), LOST));
        }
        return switch (Said.check(content.all(), customer, known)) {
            case Checked.Mistaken(var sentences) -> new Reply.Refuses(
                    FeedbackForm.mistakes(sentences, content, !known.isEmpty()));
            case Checked.Fine(var said) -> state.item() != null
                    ? edit(actor, state, state.item(), content, said)
                    : add(request, state, content, said);
        };
    }

    private Reply add(SubmissionRequest request, FormState state, FormContent content, Said said) {
        Actor actor = request.actor();
        Optional<Draft> draft = draft(actor, state);
        Visibility visibility = visibility(actor, state, shared(request.values()));
        if (draft.isEmpty()) {
            captures.capture(new Capture(actor.workspace(), Via.FORM, request.key(), actor.user(), null, visibility,
                    said));
            return Reply.done();
        }
        boolean thread = thread(state, request.values());
        Captured captured = captures.capture(new Capture(actor.workspace(), thread ? Via.THREAD : Via.MESSAGE,
                draft.get().key(thread), actor.user(), draft.get().read().author(), visibility, said));
        if (captured.fresh() || captured.item().origin().submitter() != null
                && captured.item().origin().submitter().equals(actor.user())
                && FeedbackItem.Details.of(said, captured.item().details().customer())
                        .equals(captured.item().details())) {
            return Reply.done();
        }
        FeedbackItem item = captured.item();
        String already = "That " + (thread ? "thread" : "message") + " is *" + item.reference() + "* already.";
        return readers.allowed(item, person(actor)).change()
                ? new Reply.Updates(form(actor, FormState.of(item), content,
                        already + " Save again to put these details to it."))
                : new Reply.Updates(FeedbackForm.says(already + " Nothing new was saved.", item));
    }

    private Reply edit(Actor actor, FormState state, FeedbackId id, FormContent content, Said said) {
        try {
            edits.edit(actor.workspace(), id, state.version(), person(actor), said);
            return Reply.done();
        } catch (Refusal refusal) {
            return new Reply.Refuses(Map.of(FeedbackForm.id(Field.SUMMARY), refusal.sentence()));
        } catch (OptimisticLockingFailureException raced) {
            Entry now = items.find(actor.workspace(), id).orElseThrow();
            return new Reply.Updates(form(actor, FormState.of(now.item()), content,
                    "Somebody else changed *" + now.item().reference() + "* while you were here. "
                            + content.insteadOf(FormContent.of(now), area -> areas.find(actor.workspace(), area)
                                    .map(Area::name).orElse("another"))));
        }
    }

    /** Guests are not told which customers there are: they may name one. */
    Reply.Offers customers(OptionsRequest request) {
        String typed = Customer.tidy(request.typed());
        var options = new ArrayList<Option>();
        boolean exact = false;
        List<Customer> known = request.actor().role().atLeast(Role.MEMBER)
                ? customers.like(request.actor().workspace(), typed, CUSTOMERS)
                : List.of();
        for (Customer customer : known) {
            options.add(new Option(Mrkdwn.cut(customer.name(), 75), customer.id().toString()));
            exact |= Customer.key(customer.name()).equals(Customer.key(typed));
        }
        if (!exact && !typed.isEmpty() && typed.length() <= Customer.LONGEST_NAME) {
            CustomerBox box = CustomerBox.create(typed);
            options.add(new Option(Mrkdwn.cut(box.label(), 75), box.value()));
        }
        return new Reply.Offers(options);
    }

    Reply.Offers areas(OptionsRequest request) {
        String typed = SearchTerms.fold(request.typed());
        return new Reply.Offers(areas.all(request.actor().workspace()).stream()
                .filter(area -> SearchTerms.fold(area.name()).contains(typed)).limit(100)
                .map(area -> new Option(Mrkdwn.cut(area.name(), 75), area.id().toString())).toList());
    }

    /** The form, with items under its words that say much the same. */
    View form(Actor actor, FormState state, FormContent content, @Nullable String notice) {
        return form(actor, state, content, notice, similar(actor, state, content));
    }

    private View form(Actor actor, FormState state, FormContent content, @Nullable String notice,
            List<Similar> similar) {
        WorkspaceId workspace = actor.workspace();
        int thread = draft(actor, state).map(draft -> draft.read().threadSize()).orElse(0);
        String seenBy = state.item() == null
                ? readers.sentence(workspace, visibility(actor, state, false))
                : shown.seen(actor, state.item()).map(entry -> readers.sentence(entry.item())).orElse(null);
        return FeedbackForm.view(
                new Shown(state, content, areas.all(workspace), notice, thread, similar, seenBy));
    }

    private List<Similar> similar(Actor actor, FormState state, FormContent content) {
        return content.words().isEmpty()
                ? List.of()
                : finds.similar(actor.workspace(), person(actor), content.words(), state.item());
    }

    /** Who will see what a form makes: by where its words are from, and what was chosen in it. */
    private Visibility visibility(Actor actor, FormState state, boolean shared) {
        ChannelId channel = draft(actor, state).map(Draft::channel).orElse(state.channel());
        return channel == null
                ? Visibility.EVERYBODY
                : Visibility.of(channels.find(actor.workspace(), channel), shared);
    }

    private static boolean shared(FormValues values) {
        return values.chosen(FeedbackForm.SHARE, FeedbackForm.EVERYONE);
    }

    /** What the form holds, with the words that it shows and does not let be typed over. */
    private FormContent content(Actor actor, FormState state, FormValues values, View view) {
        FormContent content = FeedbackForm.read(values, view);
        if (values.value(FeedbackForm.WORDS) != null) {
            return content;
        }
        Optional<Draft> draft = draft(actor, state);
        if (draft.isPresent()) {
            String words = draft.get().words(thread(state, values));
            return words.length() > FormContent.FIELD || thread(state, values)
                    ? content.withWords(words, false)
                    : content;
        }
        if (state.item() != null) {
            String words = shown.seen(actor, state.item()).map(entry -> entry.item().details().words()).orElse("");
            return words.length() > FormContent.FIELD ? content.withWords(words, false) : content;
        }
        return content;
    }

    private static boolean thread(FormState state, FormValues values) {
        String taken = values.value(FeedbackForm.TAKE);
        return taken == null ? state.thread() : FeedbackForm.THREAD.equals(taken);
    }

    /** Whether it is not known any more where the words are from, and so who may see them. */
    private boolean lost(Actor actor, FormState state) {
        return state.draft() != null && draft(actor, state).isEmpty();
    }

    private Optional<Draft> draft(Actor actor, FormState state) {
        return state.draft() == null
                ? Optional.empty()
                : drafts.find(actor.workspace(), state.draft(), actor.user());
    }

    private static Person person(Actor actor) {
        return ItemAnswers.person(actor);
    }
}
