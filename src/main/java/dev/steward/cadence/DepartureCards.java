package dev.steward.cadence;

import static com.slack.api.model.block.Blocks.actions;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.springframework.stereotype.Component;

import dev.steward.delivery.CardKind;
import dev.steward.delivery.Things;
import dev.steward.slack.Codec;
import dev.steward.slack.Message;
import dev.steward.slack.Press;
import dev.steward.slack.TextBlocks;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.WorkspaceId;

/** What stands in the direct messages of those who are asked to take over a cadence whose owner left. */
@Component
class DepartureCards implements CardKind, Things {
    static final String NAME = "cadence.ownerless";
    static final Press<UUID> TAKE_OVER = Press.of("cadence.ownerless.take",
            Codec.of(departure -> List.of(departure), Codec.Words::id));

    private final Departures departures;
    private final Cadences cadences;

    DepartureCards(Departures departures, Cadences cadences) {
        this.departures = departures;
        this.cadences = cadences;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Message> render(WorkspaceId workspace, UUID thing, ChannelId channel) {
        return departures.find(workspace, Set.of(thing)).stream().findFirst()
                .flatMap(departure -> cadences.find(workspace, departure.cadence())
                        .map(cadence -> of(departure, cadence)));
    }

    static Message of(Departure departure, Cadence cadence) {
        String left = SwapWords.named(cadence) + " has no owner any more";
        if (departure.over()) {
            String now = cadence.state() == CadenceState.ENDED
                    ? "It has ended."
                    : cadence.owner().mention() + (cadence.owner().equals(departure.owner())
                            ? " is back and owns it."
                            : " owns it now.");
            return new Message(now, List.of(TextBlocks.section("cadence.ownerless", left + ".\n" + now)));
        }
        String why = left + ": " + departure.owner().mention()
                + " left. It goes on as it is; its owner can change it, pause it and hand it over.";
        return new Message(left, List.of(TextBlocks.section("cadence.ownerless", why),
                actions(row -> row.blockId("cadence.ownerless.buttons").elements(List.of(
                        TAKE_OVER.primary("Take it over", departure.id()))))));
    }

    @Override
    public Map<UUID, Thing> find(WorkspaceId workspace, Set<UUID> things) {
        Map<UUID, Thing> found = new HashMap<>();
        departures.find(workspace, things).forEach(departure -> cadences.find(workspace, departure.cadence())
                .ifPresent(cadence -> found.put(departure.id(), new Thing(SwapWords.named(cadence), null))));
        return found;
    }
}
