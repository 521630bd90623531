package dev.steward.sandbox;

import java.util.List;

/**
 * What one field of a modal, App Home or message holds, as plain strings; the sandbox makes Slack's typed state of it.
 *
 * @param values typed text, a date ({@code 2026-03-31}), a time ({@code 14:05}), seconds since 1970, an id, or the values of
 *               the chosen options; empty when nothing is chosen, more than one only where several may be chosen
 */
record Field(String blockId, String actionId, List<String> values) {
    Field {
        values = List.copyOf(values);
    }

    static Field of(String blockId, String actionId, String... values) {
        return new Field(blockId, actionId, List.of(values));
    }
}
