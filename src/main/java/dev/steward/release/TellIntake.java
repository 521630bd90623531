package dev.steward.release;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import org.springframework.stereotype.Component;

import dev.steward.delivery.Cards;
import dev.steward.delivery.Notices;
import dev.steward.delivery.Notices.Recipient;
import dev.steward.release.ReviseDraft.Change;
import dev.steward.schedule.Timers;
import dev.steward.slack.Message;
import dev.steward.workspace.Overseers;
import dev.steward.workspace.UserId;

/** Says what became of drafts that arrived from outside to whoever answers for them. Joins its caller's transaction. */
@Component
class TellIntake {
    private final Timers timers;
    private final Cards cards;
    private final Notices notices;
    private final NudgeTimes times;
    private final Overseers overseers;
    private final Clock clock;

    TellIntake(Timers timers, Cards cards, Notices notices, NudgeTimes times, Overseers overseers, Clock clock) {
        this.timers = timers;
        this.cards = cards;
        this.notices = notices;
        this.times = times;
        this.overseers = overseers;
        this.clock = clock;
    }

    /** Its owner is told once its window has closed. */
    void begun(Intake intake, UserId owner) {
        timers.set(NudgeOwner.NUDGE.of(intake.workspace(), intake.id()),
                times.first(intake.workspace(), owner, intake.closesAt()));
    }

    /** @param unseen what changed and stands in somebody's own words */
    void revised(Release draft, Intake intake, List<Change> unseen) {
        cards.changed(intake.workspace(), IntakeCards.NAME, intake.id());
        if (!unseen.isEmpty()) {
            say(draft, intake, "unseen", unseen, IntakeWords.ownWords(draft, unseen));
        }
    }

    /** What is planned or published does not follow its source. */
    void changedAtSource(Release release, Intake intake, List<Change> changed) {
        List<Change> readers = changed.stream()
                .filter(each -> each.before() == null || each.after() == null || !each.after().readsLike(each.before()))
                .toList();
        if (!readers.isEmpty()) {
            say(release, intake, "source", readers, IntakeWords.changedAtSource(release, readers));
        }
    }

    void emptied(Release draft, Intake intake) {
        cards.changed(intake.workspace(), IntakeCards.NAME, intake.id());
        say(draft, intake, "emptied", List.of(), IntakeWords.emptied(draft));
    }

    /** Said once a day at most: what goes wrong rarely goes wrong once. */
    void failed(Source source) {
        String day = clock.instant().atOffset(ZoneOffset.UTC).toLocalDate().toString();
        overseers.of(source.workspace(), null, List.of())
                .forEach(person -> notices.say(source.workspace(), source.id().value(), "failed/" + day,
                        new Recipient.Direct(person), Message.of(IntakeWords.failed(source))));
    }

    private void say(Release release, Intake intake, String what, List<Change> changes, String mrkdwn) {
        var named = new StringBuilder(release.state().name());
        changes.forEach(each -> named.append('\n').append(each));
        String occasion = what + "/" + UUID.nameUUIDFromBytes(named.toString().getBytes(StandardCharsets.UTF_8));
        notices.say(intake.workspace(), intake.id(), occasion, new Recipient.Direct(release.owner()),
                IntakeCard.notice(release, mrkdwn));
    }
}
