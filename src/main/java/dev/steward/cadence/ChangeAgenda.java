package dev.steward.cadence;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import com.github.f4b6a3.uuid.UuidCreator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.cadence.AgendaItem.Said;
import dev.steward.delivery.Cards;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * Changes the agenda of a cadence in one transaction, its caller's where there is one; the card of its session shows it. Its cadence's row
 * is held meanwhile, as {@link ChangeSession} does. Who may is for the caller to know.
 */
@Component
class ChangeAgenda {
    private final Cadences cadences;
    private final Sessions sessions;
    private final Items items;
    private final Cards cards;
    private final TransactionTemplate transaction;
    private final Clock clock;

    ChangeAgenda(Cadences cadences, Sessions sessions, Items items, Cards cards,
            PlatformTransactionManager transactions, Clock clock) {
        this.cadences = cadences;
        this.sessions = sessions;
        this.items = items;
        this.cards = cards;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** One transition of an agenda. */
    @FunctionalInterface
    interface Change {
        void apply(Agenda agenda, Instant now);
    }

    /**
     * At the end of the agenda.
     *
     * @param key  names the doing that adds it, at most 200 characters; a second one with it answers what the first one added, whatever
     *             became of it
     * @param link where Slack shows what it is about; null for nowhere
     * @throws Refused when there is no room, or the cadence has ended; the caller's transaction can go on
     */
    AgendaItem add(WorkspaceId workspace, CadenceId cadence, String key, UserId by, Said said, @Nullable String link) {
        added(workspace, cadence, by, Map.of(key, said), link);
        return items.added(workspace, key).orElseThrow();
    }

    /**
     * All of them at the end of the agenda, or none.
     *
     * @param key as of {@link #add}; at most 190 characters
     * @throws Refused as {@link #add}
     */
    void add(WorkspaceId workspace, CadenceId cadence, String key, UserId by, List<Said> said) {
        Map<String, Said> keyed = new LinkedHashMap<>();
        said.forEach(one -> keyed.put(key + "/" + keyed.size(), one));
        added(workspace, cadence, by, keyed, null);
    }

    private void added(WorkspaceId workspace, CadenceId cadence, UserId by, Map<String, Said> said,
            @Nullable String link) {
        Made made = made(workspace, cadence, (agenda, now) -> {
            Map<ItemId, String> keys = new HashMap<>();
            said.forEach((key, one) -> {
                if (items.added(workspace, key).isEmpty()) {
                    var id = new ItemId(UuidCreator.getTimeOrderedEpoch());
                    agenda.add(AgendaItem.added(id, cadence, one, by, link, now));
                    keys.put(id, key);
                }
            });
            items.add(workspace, agenda, keys);
        });
        if (made.refused() != null) {
            throw made.refused();
        }
    }

    /**
     * Answers the agenda as it is now.
     *
     * @throws Refused when there is no such cadence or item, or the change is not possible; the caller's transaction can go on
     */
    Agenda change(WorkspaceId workspace, CadenceId cadence, Change change) {
        Made made = made(workspace, cadence, (agenda, now) -> {
            change.apply(agenda, now);
            items.save(workspace, agenda);
        });
        if (made.refused() != null) {
            throw made.refused();
        }
        return Objects.requireNonNull(made.agenda());
    }

    private Made made(WorkspaceId workspace, CadenceId id, Change change) {
        return Objects.requireNonNull(transaction.execute(status -> make(workspace, id, change)));
    }

    /** What is refused is an answer, not a failure: thrown from in here it would undo the caller's transaction. */
    private Made make(WorkspaceId workspace, CadenceId id, Change change) {
        Optional<Cadence> cadence = cadences.lock(workspace, id);
        if (cadence.isEmpty()) {
            return new Made(null, new Refused(ChangeCadence.NONE));
        }
        if (cadence.get().rules().written()) {
            return new Made(null, new Refused("It is written: it has no agenda."));
        }
        List<Session> open = sessions.open(workspace, id);
        // what still runs goes on to its end
        if (cadence.get().state() == CadenceState.ENDED && open.isEmpty()) {
            return new Made(null, new Refused("It has ended."));
        }
        Agenda agenda = items.agenda(workspace, id);
        try {
            change.apply(agenda, clock.instant().truncatedTo(ChronoUnit.MICROS));
        } catch (Refused refused) {
            return new Made(null, refused);
        }
        if (!agenda.changed().isEmpty()) {
            open.forEach(
                    session -> cards.changed(workspace, SessionCards.NAME, session.facts().id().value()));
        }
        return new Made(items.agenda(workspace, id), null);
    }

    private record Made(@Nullable Agenda agenda, @Nullable Refused refused) {}
}
