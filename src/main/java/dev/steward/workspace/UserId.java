package dev.steward.workspace;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A Slack user id such as {@code U024BE7LH}; never a name. Of somebody who was erased it is a pseudonym, {@code UANONYMOUS7}, which is
 * the same wherever they are named and leads to nobody.
 */
public record UserId(String value) {
    private static final String ANONYMOUS = "UANONYMOUS";
    private static final Pattern MENTION = Pattern.compile("<@([A-Z0-9]+)(?:\\|[^>]*)?>");

    /** Who a mention names, such as {@code <@U024BE7LH>} or {@code <@U024BE7LH|maya>}; empty for a text that is none, or more. */
    public static Optional<UserId> mentioned(String text) {
        var mention = MENTION.matcher(text);
        return mention.matches() ? Optional.of(new UserId(mention.group(1))) : Optional.empty();
    }

    /** The pseudonym of the person that a workspace erased as its {@code number}th. */
    public static UserId anonymous(long number) {
        return new UserId(ANONYMOUS + number);
    }

    /** Whether it is the pseudonym of somebody who was erased. */
    public boolean anonymous() {
        return value.startsWith(ANONYMOUS);
    }

    /** The mrkdwn that Slack shows as the person's name, and that pings them; of somebody who was erased, what they are called. */
    public String mention() {
        return anonymous() ? anonymousName() : "<@" + value + ">";
    }

    /** What somebody who was erased is called: {@code Anonymous 7}. */
    public String anonymousName() {
        return "Anonymous " + value.substring(ANONYMOUS.length());
    }

    @Override
    public String toString() {
        return value;
    }
}
