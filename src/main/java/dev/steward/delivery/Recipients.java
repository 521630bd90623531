package dev.steward.delivery;

import dev.steward.workspace.UserId;

/** Recipients as they are kept, in the words of a message. */
final class Recipients {
    static String mrkdwn(String recipient) {
        if (recipient.startsWith(">")) {
            return "the answer to a command";
        }
        if (recipient.startsWith("@")) {
            return new UserId(recipient.substring(1)).mention();
        }
        int member = recipient.indexOf('@');
        if (member > 0) {
            return new UserId(recipient.substring(member + 1)).mention() + " in <#" + recipient.substring(0, member)
                    + ">";
        }
        int thread = recipient.indexOf('/');
        return thread > 0 ? "a thread in <#" + recipient.substring(0, thread) + ">" : "<#" + recipient + ">";
    }

    private Recipients() {}
}
