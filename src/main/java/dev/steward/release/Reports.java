package dev.steward.release;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.delivery.CardKind;
import dev.steward.delivery.Cards;
import dev.steward.delivery.Notices;
import dev.steward.delivery.Notices.Recipient;
import dev.steward.release.Arrival.Fate;
import dev.steward.schedule.DueTimer;
import dev.steward.schedule.TimerHandler;
import dev.steward.schedule.TimerKey;
import dev.steward.schedule.TimerType;
import dev.steward.schedule.Timers;
import dev.steward.slack.Message;
import dev.steward.slack.Quoted;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * The live report on a release, in the direct messages of whoever answers for it and whoever wanted it published. While copies are on
 * their way it is looked at again and again, since not everything that becomes of them is told.
 */
@Component
class Reports implements CardKind, TimerHandler {
    static final String NAME = "release.report";
    static final TimerType LOOK = new TimerType("release.report");
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration WHILE_SENDING = Duration.ofSeconds(15);
    private static final Duration WHILE_WAITING = Duration.ofMinutes(2);
    /** Whoever published it has stopped watching by then, and hears of it. */
    private static final Duration LATE = Duration.ofMinutes(5);

    private final Releases releases;
    private final ShowReport show;
    private final Arrivals arrivals;
    private final Cards cards;
    private final Notices notices;
    private final Timers timers;
    private final Clock clock;

    Reports(Releases releases, ShowReport show, Arrivals arrivals, Cards cards, Notices notices, Timers timers,
            Clock clock) {
        this.releases = releases;
        this.show = show;
        this.arrivals = arrivals;
        this.cards = cards;
        this.notices = notices;
        this.timers = timers;
        this.clock = clock;
    }

    /** From now on they have it. */
    @Transactional(propagation = Propagation.MANDATORY)
    void show(Release release) {
        Set<UserId> people = new HashSet<>(Set.of(release.owner()));
        UserId planner = release.workings().plannedBy();
        if (planner != null) {
            people.add(planner);
        }
        people.forEach(person -> cards.showTo(release.facts().workspace(), NAME,
                Map.of(release.facts().id().value(), person)));
        changed(release.facts().workspace(), release.facts().id());
    }

    /** Something that it shows may have changed. */
    @Transactional(propagation = Propagation.MANDATORY)
    void changed(WorkspaceId workspace, ReleaseId release) {
        cards.changed(workspace, NAME, release.value());
        look(workspace, release);
    }

    /** As above, without looking again soon where that is planned anyway. */
    @Transactional(propagation = Propagation.MANDATORY)
    void delivered(WorkspaceId workspace, ReleaseId release) {
        cards.changed(workspace, NAME, release.value());
        if (timers.due(LOOK.of(workspace, release.value())).isEmpty()) {
            look(workspace, release);
        }
    }

    private void look(WorkspaceId workspace, ReleaseId release) {
        timers.set(LOOK.of(workspace, release.value()), clock.instant().plus(SOON));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Message> render(WorkspaceId workspace, UUID thing, ChannelId channel) {
        return releases.find(workspace, new ReleaseId(thing))
                .filter(release -> release.state() == State.PUBLISHED || release.state() == State.RETRACTED)
                .map(release -> ReportCard.of(show.of(release)));
    }

    @Override
    public TimerType type() {
        return LOOK;
    }

    @Override
    public String title(TimerKey timer) {
        return releases.find(timer.workspace(), new ReleaseId(timer.subject()))
                .map(release -> "the report on " + release.facts().reference()).orElse("the report on a release");
    }

    @Override
    public void handle(DueTimer timer) {
        Optional<Release> found = releases.find(timer.workspace(), new ReleaseId(timer.subject()));
        if (found.isEmpty()) {
            return;
        }
        Release release = found.get();
        Arrival arrival = show.arrival(release);
        List<Arrival.Place> pending = arrival.places().stream().filter(place -> place.fate() == Fate.PENDING).toList();
        if (!pending.isEmpty()) {
            boolean sending = pending.stream().anyMatch(place -> place.reason() == null);
            timers.set(timer.key(), timer.now().plus(sending ? WHILE_SENDING : WHILE_WAITING));
        } else if (release.state() == State.PUBLISHED && arrival.complete() && arrival.all() > 0
                && arrivals.first(timer.workspace(), release.facts().id(), timer.now())) {
            arrived(release, arrival, timer.now());
        }
        cards.changed(timer.workspace(), NAME, timer.subject());
    }

    private void arrived(Release release, Arrival arrival, Instant at) {
        Instant published = release.publishedAt();
        if (published != null && published.plus(LATE).isBefore(at)) {
            notices.say(release.facts().workspace(), release.facts().id().value(), "arrived",
                    new Recipient.Direct(release.owner()),
                    Message.of("*" + release.facts().reference() + "* " + Quoted.line(release.content().name(), 300)
                            + (arrival.all() == 1
                                    ? " reached its channel."
                                    : " reached the last of its " + arrival.all() + " channels.")));
        }
    }
}
