package dev.steward.workspace;

/** A Slack conversation id such as {@code C024BE91L}; never a name, because names differ on each side of a shared channel. */
public record ChannelId(String value) {
    /** The mrkdwn that Slack shows as a link to the channel. */
    public String link() {
        return "<#" + value + ">";
    }

    @Override
    public String toString() {
        return value;
    }
}
