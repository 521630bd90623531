package dev.steward.schedule;

import java.io.Serial;

/** Somebody's calendar has no working time where some is looked for; the message says why, in words to show. */
public class NoWorkingTime extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    NoWorkingTime(String message) {
        super(message);
    }
}
