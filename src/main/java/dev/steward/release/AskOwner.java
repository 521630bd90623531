package dev.steward.release;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import com.github.f4b6a3.uuid.UuidCreator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.delivery.Cards;
import dev.steward.delivery.Notices;
import dev.steward.delivery.Notices.Recipient;
import dev.steward.release.Question.Asked;
import dev.steward.release.Question.Standing;
import dev.steward.release.Question.Waiting;
import dev.steward.slack.Actor;
import dev.steward.slack.Codec;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.UserId;

/** Puts a reader's question to whoever answers for the release: one transaction with all that follows from it. */
@Component
class AskOwner {
    private final Releases releases;
    private final Copies copies;
    private final Questions questions;
    private final FollowQuestions follow;
    private final Members members;
    private final Cards cards;
    private final Notices notices;
    private final TransactionTemplate transaction;
    private final Clock clock;

    AskOwner(Releases releases, Copies copies, Questions questions, FollowQuestions follow, Members members,
            Cards cards, Notices notices, TransactionTemplate transaction, Clock clock) {
        this.releases = releases;
        this.copies = copies;
        this.questions = questions;
        this.follow = follow;
        this.members = members;
        this.cards = cards;
        this.notices = notices;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Under which copy somebody stands. @param ts of that message */
    record Place(ReleaseId release, ChannelId channel, String ts) {
        static final Codec<Place> CODEC = Codec.of(place -> List.of(place.release(), place.channel(), place.ts()),
                in -> new Place(new ReleaseId(in.id()), new ChannelId(in.word()), in.word()));
    }

    /**
     * Asks; the same doing asks once.
     *
     * @throws Refused when they may not
     */
    void ask(Actor by, String key, Place place, String words) {
        Optional<Refused> refused = Objects.requireNonNull(transaction.execute(status -> {
            try {
                Release release = releases.lock(by.workspace(), place.release()).orElseThrow(AskOwner::gone);
                // under the lock: of two at once, the second sees what the first one asked
                if (!questions.asked(by.workspace(), key)) {
                    mayAsk(by, release, place.channel());
                    asked(by, key, release, place, words);
                }
                return Optional.<Refused>empty();
            } catch (Refused no) {
                return Optional.of(no);
            }
        }));
        if (refused.isPresent()) {
            throw refused.get();
        }
    }

    /** Whom a question about it would be put to now. */
    List<UserId> whom(Release release) {
        return follow.whom(release, clock.instant());
    }

    /** Why they could not ask there now; empty when they could. */
    Optional<String> refusal(Actor by, Release release, ChannelId channel) {
        try {
            mayAsk(by, release, channel);
            return Optional.empty();
        } catch (Refused refused) {
            return Optional.of(refused.sentence());
        }
    }

    private void mayAsk(Actor by, Release release, ChannelId channel) {
        if (release.state() == State.RETRACTED) {
            throw new Refused(release.facts().reference() + " was retracted. " + release.owner().mention()
                    + " knows more.");
        }
        if (release.state() != State.PUBLISHED
                || copies.find(by.workspace(), release.facts().id(), channel).filter(Copy::goes).isEmpty()) {
            throw gone();
        }
        if (questions.openOf(by.workspace(), release.facts().id(), by.user()) >= Question.MOST_OPEN) {
            throw new Refused("You have " + Question.MOST_OPEN + " open questions about " + release.facts().reference()
                    + ". Please wait for the answers, or add to one of them in its thread.");
        }
    }

    private static Refused gone() {
        return new Refused("It is not announced here any more.");
    }

    private void asked(Actor by, String key, Release release, Place place, String words) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<UserId> asked = follow.whom(release, now);
        Question question = new Question(new QuestionId(UuidCreator.getTimeOrderedEpoch()), by.workspace(),
                place.release(), questions.nextNumber(by.workspace(), place.release()),
                new Asked(by.user(), by.outsider(), place.channel(), place.ts(), words, now), Standing.OPEN,
                new Waiting(release.owner(), now, 0, List.of()), null).helpedBy(asked);
        questions.add(question, key);
        follow.asked(question);
        notices.say(by.workspace(), question.id().value(), "asked",
                new Recipient.Channel(place.channel(), place.ts()), QuestionWords.asked(question, name(by, asked)));
        cards.changed(by.workspace(), Reports.NAME, place.release().value());
    }

    /** By name: a mention would call them twice. */
    private @Nullable String name(Actor by, List<UserId> asked) {
        return asked.isEmpty()
                ? null
                : members.find(by.workspace(), asked.getFirst()).map(Member::name).orElse(null);
    }
}
