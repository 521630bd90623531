package dev.steward.slack;

import static com.slack.api.model.block.composition.BlockCompositions.plainText;

import java.util.Optional;
import java.util.function.BiFunction;

import com.slack.api.model.block.element.BlockElements;
import com.slack.api.model.block.element.ButtonElement;
import org.jspecify.annotations.Nullable;

import dev.steward.slack.SlackRequest.ActionRequest;

/**
 * A button and what it is about: its action id, and the codec of its value. Stands beside the card or view that shows the button; what
 * answers it imports that, never the other way.
 *
 * <p>A value is a claim: a handler gets it parsed, and looks in the caller's own workspace for what it names. It carries what the
 * person was shown (a round, a version, a state), so that a press on an old card never decides something new.
 *
 * @param <C> what the button is about, with what it was shown for
 */
public final class Press<C> {
    private final String actionId;
    private final Codec<C> codec;

    private Press(String actionId, Codec<C> codec) {
        this.actionId = actionId;
        this.codec = codec;
    }

    /** @param actionId kept in messages for good: it never changes once released, nor does what its old values mean */
    public static <C> Press<C> of(String actionId, Codec<C> codec) {
        return new Press<>(actionId, codec);
    }

    public String actionId() {
        return actionId;
    }

    /** @param label plain text, at most 75 characters */
    public ButtonElement button(String label, C about) {
        return styled(actionId, label, about, null);
    }

    /** The one that most people want. */
    public ButtonElement primary(String label, C about) {
        return styled(actionId, label, about, "primary");
    }

    /** One that takes something away. */
    public ButtonElement danger(String label, C about) {
        return styled(actionId, label, about, "danger");
    }

    /** This button as one of several in a message or view, where Slack wants ids to be unique. */
    public Press<C> numbered(Object which) {
        return new Press<>(actionId + "#" + which, codec);
    }

    /** What the button carries, for an option of a menu or a field. */
    public String value(C about) {
        return codec.encode(about);
    }

    /** What a value is about; empty for what no button of ours carries. */
    public Optional<C> read(@Nullable String value) {
        return codec.read(value);
    }

    /** The route of its presses. A value that is none of ours is answered here, and never reaches the handler. */
    public Route.Action route(Access access, BiFunction<ActionRequest, C, Reply> handler) {
        return new Route.Action(actionId, access, press -> codec.read(press.value())
                .map(about -> handler.apply(press, about)).orElseGet(() -> Reply.says(press, Sentences.GONE)));
    }

    private ButtonElement styled(String id, String label, C about, @Nullable String style) {
        return BlockElements.button(b -> b.actionId(id).value(codec.encode(about)).text(plainText(label)).style(style));
    }
}
