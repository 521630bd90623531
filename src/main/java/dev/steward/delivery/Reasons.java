package dev.steward.delivery;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Why a message did not arrive, in plain words, and what helps. Each is a sentence or two of mrkdwn. */
final class Reasons {
    private static final String LOCKED_OUT = "Slack did not let Steward in: it was uninstalled, or its token was revoked."
            + " Once it is installed again, send again.";
    private static final String OURS = "Slack did not accept how the message is made. This is Steward's fault; its log says more.";
    private static final String EXPIRED = "The answer came too late: Slack takes one for half an hour only.";
    private static final String UNKNOWN_PERSON = "Slack does not let Steward write to this person.";
    private static final String RULES = "The workspace's rules do not let Steward post there. A Slack admin can change them.";
    private static final String UNCHANGEABLE = "Slack does not let Steward change this message any more.";

    private static final String NO_FILE = "Slack did not take this file.";
    private static final String NO_FILES = "The workspace's rules do not let Steward share files there. A Slack admin can change them.";

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("channel_not_found",
                    "The channel is gone, or it is private and Steward is not in it. Invite Steward there with `/invite`, then send again."),
            Map.entry("is_archived", "The channel is archived. Unarchive it, then send again."),
            Map.entry("not_in_channel",
                    "Steward is not in the channel. Invite it there with `/invite`, then send again."),
            Map.entry("user_not_in_channel", "This person is not in the channel."),
            Map.entry("user_disabled", "This person's Slack account is deactivated."),
            Map.entry("user_not_found", UNKNOWN_PERSON), Map.entry("users_not_found", UNKNOWN_PERSON),
            Map.entry("user_not_visible", UNKNOWN_PERSON), Map.entry("cannot_dm_bot", UNKNOWN_PERSON),
            Map.entry("messages_tab_disabled",
                    "Steward's Messages tab is turned off. Turn it on in Slack's settings of the app, under App Home, then send again."),
            Map.entry("restricted_action", RULES), Map.entry("ekm_access_denied", RULES),
            Map.entry("team_access_not_granted", RULES), Map.entry("access_denied", RULES),
            Map.entry("restricted_action_read_only_channel",
                    "Only some people may post in this channel, and Steward is not one of them. A Slack admin can change that."),
            Map.entry("restricted_action_thread_only_channel", "This channel takes answers in threads only."),
            Map.entry("restricted_action_non_threadable_channel", "This channel has no threads."),
            Map.entry("thread_locked", "The thread is locked."),
            Map.entry("cannot_reply_to_message", "This message takes no answers."),
            Map.entry("message_not_found", "Somebody deleted the message in Slack. Sending it again posts it anew."),
            Map.entry("cant_update_message", UNCHANGEABLE),
            Map.entry("cant_delete_message", "Slack does not let Steward delete this message."),
            Map.entry("edit_window_closed", UNCHANGEABLE),
            Map.entry("account_inactive", LOCKED_OUT), Map.entry("token_revoked", LOCKED_OUT),
            Map.entry("token_expired", LOCKED_OUT), Map.entry("invalid_auth", LOCKED_OUT),
            Map.entry("not_authed", LOCKED_OUT), Map.entry("not_installed", LOCKED_OUT),
            Map.entry("missing_scope",
                    "Steward lacks a permission in Slack. Install it again to grant it, then send again."),
            Map.entry("invalid_blocks", OURS), Map.entry("invalid_blocks_format", OURS),
            Map.entry("msg_blocks_too_long", OURS), Map.entry("msg_too_long", OURS), Map.entry("no_text", OURS),
            Map.entry("invalid_arguments", OURS), Map.entry("metadata_too_large", OURS),
            Map.entry("invalid_payload", OURS), Map.entry("not_slacks_address", OURS),
            Map.entry("expired_url", EXPIRED), Map.entry("used_url", EXPIRED),
            Map.entry("upload_refused", NO_FILE), Map.entry("file_upload_size_restricted",
                    "The file is larger than the workspace's rules allow. A Slack admin can change them, then send again."),
            Map.entry("file_type_not_allowed", NO_FILE), Map.entry("blocked_file_type", NO_FILE),
            Map.entry("malware_detected", NO_FILE), Map.entry("file_uploads_disabled", NO_FILES),
            Map.entry("file_uploads_except_images_disabled", NO_FILES),
            Map.entry("slack_connect_file_upload_sharing_blocked", NO_FILES),
            Map.entry("slack_connect_file_link_sharing_blocked", NO_FILES),
            Map.entry("storage_limit_reached",
                    "The workspace has no room for files left. A Slack admin can make some."),
            Map.entry("gave_up",
                    "Slack did not take it for days, and Steward gave up. Send it again when Slack is well."),
            Map.entry("ratelimited", "Slack asked Steward to slow down. It goes out by itself."),
            Map.entry("Slack cannot be reached", "Slack cannot be reached. It goes out by itself once it can."),
            Map.entry("Slack may be about to show it", "Slack was slow to answer. Steward looks whether it is there."),
            Map.entry("Slack threw the file away", "Slack lost the file. Steward puts it there once more."),
            Map.entry("Steward was held up", "Steward was too busy. It goes out by itself."),
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
    static String whileWaiting(String failure, boolean uncertain) {
        return uncertain
                ? "It may have arrived. Steward looks for it, and sends it again only if it is not there."
                : WORDS.getOrDefault(failure, "Slack could not take it so far. Steward tries again by itself.");
    }

    /** Of what is held: who can tell. */
    static String held(String recipient) {
        if (recipient.startsWith(">")) {
            return "It may have arrived, and only who asked can tell.";
        }
        int member = recipient.indexOf('@');
        return member < 0
                ? "It may have arrived. Please look in the channel."
                : "It may have arrived. Please ask <@" + recipient.substring(member + 1) + ">.";
    }

    /** All that is told in the same words. */
    static Set<String> alike(String failure) {
        String words = WORDS.get(failure);
        return words == null
                ? Set.of(failure)
                : WORDS.entrySet().stream().filter(each -> each.getValue().equals(words)).map(Map.Entry::getKey)
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether nobody in the workspace can be told, because nothing reaches it. */
    static boolean nobodyCanBeTold(String failure) {
        return LOCKED_OUT.equals(WORDS.get(failure));
    }

    private Reasons() {}
}
