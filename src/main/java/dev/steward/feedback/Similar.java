package dev.steward.feedback;

import dev.steward.slack.Mrkdwn;

/** An item that may say the same, as of a version of it. {@code line} is mrkdwn. */
record Similar(FeedbackId id, long version, String line) {
    static Similar of(Entry entry) {
        FeedbackItem item = entry.item();
        String said = item.details().summary() == null ? item.details().words() : item.details().summary();
        String who = entry.customer() == null ? "" : "  ·  " + Mrkdwn.escape(Mrkdwn.cut(entry.customer(), 80));
        String votes = entry.votes() == 0 ? "" : "  ·  +" + entry.votes();
        return new Similar(item.id(), item.version(), "*" + item.reference() + "*" + who + votes + "\n"
                + Mrkdwn.escape(Mrkdwn.cut(said, 150).replace('\n', ' ')));
    }
}
