package dev.steward.release;

import java.util.Optional;
import java.util.UUID;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.delivery.CardKind;
import dev.steward.delivery.CardPosted;
import dev.steward.slack.Message;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.WorkspaceId;

/** A release's copies in channels. */
@Component
class ReleaseCards implements CardKind {
    static final String NAME = "release";

    private final Releases releases;
    private final Copies copies;
    private final ShowRelease show;

    ReleaseCards(Releases releases, Copies copies, ShowRelease show) {
        this.releases = releases;
        this.copies = copies;
        this.show = show;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Message> render(WorkspaceId workspace, UUID thing, ChannelId channel) {
        var id = new ReleaseId(thing);
        return copies.find(workspace, id, channel).flatMap(copy -> releases.find(workspace, id)
                .filter(release -> copy.shows(release.state())).map(release -> show.copy(release, copy)));
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void posted(CardPosted card) {
        if (card.kind().equals(NAME)) {
            copies.stands(card.workspace(), new ReleaseId(card.thing()), card.channel(), card.permalink());
        }
    }
}
