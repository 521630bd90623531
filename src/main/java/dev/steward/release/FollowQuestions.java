package dev.steward.release;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.delivery.Cards;
import dev.steward.delivery.Notices;
import dev.steward.delivery.Notices.Recipient;
import dev.steward.schedule.DueTimer;
import dev.steward.schedule.NoWorkingTime;
import dev.steward.schedule.TimerAudit;
import dev.steward.schedule.TimerHandler;
import dev.steward.schedule.TimerKey;
import dev.steward.schedule.TimerType;
import dev.steward.schedule.Timers;
import dev.steward.schedule.WorkingHours;
import dev.steward.slack.Message;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * Sees to it that no question is forgotten: who answers has its card and is told when it waits, and so are others in the end. Whoever
 * changes a question and a release locks the release first.
 */
@Component
class FollowQuestions implements TimerHandler, TimerAudit {
    static final TimerType WAITS = new TimerType("release.question");
    /** Where a calendar says that somebody never works. */
    private static final Duration WHERE_NOBODY_WORKS = Duration.ofDays(3);

    private final Questions questions;
    private final Releases releases;
    private final WhoAnswers who;
    private final WorkingHours hours;
    private final Timers timers;
    private final Cards cards;
    private final Notices notices;

    FollowQuestions(Questions questions, Releases releases, WhoAnswers who, WorkingHours hours, Timers timers,
            Cards cards, Notices notices) {
        this.questions = questions;
        this.releases = releases;
        this.who = who;
        this.hours = hours;
        this.timers = timers;
        this.cards = cards;
        this.notices = notices;
    }

    /** Whom a question is put to: the owner, whoever stands in, or others where the owner is here no more. */
    List<UserId> whom(Release release, Instant at) {
        return who.first(release, at).map(List::of).orElseGet(() -> who.others(release));
    }

    /** A question was asked. */
    @Transactional(propagation = Propagation.MANDATORY)
    void asked(Question question) {
        show(question, question.waiting().owner());
        question.waiting().helpers().forEach(person -> show(question, person));
        timers.set(key(question), next(question));
    }

    /** It is open no more: its thread says so, and nobody is told of it again. */
    @Transactional(propagation = Propagation.MANDATORY)
    void settled(Question question, Release release) {
        notices.say(question.workspace(), question.id().value(), "settled",
                new Recipient.Channel(question.asked().channel(), question.asked().threadTs()),
                QuestionWords.settled(question, release));
        timers.cancel(key(question));
        cards.changed(question.workspace(), QuestionCards.NAME, question.id().value());
    }

    /** What they ask about does not hold any more. */
    @Transactional(propagation = Propagation.MANDATORY)
    void closeAll(Release release, Instant at) {
        for (Question question : questions.lockOpen(release.facts().workspace(), release.facts().id())) {
            Question closed = question.closed(at);
            questions.save(closed);
            settled(closed, release);
        }
    }

    /** Somebody else may answer for the release now. */
    @Transactional(propagation = Propagation.MANDATORY)
    void owned(Release release, Instant at) {
        for (Question question : questions.lockOpen(release.facts().workspace(), release.facts().id())) {
            if (!question.waiting().owner().equals(release.owner())) {
                Question theirs = question.of(release.owner(), at)
                        .helpedBy(whom(release, at));
                questions.save(theirs);
                asked(theirs);
                cards.changed(theirs.workspace(), QuestionCards.NAME, theirs.id().value());
            }
        }
    }

    @Override
    public TimerType type() {
        return WAITS;
    }

    @Override
    public String title(TimerKey timer) {
        return questions.find(timer.workspace(), new QuestionId(timer.subject()))
                .flatMap(question -> releases.find(timer.workspace(), question.release())
                        .map(release -> QuestionWords.name(question, release)))
                .orElse("a question about a release");
    }

    @Override
    public void handle(DueTimer timer) {
        Optional<Question> found = questions.lock(timer.workspace(), new QuestionId(timer.subject()))
                .filter(Question::open);
        Optional<Release> about = found.flatMap(question -> releases.find(timer.workspace(), question.release()));
        if (found.isEmpty() || about.isEmpty()) {
            return;
        }
        Question question = found.get();
        Instant next = next(question);
        if (next.isAfter(timer.now())) {
            timers.set(timer.key(), next);
            return;
        }
        Question told = speak(question, about.get(), timer.now());
        questions.save(told);
        cards.changed(told.workspace(), QuestionCards.NAME, told.id().value());
        Instant then = next(told);
        timers.set(timer.key(), then.isAfter(timer.now()) ? then : timer.now().plus(WHERE_NOBODY_WORKS));
    }

    private Question speak(Question question, Release release, Instant at) {
        UserId first = who.first(release, at).orElse(release.owner());
        List<UserId> more = question.needsHelp() || who.first(release, at).isEmpty()
                ? who.others(release).stream().filter(person -> !question.waiting().helpers().contains(person)
                        && !person.equals(first)).toList()
                : List.of();
        say(question, first, more.isEmpty()
                ? QuestionWords.waits(question, release)
                : QuestionWords.helped(question, release, more));
        question.waiting().helpers().forEach(helper -> say(question, helper, QuestionWords.waits(question, release)));
        Question told = question.reminded().helpedBy(more).helpedBy(List.of(first));
        told.waiting().helpers().forEach(person -> show(told, person));
        return told;
    }

    private void say(Question question, UserId person, Message message) {
        notices.say(question.workspace(), question.id().value(),
                "waits " + question.waiting().reminded() + " of " + question.waiting().since(),
                new Recipient.Direct(person), message, RemindOfQuestions.NAME);
    }

    private void show(Question question, UserId person) {
        cards.showTo(question.workspace(), QuestionCards.NAME, Map.of(question.id().value(), person));
    }

    /** By the owner's hours, but not by their absences: whoever reads it waits all the same, and somebody stands in. */
    private Instant next(Question question) {
        UserId owner = question.waiting().owner();
        try {
            return Objects.requireNonNull(
                    hours.withoutAbsences(question.workspace(), List.of(owner)).get(owner))
                    .plus(question.waiting().since(), question.nextWord());
        } catch (NoWorkingTime never) {
            return question.waiting().since().plus(WHERE_NOBODY_WORKS.multipliedBy(question.waiting().reminded() + 1));
        }
    }

    private static TimerKey key(Question question) {
        return key(question.workspace(), question.id());
    }

    private static TimerKey key(WorkspaceId workspace, QuestionId question) {
        return WAITS.of(workspace, question.value());
    }

    @Override
    public String name() {
        return WAITS.name();
    }

    @Override
    public Stream<Needed> needed() {
        return questions.open().map(open -> new Needed(key(open.workspace(), open.id()), open.since()));
    }
}
