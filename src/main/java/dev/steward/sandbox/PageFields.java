package dev.steward.sandbox;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * The names that fields have in the page's forms. They carry block and action id, so that what a browser posts can be read without
 * looking at the view, which may have changed meanwhile.
 */
final class PageFields {

    private static final String PREFIX = "f.";
    /** A field of this name holds a local date and time, which Slack counts in seconds since 1970. */
    private static final String MOMENT = "m.";

    private PageFields() {}

    static String name(String blockId, String actionId) {
        return PREFIX + encoded(blockId) + "." + encoded(actionId);
    }

    static String momentName(String blockId, String actionId) {
        return MOMENT + encoded(blockId) + "." + encoded(actionId);
    }

    /** What was posted. Every field posts an empty value too, so that one emptied is told from one not there. */
    static List<Field> read(Map<String, List<String>> posted, ZoneId zone) {
        var fields = new ArrayList<Field>();
        posted.forEach((name, values) -> {
            var parts = name.split("\\.", -1);
            if (parts.length != 3 || !(name.startsWith(PREFIX) || name.startsWith(MOMENT))) {
                return;
            }
            var held = values.stream()
                    .map(value -> value.replace("\r\n", "\n"))
                    .filter(value -> !value.isEmpty())
                    .map(value -> name.startsWith(MOMENT) ? seconds(value, zone) : value)
                    .toList();
            fields.add(new Field(decoded(parts[1]), decoded(parts[2]), held));
        });
        return fields;
    }

    private static String seconds(String local, ZoneId zone) {
        try {
            return Long.toString(LocalDateTime.parse(local).atZone(zone).toEpochSecond());
        } catch (DateTimeException halfTyped) {
            return local;
        }
    }

    private static String encoded(String id) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(id.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String id) {
        try {
            return new String(Base64.getUrlDecoder().decode(id), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notOurs) {
            return id;
        }
    }
}
