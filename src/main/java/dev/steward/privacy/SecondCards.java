package dev.steward.privacy;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import com.slack.api.model.block.element.BlockElement;
import org.springframework.stereotype.Component;

import dev.steward.delivery.CardKind;
import dev.steward.privacy.Erasure.State;
import dev.steward.privacy.ErasureCards.Pressed;
import dev.steward.slack.Message;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.WorkspaceId;

/** An erasure in the direct messages of those who were asked to agree to it. */
@Component
class SecondCards implements CardKind {
    static final String NAME = "privacy.second";

    private final Erasures erasures;
    private final ErasureCards cards;

    SecondCards(Erasures erasures, ErasureCards cards) {
        this.erasures = erasures;
        this.cards = cards;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Message> render(WorkspaceId workspace, UUID thing, ChannelId channel) {
        return erasures.ask(workspace, thing).flatMap(ask -> erasures.find(workspace, ask.erasure()))
                .map(erasure -> cards.card(erasure, SecondCards::buttons));
    }

    private static List<BlockElement> buttons(Erasure erasure) {
        Pressed about = Pressed.of(erasure);
        return erasure.state() == State.WAITING
                ? List.of(ErasureCards.AGREE.danger("Erase", about), ErasureCards.REFUSE.button("Refuse", about))
                : List.of();
    }
}
