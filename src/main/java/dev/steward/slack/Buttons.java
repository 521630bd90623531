package dev.steward.slack;

import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.button;

import com.slack.api.model.block.element.ButtonElement;
import org.jspecify.annotations.Nullable;

/** The button that most messages and views have. */
public final class Buttons {
    private Buttons() {}

    /**
     * One to press.
     *
     * @param action its id, unique in its message or view, see {@link Route.Action}
     * @param value  at most 2,000 characters; whoever presses it may claim any other
     * @param label  plain text, at most 75 characters
     * @param style  {@code primary}, {@code danger}, or null
     */
    public static ButtonElement press(String action, String value, String label, @Nullable String style) {
        return button(b -> b.actionId(action).value(value).text(plainText(label)).style(style));
    }
}
