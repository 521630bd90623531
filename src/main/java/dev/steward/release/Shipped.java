package dev.steward.release;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * What a source says of one thing that shipped, as of the moment it speaks of.
 *
 * @param key         names the thing at its source, whatever becomes of it
 * @param name        of what shipped, one line: {@code ledger-api}
 * @param version     one line: {@code 2.3.0}; may be empty
 * @param url         where to read more: http or https, without characters that end an address; null: nowhere
 * @param notes       Markdown, perhaps long; may be empty
 * @param standing    whether it is there, and for everyone
 * @param publishedAt by the source's clock
 */
record Shipped(String key, String name, String version, @Nullable String url, String notes, Standing standing,
        @Nullable Instant publishedAt, Said said) {
    static final int LONGEST_KEY = 400;
    static final int LONGEST_NAME = 200;
    static final int LONGEST_URL = 1_000;
    /** As much as GitHub keeps. */
    static final int LONGEST_NOTES = 125_000;

    /** The names are kept in the database. */
    enum Standing {
        /** It is there, for everyone. */
        OUT,
        /** It is there for those who want it early, and asks for no announcement yet. */
        PRERELEASE,
        /** It was there; it may come back. */
        WITHDRAWN,
        /** It was there and never comes back. */
        DELETED
    }

    /**
     * When the source said so.
     *
     * @param at   by the source's clock; null where it does not tell: then it is newer than what is known
     * @param rank decides between what was said at the same time: the greater is newer. What is equal in both is as old as it arrives.
     */
    record Said(@Nullable Instant at, int rank) {
        /** Whether it takes the place of what was said before. */
        boolean replaces(Said before) {
            if (before.at == null) {
                return true;
            }
            return at == null || at.equals(before.at) ? rank >= before.rank : at.isAfter(before.at);
        }
    }
}
