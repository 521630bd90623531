package dev.steward.release;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;

/**
 * What is known of when a release goes out.
 *
 * @param goesAt      when it is to go out; null where that is not known
 * @param publishedAt null until it went out
 * @param planned     whether it is planned without a time, and may go out any moment
 * @param since       since when this is known
 */
record Launch(@Nullable Instant goesAt, @Nullable Instant publishedAt, boolean planned, Instant since) {

    /** As far as it is known at that moment. A draft whose time has passed has none. */
    static Launch of(Release release, Instant now) {
        boolean planned = release.state() == State.PLANNED;
        Instant published = release.publishedAt();
        Instant out = published == null ? null : published.truncatedTo(ChronoUnit.SECONDS);
        Instant goesAt = out == null && release.when() instanceof When.At(var at) && (planned || at.isAfter(now))
                ? at.truncatedTo(ChronoUnit.MICROS)
                : null;
        return new Launch(goesAt, out, planned && goesAt == null, out == null ? now : out);
    }

    /** Whether it differs in more than since when it is known. */
    boolean sameAs(Launch other) {
        return since(other.since).equals(other);
    }

    Launch since(Instant then) {
        return new Launch(goesAt, publishedAt, planned, then);
    }

    /** For something that was asked for then. */
    Launch notBefore(Instant asked) {
        return asked.isAfter(since) ? since(asked) : this;
    }
}
