package dev.steward.policy;

import dev.steward.slack.Reply;
import dev.steward.slack.SlackRequest.CommandRequest;

/** Answers {@code /steward policy ...}, and whatever other command means the same. */
public interface PolicyDesk {

    /** @param request its text is what stands after {@code policy} */
    Reply answer(CommandRequest request);
}
