package dev.steward.slack;

import org.jspecify.annotations.Nullable;

/** What people wrote, within Steward's own words: as mrkdwn that shows it as it was typed, and never longer than asked for. */
public final class Quoted {
    private Quoted() {}

    /** In quotation marks, on one line. */
    public static String inline(String words, int most) {
        return "“" + line(words, most) + "”";
    }

    /** On one line. */
    public static String line(String words, int most) {
        return Mrkdwn.escape(beginning(words, most).replaceAll("\\s+", " ").strip(), most);
    }

    /** Indented, line by line. */
    public static String block(String words, int most) {
        String shown = Mrkdwn.escape(beginning(words.strip(), most), most);
        String indented = "> " + shown.replace("\n", "\n> ");
        return indented.length() <= most + most / 4 ? indented : "> " + line(words, most);
    }

    /** More than can be shown of it, so that what follows costs nothing. */
    private static String beginning(String words, int most) {
        return words.length() <= most * 2 ? words : words.substring(0, most * 2);
    }

    /** The first line, cut between words: what is asked, in short. */
    public static String title(String words, int most) {
        String line = words.strip().lines().findFirst().orElse("").replaceAll("\\s+", " ").strip();
        if (line.length() > most) {
            int space = line.lastIndexOf(' ', most);
            line = (space > most / 2 ? line.substring(0, space) : Mrkdwn.cut(line, most).replace(Mrkdwn.MORE, ""))
                    + "…";
        }
        return "“" + Mrkdwn.escape(line, most * 3) + "”";
    }

    /** With a colon before it, where there is anything, and the full stop of the sentence that it ends. */
    public static String ending(@Nullable String words, int most) {
        String said = after(words, most);
        return said.matches("(?s).*[.!?…]”") ? said : said + ".";
    }

    /** With a colon before it, where there is anything. */
    public static String after(@Nullable String words, int most) {
        return words == null || words.isBlank() ? "" : ": " + inline(words, most);
    }
}
