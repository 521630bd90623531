package dev.steward.delivery;

import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One attempt to send what was claimed. A call to Slack is begun only soon after the claim: whoever takes over a claim waits until
 * such a call must have ended, and then looks whether it arrived.
 */
final class Attempt {
    private static final long FRESH = SendQueue.GRACE.toNanos() * 3 / 4;

    private final SendQueue queue;
    private Delivery delivery;
    private long claimedBefore;
    private List<Marker.Neighbour> merged = List.of();

    /** @param claimedBefore {@link System#nanoTime} before the claim was made */
    Attempt(SendQueue queue, Delivery delivery, long claimedBefore) {
        this.queue = queue;
        this.delivery = delivery;
        this.claimedBefore = claimedBefore;
    }

    Delivery delivery() {
        return delivery;
    }

    /** What its message says besides. */
    List<Marker.Neighbour> merged() {
        return merged;
    }

    void merge(List<Marker.Neighbour> neighbours) {
        merged = neighbours;
    }

    /** Whether a call may be begun now. */
    boolean stands() {
        long now = System.nanoTime();
        if (now - claimedBefore < FRESH) {
            return true;
        }
        var held = queue.hold(delivery);
        if (held.isEmpty()) {
            return false;
        }
        delivery = held.get();
        claimedBefore = now;
        return System.nanoTime() - now < FRESH;
    }

    double seconds() {
        return (System.nanoTime() - claimedBefore) / (double) TimeUnit.SECONDS.toNanos(1);
    }
}
