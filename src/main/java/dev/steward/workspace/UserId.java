package dev.steward.workspace;

/** A Slack user id such as {@code U024BE7LH}; never a name. */
public record UserId(String value) {
    /** The mrkdwn that Slack shows as the person's name, and that pings them. */
    public String mention() {
        return "<@" + value + ">";
    }

    @Override
    public String toString() {
        return value;
    }
}
