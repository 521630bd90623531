package dev.steward.release;

import java.util.Map;
import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.steward.delivery.CardKind;
import dev.steward.delivery.Cards;
import dev.steward.delivery.Notices;
import dev.steward.delivery.Notices.Recipient;
import dev.steward.release.Happening.Kind;
import dev.steward.release.Release.Facts;
import dev.steward.release.Release.Second;
import dev.steward.schedule.DueTimer;
import dev.steward.schedule.NoWorkingTime;
import dev.steward.schedule.TimerHandler;
import dev.steward.schedule.TimerKey;
import dev.steward.schedule.TimerType;
import dev.steward.schedule.Timers;
import dev.steward.schedule.WorkingAmount;
import dev.steward.schedule.WorkingHours;
import dev.steward.slack.Message;
import dev.steward.slack.Mrkdwn;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * Asks the second person to look at a release before it goes out: a card in their direct messages, and a word each working day until they
 * have answered. After the second word its owner hears too.
 */
@Component
class AskSecond implements CardKind, TimerHandler {
    static final String NAME = "release.second";
    static final TimerType REMIND = new TimerType("release.second");

    private final Releases releases;
    private final ShowRelease show;
    private final Cards cards;
    private final Notices notices;
    private final Timers timers;
    private final WorkingHours hours;

    AskSecond(Releases releases, ShowRelease show, Cards cards, Notices notices, Timers timers, WorkingHours hours) {
        this.releases = releases;
        this.show = show;
        this.cards = cards;
        this.notices = notices;
        this.timers = timers;
        this.hours = hours;
    }

    /** In the transaction of a change. */
    void changed(Release release) {
        Facts facts = release.facts();
        for (Happening each : release.happenings()) {
            if (each.kind() == Kind.SECOND_ASKED) {
                cards.showTo(facts.workspace(), NAME, Map.of(facts.id().value(), each.to().getFirst()));
                timers.cancel(REMIND.of(facts.workspace(), facts.id().value(), "more"));
                remind(release, each.to().getFirst(), each.at(), 1);
            }
        }
        if (!release.waitsForSecond()) {
            timers.cancel(REMIND.of(facts.workspace(), facts.id().value(), "1"));
            timers.cancel(REMIND.of(facts.workspace(), facts.id().value(), "more"));
        }
        cards.changed(facts.workspace(), NAME, facts.id().value());
    }

    private void remind(Release release, UserId second, java.time.Instant from, int time) {
        Facts facts = release.facts();
        try {
            timers.set(REMIND.of(facts.workspace(), facts.id().value(), time == 1 ? "1" : "more"),
                    hours.of(facts.workspace(), second).plus(from, WorkingAmount.days(1)));
        } catch (NoWorkingTime never) {
            notices.say(facts.workspace(), facts.id().value(), "second away " + release.version(),
                    new Recipient.Direct(release.owner()),
                    ReleaseCard.notice(release, "*" + facts.reference() + "* waits for "
                            + second.mention() + ", who is away. You can ask somebody else."));
        }
    }

    @Override
    public TimerType type() {
        return REMIND;
    }

    @Override
    public String title(TimerKey timer) {
        return releases.find(timer.workspace(), new ReleaseId(timer.subject()))
                .map(release -> "the second look at " + release.facts().reference()).orElse("a second look");
    }

    @Override
    public void handle(DueTimer timer) {
        Optional<Release> found = releases.find(timer.workspace(), new ReleaseId(timer.subject()));
        if (found.isEmpty() || !found.get().waitsForSecond()) {
            return;
        }
        Release release = found.get();
        Second second = release.second();
        if (second == null) {
            return;
        }
        Facts facts = release.facts();
        String what = "*" + facts.reference() + "* " + Mrkdwn.escape(release.content().name(), 300);
        notices.say(timer.workspace(), timer.subject(), "second " + timer.due(), new Recipient.Direct(second.person()),
                ReleaseCard.notice(release, what + " waits for you to look at it before it goes out."));
        if (!timer.step().equals("1")) {
            notices.say(timer.workspace(), timer.subject(), "second owner " + second.person(),
                    new Recipient.Direct(release.owner()), ReleaseCard.notice(release, what + " still waits for "
                            + second.person().mention() + " to look at it. You can ask somebody else."));
        }
        remind(release, second.person(), timer.now(), 2);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Message> render(WorkspaceId workspace, java.util.UUID thing, ChannelId channel) {
        return releases.find(workspace, new ReleaseId(thing)).map(show::secondCard);
    }
}
