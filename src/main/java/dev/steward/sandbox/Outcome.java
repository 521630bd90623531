package dev.steward.sandbox;

import java.time.Duration;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What came of something a person did, as their Slack client knows it the moment the app has answered. What the app does later
 * arrives through the {@link SandboxFeed}.
 *
 * @param failure     the sentence Slack shows when it did not work, such as "/feedback failed because the app did not respond";
 *                    null when it worked
 * @param fieldErrors a refused submission: the sentence under each field, by block id
 * @param message     what appeared in the channel by it: the message typed, or the app's immediate answer to a command (seen
 *                    only by this person when {@code is_ephemeral}); null when nothing did
 * @param took        how long the app took to answer; zero when it was not asked
 */
record Outcome(@Nullable String failure, Map<String, String> fieldErrors, @Nullable JsonNode message, Duration took) {
    Outcome {
        fieldErrors = Map.copyOf(fieldErrors);
    }

    boolean worked() {
        return failure == null && fieldErrors.isEmpty();
    }

    static Outcome done(Duration took) {
        return new Outcome(null, Map.of(), null, took);
    }

    static Outcome shows(@Nullable JsonNode message, Duration took) {
        return new Outcome(null, Map.of(), message, took);
    }

    static Outcome failed(String sentence, Duration took) {
        return new Outcome(sentence, Map.of(), null, took);
    }

    static Outcome refused(Map<String, String> fieldErrors, Duration took) {
        return new Outcome(null, fieldErrors, null, took);
    }
}
