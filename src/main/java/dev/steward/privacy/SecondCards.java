package dev.steward.privacy;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import com.slack.api.model.block.element.BlockElement;
import org.springframework.stereotype.Component;

import dev.steward.delivery.CardKind;
import dev.steward.privacy.Erasure.State;
import dev.steward.privacy.ErasureCards.Pressed;
import dev.steward.privacy.Erasures.Ask;
import dev.steward.slack.Message;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.WorkspaceId;

/** An erasure in the direct messages of those who were asked to agree to it. */
@Component
class SecondCards implements CardKind {
    static final String NAME = "privacy.second";

    private final Erasures erasures;
    private final SecondPeople seconds;
    private final ErasureCards cards;

    SecondCards(Erasures erasures, SecondPeople seconds, ErasureCards cards) {
        this.erasures = erasures;
        this.seconds = seconds;
        this.cards = cards;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Message> render(WorkspaceId workspace, UUID thing, ChannelId channel) {
        return erasures.ask(workspace, thing).flatMap(ask -> erasures.find(workspace, ask.erasure())
                .map(erasure -> cards.card(erasure, waiting -> buttons(waiting, ask))));
    }

    /** For as long as they can agree. */
    private List<BlockElement> buttons(Erasure erasure, Ask ask) {
        Pressed about = Pressed.of(erasure);
        return erasure.state() == State.WAITING && seconds.of(erasure).contains(ask.user())
                ? List.of(ErasureCards.AGREE.danger("Erase", about), ErasureCards.REFUSE.button("Refuse", about))
                : List.of();
    }
}
