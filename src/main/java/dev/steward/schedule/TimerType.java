package dev.steward.schedule;

import java.time.Duration;
import java.util.UUID;
import java.util.regex.Pattern;

import dev.steward.workspace.WorkspaceId;

/**
 * A kind of timer, declared by its feature as a constant: {@code static final TimerType RUNG = new TimerType("approval.rung")}.
 *
 * @param name    kept in rows, so it never changes: {@code feature.what}, lower case
 * @param retries what happens when its handler fails
 */
public record TimerType(String name, Retries retries) {
    private static final Pattern NAME = Pattern.compile("[a-z]+(-[a-z]+)*(\\.[a-z]+(-[a-z]+)*)+");

    public TimerType {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("A timer type is named feature.what, not " + name);
        }
    }

    /** Tried ten times within three quarters of an hour, then parked. */
    public TimerType(String name) {
        this(name, new Retries(10, Duration.ofSeconds(5), Duration.ofHours(1)));
    }

    /** The one timer of this type that the subject may have. */
    public TimerKey of(WorkspaceId workspace, UUID subject) {
        return of(workspace, subject, "");
    }

    /** One of several timers of this type that the subject may have, told apart by {@code step}. */
    public TimerKey of(WorkspaceId workspace, UUID subject, String step) {
        return new TimerKey(workspace, this, subject, step);
    }

    /**
     * How often to try again and how soon: {@code first} after the first failure, twice as long after each other, {@code longest}
     * at most.
     *
     * @param attempts after how many failures the timer is parked; at least 1
     */
    public record Retries(int attempts, Duration first, Duration longest) {
        public Retries {
            if (attempts < 1 || first.isNegative() || longest.compareTo(first) < 0) {
                throw new IllegalArgumentException("Retries need one attempt at least, and waits that grow");
            }
        }

        /**
         * What to wait after this many failures.
         *
         * @param failures at least 1
         * @param chance   from 0 to 1: the wait is between half and all of its length, so that those who failed together do not come
         *                 back together
         */
        Duration wait(int failures, double chance) {
            double doubled = first.toMillis() * Math.pow(2, failures - 1.0);
            return Duration.ofMillis((long) (Math.min(doubled, longest.toMillis()) * (0.5 + chance / 2)));
        }
    }
}
