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
import dev.steward.feedback.Said.Checked;
import dev.steward.slack.Actor;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Reply;
import dev.steward.slack.Reply.Offers.Option;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.FormValues;
import dev.steward.slack.SlackRequest.OptionsRequest;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.workspace.Areas;
import dev.steward.workspace.Role;
import dev.steward.workspace.WorkspaceId;

/** Answers the feedback form: opened, typed in, saved, or turned into a "+1". */
@Component
class FormAnswers {
    private static final int CUSTOMERS = 20;

    private final CaptureFeedback captures;
    private final EditFeedback edits;
    private final PlusOne plusOne;
    private final FindFeedback finds;
    private final FeedbackItems items;
    private final FeedbackCards cards;
    private final Votes votes;
    private final Customers customers;
    private final Drafts drafts;
    private final Areas areas;
    private final ImportFiles imports;

    FormAnswers(CaptureFeedback captures, EditFeedback edits, PlusOne plusOne, FindFeedback finds,
            FeedbackItems items, FeedbackCards cards, Votes votes, Customers customers, Drafts drafts, Areas areas,
            ImportFiles imports) {
        this.captures = captures;
        this.edits = edits;
        this.plusOne = plusOne;
        this.finds = finds;
        this.items = items;
        this.cards = cards;
        this.votes = votes;
        this.customers = customers;
        this.drafts = drafts;
        this.areas = areas;
        this.imports = imports;
    }

    Reply open(Actor actor) {
        return Reply.opens(form(actor.workspace(), FormState.NEW, FormContent.EMPTY, null));
    }

    Reply edit(ActionRequest request) {
        Actor actor = request.actor();
        return actor.outsider() || request.value() == null
                ? Reply.opens(FeedbackForm.says(Answers.OUTSIDER, null))
                : Reply.opens(items.find(actor.workspace(), FeedbackId.parse(request.value()))
                        .map(entry -> editing(actor, entry))
                        .orElseGet(() -> FeedbackForm.says("That item does not exist any more.", null)));
    }

    private View editing(Actor actor, Entry entry) {
        FeedbackItem item = entry.item();
        if (!item.isOpen()) {
            return FeedbackForm.says("*" + item.reference() + "* counts for *" + entry.joined() + "* now.", item);
        }
        if (!edits.mayChange(item, person(actor))) {
            return FeedbackForm.says("Only the one who filed *" + item.reference()
                    + "*, its area's owner, ops and admins can change it.", item);
        }
        return form(actor.workspace(), FormState.of(item), FormContent.of(entry), null);
    }

    Reply details(ActionRequest request) {
        Actor actor = request.actor();
        if (actor.outsider() || request.value() == null) {
            return Reply.opens(FeedbackForm.says(Answers.OUTSIDER, null));
        }
        String[] value = request.value().split(":", 2);
        var id = FeedbackId.parse(value[0]);
        int page = value.length > 1 ? Integer.parseInt(value[1]) : 0;
        View view = items.find(actor.workspace(), id)
                .map(entry -> DetailsView.view(cards.shown(entry), votes.of(actor.workspace(), id, DetailsView.VOTES),
                        page, edits.mayChange(entry.item(), person(actor))))
                .orElseGet(() -> FeedbackForm.says("That item does not exist any more.", null));
        return request.actionId().equals(FeedbackCommands.DETAILS) ? Reply.opens(view) : new Reply.Updates(view);
    }

    /** The words changed: items that say much the same appear under them. */
    Reply typed(ActionRequest request) {
        if (request.view() == null || request.actor().outsider()) {
            return Reply.done();
        }
        FormState state = FormState.read(request.view().getPrivateMetadata());
        FormContent content = FeedbackForm.read(request.values(), request.view());
        var similar = finds.similar(request.actor().workspace(), content.words(), state.item());
        if (similar.stream().map(one -> one.id().toString()).toList().equals(offered(request.view()))) {
            return Reply.done();
        }
        return new Reply.Updates(FeedbackForm.view(new Shown(state, content, areas.all(request.actor().workspace()),
                null, draft(request.actor().workspace(), state).map(draft -> draft.read().threadSize()).orElse(0),
                similar)));
    }

    private static List<String> offered(View view) {
        return view.getBlocks() == null
                ? List.of()
                : view.getBlocks().stream()
                        .filter(block -> block instanceof SectionBlock
                                && FeedbackForm.PLUS.contains(block.getBlockId()))
                        .map(block -> ((SectionBlock) block).getAccessory())
                        .map(accessory -> accessory instanceof ButtonElement button ? button.getValue() : "").toList();
    }

    /** "This message" or "the whole thread" was chosen. */
    Reply take(ActionRequest request) {
        if (request.view() == null || request.actor().outsider()) {
            return Reply.done();
        }
        FormState state = FormState.read(request.view().getPrivateMetadata());
        WorkspaceId workspace = request.actor().workspace();
        Optional<Draft> draft = draft(workspace, state);
        if (draft.isEmpty()) {
            return Reply.done();
        }
        boolean thread = FeedbackForm.THREAD.equals(request.value());
        FormContent typed = FeedbackForm.read(request.values(), request.view());
        FormContent content = typed.withWords(draft.get().words(thread), !thread);
        return new Reply.Updates(form(workspace, FormState.of(draft.get().id(), thread), content, null));
    }

    Reply plus(ActionRequest request) {
        if (request.view() == null || request.value() == null || request.actor().outsider()) {
            return Reply.done();
        }
        Actor actor = request.actor();
        FormState state = FormState.read(request.view().getPrivateMetadata());
        FormContent content = content(actor.workspace(), state, request.values(), request.view());
        CustomerChoice customer = content.customer() == null ? null : content.customer().choice();
        var on = FeedbackId.parse(request.value());
        try {
            Counted counted = state.item() == null
                    ? plusOne.count(actor.workspace(), on, actor.user(), customer, content.words())
                    : plusOne.join(actor.workspace(), state.item(), on, person(actor), customer, content.words());
            return new Reply.Updates(FeedbackForm.says(counted(counted), counted.entry().item()));
        } catch (Refusal refusal) {
            return new Reply.Updates(form(actor.workspace(), state, content, Mrkdwn.escape(refusal.sentence())));
        }
    }

    private static String counted(Counted counted) {
        String who = counted.customer() == null ? "you" : "*" + Mrkdwn.escape(counted.customer().name()) + "*";
        String on = "*" + counted.entry().item().reference() + "*";
        return (counted.first()
                ? "Counted on " + on + ": +1 for " + who + "."
                : who + (counted.customer() == null ? " were" : " was") + " counted on " + on + " before.")
                + " The words are kept with it.";
    }

    Reply submit(SubmissionRequest request) {
        Actor actor = request.actor();
        if (actor.outsider()) {
            return Reply.refuses(FeedbackForm.WORDS, Answers.OUTSIDER);
        }
        FormState state = FormState.read(request.privateMetadata());
        FormContent content = content(actor.workspace(), state, request.values(), request.view());
        var known = areas.all(actor.workspace());
        var customer = content.customer() == null ? null : content.customer().choice();
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
        Optional<Draft> draft = draft(actor.workspace(), state);
        if (draft.isEmpty()) {
            captures.capture(
                    new Capture(actor.workspace(), Via.FORM, request.key(), actor.user(), null, said));
            return Reply.done();
        }
        boolean thread = thread(state, request.values());
        Captured captured = captures.capture(new Capture(actor.workspace(), thread ? Via.THREAD : Via.MESSAGE,
                draft.get().key(thread), actor.user(), draft.get().read().author(), said));
        if (captured.fresh() || captured.item().origin().submitter() != null
                && captured.item().origin().submitter().equals(actor.user())
                && FeedbackItem.Details.of(said, captured.item().details().customer())
                        .equals(captured.item().details())) {
            return Reply.done();
        }
        FeedbackItem item = captured.item();
        String already = "That " + (thread ? "thread" : "message") + " is *" + item.reference() + "* already.";
        return edits.mayChange(item, person(actor)) && item.isOpen()
                ? new Reply.Updates(form(actor.workspace(), FormState.of(item), content,
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
            return new Reply.Updates(form(actor.workspace(), FormState.of(now.item()), content,
                    "Somebody else changed *" + now.item().reference()
                            + "* while you were here. Save again to keep what stands below."));
        }
    }

    Reply.Offers customers(OptionsRequest request) {
        String typed = Customer.tidy(request.typed());
        WorkspaceId workspace = request.actor().workspace();
        if (request.actor().outsider()) {
            return new Reply.Offers(List.of());
        }
        var options = new ArrayList<Option>();
        boolean exact = false;
        for (Customer customer : customers.like(workspace, typed, CUSTOMERS)) {
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
        return new Reply.Offers(request.actor().outsider()
                ? List.of()
                : areas.all(request.actor().workspace()).stream()
                        .filter(area -> SearchTerms.fold(area.name()).contains(typed)).limit(100)
                        .map(area -> new Option(Mrkdwn.cut(area.name(), 75), area.id().toString())).toList());
    }

    Reply openImport(Actor actor) {
        return actor.role().atLeast(Role.OPS)
                ? Reply.opens(ImportForm.view())
                : Reply.says("Only ops and admins can import feedback.");
    }

    Reply importRows(SubmissionRequest request) {
        Actor actor = request.actor();
        if (actor.outsider() || !actor.role().atLeast(Role.OPS)) {
            return Reply.refuses(ImportForm.TEXT, "Only ops and admins can import feedback.");
        }
        var file = ImportForm.file(request.view());
        String text = request.values().value(ImportForm.TEXT);
        if (file.isPresent()) {
            imports.note(actor.workspace(), actor.user(), file.get().getId());
            return new Reply.Updates(
                    FeedbackForm.says("Importing the file. You get a message when it is done.", null));
        }
        if (text == null || text.isBlank()) {
            return Reply.refuses(ImportForm.TEXT, "Choose a file, or paste the lines of one.");
        }
        var result = imports.pasted(actor.workspace(), actor.user(), text);
        return result.rows().isEmpty() && result.stopped() != null
                ? Reply.refuses(ImportForm.TEXT, result.stopped())
                : new Reply.Updates(FeedbackForm.says("Imported: " + ImportReport.counts(result), null));
    }

    /** The form, with items under its words that say much the same. */
    View form(WorkspaceId workspace, FormState state, FormContent content, @Nullable String notice) {
        var similar = content.words().isEmpty()
                ? List.<Similar>of()
                : finds.similar(workspace, content.words(), state.item());
        int thread = draft(workspace, state).map(draft -> draft.read().threadSize()).orElse(0);
        return FeedbackForm.view(new Shown(state, content, areas.all(workspace), notice, thread, similar));
    }

    /** What the form holds, with the words that it shows and does not let be typed over. */
    private FormContent content(WorkspaceId workspace, FormState state, FormValues values, View view) {
        FormContent content = FeedbackForm.read(values, view);
        if (values.value(FeedbackForm.WORDS) != null) {
            return content;
        }
        Optional<Draft> draft = draft(workspace, state);
        if (draft.isPresent()) {
            String words = draft.get().words(thread(state, values));
            return words.length() > FormContent.FIELD || thread(state, values)
                    ? content.withWords(words, false)
                    : content;
        }
        if (state.item() != null) {
            String words = items.find(workspace, state.item()).map(entry -> entry.item().details().words()).orElse("");
            return words.length() > FormContent.FIELD ? content.withWords(words, false) : content;
        }
        return content;
    }

    private static boolean thread(FormState state, FormValues values) {
        String taken = values.value(FeedbackForm.TAKE);
        return taken == null ? state.thread() : FeedbackForm.THREAD.equals(taken);
    }

    private Optional<Draft> draft(WorkspaceId workspace, FormState state) {
        return state.draft() == null ? Optional.empty() : drafts.find(workspace, state.draft());
    }

    private static Person person(Actor actor) {
        return new Person(actor.user(), actor.role());
    }
}
