package dev.steward.feedback;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import dev.steward.feedback.Customer.CustomerId;
import dev.steward.slack.Mrkdwn;
import dev.steward.workspace.Area.AreaId;

/**
 * What stands in the feedback form.
 *
 * @param fixed words that are not typed: too long for a Slack field, or a thread as it is; null when the field has them
 */
record FormContent(Map<Field, String> typed, @Nullable CustomerBox customer, @Nullable String fixed) {
    /** The longest text a Slack field takes. */
    static final int FIELD = 3_000;

    /** So much of a field is shown of what somebody else saved. */
    private static final int SAVED = 200;

    static final FormContent EMPTY = new FormContent(Map.of(), null, null);

    /** What is chosen in the customer box: its value, and how it is shown. */
    record CustomerBox(String value, String label) {
        private static final String NEW = "new:";

        static CustomerBox of(CustomerId id, String name) {
            return new CustomerBox(id.toString(), name);
        }

        static CustomerBox create(String name) {
            return new CustomerBox(NEW + name, "Create “" + name + "”");
        }

        @Nullable
        CustomerChoice choice() {
            if (value.startsWith(NEW)) {
                return new CustomerChoice.Named(value.substring(NEW.length()));
            }
            try {
                return new CustomerChoice.Known(new CustomerId(UUID.fromString(value)));
            } catch (IllegalArgumentException notOurs) {
                return null;
            }
        }

        /** As named in "+1 for Acme". */
        String name() {
            return value.startsWith(NEW) ? value.substring(NEW.length()) : label;
        }
    }

    /** A new item that starts with these words, as said somewhere. */
    static FormContent words(String words, @Nullable Source source, @Nullable String link) {
        var typed = new EnumMap<Field, String>(Field.class);
        if (source != null) {
            typed.put(Field.SOURCE, source.word());
        }
        if (link != null) {
            typed.put(Field.LINK, link);
        }
        return new FormContent(typed, null, null).withWords(words, true);
    }

    static FormContent of(Entry entry) {
        FeedbackItem.Details details = entry.item().details();
        var typed = new EnumMap<Field, String>(Field.class);
        put(typed, Field.SUMMARY, details.summary());
        put(typed, Field.AREA, details.area() == null ? null : details.area().toString());
        put(typed, Field.KIND, details.kind() == null ? null : details.kind().word());
        put(typed, Field.IMPORTANCE, details.importance() == null ? null : details.importance().word());
        put(typed, Field.SOURCE, details.source() == null ? null : details.source().word());
        put(typed, Field.CONTACT, details.consent() == Consent.UNKNOWN ? null : details.consent().word());
        put(typed, Field.LINK, details.link());
        var box = details.customer() == null || entry.customer() == null
                ? null
                : CustomerBox.of(details.customer(), entry.customer());
        return new FormContent(typed, box, null).withWords(details.words(), true);
    }

    /** @param editable whether the words may be typed over where they fit */
    FormContent withWords(String words, boolean editable) {
        var with = new EnumMap<Field, String>(Field.class);
        with.putAll(typed);
        with.remove(Field.WORDS);
        if (editable && words.length() <= FIELD) {
            with.put(Field.WORDS, words);
            return new FormContent(with, customer, null);
        }
        return new FormContent(with, customer, words);
    }

    String words() {
        return fixed != null ? fixed : typed.getOrDefault(Field.WORDS, "");
    }

    /** For the check of every field, the fixed words included. */
    Map<Field, String> all() {
        var all = new EnumMap<Field, String>(Field.class);
        all.putAll(typed);
        all.put(Field.WORDS, words());
        return all;
    }

    private static void put(Map<Field, String> typed, Field field, @Nullable String value) {
        if (value != null) {
            typed.put(field, value);
        }
    }

    /**
     * What somebody else has saved meanwhile and this would replace, as sentences; mrkdwn.
     *
     * @param area the name of an area
     */
    String insteadOf(FormContent saved, Function<AreaId, String> area) {
        var lines = new ArrayList<String>();
        for (Field field : Field.values()) {
            String mine = said(field);
            String theirs = saved.said(field);
            if (field == Field.WORDS && (fixed != null || saved.fixed != null) || mine.equals(theirs)) {
                continue;
            }
            String shown = field == Field.AREA && !theirs.isEmpty()
                    ? area.apply(new AreaId(UUID.fromString(theirs)))
                    : theirs.replaceAll("\\s+", " ");
            lines.add("• " + field.label() + ": "
                    + (shown.isEmpty() ? "_nothing_" : "“" + Mrkdwn.escape(shown, SAVED) + "”"));
        }
        return lines.isEmpty()
                ? "It says the same as below."
                : "It says otherwise now than below:\n" + String.join("\n", lines)
                        + "\nSave again to replace that by what stands below.";
    }

    private String said(Field field) {
        return field == Field.CUSTOMER ? customer == null ? "" : customer.name() : typed.getOrDefault(field, "");
    }
}
