package dev.steward.privacy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import dev.steward.record.RedactLog;
import dev.steward.record.RedactLog.Content;
import dev.steward.workspace.UserId;

/**
 * What is taken out of the decision log: whoever it is, and on demand what they wrote as reasons. What was asked and decided stays, since
 * without it there is no decision.
 */
final class RedactDecisions implements RedactLog.Redaction {
    /** The facts that are the own words of whoever the entry is by. */
    private static final List<String> WORDS = List.of("words", "reason", "learned");
    private static final String AUTHOR = "by";

    private final Redaction redaction;
    private final boolean words;
    private final @Nullable UserId anonymous;

    /** @param anonymous who stands for the person; null where it is none */
    RedactDecisions(Redaction redaction, boolean words, @Nullable UserId anonymous) {
        this.redaction = redaction;
        this.words = words;
        this.anonymous = anonymous;
    }

    @Override
    public boolean concerns(@Nullable UserId by, String facts) {
        return by != null && redaction.is(by.value()) || redaction.mayConcern(facts);
    }

    @Override
    public Content redact(Content content) {
        UserId by = content.by();
        boolean theirs = by != null && redaction.is(by.value());
        Map<String, Object> facts = new HashMap<>();
        content.facts().forEach((key, value) -> facts.put(key,
                words && theirs && WORDS.contains(key) ? Redaction.ERASED : changed(value)));
        return new Content(theirs ? anonymous : by, facts);
    }

    private @Nullable Object changed(@Nullable Object value) {
        return switch (value) {
            case String text -> text(text);
            case List<?> list -> list.stream().map(this::changed).toList();
            case Map<?, ?> map -> {
                Map<Object, Object> changed = new HashMap<>();
                map.forEach((key, each) -> changed.put(redaction.text(String.valueOf(key)), changed(each)));
                yield changed;
            }
            case null, default -> value;
        };
    }

    /** Some facts are lists as JSON: of dissents, each with who and why. */
    private String text(String text) {
        JsonNode json = text.startsWith("[") ? RedactJson.read(text) : null;
        if (json == null) {
            return redaction.text(text);
        }
        Predicate<String> author = redaction::is;
        boolean taken = words && dissents(json, author);
        JsonNode changed = RedactJson.texts(json, redaction::text);
        return !taken && changed.equals(json) ? text : RedactJson.write(changed);
    }

    private static boolean dissents(JsonNode json, Predicate<String> author) {
        return RedactJson.words(json, dev.steward.inventory.Words.within("facts", AUTHOR, "reason"), author) > 0;
    }
}
