package dev.steward.privacy;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.PlainLetters;
import dev.steward.workspace.UserId;

/**
 * Takes somebody out of texts: their id, their names and their e-mail address, each replaced by what stands for them from now on. It is the
 * same whatever else a text says, and changes nothing in one that does not name them; done twice, it does no more than done once.
 *
 * <p>
 * A name of several words is looked for wherever it stands, whatever the case, also with the family name first, with its accents or without,
 * and in {@link PlainLetters}. One of a single word may be
 * any word, so that it is taken out only behind an {@code @} and where Steward wrote it ({@code Will: } at the beginning of what was said
 * in a thread), unless somebody chose to have it taken out everywhere. Whatever else somebody says that they are called is taken out
 * wherever it stands.
 */
final class Redaction {
    /** Stands in place of words that were taken out. */
    static final String ERASED = "[erased]";
    /** What {@code Mrkdwn.escape} puts between the characters of a name, so that Slack makes no link of it. */
    private static final String JOINER = "\u2060?";
    private static final String SPACE = "[\\s\\p{Z}]+";
    private static final String SPACES = "[\\s\\p{Z}]*";
    private static final String NO_WORD_BEFORE = "(?<![\\p{L}\\p{N}\\p{M}])";
    private static final String NO_WORD_AFTER = "(?![\\p{L}\\p{N}\\p{M}])";
    /** Not the one in an address. */
    private static final String AT = "((?<![\\p{L}\\p{N}\\p{M}._%+-])@" + JOINER + ")";
    /** Not where a longer handle, somebody else's, begins so. */
    private static final String NO_HANDLE_AFTER = "(?!" + JOINER + "[._-]?" + JOINER + "[\\p{L}\\p{N}\\p{M}])";
    private static final Pattern SEVERAL_WORDS = Pattern.compile(SPACE + "|(?<=[\\p{L}\\p{N}])[._](?=[\\p{L}\\p{N}])");
    /** A shorter name is too much like any word. */
    private static final int SHORTEST = 3;
    private static final int MOST_NEEDLES = 64;
    private static final Comparator<String> LONGEST_FIRST = Comparator.comparingInt(String::length).reversed();

    private final List<Replacement> replacements = new ArrayList<>();
    private final List<String> needles = new ArrayList<>();
    private final @Nullable UserId user;
    private final @Nullable UserId anonymous;
    private final @Nullable Pattern mention;

    private record Replacement(Pattern pattern, String by) {}

    private Redaction(@Nullable UserId user, @Nullable UserId anonymous) {
        this.user = user;
        this.anonymous = anonymous;
        this.mention = user == null ? null : Pattern.compile("<@" + Pattern.quote(user.value()) + "(?:\\|[^<>]*)?>");
    }

    /**
     * Of a person.
     *
     * @param everywhere whether a name of one word is taken out wherever it stands
     * @param others     other names and addresses of theirs
     */
    static Redaction of(UserId user, UserId anonymous, Names names, boolean everywhere, List<String> others) {
        var redaction = new Redaction(user, anonymous);
        redaction.needles.add(user.value().toLowerCase(Locale.ROOT));
        Stream.concat(Stream.ofNullable(names.email()), others.stream().filter(other -> other.contains("@")))
                .forEach(redaction::address);
        List<String> said = others.stream().filter(other -> !other.contains("@")).toList();
        // of two names that begin alike the longer one goes first, or its end would be left
        Stream.concat(names.all().stream(), said.stream()).distinct().sorted(LONGEST_FIRST)
                .forEach(name -> {
                    if (said.contains(name) || anywhere(name, everywhere)) {
                        redaction.name(name, anonymous.anonymousName());
                        redaction.turned(name, anonymous.anonymousName());
                    } else {
                        redaction.word(name, anonymous.anonymousName(), names.spoken(name));
                    }
                });
        redaction.replacements.add(new Replacement(
                Pattern.compile("(?<![A-Z0-9])" + Pattern.quote(user.value()) + "(?![A-Z0-9])"), anonymous.value()));
        return redaction;
    }

    /**
     * Whether a person's name is looked for wherever it stands: it has several words, which may be joined by dots or underscores as in a
     * handle.
     *
     * @param everywhere whether one of a single word is as well
     */
    static boolean anywhere(String name, boolean everywhere) {
        return name.codePoints().filter(Character::isLetterOrDigit).count() >= SHORTEST
                && (everywhere || SEVERAL_WORDS.matcher(name.strip()).find());
    }

    /** Of something that has names and no id. */
    static Redaction of(List<String> names, String instead) {
        var redaction = new Redaction(null, null);
        names.stream().sorted(LONGEST_FIRST).forEach(name -> redaction.name(name, instead));
        return redaction;
    }

    private void address(String email) {
        String stripped = email.strip();
        if (stripped.indexOf('@') > 0) {
            add("(?iu)(?<![\\w.%+-])" + spelled(stripped) + "(?!" + JOINER + "[\\w-])", addressOfNobody());
            needle(longestWord(stripped.substring(0, stripped.indexOf('@'))));
        }
    }

    private static String longestWord(String text) {
        return Pattern.compile("[^\\p{L}\\p{N}]+").splitAsStream(text).max(Comparator.comparingInt(String::length))
                .orElse("");
    }

    private String addressOfNobody() {
        return Objects.requireNonNull(anonymous).value().toLowerCase(Locale.ROOT) + "@erased.invalid";
    }

    /** Wherever it stands. */
    private void name(String name, String instead) {
        String composed = composed(name);
        if (!longestWord(composed).isEmpty()) {
            boolean anyCase = composed.codePointCount(0, composed.length()) >= SHORTEST;
            add((anyCase ? "(?iu)" : "") + NO_WORD_BEFORE + spelled(composed) + NO_WORD_AFTER,
                    Matcher.quoteReplacement(instead));
            needles(composed).forEach(this::needle);
        }
    }

    /** With the family name first, however many words that has: {@code Lindqvist, Maya}; without the comma where both have one. */
    private void turned(String name, String instead) {
        List<String> words = Pattern.compile(SPACE).splitAsStream(composed(name)).toList();
        String between = "(?:" + SPACES + "," + SPACES + (words.size() == 2 ? "|" + SPACE : "") + ")";
        for (int family = 1; family < words.size(); family++) {
            add("(?iu)" + NO_WORD_BEFORE + spelled(String.join(" ", words.subList(family, words.size()))) + between
                    + spelled(String.join(" ", words.subList(0, family))) + NO_WORD_AFTER,
                    Matcher.quoteReplacement(instead));
        }
    }

    /** Where it is a name, and no other word. @param written whether Steward wrote it before what they said */
    private void word(String name, String instead, boolean written) {
        String composed = composed(name);
        add("(?iu)" + AT + spelled(composed) + NO_HANDLE_AFTER, "$1" + Matcher.quoteReplacement(instead));
        if (written) {
            add("(?m)^" + spelled(composed) + "(?=: )", Matcher.quoteReplacement(instead));
        }
        needles(composed).forEach(this::needle);
    }

    private static String composed(String name) {
        return Normalizer.normalize(name.strip(), Normalizer.Form.NFC);
    }

    /**
     * One of these is in every spelling of a name: the longest part of it that is written in one way; where that is too short, the beginning
     * of its longest word in each of its spellings.
     */
    private static List<String> needles(String name) {
        var plain = new StringBuilder();
        name.codePoints().forEach(c -> plain.appendCodePoint(spellings(c).size() == 1 ? c : ' '));
        String part = longestWord(plain.toString());
        if (part.codePointCount(0, part.length()) >= SHORTEST) {
            return List.of(part);
        }
        List<String> all = List.of("");
        for (int c : longestWord(name).codePoints().toArray()) {
            List<String> longer = all.stream().flatMap(begun -> spellings(c).stream().map(begun::concat)).distinct()
                    .toList();
            if (longer.size() > MOST_NEEDLES) {
                break;
            }
            all = longer;
        }
        return all;
    }

    /** With whatever may stand in between, and each character as it may be written. */
    private static String spelled(String name) {
        var pattern = new StringBuilder();
        name.codePoints().forEach(c -> {
            if (!pattern.isEmpty()) {
                pattern.append(JOINER);
            }
            if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
                pattern.append(SPACE);
                return;
            }
            switch (c) {
                case '&' -> pattern.append("(?:&amp;|&)");
                case '<' -> pattern.append("(?:&lt;|<)");
                case '>' -> pattern.append("(?:&gt;|>)");
                default -> pattern.append(spelled(c));
            }
        });
        return pattern.toString().replace(SPACE + JOINER + SPACE, SPACE);
    }

    private static String spelled(int character) {
        List<String> spellings = spellings(character);
        return spellings.size() == 1
                ? Pattern.quote(spellings.getFirst())
                : spellings.stream().map(Pattern::quote).collect(Collectors.joining("|", "(?:", ")"));
    }

    /** The ways in which a character is written. */
    private static List<String> spellings(int character) {
        String composed = Character.toString(character);
        return Stream.of(composed, Normalizer.normalize(composed, Normalizer.Form.NFD),
                PlainLetters.withoutAccents(composed), PlainLetters.of(composed)).distinct().toList();
    }

    private void add(String pattern, String by) {
        replacements.add(new Replacement(Pattern.compile(pattern), by));
    }

    private void needle(String needle) {
        String lower = needle.toLowerCase(Locale.ROOT);
        if (!needles.contains(lower)) {
            needles.add(lower);
        }
    }

    /** In lower case: a text that has none of these in it, in lower case, has nothing to be taken out. */
    List<String> needles() {
        return List.copyOf(needles);
    }

    boolean mayConcern(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return needles.stream().anyMatch(lower::contains);
    }

    /** The id that is taken out; null where it is something with a name alone. */
    @Nullable
    String user() {
        return user == null ? null : user.value();
    }

    boolean is(@Nullable String id) {
        return user != null && user.value().equals(id);
    }

    /** As people read it: a mention becomes what the person is called from now on. */
    String text(String text) {
        return replaced(text, () -> Objects.requireNonNull(anonymous).anonymousName());
    }

    /** As a program reads it: a mention stays one. */
    String markup(String text) {
        return replaced(text, () -> "<@" + Objects.requireNonNull(anonymous).value() + ">");
    }

    UnaryOperator<String> of(boolean markup) {
        return markup ? this::markup : this::text;
    }

    private String replaced(String text, Supplier<String> mentioned) {
        if (!mayConcern(text)) {
            return text;
        }
        String now = mention == null
                ? text
                : mention.matcher(text).replaceAll(found -> Matcher.quoteReplacement(mentioned.get()));
        for (Replacement each : replacements) {
            now = each.pattern().matcher(now).replaceAll(each.by());
        }
        return now;
    }
}
