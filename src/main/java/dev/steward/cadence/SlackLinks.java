package dev.steward.cadence;

import java.io.IOException;
import java.util.Optional;

import com.slack.api.methods.SlackApiException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

import dev.steward.slack.SlackApi;
import dev.steward.slack.SlackRequest.MessageRef;
import dev.steward.workspace.WorkspaceId;

/** Asks Slack for the way back to a message; never in a transaction. */
@Component
class SlackLinks {
    private static final int LONGEST = 2_500;
    private static final Logger log = LoggerFactory.getLogger(SlackLinks.class);

    private final SlackApi slack;

    SlackLinks(SlackApi slack) {
        this.slack = slack;
    }

    /** Empty where Slack would not tell it. */
    Optional<String> of(WorkspaceId workspace, MessageRef message) {
        try {
            var link = slack.client(workspace).chatGetPermalink(
                    request -> request.channel(message.channel().value()).messageTs(message.ts()));
            return Optional.ofNullable(link.isOk() ? link.getPermalink() : null)
                    .filter(address -> address.length() <= LONGEST);
        } catch (IOException | SlackApiException e) {
            log.info("Slack did not tell the link of a message for an agenda: {}", e.toString());
            return Optional.empty();
        }
    }
}
