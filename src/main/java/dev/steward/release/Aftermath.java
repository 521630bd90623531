package dev.steward.release;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

import dev.steward.delivery.Cards;
import dev.steward.record.DecisionLog;
import dev.steward.release.Happening.Kind;
import dev.steward.release.Release.Facts;
import dev.steward.schedule.TimerKey;
import dev.steward.schedule.Timers;
import dev.steward.workspace.ChannelId;

/** What follows from a change, in its transaction: the copies, the timers, the messages, the record. */
@Component
class Aftermath {
    private final Copies copies;
    private final Cards cards;
    private final Timers timers;
    private final AskSecond seconds;
    private final TellOwner tell;
    private final DecisionLog log;
    private final ApplicationEventPublisher events;

    Aftermath(Copies copies, Cards cards, Timers timers, AskSecond seconds, TellOwner tell, DecisionLog log,
            ApplicationEventPublisher events) {
        this.copies = copies;
        this.cards = cards;
        this.timers = timers;
        this.seconds = seconds;
        this.tell = tell;
        this.log = log;
        this.events = events;
    }

    void drafted(Release release) {
        events.publishEvent(new ReleaseWritten(release.facts().workspace(), release.facts().id()));
    }

    /** @param reach where it goes as it is now */
    void changed(Release release, State before, Reach reach) {
        Facts facts = release.facts();
        time(release);
        seconds.changed(release);
        for (Happening happening : release.happenings()) {
            follow(release, happening, reach);
            tell.tell(release, happening);
        }
        if (release.state() != before) {
            events.publishEvent(new ReleaseMoved(facts.workspace(), facts.id(), before, release.state()));
        }
        if (release.happenings().stream()
                .anyMatch(each -> each.kind() == Kind.EDITED || each.kind() == Kind.HANDED_OVER)) {
            events.publishEvent(new ReleaseWritten(facts.workspace(), facts.id()));
        }
        release.happenings().forEach(happening -> record(release, happening));
    }

    private void time(Release release) {
        Facts facts = release.facts();
        TimerKey goes = GoInTime.GO.of(facts.workspace(), facts.id().value());
        Instant at = release.goesAt();
        if (at != null) {
            timers.set(goes, at);
        } else {
            timers.cancel(goes);
        }
        // Only when it begins to wait: whoever decides has the log first and this timer then, and so an agreement, which is
        // logged, must not set it again.
        boolean begins = release.happenings().stream()
                .anyMatch(each -> each.kind() == Kind.PLANNED || each.kind() == Kind.EDITED);
        if (begins && release.state() == State.PLANNED && !release.workings().ready()
                && release.when() instanceof When.OnGate(var gate, var initiative)
                && release.plannedAt() != null) {
            // It may have decided a moment ago, seen by neither side.
            timers.set(HearGates.DECIDED.of(facts.workspace(), initiative.value(), gate), release.plannedAt());
        }
    }

    private void follow(Release release, Happening happening, Reach reach) {
        Facts facts = release.facts();
        Content content = release.content();
        switch (happening.kind()) {
            case PUBLISHED -> {
                spread(release, reach);
                events.publishEvent(new ReleasePublished(facts.workspace(), facts.id(), facts.reference().toString(),
                        content.name(), content.initiatives(), content.feedback(), happening.at()));
            }
            case EDITED -> {
                if (release.state() == State.PUBLISHED) {
                    spread(release, reach);
                    events.publishEvent(new ReleaseEdited(facts.workspace(), facts.id(), facts.reference().toString(),
                            content.name(), content.initiatives(), content.feedback()));
                }
            }
            case RETRACTED -> {
                cards.changed(facts.workspace(), ReleaseCards.NAME, facts.id().value());
                events.publishEvent(new ReleaseRetracted(facts.workspace(), facts.id(), facts.reference().toString(),
                        String.valueOf(happening.words())));
            }
            // its copies say whom to ask
            case HANDED_OVER, SKIPPED -> cards.changed(facts.workspace(), ReleaseCards.NAME, facts.id().value());
            default -> {
                // nothing that channels see
            }
        }
    }

    /** Every channel has a copy, and every copy is as it is now. */
    private void spread(Release release, Reach reach) {
        Facts facts = release.facts();
        // Messages before copies, as whoever sends them takes them; else two could wait for each other.
        cards.changed(facts.workspace(), ReleaseCards.NAME, facts.id().value());
        List<ChannelId> fresh = copies.go(facts.workspace(), facts.id(), reach);
        cards.show(facts.workspace(), ReleaseCards.NAME, facts.id().value(), fresh);
    }

    private void record(Release release, Happening happening) {
        switch (happening.kind()) {
            case PUBLISHED, EDITED -> {
                if (release.state() == State.PUBLISHED) {
                    append(release, happening, happening.kind() == Kind.PUBLISHED
                            ? "release.published"
                            : "release.edited");
                }
            }
            case AGREED -> append(release, happening, "release.agreed");
            case SENT_BACK -> append(release, happening, "release.sent-back");
            case RETRACTED -> append(release, happening, "release.retracted");
            default -> {
                // its history has it
            }
        }
    }

    private void append(Release release, Happening happening, String kind) {
        Facts facts = release.facts();
        Map<String, Object> about = new LinkedHashMap<>();
        about.put("title", release.content().name());
        about.put("tier", release.content().tier());
        about.put("edition", release.edition());
        if (release.workings().plannedBy() != null) {
            about.put("plannedBy", release.workings().plannedBy().value());
        }
        if (happening.words() != null) {
            about.put("words", happening.words());
        }
        log.append(facts.workspace(), new DecisionLog.NewEntry(kind, facts.id().value(), facts.reference().toString(),
                happening.by(), happening.at(), about));
    }
}
