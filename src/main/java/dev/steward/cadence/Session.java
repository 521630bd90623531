package dev.steward.cadence;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.steward.cadence.SessionHappening.Kind;
import dev.steward.schedule.AfterDowntime;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * One held instance of a cadence.
 *
 * <p>
 * A meeting collects its agenda, has it posted, runs when somebody starts it, and is closed. A written session runs as soon as the first
 * of its participants is asked, and is closed when the last one's time is over. What has not begun can be skipped or moved; what is not
 * closed can be cancelled. In none of these three is anybody's turn used up.
 */
final class Session {
    /** How early somebody may start a meeting. */
    static final Duration EARLY = Duration.ofHours(1);

    private final Facts facts;
    private final long version;
    private final LocalDateTime plannedAsRead;
    private final Workings read;
    private final List<SessionHappening> happenings = new ArrayList<>();

    private LocalDateTime planned;
    private Instant startsAt;
    private SessionState state;
    private @Nullable UserId facilitator;
    private boolean settled;
    private Hands hands;
    private boolean due;
    private final SortedSet<String> marks;
    private @Nullable String preRead;
    private @Nullable UserId preReadBy;
    private final Set<UserId> readers;
    private @Nullable Instant startedAt;
    private @Nullable Instant endedAt;
    private @Nullable Item item;
    private final List<Asked> asked;
    private @Nullable Cause cause;
    private @Nullable String reason;
    private @Nullable SessionId movedTo;
    private int coalesced;
    private @Nullable Instant waits;

    /** @param version of the row it was read from; 0 for a new one */
    Session(Facts facts, long version, LocalDateTime planned, Workings now) {
        this.facts = facts;
        this.version = version;
        this.plannedAsRead = planned;
        this.read = now;
        this.planned = planned;
        this.startsAt = now.startsAt();
        this.state = now.state();
        this.facilitator = now.facilitator();
        this.settled = now.settled();
        this.hands = now.hands() == null ? Hands.NONE : now.hands();
        this.due = now.due();
        this.marks = new TreeSet<>(now.marks());
        this.preRead = now.preRead();
        this.preReadBy = now.preReadBy();
        this.readers = new LinkedHashSet<>(now.readers());
        this.startedAt = now.startedAt();
        this.endedAt = now.endedAt();
        this.item = now.item();
        this.asked = new ArrayList<>(now.asked());
        this.cause = now.cause();
        this.reason = now.reason();
        this.movedTo = now.movedTo();
        this.coalesced = now.coalesced();
        this.waits = now.waits();
    }

    /** What never changes. */
    record Facts(SessionId id, WorkspaceId workspace, CadenceId cadence, boolean written) {}

    /** What is talked about. @param minutes its time-box; 0 for none */
    record Item(UUID id, Instant since, int minutes) {}

    /** Who was asked in writing. @param until when their time to answer is over */
    record Asked(UserId person, Instant at, Instant until) {}

    /**
     * What changes, apart from {@link #planned}.
     *
     * @param settled   whether the facilitator knows, or somebody chose them: the rotation chooses nobody else
     * @param due       whether its time has come, as its ritual said
     * @param marks     what time has done to it already, each once
     * @param coalesced how many missed sessions it stands for as well
     * @param waits     see {@link Session#waits()}
     * @param hands     how its facilitator was swapped; null: not
     */
    record Workings(Instant startsAt, SessionState state, @Nullable UserId facilitator, boolean settled, boolean due,
            List<String> marks, @Nullable String preRead, @Nullable UserId preReadBy, List<UserId> readers,
            @Nullable Instant startedAt, @Nullable Instant endedAt, @Nullable Item item, List<Asked> asked,
            @Nullable Cause cause, @Nullable String reason, @Nullable SessionId movedTo, int coalesced,
            @Nullable Instant waits, @Nullable Hands hands) {}

    static Session prepare(Facts facts, LocalDateTime planned, Instant startsAt, @Nullable UserId facilitator,
            Instant now) {
        var session = new Session(facts, 0, planned, new Workings(startsAt, SessionState.COLLECTING, facilitator, false,
                false, List.of(), null, null, List.of(), null, null, null, List.of(), null, null, null, 0, null,
                null));
        session.happened(Kind.PREPARED, null, now, List.of(), null);
        return session;
    }

    Facts facts() {
        return facts;
    }

    long version() {
        return version;
    }

    /** What its cadence's rule says, on the cadence's own clock; unique within the cadence, and its key. */
    LocalDateTime planned() {
        return planned;
    }

    Workings workings() {
        return new Workings(startsAt, state, facilitator, settled, due, List.copyOf(marks), preRead, preReadBy,
                List.copyOf(readers), startedAt, endedAt, item, List.copyOf(asked), cause, reason, movedTo, coalesced,
                waits, hands.people().isEmpty() ? null : hands);
    }

    /** Of a written one: on the cadence's own clock; everybody is asked at that local time. */
    Instant startsAt() {
        return startsAt;
    }

    SessionState state() {
        return state;
    }

    /** Who facilitates it as things are; null when nobody can, and of what is written. */
    @Nullable
    UserId facilitator() {
        return facilitator;
    }

    /** How its facilitator was swapped. */
    Hands hands() {
        return hands;
    }

    boolean settled() {
        return settled;
    }

    boolean due() {
        return due;
    }

    boolean marked(String mark) {
        return marks.contains(mark);
    }

    /** A web address. */
    @Nullable
    String preRead() {
        return preRead;
    }

    /** Who gave the pre-read, and needs not read it. */
    @Nullable
    UserId preReadBy() {
        return preReadBy;
    }

    Set<UserId> readers() {
        return Set.copyOf(readers);
    }

    @Nullable
    Instant startedAt() {
        return startedAt;
    }

    @Nullable
    Instant endedAt() {
        return endedAt;
    }

    @Nullable
    Item item() {
        return item;
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    @Nullable
    Cause cause() {
        return cause;
    }

    /** As typed. */
    @Nullable
    String reason() {
        return reason;
    }

    @Nullable
    SessionId movedTo() {
        return movedTo;
    }

    int coalesced() {
        return coalesced;
    }

    /**
     * From when on it counts that nobody has started it, or said that it did not take place: since it began late, or since somebody was
     * asked. Null: as its time says. What passed while Steward was down counts against nobody.
     */
    @Nullable
    Instant waits() {
        return waits;
    }

    void waits(Instant since) {
        waits = since;
    }

    /** What this change made happen, in order. */
    List<SessionHappening> happenings() {
        return List.copyOf(happenings);
    }

    /** Whether anything about it is different from what was read. */
    boolean touched() {
        return version == 0 || !happenings.isEmpty() || !planned.equals(plannedAsRead) || !workings().equals(read);
    }

    // --- what people do

    void start(Standing who, Instant now) {
        requireStartBy(who);
        if (now.isBefore(startsAt.minus(EARLY))) {
            throw new Refused("It is too early to start it. Move it if you meet at another time.");
        }
        if (facilitator == null) {
            facilitator = who.user();
        }
        if (state == SessionState.COLLECTING) {
            agendaPosted(now);
        }
        state = SessionState.RUNNING;
        startedAt = now;
        settled = true;
        happened(Kind.STARTED, who.user(), now, List.of(), null);
    }

    /** @throws Refused when they may not lead it, or it can't be started, whatever its time */
    void requireStartBy(Standing who) {
        who.requireLead();
        if (facts.written()) {
            throw new Refused("Nobody starts it: everybody is asked when it is time.");
        }
        if (state == SessionState.RUNNING) {
            throw new Outdated("It runs already.");
        }
        requireAhead();
    }

    /** @throws Refused when they may not lead it, or it has begun or is over */
    void requireAheadFor(Standing who) {
        who.requireLead();
        requireAhead();
    }

    /** @throws Refused when they may not lead it, or it is over */
    void requireOpenFor(Standing who) {
        who.requireLead();
        requireOpen();
    }

    /** @param next null: nothing more is talked about */
    void beginItem(Standing who, @Nullable UUID next, int minutes, Instant now) {
        who.requireLead();
        requireRunning();
        item = next == null ? null : new Item(next, now, minutes);
        happened(Kind.ITEM_BEGUN, who.user(), now, List.of(), next == null ? null : next.toString());
    }

    /** @throws Refused when they may not lead it, or it does not run */
    void requireRunningFor(Standing who) {
        who.requireLead();
        requireRunning();
    }

    /** @throws Refused when they take no part in it, or it does not run: what came of it is noted while it does */
    void requireNotingBy(Standing who) {
        who.requirePart();
        requireRunning();
    }

    void close(Standing who, Instant now) {
        who.requireLead();
        requireRunning();
        if (facts.written()) {
            throw new Refused("It closes by itself when everybody has had their time.");
        }
        closed(who.user(), now);
    }

    void skip(Standing who, @Nullable String why, Instant now) {
        who.requireLead();
        requireAhead();
        skipped(Cause.PERSON, why, who.user(), now);
    }

    /** Nobody started it, since it did not take place. */
    void didNotTakePlace(Standing who, Instant now) {
        who.requireLead();
        requireAhead();
        if (!due) {
            throw new Refused("Its time has not come yet. You can skip it.");
        }
        skipped(Cause.NOBODY_STARTED, null, who.user(), now);
    }

    void cancel(Standing who, String why, Instant now) {
        who.requireLead();
        requireOpen();
        if (why.isBlank()) {
            throw new Refused("Say why it is cancelled: everybody who takes part is told.");
        }
        state = SessionState.CANCELLED;
        cause = Cause.PERSON;
        reason = why;
        endedAt = now;
        item = null;
        happened(Kind.CANCELLED, who.user(), now, List.of(), why);
    }

    /** @param to the session that takes place instead */
    void move(Standing who, SessionId to, Instant now) {
        who.requireLead();
        requireAhead();
        state = SessionState.MOVED;
        cause = Cause.PERSON;
        movedTo = to;
        endedAt = now;
        happened(Kind.MOVED, who.user(), now, List.of(), null);
    }

    /** Goes on where the one that was moved had got to. */
    void takeOver(Session other) {
        facilitator = other.facilitator;
        settled = other.settled;
        hands = other.hands;
        preRead = other.preRead;
        preReadBy = other.preReadBy;
        readers.clear();
        readers.addAll(other.readers);
    }

    void preRead(UserId by, @Nullable String address, Instant now) {
        requireAhead();
        if (!Objects.equals(preRead, address)) {
            preRead = address;
            preReadBy = address == null ? null : by;
            readers.clear();
            marks.remove(SessionPlan.PRE_READ);
            happened(Kind.PRE_READ_SET, by, now, List.of(), address);
        }
    }

    void read(UserId by, Instant now) {
        requireOpen();
        if (preRead == null) {
            throw new Refused("There is nothing to read yet.");
        }
        if (readers.add(by)) {
            happened(Kind.READ, by, now, List.of(), null);
        }
    }

    /** @param by null: whoever was to facilitate it is away */
    void facilitate(@Nullable UserId by, UserId other, Instant now) {
        requireAhead();
        UserId before = facilitator;
        if (!other.equals(before)) {
            facilitator = other;
            settled = true;
            hands = hands.back(other);
            happened(Kind.FACILITATOR_CHANGED, by, now, List.of(other), before == null ? null : before.value());
        }
    }

    /** Whoever was to facilitate it is away, and so is everybody else. */
    void nobodyFacilitates(Instant now) {
        requireAhead();
        UserId before = facilitator;
        if (before != null) {
            facilitator = null;
            settled = false;
            hands = Hands.NONE;
            happened(Kind.FACILITATOR_CHANGED, null, now, List.of(), before.value());
        }
    }

    /** Whoever was to facilitate it hands it to another, who wants to. */
    void swap(UserId by, UserId other, Instant now) {
        UserId before = facilitator;
        Hands passed = before == null ? Hands.NONE : hands.passed(before, other);
        facilitate(by, other, now);
        hands = passed;
    }

    // --- what time and the cadence do

    /** As long as nobody was told, the rotation may choose another. */
    void wouldFacilitate(@Nullable UserId other) {
        if (state.ahead() && !settled) {
            facilitator = other;
        }
    }

    /** Its time has come. */
    void begin(int standsFor, Instant now) {
        if (!state.open() || due) {
            return;
        }
        due = true;
        coalesced = standsFor;
        if (!state.ahead()) {
            return; // somebody started it early
        }
        if (now.isAfter(startsAt.plus(AfterDowntime.ON_TIME))) {
            waits = now;
        }
        if (!facts.written() && state == SessionState.COLLECTING) {
            agendaPosted(now);
        }
        happened(Kind.DUE, null, now, List.of(), null);
    }

    /** Its time had come, nobody started it, and it takes place later: its ritual will say again when. */
    void putOff() {
        requireAhead();
        due = false;
        coalesced = 0;
    }

    void agendaPosted(Instant now) {
        state = SessionState.AGENDA_POSTED;
        settled = facilitator != null;
        happened(Kind.AGENDA_POSTED, null, now, facilitator == null ? List.of() : List.of(facilitator), null);
    }

    void reschedule(LocalDateTime when, Instant at, Instant now) {
        requireAhead();
        if (!when.equals(planned)) {
            planned = when;
        }
        if (!at.equals(startsAt)) {
            startsAt = at;
            marks.clear();
            waits = null;
            happened(Kind.RESCHEDULED, null, now, List.of(), null);
        }
    }

    void skipped(Cause why, @Nullable String words, @Nullable UserId by, Instant now) {
        if (state.ahead()) {
            state = SessionState.SKIPPED;
            cause = why;
            reason = words;
            endedAt = now;
            happened(Kind.SKIPPED, by, now, List.of(), words);
        }
    }

    /** Whether it was done away with before its time came, so that it can take place after all. */
    boolean revivable() {
        return !due && startedAt == null && (state == SessionState.SKIPPED || state == SessionState.MOVED
                || state == SessionState.CANCELLED);
    }

    /** It was done away with before it began, and takes place after all. */
    void revive(Instant at, Instant now) {
        if (!revivable()) {
            throw new Refused("It does not take place any more.");
        }
        state = SessionState.COLLECTING;
        startsAt = at;
        cause = null;
        reason = null;
        endedAt = null;
        movedTo = null;
        settled = false;
        waits = null;
        hands = Hands.NONE;
        marks.clear();
        happened(Kind.PREPARED, null, now, List.of(), null);
    }

    /** @param early answered before it was their time: they count as asked */
    void ask(List<UserId> people, List<UserId> early, Duration window, Instant now) {
        if (state.ahead()) {
            state = SessionState.RUNNING;
            startedAt = now;
            happened(Kind.STARTED, null, now, List.of(), null);
        }
        Stream.concat(people.stream(), early.stream())
                .forEach(person -> asked.add(new Asked(person, now, now.plus(window))));
        if (!people.isEmpty()) {
            happened(Kind.ASKED, null, now, people, null);
        }
    }

    /** Time did something to it, which it does once; answers whether it was the first time. */
    boolean mark(String mark) {
        return marks.add(mark);
    }

    void happened(Kind kind, @Nullable UserId by, Instant at, List<UserId> to, @Nullable String words) {
        happenings.add(new SessionHappening(kind, by, at, to, words));
    }

    void closed(@Nullable UserId by, Instant now) {
        state = SessionState.CLOSED;
        endedAt = now;
        item = null;
        happened(Kind.CLOSED, by, now, List.of(), null);
    }

    /** Whether somebody may still be asked although it is that late: what {@link AfterDowntime} says of whole sessions. */
    static boolean inTime(AfterDowntime rule, Duration late, boolean overtaken) {
        return late.compareTo(AfterDowntime.ON_TIME) <= 0 || switch (rule) {
            case AfterDowntime.Skip() -> false;
            case AfterDowntime.RunLate(Duration tolerance) -> late.compareTo(tolerance) <= 0;
            case AfterDowntime.Coalesce() -> !overtaken;
        };
    }

    private void requireOpen() {
        if (!state.open()) {
            throw new Outdated(over());
        }
    }

    private void requireAhead() {
        if (!state.ahead()) {
            throw new Outdated(state == SessionState.RUNNING ? "It has begun." : over());
        }
    }

    private void requireRunning() {
        if (state != SessionState.RUNNING) {
            throw state.ahead() ? new Refused("It has not been started yet.") : new Outdated(over());
        }
    }

    private String over() {
        return switch (state) {
            case CLOSED -> "It is closed already.";
            case MOVED -> "It was moved to another time.";
            case CANCELLED -> "It was cancelled.";
            default -> "It was skipped.";
        };
    }
}
