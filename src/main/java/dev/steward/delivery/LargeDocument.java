package dev.steward.delivery;

import java.io.IOException;
import java.io.InputStream;

/**
 * A file to be shared that is too large to be held at once: it is kept in parts of a megabyte, and sent part by part.
 *
 * @param name    as of a {@link Document}
 * @param title   as of a {@link Document}
 * @param words   as of a {@link Document}
 * @param size    how many bytes it has, at least one; Slack takes a gigabyte
 * @param content where they are read from, once
 */
public record LargeDocument(String name, String title, String words, long size, Content content) {
    /** What Slack takes. */
    public static final long MOST_BYTES = 1_000_000_000;

    /** @throws IllegalArgumentException where something is too long, or missing */
    public LargeDocument {
        Document.check(name, title, words);
        if (size < 1 || size > MOST_BYTES) {
            throw new IllegalArgumentException("A large file has 1 to " + MOST_BYTES + " bytes, not " + size);
        }
    }

    /** Where bytes are read from. */
    @FunctionalInterface
    public interface Content {
        /** Closed by whoever reads it. */
        InputStream open() throws IOException;
    }
}
