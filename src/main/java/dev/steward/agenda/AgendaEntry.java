package dev.steward.agenda;

import java.time.Instant;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One thing to talk about.
 *
 * @param key     unique in its source, and the same each time for the same thing: {@code AP-7}
 * @param title   what it is, its reference first, as plain text on one line, as typed (escape before showing); what is longer than
 *                {@value #LONGEST_TITLE} characters is cut
 * @param more    what is worth knowing beside it, as mrkdwn on one line, at most {@value #LONGEST_MORE} characters, with what people typed
 *                escaped; may be empty
 * @param link    where Slack shows the thing itself; null for nowhere
 * @param minutes how long it usually takes; 0 where nobody can say
 * @param newsAt  when there was last something new about it. What a review dealt with under its key since then does not come back; what
 *                it dealt with before does
 */
public record AgendaEntry(String key, String title, String more, @Nullable String link, int minutes, Instant newsAt) {
    public static final int LONGEST_KEY = 60;
    public static final int LONGEST_TITLE = 150;
    public static final int LONGEST_MORE = 300;
    private static final String BETWEEN = " · ";

    public AgendaEntry {
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw new IllegalArgumentException("“" + key + "” is no key");
        }
        if (title.isBlank()) {
            throw new IllegalArgumentException(key + " has no title");
        }
        if (more.length() > LONGEST_MORE || more.contains("\n")) {
            throw new IllegalArgumentException("What " + key + " says besides is no line of " + LONGEST_MORE);
        }
        if (minutes < 0) {
            throw new IllegalArgumentException(key + " takes " + minutes + " minutes");
        }
        title = line(title);
    }

    /** As many of these as {@link #more} has room for, in order: the most telling first, none cut. */
    public static String more(List<String> parts) {
        var said = new StringBuilder();
        for (String part : parts) {
            if (!part.isEmpty() && said.length() + BETWEEN.length() + part.length() <= LONGEST_MORE) {
                said.append(said.isEmpty() ? "" : BETWEEN).append(part);
            }
        }
        return said.toString();
    }

    private static String line(String typed) {
        String line = typed.replaceAll("\\s+", " ").strip();
        if (line.length() <= LONGEST_TITLE) {
            return line;
        }
        int end = LONGEST_TITLE - 1;
        return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end).stripTrailing() + "…";
    }
}
