package dev.steward.cadence;

import static dev.steward.cadence.Given.ANA;
import static dev.steward.cadence.Given.BEN;
import static dev.steward.cadence.Given.CHI;
import static dev.steward.cadence.Given.TUESDAY;
import static dev.steward.cadence.Given.at;
import static dev.steward.cadence.Given.facilitator;
import static dev.steward.cadence.Given.kinds;
import static dev.steward.cadence.Given.member;
import static dev.steward.cadence.Given.ops;
import static dev.steward.cadence.Given.owner;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import dev.steward.cadence.SessionHappening.Kind;

/** What can be done to a session in each of its states, and what it says where it cannot. It starts on Tuesday, 10:00. */
class SessionTest {
    private static final Instant BEFORE = at("2026-03-03T09:30");
    private static final Instant START = at("2026-03-03T10:00");
    private static final Instant LATER = at("2026-03-03T10:20");
    private static final UUID ITEM = UUID.fromString("0192a000-0000-7000-8000-000000000009");
    private static final SessionId OTHER = new SessionId(UUID.fromString("0192a000-0000-7000-8000-000000000008"));

    private static final String BEGUN = "It has begun.";
    private static final String NOT_STARTED = "It has not been started yet.";
    private static final Map<SessionState, String> OVER = Map.of(SessionState.CLOSED, "It is closed already.",
            SessionState.SKIPPED, "It was skipped.", SessionState.MOVED, "It was moved to another time.",
            SessionState.CANCELLED, "It was cancelled.");

    private final Given given = Given.meeting();

    @Test
    void whatIsAheadIsStartedSkippedMovedOrCancelled() {
        for (SessionState ahead : List.of(SessionState.COLLECTING, SessionState.AGENDA_POSTED)) {
            done(ahead, session -> session.start(facilitator(), BEFORE), SessionState.RUNNING);
            done(ahead, session -> session.skip(facilitator(), "Fair week", BEFORE), SessionState.SKIPPED);
            done(ahead, session -> session.move(facilitator(), OTHER, BEFORE), SessionState.MOVED);
            done(ahead, session -> session.cancel(facilitator(), "No guests", BEFORE), SessionState.CANCELLED);
            done(ahead, session -> session.read(BEN, BEFORE), ahead);
            done(ahead, session -> session.preRead(BEN, "https://other.example", BEFORE), ahead);
            done(ahead, session -> session.facilitate(BEN, CHI, BEFORE), ahead);
            refused(NOT_STARTED, ahead, session -> session.beginItem(facilitator(), ITEM, 5, BEFORE));
            refused(NOT_STARTED, ahead, session -> session.close(facilitator(), BEFORE));
        }
    }

    @Test
    void whatRunsIsClosedOrCancelled() {
        SessionState running = SessionState.RUNNING;
        done(running, session -> session.close(facilitator(), LATER), SessionState.CLOSED);
        done(running, session -> session.cancel(facilitator(), "Fire alarm", LATER), SessionState.CANCELLED);
        done(running, session -> session.beginItem(facilitator(), ITEM, 5, LATER), running);
        done(running, session -> session.beginItem(facilitator(), null, 0, LATER), running);
        done(running, session -> session.read(BEN, LATER), running);
        refused("It runs already.", running, session -> session.start(facilitator(), LATER));
        refused(BEGUN, running, session -> session.skip(facilitator(), null, LATER));
        refused(BEGUN, running, session -> session.move(facilitator(), OTHER, LATER));
        refused(BEGUN, running, session -> session.preRead(BEN, "https://other.example", LATER));
        refused(BEGUN, running, session -> session.facilitate(BEN, CHI, LATER));
        refused(BEGUN, running, session -> session.didNotTakePlace(facilitator(), LATER));
    }

    @Test
    void whatIsOverStaysAsItIsAndSaysSo() {
        OVER.forEach((state, sentence) -> {
            refused(sentence, state, session -> session.start(facilitator(), LATER));
            refused(sentence, state, session -> session.skip(facilitator(), null, LATER));
            refused(sentence, state, session -> session.move(facilitator(), OTHER, LATER));
            refused(sentence, state, session -> session.cancel(facilitator(), "Why", LATER));
            refused(sentence, state, session -> session.close(facilitator(), LATER));
            refused(sentence, state, session -> session.beginItem(facilitator(), ITEM, 5, LATER));
            refused(sentence, state, session -> session.preRead(BEN, "https://other.example", LATER));
            refused(sentence, state, session -> session.read(BEN, LATER));
            refused(sentence, state, session -> session.facilitate(BEN, CHI, LATER));
            refused(sentence, state, session -> session.didNotTakePlace(facilitator(), LATER));
            untouched(state, session -> session.begin(0, LATER));
            untouched(state, session -> session.skipped(Cause.DOWNTIME, null, null, LATER));
            untouched(state, session -> session.wouldFacilitate(CHI));
        });
    }

    @Test
    void onlyWhoeverLeadsItSteersIt() {
        String only = "Only whoever facilitates it, its owner, ops people and admins can do that.";
        Standing other = member(CHI);
        for (SessionState ahead : List.of(SessionState.COLLECTING, SessionState.AGENDA_POSTED)) {
            refused(only, ahead, session -> session.start(other, START));
            refused(only, ahead, session -> session.skip(other, null, START));
            refused(only, ahead, session -> session.move(other, OTHER, START));
            refused(only, ahead, session -> session.cancel(other, "Why", START));
            refused(only, ahead, session -> session.didNotTakePlace(other, START));
        }
        refused(only, SessionState.RUNNING, session -> session.close(other, LATER));
        refused(only, SessionState.RUNNING, session -> session.beginItem(other, ITEM, 0, LATER));
        for (Standing leads : List.of(owner(), ops(), facilitator())) {
            done(SessionState.AGENDA_POSTED, session -> session.start(leads, START), SessionState.RUNNING);
        }
    }

    @Test
    void itIsStartedAnHourEarlyAtMost() {
        refused("It is too early to start it. Move it if you meet at another time.", SessionState.AGENDA_POSTED,
                session -> session.start(facilitator(), START.minus(Session.EARLY).minusMillis(1)));
        done(SessionState.AGENDA_POSTED, session -> session.start(facilitator(), START.minus(Session.EARLY)),
                SessionState.RUNNING);
    }

    @Test
    void startedBeforeItsAgendaWasPostedItIsPostedThen() {
        Session session = in(SessionState.COLLECTING);
        session.start(facilitator(), BEFORE);
        assertThat(kinds(session)).containsExactly(Kind.AGENDA_POSTED, Kind.STARTED);
    }

    @Test
    void startedEarlyItIsNotCalledWhenItsTimeComes() {
        Session session = in(SessionState.AGENDA_POSTED);
        session.start(facilitator(), BEFORE);
        session.begin(0, START);
        assertThat(session.due()).isTrue();
        assertThat(kinds(session)).containsExactly(Kind.STARTED);
    }

    @Test
    void whoStartsWhatNobodyFacilitatesFacilitatesIt() {
        Session session = in(SessionState.COLLECTING);
        session.wouldFacilitate(null);
        session.start(owner(), START);
        assertThat(session.facilitator()).isEqualTo(BEN);
        Session other = in(SessionState.COLLECTING);
        other.start(owner(), START);
        assertThat(other.facilitator()).isEqualTo(ANA);
    }

    @Test
    void itsTimeComesOnceAndPostsTheAgendaIfNobodyHad() {
        Session session = in(SessionState.COLLECTING);
        session.begin(2, START.plusMillis(20));
        session.begin(0, LATER);
        assertThat(kinds(session)).containsExactly(Kind.AGENDA_POSTED, Kind.DUE);
        assertThat(session.coalesced()).isEqualTo(2);
        assertThat(session.waits()).as("it began on time").isNull();
    }

    @Test
    void itDidNotTakePlaceOnceItsTimeHasCome() {
        refused("Its time has not come yet. You can skip it.", SessionState.AGENDA_POSTED,
                session -> session.didNotTakePlace(facilitator(), START));
        Session session = in(SessionState.AGENDA_POSTED);
        session.begin(0, START);
        session.didNotTakePlace(facilitator(), LATER);
        assertThat(session.state()).isEqualTo(SessionState.SKIPPED);
        assertThat(session.cause()).isEqualTo(Cause.NOBODY_STARTED);
    }

    @Test
    void itIsCalledOffWithAReason() {
        refused("Say why it is cancelled: everybody who takes part is told.", SessionState.RUNNING,
                session -> session.cancel(facilitator(), "  ", LATER));
        Session session = in(SessionState.RUNNING);
        session.beginItem(facilitator(), ITEM, 5, LATER);
        session.cancel(facilitator(), "Fire alarm", LATER);
        assertThat(session.item()).isNull();
        assertThat(session.reason()).isEqualTo("Fire alarm");
        assertThat(session.endedAt()).isEqualTo(LATER);
    }

    @Test
    void aPreReadIsReadByEachOnceAndAnotherIsReadAnew() {
        Session session = given.session();
        refused("There is nothing to read yet.", session, one -> one.read(BEN, BEFORE));
        session.preRead(ANA, "https://one.example", BEFORE);
        session.preRead(CHI, "https://one.example", BEFORE);
        session.read(BEN, BEFORE);
        session.read(BEN, BEFORE);
        assertThat(session.readers()).containsExactly(BEN);
        assertThat(session.preReadBy()).isEqualTo(ANA);
        session.preRead(CHI, "https://two.example", BEFORE);
        assertThat(session.readers()).isEmpty();
        session.preRead(CHI, null, BEFORE);
        assertThat(session.preReadBy()).isNull();
        assertThat(kinds(session)).containsExactly(Kind.PREPARED, Kind.PRE_READ_SET, Kind.READ, Kind.PRE_READ_SET,
                Kind.PRE_READ_SET);
    }

    @Test
    void itsSuccessorHasItsReadersAndNoOthers() {
        Session first = given.session();
        first.preRead(ANA, "https://one.example", BEFORE);
        first.read(BEN, BEFORE);
        Session second = given.session(TUESDAY.plusDays(2));
        first.move(facilitator(), second.facts().id(), BEFORE);
        second.takeOver(first);
        assertThat(second.readers()).containsExactly(BEN);
        second.preRead(ANA, "https://two.example", BEFORE);
        second.read(CHI, BEFORE);
        second.move(facilitator(), first.facts().id(), BEFORE);
        first.revive(START, BEFORE);
        first.takeOver(second);
        assertThat(first.preRead()).isEqualTo("https://two.example");
        assertThat(first.readers()).as("Ben read another one").containsExactly(CHI);
    }

    @Test
    void theRotationChoosesAsLongAsNobodyWasTold() {
        Session session = given.session();
        session.wouldFacilitate(BEN);
        assertThat(session.facilitator()).isEqualTo(BEN);
        session.agendaPosted(BEFORE);
        session.wouldFacilitate(CHI);
        assertThat(session.facilitator()).isEqualTo(BEN);
        session.facilitate(null, CHI, BEFORE);
        session.facilitate(null, CHI, BEFORE);
        assertThat(kinds(session)).containsExactly(Kind.PREPARED, Kind.AGENDA_POSTED, Kind.FACILITATOR_CHANGED);
    }

    @Test
    void withNobodyToFacilitateTheRotationStillMayChoose() {
        Session session = given.session();
        session.wouldFacilitate(null);
        session.agendaPosted(BEFORE);
        session.wouldFacilitate(CHI);
        assertThat(session.facilitator()).isEqualTo(CHI);
    }

    @Test
    void whatWasDoneAwayWithBeforeItsTimeCanTakePlaceAfterAll() {
        for (SessionState state : List.of(SessionState.SKIPPED, SessionState.MOVED, SessionState.CANCELLED)) {
            Session session = given.session();
            session.agendaPosted(BEFORE);
            end(session, state);
            assertThat(session.revivable()).isTrue();
            session.revive(START.plus(Duration.ofHours(1)), BEFORE);
            assertThat(session.state()).isEqualTo(SessionState.COLLECTING);
            assertThat(session.cause()).isNull();
            assertThat(session.reason()).isNull();
            assertThat(session.movedTo()).isNull();
            assertThat(session.endedAt()).isNull();
            assertThat(session.startsAt()).isEqualTo(START.plus(Duration.ofHours(1)));
        }
        refused("It does not take place any more.", SessionState.CLOSED, session -> session.revive(START, LATER));
        Session due = in(SessionState.AGENDA_POSTED);
        due.begin(0, START);
        end(due, SessionState.SKIPPED);
        refused("It does not take place any more.", due, session -> session.revive(START, LATER));
        Session run = in(SessionState.RUNNING);
        end(run, SessionState.CANCELLED);
        refused("It does not take place any more.", run, session -> session.revive(START, LATER));
    }

    @Test
    void atAnotherTimeWhatWasSaidOfItIsSaidAgain() {
        Session session = given.session();
        session.agendaPosted(BEFORE);
        session.mark(SessionPlan.REMIND + "10 minutes");
        session.reschedule(TUESDAY, START, BEFORE);
        assertThat(session.marked(SessionPlan.REMIND + "10 minutes")).isTrue();
        session.reschedule(TUESDAY.plusDays(1), START.plus(Duration.ofDays(1)), BEFORE);
        assertThat(session.marked(SessionPlan.REMIND + "10 minutes")).isFalse();
        assertThat(session.planned()).isEqualTo(TUESDAY.plusDays(1));
        assertThat(kinds(session)).containsExactly(Kind.PREPARED, Kind.AGENDA_POSTED, Kind.RESCHEDULED);
    }

    @Test
    void nobodyStartsOrClosesWhatIsWritten() {
        Session session = Given.written().session();
        refused("Nobody starts it: everybody is asked when it is time.", session,
                one -> one.start(facilitator(), START));
        session.ask(List.of(ANA), List.of(), Duration.ofHours(7), START);
        assertThat(session.state()).isEqualTo(SessionState.RUNNING);
        session.ask(List.of(BEN), List.of(), Duration.ofHours(7), LATER);
        refused("It closes by itself when everybody has had their time.", session,
                one -> one.close(facilitator(), LATER));
        assertThat(kinds(session)).containsExactly(Kind.PREPARED, Kind.STARTED, Kind.ASKED, Kind.ASKED);
        assertThat(session.asked()).extracting(Session.Asked::until).containsExactly(at("2026-03-03T17:00"),
                at("2026-03-03T17:20"));
    }

    @Test
    void itIsKeptAsItIs() {
        Session session = in(SessionState.RUNNING);
        session.beginItem(facilitator(), ITEM, 5, LATER);
        session.waits(LATER);
        assertThat(new CadenceJson().readSession(new CadenceJson().write(session.workings())))
                .isEqualTo(session.workings());
        String older = new CadenceJson().write(session.workings()).replaceAll(",\"waits\":[^,}]*", "");
        assertThat(older).doesNotContain("waits");
        assertThat(new CadenceJson().readSession(older).waits()).isNull();
    }

    @Test
    void nothingIsTouchedByLookingAtIt() {
        assertThat(in(SessionState.RUNNING).touched()).isFalse();
        assertThat(given.session().touched()).as("it is new").isTrue();
        Session marked = in(SessionState.RUNNING);
        marked.mark("overtime");
        assertThat(marked.touched()).isTrue();
    }

    private void done(SessionState from, Consumer<Session> what, SessionState to) {
        Session session = in(from);
        what.accept(session);
        assertThat(session.state()).isEqualTo(to);
        assertThat(session.happenings()).isNotEmpty();
    }

    private void refused(String sentence, SessionState from, Consumer<Session> what) {
        refused(sentence, in(from), what);
    }

    private static void refused(String sentence, Session session, Consumer<Session> what) {
        Session.Workings before = session.workings();
        ThrowingCallable doing = () -> what.accept(session);
        assertThatThrownBy(doing).as("%s", session.state()).isInstanceOf(Refused.class).hasMessage(sentence);
        assertThat(session.workings()).isEqualTo(before);
    }

    private void untouched(SessionState from, Consumer<Session> what) {
        Session session = in(from);
        what.accept(session);
        assertThat(session.touched()).isFalse();
    }

    /** As read from its row, with a pre-read. */
    private Session in(SessionState state) {
        Session session = given.session();
        session.preRead(ANA, "https://pre-read.example", BEFORE);
        if (state != SessionState.COLLECTING) {
            session.agendaPosted(BEFORE);
        }
        end(session, state);
        return new Session(session.facts(), 3, session.planned(), session.workings());
    }

    private static void end(Session session, SessionState state) {
        switch (state) {
            case COLLECTING, AGENDA_POSTED -> {
                // not over
            }
            case RUNNING -> session.start(facilitator(), START);
            case CLOSED -> {
                session.start(facilitator(), START);
                session.close(facilitator(), LATER);
            }
            case SKIPPED -> session.skip(facilitator(), null, BEFORE);
            case MOVED -> session.move(facilitator(), OTHER, BEFORE);
            case CANCELLED -> session.cancel(facilitator(), "Why", BEFORE);
        }
        assertThat(session.state()).isEqualTo(state);
    }
}
