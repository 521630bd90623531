package dev.steward.slack;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * The text form of what a button, an option or a form's metadata is about: words with single spaces between them. Buttons stand in
 * messages for years, so a codec reads what it once wrote for good: what is new comes last and has a default.
 *
 * @param <C> what it is about
 */
public final class Codec<C> {
    private final Function<C, List<?>> words;
    private final Function<Words, C> reader;

    private Codec(Function<C, List<?>> words, Function<Words, C> reader) {
        this.words = words;
        this.reader = reader;
    }

    /**
     * One of several words.
     *
     * @param words  what to write, each by its {@code toString}: not empty, and without white space
     * @param reader takes the words in the order they were written; throws {@link IllegalArgumentException} for what was never written
     */
    public static <C> Codec<C> of(Function<C, List<?>> words, Function<Words, C> reader) {
        return new Codec<>(words, reader);
    }

    public String encode(C about) {
        return words.apply(about).stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    /** Empty for null, and for whatever it never wrote. */
    public Optional<C> read(@Nullable String value) {
        if (value == null) {
            return Optional.empty();
        }
        try {
            var in = new Words(value);
            C about = reader.apply(in);
            return in.ended() ? Optional.of(about) : Optional.empty();
        } catch (IllegalArgumentException foreign) {
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

        /** For what older values do not say. */
        public long numberOr(long missing) {
            return ended() ? missing : number();
        }
    }
}
