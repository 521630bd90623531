package dev.steward.cadence;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.element.BlockElements.button;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.springframework.stereotype.Component;

import dev.steward.delivery.CardKind;
import dev.steward.delivery.Things;
import dev.steward.slack.Message;
import dev.steward.slack.Press;
import dev.steward.slack.TextBlocks;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.WorkspaceId;

/** What stands in the direct messages of whoever was asked to facilitate a session. */
@Component
class SwapCards implements CardKind, Things {
    static final String NAME = "cadence.swap";
    static final Press<SwapId> AGREE = Press.of("cadence.swap.agree", SwapId.CODEC);
    static final Press<SwapId> DECLINE = Press.of("cadence.swap.decline", SwapId.CODEC);

    private final Swaps swaps;
    private final Sessions sessions;
    private final Cadences cadences;

    SwapCards(Swaps swaps, Sessions sessions, Cadences cadences) {
        this.swaps = swaps;
        this.sessions = sessions;
        this.cadences = cadences;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Message> render(WorkspaceId workspace, UUID thing, ChannelId channel) {
        return swaps.find(workspace, new SwapId(thing))
                .flatMap(swap -> sessions.find(workspace, swap.session())
                        .flatMap(session -> cadences.find(workspace, session.facts().cadence())
                                .map(cadence -> of(swap, cadence, session))));
    }

    static Message of(Swap swap, Cadence cadence, Session session) {
        String asks = swap.from().mention() + " asks you to facilitate " + SwapWords.which(cadence, session) + ".";
        Optional<String> settled = swap.settled(session);
        if (settled.isPresent()) {
            return new Message(settled.get(),
                    List.of(TextBlocks.section("cadence.swap", asks + "\n" + settled.get())));
        }
        return new Message(asks, List.of(
                TextBlocks.section("cadence.swap", asks + "\nWhen it is your turn, they facilitate for you."),
                actions(row -> row.blockId("cadence.swap.answer").elements(List.of(
                        AGREE.primary("I'll do it", swap.id()), DECLINE.button("I can't", swap.id()))))));
    }

    @Override
    public Map<UUID, Thing> find(WorkspaceId workspace, Set<UUID> things) {
        Map<UUID, Thing> found = new HashMap<>();
        for (Swap swap : swaps.find(workspace, things)) {
            found.put(swap.id().value(), new Thing("your question to " + swap.to().mention(), swap.from()));
        }
        return found;
    }
}
