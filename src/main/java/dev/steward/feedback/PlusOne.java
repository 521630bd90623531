package dev.steward.feedback;

import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.delivery.Cards;
import dev.steward.feedback.FeedbackItem.Person;
import dev.steward.feedback.FeedbackItem.Refusal;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** "+1 for Acme": counts a customer, or a member who names none, on an item that says the same already. */
@Component
class PlusOne {
    private final FeedbackItems items;
    private final Votes votes;
    private final Customers customers;
    private final FeedbackReaders readers;
    private final Cards cards;
    private final Clock clock;

    PlusOne(FeedbackItems items, Votes votes, Customers customers, FeedbackReaders readers, Cards cards,
            Clock clock) {
        this.items = items;
        this.votes = votes;
        this.customers = customers;
        this.readers = readers;
        this.cards = cards;
        this.clock = clock;
    }

    /**
     * @param entry    the item as it stands now
     * @param customer who was counted; null: the member
     * @param first    whether they had not been counted before
     * @param kept     whether the words are kept with the vote
     */
    record Counted(Entry entry, @Nullable Customer customer, boolean first, boolean kept) {}

    /** Who says what, and who may see it. */
    record Voice(Person person, @Nullable CustomerChoice customer, String words, Visibility visibility) {}

    /**
     * Instead of a new item. The words are kept with the vote where nobody sees them there who would not see them otherwise.
     *
     * @param seen the version of the item the person was shown
     * @throws OptimisticLockingFailureException when it has changed since
     */
    @Transactional(noRollbackFor = {Refusal.class, OptimisticLockingFailureException.class})
    Counted count(WorkspaceId workspace, FeedbackId on, long seen, Voice voice) {
        FeedbackItem item = standing(workspace, on, seen, voice.person());
        boolean kept = voice.visibility().covers(item.visibility());
        return count(item, voice.person().user(), customers.settle(workspace, voice.customer()),
                kept ? voice.words() : "", kept);
    }

    /** An item that was saved before is joined into {@code on}, with its own customer and votes. */
    @Transactional(noRollbackFor = {Refusal.class, OptimisticLockingFailureException.class})
    Counted join(WorkspaceId workspace, FeedbackId joining, FeedbackId on, long seen, Voice voice) {
        Person person = voice.person();
        FeedbackItem into = standing(workspace, on, seen, person);
        var locked = Stream.of(joining, into.id()).sorted(Comparator.comparing(FeedbackId::value)).distinct()
                .map(id -> items.lock(workspace, id)).flatMap(Optional::stream).map(Entry::item).toList();
        FeedbackItem from = one(locked, joining);
        into = one(locked, into.id());
        if (!readers.mayChange(from, person)) {
            throw new Refusal("Only the one who filed " + from.reference() + ", its area's owner, ops and admins can "
                    + "change it.");
        }
        FeedbackItem joined = from.joined(into, clock.instant());
        items.change(joined);
        items.repoint(from, into);
        votes.move(from, into);
        cards.changed(workspace, FeedbackCards.KIND, from.id().value());
        Customer customer = customers.settle(workspace, voice.customer());
        if (customer == null && from.details().customer() != null) {
            customer = customers.find(workspace, from.details().customer()).orElse(null);
        }
        UserId member = from.origin().submitter() == null ? person.user() : from.origin().submitter();
        return count(into, member, customer, voice.words(), true);
    }

    private Counted count(FeedbackItem item, UserId member, @Nullable Customer customer, String words, boolean kept) {
        String said = Plain.text(words).strip();
        if (!said.isEmpty() && !item.visibility().shared()) {
            // nobody shares with everyone what somebody else said meanwhile
            items.change(item.edited(item.details(), clock.instant()));
        }
        boolean first = votes.count(item, customer == null ? null : customer.id(), member,
                said.isEmpty() ? null : said, clock.instant());
        cards.changed(item.workspace(), FeedbackCards.KIND, item.id().value());
        return new Counted(items.find(item.workspace(), item.id()).orElseThrow(), customer, first, kept);
    }

    /** The item as it was shown. */
    private FeedbackItem standing(WorkspaceId workspace, FeedbackId id, long seen, Person person) {
        FeedbackItem item = items.find(workspace, id).map(Entry::item).filter(found -> readers.sees(found, person))
                .orElseThrow(() -> new Refusal("That item does not exist any more."));
        if (item.version() != seen) {
            throw new OptimisticLockingFailureException("Somebody else changed " + item.reference());
        }
        return item;
    }

    private static FeedbackItem one(List<FeedbackItem> items, FeedbackId id) {
        return items.stream().filter(item -> item.id().equals(id)).findFirst()
                .orElseThrow(() -> new Refusal("That item does not exist any more."));
    }
}
