package dev.steward.delivery;

import java.util.Map;

/** Why a message did not arrive, in plain words, and what helps. Each is a sentence or two. */
final class Reasons {
    private static final String REINSTALL = "Steward is no longer installed in this workspace. Install it again, then send again.";
    private static final String OURS = "Slack did not accept how the message is made. This is Steward's fault; its log says more.";
    private static final String EXPIRED = "It came too late: Slack takes such an answer for half an hour only.";
    private static final String NO_DIRECT = "This person cannot get messages from Steward.";

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("channel_not_found",
                    "The channel is gone, or it is private and Steward is not in it. Invite Steward there with `/invite`."),
            Map.entry("is_archived", "The channel is archived. Unarchive it, then send again."),
            Map.entry("not_in_channel",
                    "Steward is not in the channel. Invite it there with `/invite`, then send again."),
            Map.entry("user_not_in_channel", "This person is not in the channel."),
            Map.entry("user_not_found", NO_DIRECT), Map.entry("user_disabled", NO_DIRECT),
            Map.entry("users_not_found", NO_DIRECT), Map.entry("cannot_dm_bot", NO_DIRECT),
            Map.entry("messages_tab_disabled", "Steward's Messages tab is turned off in its Slack app settings."),
            Map.entry("restricted_action", "The workspace's rules do not let Steward post there."),
            Map.entry("restricted_action_read_only_channel",
                    "Only some people may post in this channel, and Steward is not one of them."),
            Map.entry("restricted_action_thread_only_channel", "This channel takes answers in threads only."),
            Map.entry("restricted_action_non_threadable_channel", "This channel has no threads."),
            Map.entry("thread_locked", "The thread is locked."),
            Map.entry("message_not_found", "Somebody deleted the message in Slack."),
            Map.entry("cant_update_message", "Slack does not let Steward change this message."),
            Map.entry("cant_delete_message", "Slack does not let Steward delete this message."),
            Map.entry("edit_window_closed", "The workspace's rules do not let old messages change."),
            Map.entry("account_inactive", REINSTALL), Map.entry("token_revoked", REINSTALL),
            Map.entry("token_expired", REINSTALL), Map.entry("invalid_auth", REINSTALL),
            Map.entry("not_authed", REINSTALL), Map.entry("not_installed", REINSTALL),
            Map.entry("missing_scope",
                    "Steward lacks a permission in Slack. Install it again to grant it, then send again."),
            Map.entry("invalid_blocks", OURS), Map.entry("invalid_blocks_format", OURS),
            Map.entry("msg_blocks_too_long", OURS), Map.entry("msg_too_long", OURS), Map.entry("no_text", OURS),
            Map.entry("invalid_arguments", OURS), Map.entry("not_slacks_address", OURS),
            Map.entry("expired_url", EXPIRED), Map.entry("used_url", EXPIRED),
            Map.entry("gave_up", "Slack has not taken it for days. Send it again when Slack is well."),
            Map.entry("ratelimited", "Slack asked Steward to slow down. It goes out by itself."),
            Map.entry("Slack cannot be reached", "Slack cannot be reached. It goes out by itself."),
            Map.entry("Steward cannot put it together",
                    "Steward cannot put this message together; its log says why. It tries again by itself."));

    /** @param failure what was recorded: Slack's error code, or a few words of ours */
    static String of(String failure) {
        String words = WORDS.get(failure);
        if (words != null) {
            return words;
        }
        return failure.matches("[a-z_]{1,60}") ? "Slack refused it (`" + failure + "`)." : failure + ".";
    }

    /** What waits goes out by itself. */
    static String whileWaiting(String failure) {
        return WORDS.getOrDefault(failure, "Slack could not take it so far. Steward tries again by itself.");
    }

    /** Whether nobody in the workspace can be told, because nothing reaches it. */
    static boolean nobodyCanBeTold(String failure) {
        return REINSTALL.equals(WORDS.get(failure));
    }

    private Reasons() {}
}
