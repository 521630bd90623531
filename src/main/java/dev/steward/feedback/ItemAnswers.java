package dev.steward.feedback;

import java.util.List;
import java.util.Optional;

import com.slack.api.model.view.View;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;

import dev.steward.feedback.DetailsView.Part;
import dev.steward.feedback.FeedbackItem.Person;
import dev.steward.feedback.FeedbackItem.Refusal;
import dev.steward.feedback.Votes.Vote;
import dev.steward.slack.Actor;
import dev.steward.slack.Message;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Reply;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.workspace.Role;
import dev.steward.workspace.WorkspaceId;

/** Shows an item to those who may see it, and lets them share it. */
@Component
class ItemAnswers {
    private final FeedbackItems items;
    private final FeedbackReaders readers;
    private final FeedbackCards cards;
    private final Votes votes;
    private final IntakeChannels channels;
    private final ShareFeedback shares;

    ItemAnswers(FeedbackItems items, FeedbackReaders readers, FeedbackCards cards, Votes votes,
            IntakeChannels channels, ShareFeedback shares) {
        this.items = items;
        this.readers = readers;
        this.cards = cards;
        this.votes = votes;
        this.channels = channels;
        this.shares = shares;
    }

    /** The item, if the person may see it; what they may not see is not there for them. */
    Optional<Entry> seen(Actor actor, FeedbackId id) {
        return items.find(actor.workspace(), id).filter(entry -> readers.sees(entry.item(), person(actor)));
    }

    /** The answer to {@code /feedback FB-12}. */
    Reply show(Actor actor, Reference reference) {
        return items.find(actor.workspace(), reference)
                .filter(entry -> readers.sees(entry.item(), person(actor)))
                .map(entry -> Reply.says(whole(actor, entry)))
                .orElseGet(() -> Reply
                        .says("There is no " + reference + " here, or it is private. Ask whoever told you about it."));
    }

    private Message whole(Actor actor, Entry entry) {
        return Answers.whole(cards.shown(entry), readers.sentence(entry.item()),
                readers.allowed(entry.item(), person(actor)));
    }

    Reply details(ActionRequest press, FeedbackId id) {
        return Reply.opens(details(press.actor(), id, 0));
    }

    Reply part(ActionRequest press, Part part) {
        return new Reply.Updates(details(press.actor(), part.item(), part.page()));
    }

    private View details(Actor actor, FeedbackId id, int page) {
        return seen(actor, id).map(entry -> details(actor, entry, page))
                .orElseGet(() -> FeedbackForm.says(Answers.NO_ITEM, null));
    }

    private View details(Actor actor, Entry entry, int page) {
        // who else wants it is not for guests, who see what they filed
        List<Vote> others = actor.role().atLeast(Role.MEMBER)
                ? votes.of(actor.workspace(), entry.item().id(), DetailsView.VOTES)
                : List.of();
        return DetailsView.view(cards.shown(entry), others, page, readers.sentence(entry.item()),
                readers.allowed(entry.item(), person(actor)));
    }

    Reply share(ActionRequest press, ItemVersion shown) {
        return change(press, shown, shares::share);
    }

    Reply withhold(ActionRequest press, ItemVersion shown) {
        return change(press, shown, shares::withhold);
    }

    @FunctionalInterface
    private interface Change {
        FeedbackItem of(WorkspaceId workspace, ItemVersion shown, Person person);
    }

    private Reply change(ActionRequest press, ItemVersion shown, Change change) {
        Actor actor = press.actor();
        try {
            FeedbackItem item = change.of(actor.workspace(), shown, person(actor));
            return press.view() == null
                    ? new Reply.Replaces(Answers.seen(item, channels.of(item), readers.sentence(item),
                            readers.allowed(item, person(actor))))
                    : new Reply.Updates(details(actor, item.id(), 0));
        } catch (Refusal refusal) {
            return Reply.says(press, Mrkdwn.escape(refusal.sentence()));
        } catch (OptimisticLockingFailureException changed) {
            return anew(press, shown.item());
        }
    }

    /** The item as it is now, where the person was shown an older one. */
    private Reply anew(ActionRequest press, FeedbackId id) {
        Actor actor = press.actor();
        Optional<Entry> entry = seen(actor, id);
        if (entry.isEmpty()) {
            return Reply.says(press, Answers.NO_ITEM);
        }
        return press.view() == null
                ? new Reply.Replaces(Answers.changed(entry.get().item(), whole(actor, entry.get())))
                : new Reply.Updates(details(actor, entry.get(), 0));
    }

    static Person person(Actor actor) {
        return new Person(actor.user(), actor.role());
    }
}
