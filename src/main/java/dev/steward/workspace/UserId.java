package dev.steward.workspace;

import java.util.Optional;
import java.util.regex.Pattern;

/** A Slack user id such as {@code U024BE7LH}; never a name. */
public record UserId(String value) {
    private static final Pattern MENTION = Pattern.compile("<@([A-Z0-9]+)(?:\\|[^>]*)?>");

    /** Who a mention names, such as {@code <@U024BE7LH>} or {@code <@U024BE7LH|maya>}; empty for a text that is none, or more. */
    public static Optional<UserId> mentioned(String text) {
        var mention = MENTION.matcher(text);
        return mention.matches() ? Optional.of(new UserId(mention.group(1))) : Optional.empty();
    }

    /** The mrkdwn that Slack shows as the person's name, and that pings them. */
    public String mention() {
        return "<@" + value + ">";
    }

    @Override
    public String toString() {
        return value;
    }
}
