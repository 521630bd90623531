package dev.steward.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.slack.Actor;

/**
 * An admin decides about what did not go out by itself. What they decide upon is what they were shown: where it has become
 * something else meanwhile, nothing is done and they are told.
 */
@Component
class DecideDelivery {
    private static final Logger log = LoggerFactory.getLogger(DecideDelivery.class);

    private final Decisions decisions;

    DecideDelivery(Decisions decisions) {
        this.decisions = decisions;
    }

    /** What became of a decision. */
    enum Result {
        DONE,
        /** A call to Slack may be under way. */
        BEING_SENT,
        /** It stands in Slack. */
        SENT_MEANWHILE,
        /** Somebody had it sent again. */
        WAITS_MEANWHILE,
        /** Slack refused it. */
        FAILED_MEANWHILE,
        /** Nothing can tell whether it arrived. */
        HELD_MEANWHILE,
        /** Somebody dropped it. */
        DROPPED_MEANWHILE,
        /** The answer to a command can be given for half an hour only. */
        TOO_LATE,
        /** There is no such message here. */
        GONE
    }

    /** What waits is tried at once; what failed or is held is sent once more. */
    @Transactional
    Result again(Actor by, Shelf shown, UUID id) {
        var rows = decisions.lock(by.workspace(), id);
        var result = judged(rows, shown);
        if (result != Result.DONE) {
            return result;
        }
        if (shown == Shelf.WAITING) {
            decisions.now(by.workspace(), id);
        } else if (decisions.again(by.workspace(), ids(rows)) == 0) {
            return Result.TOO_LATE;
        }
        say(by, rows, "to be sent again");
        return Result.DONE;
    }

    @Transactional
    Result drop(Actor by, Shelf shown, UUID id) {
        return settle(by, shown, id, "dropped", ids -> decisions.drop(by.workspace(), ids));
    }

    /** Somebody has seen it in Slack. */
    @Transactional
    Result arrived(Actor by, UUID id) {
        return settle(by, Shelf.HELD, id, "seen in Slack", ids -> decisions.arrived(by.workspace(), ids));
    }

    /**
     * Answers how many of those that failed so are sent again; there may be more.
     *
     * @param until when the last of those that were shown failed: what failed since is for whoever sees it
     */
    @Transactional
    int allAgain(Actor by, Set<String> failures, Instant until) {
        int all = decisions.again(by.workspace(), decisions.failedWith(by.workspace(), failures, until));
        log.info("{} deliveries of workspace {} that failed with {}: to be sent again, says {}", all, by.workspace(),
                failures, by.user());
        return all;
    }

    /** As {@link #allAgain}: answers how many of those that failed so are dropped. */
    @Transactional
    int dropAll(Actor by, Set<String> failures, Instant until) {
        var ids = decisions.failedWith(by.workspace(), failures, until);
        decisions.drop(by.workspace(), ids);
        log.info("{} deliveries of workspace {} that failed with {}: dropped, says {}", ids.size(), by.workspace(),
                failures, by.user());
        return ids.size();
    }

    private Result settle(Actor by, Shelf shown, UUID id, String what, Consumer<List<UUID>> change) {
        var rows = decisions.lock(by.workspace(), id);
        var result = judged(rows, shown);
        if (result == Result.DONE) {
            change.accept(ids(rows));
            say(by, rows, what);
        }
        return result;
    }

    private static Result judged(List<Decisions.Row> rows, Shelf shown) {
        if (rows.isEmpty()) {
            return Result.GONE;
        }
        String now = rows.getFirst().state();
        if (!now.equals(shown.state())) {
            return switch (now) {
                case "sent", "deleted" -> Result.SENT_MEANWHILE;
                case "dropped" -> Result.DROPPED_MEANWHILE;
                case "failed" -> Result.FAILED_MEANWHILE;
                case "held" -> Result.HELD_MEANWHILE;
                default -> Result.WAITS_MEANWHILE;
            };
        }
        return rows.stream().anyMatch(Decisions.Row::sending) ? Result.BEING_SENT : Result.DONE;
    }

    private static List<UUID> ids(List<Decisions.Row> rows) {
        return rows.stream().map(Decisions.Row::id).toList();
    }

    private static void say(Actor by, List<Decisions.Row> rows, String what) {
        var first = rows.getFirst();
        log.info("Delivery {} of workspace {}, {} to {}{}: {}, says {}", first.id(), by.workspace(), first.label(),
                first.recipient().startsWith(">") ? "a response_url" : first.recipient(),
                rows.size() > 1 ? " with " + (rows.size() - 1) + " more" : "", what, by.user());
    }
}
