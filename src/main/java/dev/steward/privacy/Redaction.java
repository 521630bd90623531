package dev.steward.privacy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.UserId;

/**
 * Takes somebody out of texts: their id, their name and their e-mail address, each replaced by what stands for them from now on. It is the
 * same whatever else a text says, and changes nothing in one that does not name them; done twice, it does no more than done once.
 *
 * <p>
 * A name of several words is looked for wherever it stands, whatever the case. One of a single word may be any word, so that it is taken
 * out only where Steward wrote it ({@code @Will}, and {@code Will: } at the beginning of what was said in a thread), unless somebody
 * chose to have it taken out everywhere. Whatever else somebody says that they are called is taken out wherever it stands.
 */
final class Redaction {
    /** Stands in place of words that were taken out. */
    static final String ERASED = "[erased]";
    /** What {@code Mrkdwn.escape} puts between the characters of a name, so that Slack makes no link of it. */
    private static final String JOINER = "\u2060?";
    private static final String NO_WORD_BEFORE = "(?<![\\p{L}\\p{N}])";
    private static final String NO_WORD_AFTER = "(?![\\p{L}\\p{N}])";

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
    static Redaction of(UserId user, UserId anonymous, @Nullable String name, @Nullable String email,
            boolean everywhere, List<String> others) {
        var redaction = new Redaction(user, anonymous);
        redaction.needles.add(user.value().toLowerCase(Locale.ROOT));
        if (email != null) {
            redaction.address(email);
        }
        others.stream().filter(other -> other.contains("@")).forEach(redaction::address);
        if (name != null && !name.equals(user.value())) {
            redaction.name(name, anonymous.anonymousName(), everywhere);
        }
        others.stream().filter(other -> !other.contains("@"))
                .forEach(other -> redaction.name(other, anonymous.anonymousName(), true));
        redaction.replacements.add(new Replacement(
                Pattern.compile("(?<![A-Z0-9])" + Pattern.quote(user.value()) + "(?![A-Z0-9])"), anonymous.value()));
        return redaction;
    }

    /** Of something that has names and no id. */
    static Redaction of(List<String> names, String instead) {
        var redaction = new Redaction(null, null);
        names.forEach(name -> redaction.name(name, instead, true));
        return redaction;
    }

    private void address(String email) {
        String stripped = email.strip();
        if (stripped.indexOf('@') > 0) {
            add("(?iu)(?<![\\w.%+-])" + spelled(stripped) + "(?!" + JOINER + "[\\w-])", addressOfNobody(),
                    longestWord(stripped.substring(0, stripped.indexOf('@'))));
        }
    }

    private static String longestWord(String text) {
        return Pattern.compile("[^\\p{L}\\p{N}]+").splitAsStream(text).max(Comparator.comparingInt(String::length))
                .orElse("");
    }

    private String addressOfNobody() {
        return Objects.requireNonNull(anonymous).value().toLowerCase(Locale.ROOT) + "@erased.invalid";
    }

    private void name(String name, String instead, boolean everywhere) {
        String stripped = name.strip();
        String longest = longestWord(stripped);
        if (longest.isEmpty()) {
            return;
        }
        String spelled = spelled(stripped);
        if (everywhere || stripped.matches("(?s).*\\s.*")) {
            add("(?iu)" + NO_WORD_BEFORE + spelled + NO_WORD_AFTER, instead, longest);
        } else {
            add("(?u)(?<=@" + JOINER + ")" + spelled + NO_WORD_AFTER, instead, longest);
            add("(?mu)^" + spelled + "(?=: )", instead, longest);
        }
    }

    /** With whatever may stand in between, and each character as it may be written. */
    private static String spelled(String name) {
        var pattern = new StringBuilder();
        name.codePoints().forEach(c -> {
            if (!pattern.isEmpty()) {
                pattern.append(JOINER);
            }
            if (Character.isWhitespace(c)) {
                pattern.append("\\s+");
                return;
            }
            switch (c) {
                case '&' -> pattern.append("(?:&amp;|&)");
                case '<' -> pattern.append("(?:&lt;|<)");
                case '>' -> pattern.append("(?:&gt;|>)");
                default -> pattern.append(Pattern.quote(Character.toString(c)));
            }
        });
        return pattern.toString().replace("\\s+" + JOINER + "\\s+", "\\s+");
    }

    private void add(String pattern, String by, String needle) {
        replacements.add(new Replacement(Pattern.compile(pattern), Matcher.quoteReplacement(by)));
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
