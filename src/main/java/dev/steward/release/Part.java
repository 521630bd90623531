package dev.steward.release;

import java.time.Instant;
import java.util.Comparator;

import org.jspecify.annotations.Nullable;

import dev.steward.release.Shipped.Standing;

/**
 * One thing that shipped, as its source last said.
 *
 * @param release the release that tells of it; null: none does
 */
record Part(Shipped is, @Nullable ReleaseId release) {
    /** As they stand in a draft, whatever the order in which they arrived. */
    static final Comparator<Part> ORDER = Comparator
            .comparing((Part part) -> part.is().publishedAt() == null ? Instant.MAX : part.is().publishedAt())
            .thenComparing(part -> part.is().name()).thenComparing(part -> part.is().key());

    /** What is known of it once this is heard, which may be old news. */
    Part hears(Shipped news) {
        if (is.standing() == Standing.DELETED) {
            return this;
        }
        return news.standing() == Standing.DELETED || news.said().replaces(is.said())
                ? new Part(dated(news), release)
                : this;
    }

    /** Whether it is to be announced. */
    boolean asksToBeTold() {
        return is.standing() == Standing.OUT;
    }

    /** Whether readers would see a difference. */
    boolean readsLike(Part other) {
        return is.name().equals(other.is.name()) && is.version().equals(other.is.version())
                && java.util.Objects.equals(is.url(), other.is.url()) && is.notes().equals(other.is.notes())
                && is.standing() == other.is.standing();
    }

    Part in(@Nullable ReleaseId other) {
        return new Part(is, other);
    }

    /** What came without a time is as old as what it took the place of. */
    private Shipped dated(Shipped news) {
        return news.said().at() != null
                ? news
                : new Shipped(news.key(), news.name(), news.version(), news.url(), news.notes(), news.standing(),
                        news.publishedAt(), new Shipped.Said(is.said().at(), news.said().rank()));
    }
}
