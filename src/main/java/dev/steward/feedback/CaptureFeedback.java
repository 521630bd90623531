package dev.steward.feedback;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.delivery.Cards;
import dev.steward.feedback.FeedbackItem.Details;
import dev.steward.feedback.FeedbackItem.Origin;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Keeps what was said, and has its card shown. The same doing repeated yields the first item again. */
@Component
class CaptureFeedback {
    private final FeedbackItems items;
    private final Customers customers;
    private final ReferenceNumbers numbers;
    private final IntakeChannels channels;
    private final Cards cards;
    private final Confirmations confirmations;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final Map<WorkspaceId, GroupCommit<Capture, Captured>> groups = new ConcurrentHashMap<>();

    CaptureFeedback(FeedbackItems items, Customers customers, ReferenceNumbers numbers, IntakeChannels channels,
            Cards cards, Confirmations confirmations, TransactionTemplate transaction, Clock clock) {
        this.items = items;
        this.customers = customers;
        this.numbers = numbers;
        this.channels = channels;
        this.cards = cards;
        this.confirmations = confirmations;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** @param key the doing it comes from, see {@link Origin}, as for the fingerprint */
    record Capture(WorkspaceId workspace, Via via, String key, @Nullable UserId submitter, @Nullable String author,
            Visibility visibility, Said said, @Nullable String fingerprint) {
        Capture(WorkspaceId workspace, Via via, String key, @Nullable UserId submitter, @Nullable String author,
                Visibility visibility, Said said) {
            this(workspace, via, key, submitter, author, visibility, said, null);
        }
    }

    /** @param fresh whether it is new, or was there before */
    record Captured(FeedbackItem item, boolean fresh) {}

    /** Fastest outside a transaction; within one, the item is kept when that is. */
    Captured capture(Capture capture) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return keep(List.of(capture), true).getFirst();
        }
        return groups.computeIfAbsent(capture.workspace(), any -> new GroupCommit<>(this::keep)).join(capture);
    }

    private List<Captured> keep(List<Capture> captures) {
        try {
            return Objects.requireNonNull(transaction.execute(status -> keep(captures, false)));
        } catch (Repeated e) {
            return Objects.requireNonNull(transaction.execute(status -> keep(captures, true)));
        }
    }

    /**
     * @param captures all of one workspace
     * @param lookFirst whether to look for what was captured before; that is rare, and otherwise found by its unique key
     * @throws Repeated when one was captured before and nobody looked
     */
    private List<Captured> keep(List<Capture> captures, boolean lookFirst) {
        WorkspaceId workspace = captures.getFirst().workspace();
        // First of all: from here on nobody else captures in this workspace until the transaction ends.
        Reference first = numbers.take(workspace, captures.size());
        Map<String, FeedbackItem> known = lookFirst ? known(workspace, captures) : Map.of();
        var fresh = new LinkedHashMap<String, FeedbackItem>();
        var captured = new ArrayList<Captured>(captures.size());
        for (Capture capture : captures) {
            FeedbackItem before = known.getOrDefault(capture.key(), fresh.get(capture.key()));
            if (before != null) {
                captured.add(new Captured(before, false));
            } else {
                FeedbackItem item = item(capture, new Reference(first.number() + fresh.size()));
                fresh.put(capture.key(), item);
                captured.add(new Captured(item, true));
            }
        }
        if (fresh.size() < captures.size()) {
            numbers.giveBack(workspace, captures.size() - fresh.size());
        }
        add(workspace, List.copyOf(fresh.values()));
        return captured;
    }

    private Map<String, FeedbackItem> known(WorkspaceId workspace, List<Capture> captures) {
        var known = new HashMap<String, FeedbackItem>();
        for (var taken : items.taken(workspace, captures.stream().map(Capture::key).toList())) {
            known.put(taken.key(), items.captured(workspace, taken.key()).orElseThrow().item());
        }
        return known;
    }

    private FeedbackItem item(Capture capture, Reference reference) {
        Customer customer = customers.settle(capture.workspace(), capture.said().customer());
        return FeedbackItem.captured(capture.workspace(), reference,
                new Origin(capture.via(), capture.key(), capture.submitter(), capture.author(),
                        clock.instant().truncatedTo(ChronoUnit.MICROS), capture.fingerprint()),
                capture.visibility(), Details.of(capture.said(), customer == null ? null : customer.id()));
    }

    private void add(WorkspaceId workspace, List<FeedbackItem> fresh) {
        if (items.addAll(fresh).size() < fresh.size()) {
            throw new Repeated();
        }
        var shown = new LinkedHashMap<UUID, ChannelId>();
        for (FeedbackItem item : fresh) {
            Optional<ChannelId> channel = channels.of(item);
            channel.ifPresent(where -> shown.put(item.id().value(), where));
            confirmations.captured(item, channel);
        }
        cards.show(workspace, FeedbackCards.KIND, shown);
    }

    /** Something of the group was captured before. */
    @SuppressWarnings("serial")
    private static final class Repeated extends RuntimeException {
        Repeated() {
            super("captured before", null, false, false);
        }
    }
}
