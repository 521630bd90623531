package dev.steward.feedback;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.steward.workspace.Area;
import dev.steward.workspace.Area.AreaId;

/**
 * What was filled in about one item, every field checked.
 *
 * @param words kept whole, as said
 */
record Said(String words, @Nullable String summary, @Nullable CustomerChoice customer, @Nullable AreaId area,
        @Nullable Kind kind, @Nullable Importance importance, @Nullable Source source, Consent consent,
        @Nullable String link) {

    static final int LONGEST_WORDS = 1_000_000;
    static final int LONGEST_SUMMARY = 150;
    static final int LONGEST_LINK = 2_000;

    /** Only the words, as with {@code /feedback the export is broken}. */
    static Said only(String words) {
        return new Said(Plain.text(words), null, null, null, null, null, null, Consent.UNKNOWN, null);
    }

    /** The same, with where it was said. */
    Said from(Source where, @Nullable String address) {
        return new Said(words, summary, customer, area, kind, importance, where, consent, address);
    }

    /** What came of a check. */
    sealed interface Checked {
        record Fine(Said said) implements Checked {}

        /** A sentence for each field that cannot be taken. */
        record Mistaken(Map<Field, String> sentences) implements Checked {}
    }

    /**
     * @param typed what stands in each field; absent or blank when empty. An area may be its id or its name.
     * @param areas those of the workspace
     */
    static Checked check(Map<Field, String> typed, @Nullable CustomerChoice customer, List<Area> areas) {
        var mistakes = new EnumMap<Field, String>(Field.class);
        String words = Plain.text(typed.getOrDefault(Field.WORDS, "")).strip();
        if (words.isEmpty()) {
            mistakes.put(Field.WORDS, "Write down what was said.");
        } else if (words.length() > LONGEST_WORDS) {
            mistakes.put(Field.WORDS, "That is more than a million characters. Please keep the part that matters.");
        }
        String summary = entered(typed, Field.SUMMARY);
        if (summary != null && summary.length() > LONGEST_SUMMARY) {
            mistakes.put(Field.SUMMARY, "Keep the summary to " + LONGEST_SUMMARY + " characters.");
        }
        CustomerChoice who = customer;
        if (customer instanceof CustomerChoice.Named(String name)) {
            String tidy = Customer.tidy(name);
            who = tidy.isEmpty() ? null : new CustomerChoice.Named(tidy);
            if (tidy.length() > Customer.LONGEST_NAME) {
                mistakes.put(Field.CUSTOMER,
                        "Keep the customer's name to " + Customer.LONGEST_NAME + " characters.");
            }
        }
        AreaId area = area(typed, areas, mistakes);
        Kind kind = choice(typed, Field.KIND, Kind.values(), mistakes);
        Importance importance = choice(typed, Field.IMPORTANCE, Importance.values(), mistakes);
        Source source = choice(typed, Field.SOURCE, Source.values(), mistakes);
        Consent consent = choice(typed, Field.CONTACT, Consent.values(), mistakes);
        String link = link(typed, mistakes);
        if (!mistakes.isEmpty()) {
            return new Checked.Mistaken(mistakes);
        }
        return new Checked.Fine(new Said(words, summary, who, area, kind, importance, source,
                consent == null ? Consent.UNKNOWN : consent, link));
    }

    private static @Nullable String entered(Map<Field, String> typed, Field field) {
        String text = Plain.text(typed.getOrDefault(field, "")).strip();
        return text.isEmpty() ? null : text;
    }

    private static @Nullable AreaId area(Map<Field, String> typed, List<Area> areas, Map<Field, String> mistakes) {
        String entered = entered(typed, Field.AREA);
        if (entered == null) {
            return null;
        }
        Optional<Area> found = areas.stream()
                .filter(area -> area.id().toString().equals(entered) || area.name().equalsIgnoreCase(entered))
                .findFirst();
        if (found.isEmpty()) {
            mistakes.put(Field.AREA, Area.unknown(entered, areas));
            return null;
        }
        return found.get().id();
    }

    private static <C extends Enum<C> & Choice> @Nullable C choice(Map<Field, String> typed, Field field, C[] all,
            Map<Field, String> mistakes) {
        String entered = entered(typed, field);
        if (entered == null) {
            return null;
        }
        Optional<C> found = Choice.called(entered, all);
        if (found.isEmpty()) {
            mistakes.put(field, capital(field.word()) + " is one of " + Choice.words(all) + ".");
            return null;
        }
        return found.get();
    }

    private static @Nullable String link(Map<Field, String> typed, Map<Field, String> mistakes) {
        String entered = entered(typed, Field.LINK);
        if (entered == null) {
            return null;
        }
        if (entered.length() > LONGEST_LINK) {
            mistakes.put(Field.LINK, "That link is too long: " + LONGEST_LINK + " characters at most.");
        } else if (!isLink(entered)) {
            mistakes.put(Field.LINK, "That is not a link. A link starts with https:// or http://.");
        }
        return entered;
    }

    /** Whether it is safe to show as a link: http or https, with a host, and nothing that ends a link in Slack. */
    static boolean isLink(String text) {
        if (text.chars().anyMatch(c -> c <= ' ' || c == '<' || c == '>' || c == '|')) {
            return false;
        }
        try {
            var uri = new URI(text);
            String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            return (scheme.equals("https") || scheme.equals("http")) && uri.getRawAuthority() != null
                    && !uri.getRawAuthority().isBlank() && uri.getUserInfo() == null;
        } catch (URISyntaxException notALink) {
            return false;
        }
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
