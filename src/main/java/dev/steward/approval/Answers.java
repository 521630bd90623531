package dev.steward.approval;

import dev.steward.slack.Mrkdwn;

/** How answers are put so that what somebody typed shows as it was typed. */
final class Answers {
    private static final int SENTENCE = 1_000;

    private Answers() {}

    /** A plain sentence with code between backticks, in which something that was typed may stand. */
    static String sentence(String plain) {
        return Mrkdwn.escape(Mrkdwn.cut(plain, SENTENCE)).replace("\u2060`\u2060", "`");
    }

    /** Words to stand between backticks. */
    static String code(String typed) {
        return Mrkdwn.cut(typed.strip().replaceAll("\\s+", " "), 300).replace("&", "&amp;").replace("<", "&lt;")
                .replace(">", "&gt;").replace('`', '\'');
    }
}
