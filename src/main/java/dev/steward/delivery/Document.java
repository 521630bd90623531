package dev.steward.delivery;

/**
 * A file to be shared.
 *
 * @param name    what it is called when it is saved, with its extension, which tells its kind: {@code timeline.png}; at most 100
 *                characters, none of them a slash, a backslash or a control character
 * @param title   what it is called in Slack, and what a picture is described by to those who do not see it; plain text of 1 to 200
 *                characters
 * @param words   mrkdwn said with it, user text escaped, at most 3,000 characters; empty: nothing
 * @param content at least a byte and at most {@link #MOST_BYTES}; it belongs to the document from now on and is not changed
 */
@SuppressWarnings("ArrayRecordComponent") // ten megabytes are not copied, and never compared
public record Document(String name, String title, String words, byte[] content) {
    /** Ten megabytes. */
    public static final int MOST_BYTES = 10 * 1024 * 1024;
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_WORDS = 3_000;

    /** @throws IllegalArgumentException where something is too long, or missing */
    public Document {
        check(name, title, words);
        if (content.length == 0 || content.length > MOST_BYTES) {
            throw new IllegalArgumentException("A file has 1 to " + MOST_BYTES + " bytes, not " + content.length);
        }
    }

    static void check(String name, String title, String words) {
        if (name.isBlank() || name.length() > LONGEST_NAME
                || name.chars().anyMatch(c -> c == '/' || c == '\\' || Character.isISOControl(c))) {
            throw new IllegalArgumentException("A file's name has 1 to " + LONGEST_NAME + " characters and no slash");
        }
        if (title.isBlank() || title.length() > LONGEST_TITLE) {
            throw new IllegalArgumentException("A file's title has 1 to " + LONGEST_TITLE + " characters");
        }
        if (words.length() > LONGEST_WORDS) {
            throw new IllegalArgumentException("At most " + LONGEST_WORDS + " characters are said with a file");
        }
    }
}
