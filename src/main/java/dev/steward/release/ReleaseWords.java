package dev.steward.release;

import java.util.List;
import java.util.Optional;

import dev.steward.slack.Reply;
import dev.steward.slack.Route.Usage;
import dev.steward.slack.SlackRequest.CommandRequest;

/** A bean that answers some of the words that may follow {@code /release}. Nobody of another organisation gets this far. */
interface ReleaseWords {
    /** Each form its words take, in the order help shows them: {@code subscribe weekly fri 16:00}. */
    List<Usage> usages();

    /**
     * @param word the first word after the command, in lower case
     * @param rest what followed it, trimmed, as typed; empty where nothing did
     * @return empty where the word is somebody else's
     */
    Optional<Reply> answer(CommandRequest request, String word, String rest);
}
