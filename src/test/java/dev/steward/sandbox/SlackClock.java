package dev.steward.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;

/** The clock of the sandbox, which all of Steward reads, moved as on its page. */
public final class SlackClock {
    private final SandboxClock clock;
    private final MoveClock moves;

    SlackClock(SandboxClock clock, MoveClock moves) {
        this.clock = clock;
        this.moves = moves;
    }

    public Instant instant() {
        return clock.instant();
    }

    /** Lets so much time pass: what falls due in it is done, in order, and what that says is sent. */
    public void advance(Duration by) {
        to(clock.instant().plus(by));
    }

    /** As {@link #advance}, until then; once a move that was begun on the page is over. */
    public void to(Instant then) {
        comesToRest();
        Outcome outcome = moves.to(then);
        assertThat(outcome.failure()).isNull();
        comesToRest();
    }

    /** Makes it then at once. What falls due in between is left to whoever fires it. */
    public void leap(Instant then) {
        clock.reach(then);
    }

    /** Waits until nobody moves it. */
    public void comesToRest() {
        moves.underWay().ifPresent(move -> assertThat(move.await(Duration.ofSeconds(60))).as("the clock got there")
                .isTrue());
    }
}
