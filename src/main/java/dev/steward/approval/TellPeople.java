package dev.steward.approval;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import com.github.f4b6a3.uuid.UuidCreator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.steward.approval.ApprovalRequest.Facts;
import dev.steward.delivery.Cards;
import dev.steward.delivery.Notices;
import dev.steward.initiative.Initiative;
import dev.steward.initiative.Phase;
import dev.steward.slack.Message;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Says what happened to whom it concerns: the cards show how a request stands, notices say what needs somebody's attention. */
@Component
class TellPeople {
    /** The card where it was asked. */
    static final String CARD = "approval";
    /** The card in an approver's direct messages. */
    static final String ASK = "approval.ask";

    private final Requests requests;
    private final CardLinks links;
    private final Cards cards;
    private final Notices notices;

    TellPeople(Requests requests, CardLinks links, Cards cards, Notices notices) {
        this.requests = requests;
        this.links = links;
        this.cards = cards;
        this.notices = notices;
    }

    /** Its card goes where it was asked; what was asked nowhere has it in the requester's direct messages. */
    void opened(ApprovalRequest request) {
        Facts facts = request.facts();
        if (facts.channel() != null) {
            cards.show(facts.workspace(), CARD, facts.id().value(), facts.channel());
        } else {
            cards.showTo(facts.workspace(), CARD, Map.of(facts.id().value(), facts.requester()));
        }
    }

    /**
     * Every copy of every card is brought up to date.
     *
     * @return who has one in their direct messages because they were asked
     */
    Set<UserId> changed(ApprovalRequest request) {
        return changed(request.facts().workspace(), request.facts().id());
    }

    /** As {@link #changed(ApprovalRequest)}. */
    Set<UserId> changed(WorkspaceId workspace, RequestId request) {
        Map<UserId, UUID> asks = requests.asks(workspace, request);
        List<UUID> things = new ArrayList<>(asks.values());
        things.add(request.value());
        cards.changed(workspace, things);
        return asks.keySet();
    }

    /** @param hadCards who had been asked before the change */
    void tell(ApprovalRequest request, Set<UserId> hadCards, Roster roster, Instant now) {
        Facts facts = request.facts();
        showNew(request, hadCards);
        NoticeWords.of(request, links.of(facts.workspace(), facts.id()), hadCards, rulingDue(request, roster, now))
                .forEach(told -> say(facts, told));
    }

    /** Whoever it waits for has a card of it. */
    private void showNew(ApprovalRequest request, Set<UserId> hadCards) {
        Facts facts = request.facts();
        Set<UserId> waiting = new LinkedHashSet<>(request.waitingFor());
        waiting.remove(facts.requester());
        waiting.removeAll(hadCards);
        if (waiting.isEmpty()) {
            return;
        }
        Map<UserId, UUID> wanted = new HashMap<>();
        waiting.forEach(person -> wanted.put(person, UuidCreator.getTimeOrderedEpoch()));
        Map<UUID, UserId> shown = new HashMap<>();
        requests.asks(facts.workspace(), facts.id(), wanted).forEach((person, ask) -> {
            if (waiting.contains(person)) {
                shown.put(ask, person);
            }
        });
        cards.showTo(facts.workspace(), ASK, shown);
    }

    private void say(Facts facts, NoticeWords.Told told) {
        var to = new Notices.Recipient.Direct(told.to());
        if (told.merges()) {
            notices.say(facts.workspace(), facts.id().value(), told.occasion(), to, told.message(),
                    RemindTogether.NAME);
        } else {
            notices.say(facts.workspace(), facts.id().value(), told.occasion(), to, told.message());
        }
    }

    /** An approval that was to move an initiative, or a reopening that was to move it back, finds it elsewhere. */
    void stays(ApprovalRequest request, Initiative initiative, Phase to, String because) {
        Facts facts = request.facts();
        String happened = request.state().open() ? "is open again" : "is approved as *" + because + "*";
        String text = "*" + facts.reference() + "* " + happened + (initiative.phase() == to
                ? ", and *" + initiative.reference() + "* was in " + to.word() + " already."
                : ", but *" + initiative.reference() + "* does not move to " + to.word() + ": it is in "
                        + initiative.phase().word() + " by now.");
        Stream.of(facts.requester(), initiative.owner()).distinct().forEach(person -> notices.say(facts.workspace(),
                facts.id().value(), "stays " + because, new Notices.Recipient.Direct(person), Message.of(text)));
    }

    private static @Nullable Instant rulingDue(ApprovalRequest request, Roster roster, Instant now) {
        return request.state() != RequestState.BLOCKED
                ? null
                : Plan.steps(request, roster, now).stream()
                        .filter(step -> step.kind() == Plan.Kind.TIME_UP && step.key().equals("end/0"))
                        .map(Plan.Step::at).findFirst().orElse(null);
    }
}
