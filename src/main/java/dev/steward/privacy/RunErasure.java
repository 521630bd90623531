package dev.steward.privacy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

import dev.steward.delivery.Cards;
import dev.steward.delivery.ForgetSent;
import dev.steward.inventory.StoredTable;
import dev.steward.privacy.Erasure.State;
import dev.steward.privacy.Erasure.Subject;
import dev.steward.record.DecisionLog;
import dev.steward.record.DecisionLog.NewEntry;
import dev.steward.record.RedactLog;
import dev.steward.record.RedactLog.Reason;
import dev.steward.schedule.DueTimer;
import dev.steward.schedule.TimerHandler;
import dev.steward.schedule.TimerKey;
import dev.steward.schedule.TimerType;
import dev.steward.schedule.TimerType.Retries;
import dev.steward.schedule.Timers;
import dev.steward.workspace.MemberChanged;
import dev.steward.workspace.Members;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * Counts what an erasure would take out, and takes it out: step by step, a part of a second's worth in each transaction, which also keeps
 * how far it is. So a kill costs a step, and nobody waits long for a row. Of somebody who left, everything is gone through again until a
 * whole pass found nothing: what was written meanwhile is found too.
 */
@Component
class RunErasure implements TimerHandler {
    static final TimerType STEP = new TimerType("privacy.erasure",
            new Retries(50, Duration.ofSeconds(1), Duration.ofMinutes(10)));
    /** What a step may take; the row of the timer is held as long. */
    private static final Duration STEP_TIME = Duration.ofMillis(300);
    private static final Duration BEHIND_ANOTHER = Duration.ofSeconds(5);
    private static final Duration UNTIL_MADE_ANEW = Duration.ofMillis(500);
    private static final int ENTRIES = 500;
    private static final int PASSES = 5;

    private final Erasures erasures;
    private final Inventory inventory;
    private final RedactTable tables;
    private final RedactLog log;
    private final DecisionLog decisions;
    private final Map<String, ErasableKind> kinds;
    private final List<ErasureFollower> followers;
    private final Members members;
    private final ForgetSent sent;
    private final ShownBy shown;
    private final Cards cards;
    private final TellOfErasure tell;
    private final Timers timers;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    RunErasure(Erasures erasures, Inventory inventory, RedactTable tables, RedactLog log, DecisionLog decisions,
            List<ErasableKind> kinds, List<ErasureFollower> followers, Members members, ForgetSent sent, ShownBy shown,
            Cards cards, TellOfErasure tell, Timers timers,
            ApplicationEventPublisher events, Clock clock) {
        this.erasures = erasures;
        this.inventory = inventory;
        this.tables = tables;
        this.log = log;
        this.decisions = decisions;
        this.kinds = kinds.stream().collect(Collectors.toMap(ErasableKind::name, kind -> kind));
        this.followers = followers;
        this.members = members;
        this.sent = sent;
        this.shown = shown;
        this.cards = cards;
        this.tell = tell;
        this.timers = timers;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public TimerType type() {
        return STEP;
    }

    @Override
    public String title(TimerKey timer) {
        return erasures.find(timer.workspace(), timer.subject()).map(erasure -> "the erasure " + erasure.reference())
                .orElse("an erasure");
    }

    @Override
    public boolean takesLong() {
        return true;
    }

    @Override
    public void handle(DueTimer timer) {
        Optional<Erasure> found = erasures.lock(timer.workspace(), timer.subject());
        if (found.isEmpty() || !works(found.get())) {
            return;
        }
        Erasure erasure = found.get();
        if (erasure.state() == State.RUNNING && waitsForAnother(erasure)) {
            timers.set(timer.key(), timer.now().plus(BEHIND_ANOTHER));
            return;
        }
        if (through(erasure) && followers.stream().anyMatch(each -> each.behind(timer.workspace()))) {
            timers.set(timer.key(), timer.now().plus(UNTIL_MADE_ANEW));
            return;
        }
        long end = System.nanoTime() + STEP_TIME.toNanos();
        do {
            erasure = erasure.state() == State.COUNTING ? count(erasure) : erase(erasure);
        } while (works(erasure) && !through(erasure) && System.nanoTime() - end < 0);
        erasures.save(erasure);
        tell.changed(erasure);
        if (works(erasure)) {
            timers.set(timer.key(), clock.instant());
        }
    }

    /** One after the other: but not behind one that does not go on. */
    private boolean waitsForAnother(Erasure erasure) {
        return erasures.runningBefore(erasure).stream()
                .anyMatch(other -> !timers.parked(STEP.of(erasure.workspace(), other)));
    }

    @Override
    public void parked(TimerKey timer) {
        erasures.find(timer.workspace(), timer.subject()).filter(RunErasure::works)
                .ifPresent(erasure -> tell.stuck(erasure, clock.instant()));
    }

    private static boolean works(Erasure erasure) {
        return erasure.state() == State.COUNTING || erasure.state() == State.RUNNING;
    }

    /** Whether a pass has gone through everything: what is made from it is looked at in a transaction that sees it committed. */
    private static boolean through(Erasure erasure) {
        return erasure.state() == State.RUNNING && erasure.progress().phase() == ErasureProgress.Phase.OVER;
    }

    private Erasure count(Erasure erasure) {
        Subject subject = erasure.requireSubject();
        ErasureProgress at = erasure.progress();
        switch (at.phase()) {
            case THING -> {
                ErasureCounts counts = subject.person()
                        ? erasure.counts()
                        : erasure.counts().lines(kind(subject).preview(erasure.workspace(),
                                Objects.requireNonNull(subject.thing()), erasure.choice().words()));
                return erasure.at(
                        subject.names().shown() == null && !subject.person() ? at.log(0, 0, true) : at.tables(),
                        counts);
            }
            case TABLES -> {
                return tables(erasure, false);
            }
            case LOG -> {
                var step = log.count(erasure.workspace(), at.log(), ENTRIES, decisions(erasure));
                return erasure.at(at.log(step.last(), step.changed(), step.over()),
                        erasure.counts().plus(kindOfLog(), step.changed(), 0));
            }
            case OVER -> {
                return counted(erasure.counted());
            }
        }
        throw new IllegalStateException("There is no such phase: " + at.phase());
    }

    private Erasure counted(Erasure erasure) {
        tell.counted(erasure);
        timers.set(WatchErasures.LOOK.of(erasure.workspace(), erasure.id()), now().plus(Erasure.ALONE));
        return erasure;
    }

    private Erasure erase(Erasure erasure) {
        ErasureProgress at = erasure.progress();
        return switch (at.phase()) {
            case THING -> begin(erasure);
            case TABLES -> tables(erasure, true);
            case LOG -> {
                var step = log.redact(erasure.workspace(), at.log(), ENTRIES, decisions(erasure),
                        new Reason(erasure.id(), erasure.reference(), agreed(erasure), now()));
                yield erasure.at(at.log(step.last(), step.changed(), step.over()), erasure.counts());
            }
            case OVER -> over(erasure);
        };
    }

    private Erasure begin(Erasure erasure) {
        Subject subject = erasure.requireSubject();
        WorkspaceId workspace = erasure.workspace();
        if (!subject.person()) {
            UUID thing = Objects.requireNonNull(subject.thing());
            boolean more = kind(subject).erase(workspace, thing, erasure.choice().words(), erasure.instead());
            sent.about(workspace, thing);
            return more
                    ? erasure
                    : erasure.at(subject.names().shown() == null
                            ? erasure.progress().log(0, 0, true)
                            : erasure.progress().tables(), erasure.counts());
        }
        UserId user = Objects.requireNonNull(subject.user());
        members.anonymise(workspace, UserId.anonymous(erasure.anonymous()), erasure.past() ? null : user);
        if (!erasure.past()) {
            sent.to(workspace, user);
        }
        return erasure.at(erasure.progress().tables(), erasure.counts());
    }

    private Erasure tables(Erasure erasure, boolean change) {
        ErasureProgress at = erasure.progress();
        String name = at.table() == null ? inventory.after(null) : at.table();
        Optional<StoredTable> table = Optional.ofNullable(name).flatMap(inventory::table);
        if (name == null || table.isEmpty()) {
            return erasure.at(at.table(name == null ? null : inventory.after(name), null, 0), erasure.counts());
        }
        var step = change
                ? tables.redact(table.get(), taken(erasure), at.after())
                : tables.count(table.get(), taken(erasure), at.after());
        if (change && !step.about().isEmpty()) {
            events.publishEvent(new DataRewritten(erasure.workspace(), name, step.about()));
            cards.changed(erasure.workspace(), shown.by(erasure.workspace(), table.get(), step.about()));
        }
        ErasureProgress further = step.next() == null
                ? at.table(inventory.after(name), null, step.rows())
                : at.table(name, step.next(), step.rows());
        return erasure.at(further, change
                ? erasure.counts()
                : erasure.counts().plus(inventory.kindOf(name).name(), step.rows(), step.words()));
    }

    private Erasure over(Erasure erasure) {
        ErasureProgress at = erasure.progress();
        boolean whole = erasure.subject() != null && erasure.subject().person() && !erasure.past();
        if (whole && at.found() > 0 && at.pass() < PASSES) {
            return erasure.at(at.again(), erasure.counts());
        }
        Erasure last = whole ? erasure.detached() : erasure;
        Erasure done = last.done(now());
        note(last);
        if (whole) {
            erasures.detach(erasure.workspace(), Objects.requireNonNull(erasure.requireSubject().user()),
                    UserId.anonymous(erasure.anonymous()));
            events.publishEvent(new MemberChanged(erasure.workspace(), UserId.anonymous(erasure.anonymous())));
        }
        tell.done(done, last.subject());
        return done;
    }

    /** That there was an erasure, for good; of whom nobody can tell. */
    private void note(Erasure erasure) {
        Map<String, Object> facts = new HashMap<>();
        facts.put("what", erasure.requireSubject().kind());
        facts.put("instead", erasure.instead());
        facts.put("words", erasure.choice().words());
        facts.put("rows", erasure.counts().rows());
        facts.put("asked-by", erasure.askedBy().value());
        decisions.append(erasure.workspace(), new NewEntry("privacy.erased", erasure.id(), erasure.reference(),
                agreed(erasure), now(), facts));
    }

    private Taken taken(Erasure erasure) {
        return new Taken(erasure.workspace(), redaction(erasure), erasure.choice().words(), erasure.past());
    }

    private RedactDecisions decisions(Erasure erasure) {
        return new RedactDecisions(redaction(erasure), erasure.choice().words(),
                erasure.requireSubject().person() ? UserId.anonymous(erasure.anonymous()) : null);
    }

    private static Redaction redaction(Erasure erasure) {
        Subject subject = erasure.requireSubject();
        if (subject.user() != null) {
            return Redaction.of(subject.user(), UserId.anonymous(erasure.anonymous()), subject.names(),
                    erasure.choice().everywhere(), erasure.choice().others());
        }
        return Redaction.of(Stream.concat(Stream.of(Objects.requireNonNull(subject.names().shown())),
                erasure.choice().others().stream()).toList(), erasure.instead());
    }

    private ErasableKind kind(Subject subject) {
        return Optional.ofNullable(kinds.get(subject.kind()))
                .orElseThrow(() -> new IllegalStateException("No feature erases a " + subject.kind()));
    }

    private String kindOfLog() {
        return inventory.kindOf("record_entry").name();
    }

    private static @Nullable UserId agreed(Erasure erasure) {
        return erasure.agreed() == null ? null : erasure.agreed().by();
    }

    private Instant now() {
        return clock.instant();
    }
}
