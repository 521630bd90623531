package dev.steward.slack;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * The text form of what a button, an option or a form's metadata is about: words with single spaces between them, or free text where
 * it holds what people typed. Buttons stand in messages for years, so a codec reads what it once wrote for good: what is new comes last
 * and has a default.
 *
 * @param <C> what it is about
 */
public final class Codec<C> {
    private final Function<C, String> writer;
    private final Function<String, C> reader;

    private Codec(Function<C, String> writer, Function<String, C> reader) {
        this.writer = writer;
        this.reader = reader;
    }

    /**
     * One of several words.
     *
     * @param words  what to write, each by its {@code toString}: not empty, and without white space
     * @param reader takes the words in the order they were written; throws {@link IllegalArgumentException} for what was never written
     */
    public static <C> Codec<C> of(Function<C, List<?>> words, Function<Words, C> reader) {
        return new Codec<>(about -> words.apply(about).stream().map(String::valueOf).collect(Collectors.joining(" ")),
                value -> whole(new Words(value), reader));
    }

    /**
     * One of free text, such as JSON, or a search as somebody typed it.
     *
     * @param reader throws {@link IllegalArgumentException} for what was never written
     */
    public static <C> Codec<C> text(Function<C, String> writer, Function<String, C> reader) {
        return new Codec<>(writer, reader);
    }

    private static <C> C whole(Words in, Function<Words, C> reader) {
        C about = reader.apply(in);
        if (!in.ended()) {
            throw new IllegalArgumentException("there are more words than were ever written");
        }
        return about;
    }

    /** The word of an instant: microseconds since 1970, which is what PostgreSQL keeps of one. */
    public static long word(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }

    public String encode(C about) {
        return writer.apply(about);
    }

    /** Empty for null, and for whatever it never wrote: a reader may stumble over that in any way. */
    public Optional<C> read(@Nullable String value) {
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader.apply(value));
        } catch (RuntimeException foreign) {
            return Optional.empty();
        }
    }

    /** The words of a value, in turn. */
    public static final class Words {
        private final Iterator<String> rest;

        private Words(String value) {
            rest = Arrays.asList(value.strip().split(" +")).iterator();
        }

        /** Whether nothing is left: an older value may end where a newer one goes on. */
        public boolean ended() {
            return !rest.hasNext();
        }

        public String word() {
            if (!rest.hasNext()) {
                throw new IllegalArgumentException("a word is missing");
            }
            return rest.next();
        }

        public UUID id() {
            return UUID.fromString(word());
        }

        public long number() {
            return Long.parseLong(word());
        }

        /** As {@link Codec#word(Instant)} wrote it. */
        public Instant instant() {
            long micros = number();
            if (micros < 0) {
                throw new IllegalArgumentException("no time of ours: " + micros);
            }
            return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        }

        /** As {@link #instant}, for what older values do not say. */
        public Instant instantOr(Instant missing) {
            return ended() ? missing : instant();
        }

        /** How many of something, or which one: not below zero. */
        public int count() {
            return whole(number());
        }

        /** As {@link #count}, for what older values do not say. */
        public int countOr(int missing) {
            return ended() ? missing : count();
        }

        private static int whole(long number) {
            if (number < 0 || number > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("no count: " + number);
            }
            return (int) number;
        }

        /** For what older values do not say. */
        public long numberOr(long missing) {
            return ended() ? missing : number();
        }
    }
}
