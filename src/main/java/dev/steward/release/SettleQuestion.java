package dev.steward.release;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.delivery.Cards;
import dev.steward.slack.Actor;

/** Answers a question, once. When two people do in the same instant, the second is told so. */
@Component
class SettleQuestion {
    private final Questions questions;
    private final Releases releases;
    private final FollowQuestions follow;
    private final Cards cards;
    private final TransactionTemplate transaction;
    private final Clock clock;

    SettleQuestion(Questions questions, Releases releases, FollowQuestions follow, Cards cards,
            TransactionTemplate transaction, Clock clock) {
        this.questions = questions;
        this.releases = releases;
        this.follow = follow;
        this.cards = cards;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What becomes of it. */
    @FunctionalInterface
    interface Settling {
        Question apply(Question question, Instant at);
    }

    /** @throws Refused when they may not, or it is open no more */
    Question settle(Actor by, QuestionId id, Settling how) {
        Made made = Objects.requireNonNull(transaction.execute(status -> {
            try {
                return new Made(settled(by, id, how), null);
            } catch (Refused refused) {
                return new Made(null, refused);
            }
        }));
        if (made.refused() != null) {
            throw made.refused();
        }
        return Objects.requireNonNull(made.question());
    }

    private Question settled(Actor by, QuestionId id, Settling how) {
        Question question = questions.lock(by.workspace(), id).orElseThrow(SettleQuestion::gone);
        Release release = releases.find(by.workspace(), question.release()).orElseThrow(SettleQuestion::gone);
        question.mayAnswer(by.user(), by.role(), release);
        Question settled = how.apply(question, clock.instant().truncatedTo(ChronoUnit.MICROS));
        questions.save(settled);
        follow.settled(settled, release);
        cards.changed(by.workspace(), Reports.NAME, question.release().value());
        return settled;
    }

    private static Refused gone() {
        return new Refused("There is no such question here any more.");
    }

    private record Made(@Nullable Question question, @Nullable Refused refused) {}
}
