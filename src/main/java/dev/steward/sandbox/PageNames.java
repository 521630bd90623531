package dev.steward.sandbox;

import java.util.List;
import java.util.Optional;

import dev.steward.sandbox.Choices.Choice;

/** What ids are called on screen, and whom and what can be chosen, for one person looking. */
interface PageNames {
    Optional<String> user(String userId);

    /** Without the hash; empty where the person may not know of it. */
    Optional<String> channel(String channelId);

    Optional<String> group(String groupId);

    /** Where a link to this channel leads. */
    String channelUrl(String channelId);

    String fileUrl(String fileId);

    /** Whether this is the person looking, whose mention stands out. */
    boolean isReader(String userId);

    List<Choice> people();

    List<Choice> publicChannels();

    List<Choice> conversations();
}
