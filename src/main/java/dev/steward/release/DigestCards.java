package dev.steward.release;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.delivery.CardKind;
import dev.steward.delivery.CardPosted;
import dev.steward.delivery.Cards;
import dev.steward.delivery.Things;
import dev.steward.release.DigestCard.Shown;
import dev.steward.slack.Actor;
import dev.steward.slack.ChannelAccess;
import dev.steward.slack.Message;
import dev.steward.workspace.Area;
import dev.steward.workspace.Areas;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.WorkspaceId;

/** Digests in their channels, which show their releases as they are now. */
@Component
class DigestCards implements CardKind, Things {
    static final String NAME = "release.digest";

    private final Digests digests;
    private final Releases releases;
    private final Areas areas;
    private final ChannelAccess channels;
    /** Delivery asks this bean what its things are called before it is there itself. */
    private final ObjectProvider<Cards> cards;

    DigestCards(Digests digests, Releases releases, Areas areas, ChannelAccess channels,
            ObjectProvider<Cards> cards) {
        this.digests = digests;
        this.releases = releases;
        this.areas = areas;
        this.channels = channels;
        this.cards = cards;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<Message> render(WorkspaceId workspace, UUID thing, ChannelId channel) {
        return digests.find(workspace, thing).map(edition -> DigestCard.of(shown(edition, 0, DigestCard.LINES)));
    }

    /** Every release of a digest, on this page of several. */
    Optional<View> all(Actor actor, UUID digest, int page) {
        return digests.find(actor.workspace(), digest).filter(edition -> channels.sees(actor, edition.channel()))
                .map(edition -> {
                    Shown shown = shown(edition, page * DigestCard.PAGE_LINES, DigestCard.PAGE_LINES);
                    return DigestCard.all(shown, shown.lines(), page);
                });
    }

    private Shown shown(DigestEdition edition, int from, int most) {
        WorkspaceId workspace = edition.workspace();
        Digests.Count count = digests.count(workspace, edition.id());
        List<UUID> ids = digests.releases(workspace, edition.id(), from, most);
        Map<UUID, String> links = digests.links(workspace, edition.channel(), ids);
        List<DigestLine> lines = releases.find(workspace, ids).stream()
                .map(release -> line(release, links.get(release.facts().id().value()))).sorted(DigestCard.ORDER)
                .toList();
        return new Shown(edition, lines, count.total(), count.retracted());
    }

    private DigestLine line(Release release, @Nullable String link) {
        Content content = release.content();
        String area = content.area() == null
                ? null
                : areas.find(release.facts().workspace(), content.area()).map(Area::name).orElse(null);
        return new DigestLine(release.facts().id(), release.facts().reference(), content.title(), content.version(),
                content.why().isBlank() ? content.changed() : content.why(), content.tier(), area,
                java.util.Objects.requireNonNullElse(release.publishedAt(), release.facts().draftedAt()),
                release.state() != State.PUBLISHED, link);
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void edited(ReleaseEdited event) {
        changed(event.workspace(), event.release());
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void retracted(ReleaseRetracted event) {
        changed(event.workspace(), event.release());
    }

    private void changed(WorkspaceId workspace, ReleaseId release) {
        digests.with(workspace, release).forEach(digest -> cards.getObject().changed(workspace, NAME, digest));
    }

    /** The digest may have come before the release's own card, and leads to it from now on. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void posted(CardPosted card) {
        if (card.kind().equals(ReleaseCards.NAME)) {
            digests.with(card.workspace(), new ReleaseId(card.thing()), card.channel())
                    .ifPresent(digest -> cards.getObject().changed(card.workspace(), NAME, digest));
        }
    }

    @Override
    public Map<UUID, Thing> find(WorkspaceId workspace, Set<UUID> things) {
        return digests.owners(workspace, things).entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey,
                one -> new Thing("the digest of releases", one.getValue())));
    }
}
