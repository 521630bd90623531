package dev.steward.privacy;

import static com.slack.api.model.block.Blocks.actions;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;
import org.springframework.stereotype.Component;

import dev.steward.delivery.CardKind;
import dev.steward.delivery.Things;
import dev.steward.privacy.Erasure.State;
import dev.steward.schedule.Timers;
import dev.steward.slack.Codec;
import dev.steward.slack.Message;
import dev.steward.slack.Press;
import dev.steward.slack.TextBlocks;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.WorkspaceId;

/** An erasure in the direct messages of whoever asked for it: what goes, what stays, and how it stands. */
@Component
class ErasureCards implements CardKind, Things {
    static final String NAME = "privacy.erasure";

    /**
     * Which erasure, and the version of it that was shown.
     *
     * @param version grows with each state
     */
    record Pressed(UUID erasure, long version) {
        static Pressed of(Erasure erasure) {
            return new Pressed(erasure.id(), erasure.version());
        }
    }

    private static final Codec<Pressed> CODEC = Codec.of(about -> List.of(about.erasure(), about.version()),
            words -> new Pressed(words.id(), words.number()));
    static final Press<Pressed> SUBMIT = Press.of("privacy.erase.submit", CODEC);
    static final Press<Pressed> CANCEL = Press.of("privacy.erase.cancel", CODEC);
    static final Press<Pressed> AGREE = Press.of("privacy.erase.agree", CODEC);
    static final Press<Pressed> REFUSE = Press.of("privacy.erase.refuse", CODEC);

    private final Erasures erasures;
    private final SecondPeople seconds;
    private final ErasureText text;
    private final Timers timers;

    ErasureCards(Erasures erasures, SecondPeople seconds, ErasureText text, Timers timers) {
        this.erasures = erasures;
        this.seconds = seconds;
        this.text = text;
        this.timers = timers;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Message> render(WorkspaceId workspace, UUID thing, ChannelId channel) {
        return erasures.find(workspace, thing).map(erasure -> card(erasure, ErasureCards::buttons));
    }

    /** Which buttons somebody has. */
    interface Buttons {
        List<BlockElement> of(Erasure erasure);
    }

    Message card(Erasure erasure, Buttons buttons) {
        String title = ErasureText.title(erasure);
        String status = ErasureText.status(erasure, seconds.of(erasure),
                timers.parked(RunErasure.STEP.of(erasure.workspace(), erasure.id())));
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(TextBlocks.section("erasure.title", title + "\n" + status));
        if (erasure.state() != State.COUNTING && erasure.state() != State.CANCELLED
                && erasure.state() != State.REFUSED && erasure.state() != State.EXPIRED) {
            blocks.add(TextBlocks.section("erasure.goes", text.goes(erasure)));
            blocks.add(TextBlocks.section("erasure.stays", text.stays(erasure)));
        }
        List<BlockElement> shown = buttons.of(erasure);
        if (!shown.isEmpty()) {
            blocks.add(actions(row -> row.blockId("erasure.do").elements(shown)));
        }
        return new Message(title + ": " + status, blocks);
    }

    /** Of whoever asked for it. */
    static List<BlockElement> buttons(Erasure erasure) {
        Pressed about = Pressed.of(erasure);
        return switch (erasure.state()) {
            case COUNTING -> List.of(CANCEL.button("Cancel", about));
            case READY -> List.of(SUBMIT.primary("Ask for a second OK", about), CANCEL.button("Cancel", about));
            case WAITING -> erasure.aloneUntil() == null
                    ? List.of(CANCEL.button("Cancel", about))
                    : List.of(AGREE.danger("Erase", about), CANCEL.button("Cancel", about));
            case RUNNING, DONE, CANCELLED, REFUSED, EXPIRED -> List.of();
        };
    }

    @Override
    public Map<UUID, Thing> find(WorkspaceId workspace, Set<UUID> things) {
        Map<UUID, Thing> found = new HashMap<>();
        things.forEach(thing -> erasures.find(workspace, thing)
                .ifPresent(erasure -> found.put(thing, new Thing("the erasure " + erasure.reference(), null))));
        return found;
    }
}
