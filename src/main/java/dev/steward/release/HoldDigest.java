package dev.steward.release;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.delivery.Cards;
import dev.steward.release.DigestChoice.Candidate;
import dev.steward.schedule.HolidayCalendar;
import dev.steward.schedule.RitualHandler;
import dev.steward.schedule.RitualKey;
import dev.steward.schedule.RitualOccurrence;
import dev.steward.schedule.Rituals;
import dev.steward.schedule.WorkspaceHolidays;
import dev.steward.slack.Mrkdwn;
import dev.steward.workspace.Area;
import dev.steward.workspace.Areas;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Holds a channel's digest: what is new is chosen, written down and shown, or nothing is. */
@Component
class HoldDigest implements RitualHandler {
    private static final int TITLE = 100;

    private final Subscriptions subscriptions;
    private final Digests digests;
    private final Cards cards;
    private final Areas areas;
    private final WorkspaceHolidays holidays;
    /** Rituals know their handlers, and this is one. */
    private final ObjectProvider<Rituals> rituals;

    HoldDigest(Subscriptions subscriptions, Digests digests, Cards cards, Areas areas, WorkspaceHolidays holidays,
            ObjectProvider<Rituals> rituals) {
        this.subscriptions = subscriptions;
        this.digests = digests;
        this.cards = cards;
        this.areas = areas;
        this.holidays = holidays;
        this.rituals = rituals;
    }

    @Override
    public String kind() {
        return Subscription.RITUAL;
    }

    @Override
    public String title(RitualKey ritual) {
        return subscriptions.find(ritual.workspace(), ritual.subject()).map(found -> Mrkdwn.cut("Release digest: "
                + found.interests().words(area -> areas.find(ritual.workspace(), area).map(Area::name).orElse("?")),
                TITLE)).orElse("Release digest");
    }

    @Override
    public HolidayCalendar holidays(RitualKey ritual) {
        return holidays.of(ritual.workspace());
    }

    /** Who asked for it has it in their calendar. */
    @Override
    public Set<UUID> concerning(WorkspaceId workspace, UserId member) {
        return subscriptions.by(workspace, member);
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void hold(RitualOccurrence occurrence) {
        RitualKey ritual = occurrence.ritual();
        Optional<Subscription> found = subscriptions.lock(ritual.workspace(), ritual.subject());
        if (found.isEmpty()) {
            return;
        }
        Subscription subscription = found.get();
        List<Candidate> candidates = digests.candidates(subscription, occurrence.now());
        List<ReleaseId> chosen = DigestChoice.choose(subscription,
                digests.hold(subscription.workspace(), DigestChoice.choose(subscription, candidates)));
        if (!chosen.isEmpty()) {
            var edition = new DigestEdition(UuidCreator.getTimeOrderedEpoch(), subscription.workspace(),
                    subscription.channel(), subscription.covered(), occurrence.at(), occurrence.now(),
                    occurrence.coalesced(), zone(ritual));
            digests.add(edition, subscription.by(), chosen);
            cards.show(subscription.workspace(), DigestCards.NAME, edition.id(), subscription.channel());
        }
        subscriptions.covered(subscription.coveredUntil(occurrence.now()));
    }

    private ZoneId zone(RitualKey ritual) {
        return rituals.getObject().find(ritual).map(planned -> planned.recurrence().zone()).orElse(ZoneOffset.UTC);
    }
}
