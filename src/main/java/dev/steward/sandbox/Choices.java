package dev.steward.sandbox;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What an app offered under a type-ahead field.
 *
 * @param failure what Slack shows in the menu when the app did not answer as it should; null when it did
 */
record Choices(List<Choice> choices, @Nullable String failure) {
    Choices {
        choices = List.copyOf(choices);
    }

    /** One choice. {@code group} is the heading it stands under, or null. */
    record Choice(String label, String value, @Nullable String description, @Nullable String group) {}
}
