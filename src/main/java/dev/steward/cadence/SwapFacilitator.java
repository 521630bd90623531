package dev.steward.cadence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Component;

import dev.steward.delivery.Cards;
import dev.steward.delivery.Notices;
import dev.steward.delivery.Notices.Recipient;
import dev.steward.slack.Actor;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * Lets somebody else facilitate a session. Whoever is to do it asks another, who agrees or not; or another takes it. Either is a swap:
 * they are owed a turn. Owners, ops people and admins set somebody at once, which is a correction: nobody owes anybody.
 */
@Component
class SwapFacilitator {
    static final String GONE = "There is no such question here any more.";

    private final ChangeSession changes;
    private final Swaps swaps;
    private final Rosters rosters;
    private final Cards cards;
    private final Notices notices;

    SwapFacilitator(ChangeSession changes, Swaps swaps, Rosters rosters, Cards cards,
            Notices notices) {
        this.changes = changes;
        this.swaps = swaps;
        this.rosters = rosters;
        this.cards = cards;
        this.notices = notices;
    }

    /**
     * Asks another; whoever was asked before need not answer any more.
     *
     * @throws Refused when somebody else facilitates it, it is at another time than was shown, or that one cannot
     */
    void ask(Actor by, SessionSnapshot shown, UserId to) {
        changes.change(by.workspace(), shown.id(), by.user(), by.role(), (cadence, session, who, now) -> {
            requireAsShown(session, shown);
            if (!who.facilitator()) {
                throw new Refused("Only whoever facilitates it can ask somebody to do it instead.");
            }
            requireAble(cadence, session, to);
            Swap swap = Swap.ask(session, by.user(), to, now);
            withdraw(session);
            swaps.add(swap);
            cards.showTo(by.workspace(), SwapCards.NAME, Map.of(swap.id().value(), to));
        });
    }

    /** @throws Refused when somebody else was asked, or it is too late */
    void agree(Actor by, SwapId id) {
        changes.change(by.workspace(), session(by.workspace(), id), by.user(), by.role(),
                (cadence, session, who, now) -> {
                    Swap swap = find(by.workspace(), id);
                    Swap agreed = swap.agree(by.user(), session);
                    requireThere(cadence, session, by.user());
                    save(agreed);
                    session.swap(by.user(), by.user(), now);
                });
    }

    /** @throws Refused when somebody else was asked, or it is too late */
    void decline(Actor by, SwapId id) {
        changes.change(by.workspace(), session(by.workspace(), id), by.user(), by.role(),
                (cadence, session, who, now) -> {
                    Swap swap = find(by.workspace(), id);
                    save(swap.decline(by.user(), session));
                    notices.say(by.workspace(), session.facts().id().value(), "declined " + id,
                            new Recipient.Direct(swap.from()), SwapWords.with(session, by.user().mention()
                                    + " can't facilitate " + SwapWords.which(cadence, session)
                                    + ". It is still yours."));
                });
    }

    /** @throws Refused when they take no part, facilitate it already, it is not as it was shown, or it is too late */
    void take(Actor by, SessionSnapshot shown) {
        changes.change(by.workspace(), shown.id(), by.user(), by.role(), (cadence, session, who, now) -> {
            requireAhead(session);
            if (who.facilitator()) {
                throw new Refused("You facilitate it already.");
            }
            if (!could(cadence, by.user())) {
                throw new Refused("Only those who take part can do that.");
            }
            requireAsShown(session, shown);
            requireThere(cadence, session, by.user());
            session.swap(by.user(), by.user(), now);
        });
    }

    /** One that nobody facilitates, as far as was shown. @throws Refused as {@link #take} */
    void takeOpen(Actor by, SessionSnapshot shown) {
        take(by, shown.facilitator() == null ? shown.withNobody() : shown);
    }

    /** @throws Refused when they may not, it is not as it was shown, or that one cannot */
    void set(Actor by, SessionSnapshot shown, UserId to) {
        changes.change(by.workspace(), shown.id(), by.user(), by.role(), (cadence, session, who, now) -> {
            requireAhead(session);
            if (!cadence.mayChange(by.user(), by.role())) {
                throw new Refused("Only its owner, ops people and admins can do that.");
            }
            requireAsShown(session, shown);
            requireAble(cadence, session, to);
            session.facilitate(by.user(), to, now);
        });
    }

    /** Whether they are among those who could facilitate it, were they there. */
    boolean could(Cadence cadence, UserId person) {
        return could(cadence).contains(person);
    }

    /** Who can be asked or set: whoever could facilitate it and is there then, in their order. */
    List<UserId> able(Cadence cadence, Session session) {
        List<UserId> could = could(cadence);
        var there = rosters.present(cadence.facts().workspace(), could, session.startsAt());
        return could.stream().filter(person -> there.contains(person) && !person.equals(session.facilitator()))
                .toList();
    }

    /** Whoever was asked and has not answered need not do so any more; in the transaction of a change. */
    void withdraw(Session session) {
        swaps.asked(session.facts().workspace(), session.facts().id())
                .ifPresent(asked -> save(asked.settled(Swap.State.VOID)));
    }

    private void requireAble(Cadence cadence, Session session, UserId to) {
        if (to.equals(session.facilitator())) {
            throw new Refused(to.mention() + " facilitates it already.");
        }
        if (!could(cadence, to)) {
            throw new Refused(to.mention() + " takes no part in it. Choose somebody who does.");
        }
        if (!able(cadence, session).contains(to)) {
            throw new Refused(to.mention() + " is away then. Choose somebody else.");
        }
    }

    /** Whoever is away would be replaced at once. */
    private void requireThere(Cadence cadence, Session session, UserId by) {
        if (!able(cadence, session).contains(by)) {
            throw new Refused("You are away then. Say with `/steward away` when you are back.");
        }
    }

    /** Those it is the turn of sometimes, whoever else takes part, and its owner. */
    private List<UserId> could(Cadence cadence) {
        var could = new ArrayList<>(rosters.eligible(cadence));
        could.addAll(rosters.participants(cadence));
        could.add(cadence.owner());
        return could.stream().distinct().toList();
    }

    private static void requireAsShown(Session session, SessionSnapshot shown) {
        requireAhead(session);
        shown.requireTime(session);
        shown.requireFacilitator(session);
    }

    /** @throws Refused when nobody could be asked or set now, whoever wants it */
    static void requireAhead(Session session) {
        if (session.facts().written()) {
            throw new Refused("Nobody facilitates what is answered in writing.");
        }
        if (!session.state().ahead()) {
            throw new Outdated(Swap.tooLate(session));
        }
    }

    private SessionId session(WorkspaceId workspace, SwapId id) {
        return find(workspace, id).session();
    }

    private Swap find(WorkspaceId workspace, SwapId id) {
        return swaps.find(workspace, id).orElseThrow(() -> new Refused(GONE));
    }

    private void save(Swap swap) {
        swaps.save(swap);
        cards.changed(swap.workspace(), SwapCards.NAME, swap.id().value());
    }
}
