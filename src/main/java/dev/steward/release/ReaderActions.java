package dev.steward.release;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.delivery.Cards;
import dev.steward.release.AskOwner.Place;
import dev.steward.slack.Access;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.MessageRef;
import dev.steward.slack.SlackRequest.SubmissionRequest;

/**
 * What readers press under a copy, people of other organisations in shared channels among them: it was announced to them. A button says
 * which release it is under, and where that was is known from the signed press; there must be a copy.
 */
@Component
class ReaderActions implements SlackFeature {
    private static final String PREVIEW = "This is a preview: its buttons do something once it is published.";
    private static final String GONE = "It is not announced here any more.";
    private static final String SAY = "Please write what you want to know.";

    private final Releases releases;
    private final Copies copies;
    private final Readers readers;
    private final AskOwner ask;
    private final Cards cards;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ReaderActions(Releases releases, Copies copies, Readers readers, AskOwner ask, Cards cards,
            TransactionTemplate transaction, Clock clock) {
        this.releases = releases;
        this.copies = copies;
        this.readers = readers;
        this.ask = ask;
        this.cards = cards;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(ReleaseCard.GOT_IT.route(Access.ANYONE, (press, shown) -> on(press, shown, this::gotIt)),
                ReleaseCard.ASK.route(Access.ANYONE, (press, shown) -> on(press, shown, this::ask)),
                new Route.Submission(AskForm.CALLBACK, Access.ANYONE, this::asked));
    }

    @FunctionalInterface
    private interface Pressed {
        Reply answer(ActionRequest press, MessageRef message, Release release, int edition, Copy copy);
    }

    /** The edition is the one that they were shown; the present one where an older button did not say. */
    private Reply on(ActionRequest press, EditionAsShown shown, Pressed pressed) {
        MessageRef message = press.message();
        Optional<Release> found = releases.find(press.actor().workspace(), shown.release());
        if (found.isEmpty() || message == null) {
            return Reply.says(press, found.isEmpty() ? GONE : PREVIEW);
        }
        Release release = found.get();
        Optional<Copy> copy = copies.find(press.actor().workspace(), release.facts().id(), message.channel());
        if (copy.isEmpty()) {
            return Reply.says(press, release.edition() == 0 || !press.actor().outsider() ? PREVIEW : GONE);
        }
        int edition = shown.edition() <= 0 || shown.edition() > release.edition()
                ? release.edition()
                : shown.edition();
        return copy.get().goes()
                ? pressed.answer(press, message, release, edition, copy.get())
                : Reply.says(press, GONE);
    }

    private Reply gotIt(ActionRequest press, MessageRef message, Release release, int edition, Copy copy) {
        if (release.state() != State.PUBLISHED) {
            return Reply.says(press, release.facts().reference() + " was retracted.");
        }
        Readers.Press counted = Objects.requireNonNull(transaction.execute(status -> {
            Readers.Press result = readers.gotIt(release, edition, copy, press.actor(), clock.instant());
            if (result != Readers.Press.AGAIN) {
                cards.changed(press.actor().workspace(), Reports.NAME, release.facts().id().value());
            }
            return result;
        }));
        String since = edition == release.edition()
                ? ""
                : " It has been edited since you were shown this: please read it again.";
        return Reply.says(press, switch (counted) {
            case FIRST -> "Thanks! " + release.owner().mention() + " sees how many got it, not who.";
            case NEWER_EDITION -> "Thanks for reading it again!";
            case AGAIN -> "You had said so already. Thanks!";
        } + since);
    }

    private Reply ask(ActionRequest press, MessageRef message, Release release, int edition, Copy copy) {
        return ask.refusal(press.actor(), release, message.channel()).map(why -> Reply.says(press, why))
                .orElseGet(() -> Reply.opens(AskForm.of(release,
                        new Place(release.facts().id(), message.channel(), message.ts()), ask.whom(release))));
    }

    private Reply asked(SubmissionRequest sent) {
        Optional<Place> place = AskForm.place(sent);
        String words = AskForm.words(sent);
        if (place.isEmpty()) {
            return Reply.refuses(AskForm.FIELD, GONE);
        }
        if (words.isEmpty()) {
            return Reply.refuses(AskForm.FIELD, SAY);
        }
        try {
            ask.ask(sent.actor(), sent.key(), place.get(), words);
            return Reply.done();
        } catch (Refused refused) {
            return new Reply.Updates(AskForm.notAsked(refused.sentence(), words));
        }
    }
}
