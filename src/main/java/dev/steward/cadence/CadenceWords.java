package dev.steward.cadence;

import java.util.List;
import java.util.Optional;

import dev.steward.slack.Reply;
import dev.steward.slack.Route.Usage;
import dev.steward.slack.SlackRequest.CommandRequest;

/** A bean that answers some of the words that may follow {@code /cadence}. Nobody of another organisation gets this far. */
interface CadenceWords {
    /** Each form its words take, in the order help shows them: {@code next}. */
    List<Usage> usages();

    /**
     * @param word the first word after the command, in lower case
     * @param rest what followed it, trimmed: as typed, but for people, channels and groups chosen from Slack's list, which are
     *             {@code <@U024BE7LH>}, {@code <#C024BE91L>} and {@code <!subteam^S024BE7LH>}; empty where nothing did
     * @return empty where the word is somebody else's
     */
    Optional<Reply> answer(CommandRequest request, String word, String rest);
}
