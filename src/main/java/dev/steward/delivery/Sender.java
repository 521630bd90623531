package dev.steward.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

import dev.steward.workspace.WorkspaceId;

/**
 * Finds what is to be sent, for the workspaces whose lease this instance holds, and has each lane sent by a virtual thread of its
 * own. Woken after each commit, and looks by itself every second for what others left.
 */
@Component
class Sender implements SmartLifecycle {
    private static final Logger log = LoggerFactory.getLogger(Sender.class);
    private static final long POLL = TimeUnit.SECONDS.toNanos(1);
    /** However many commits wake it: looking costs, and captures come first. */
    private static final long LEAST_PAUSE = TimeUnit.MILLISECONDS.toNanos(20);
    /** A workspace that was quiet for so long is left to whoever has something for it. */
    private static final long QUIET = TimeUnit.MINUTES.toNanos(2);

    /** How long a stop waits for calls under way. */
    private static final Duration LAST_CALLS = Duration.ofSeconds(5);

    private final Leases leases;
    private final SendQueue queue;
    private final SendLane sendLane;
    private final Limits limits;
    private final Wakes wakes;
    private final long renewEvery;
    private final Map<Lane, Boolean> running = new ConcurrentHashMap<>();
    private final Map<WorkspaceId, Long> lastBusy = new ConcurrentHashMap<>();
    /** When something that rests is due, by {@link System#nanoTime}. */
    private final Map<WorkspaceId, Long> rests = new HashMap<>();
    private volatile @Nullable Thread loop;
    private volatile boolean on;

    Sender(Leases leases, SendQueue queue, SendLane sendLane, Limits limits, Wakes wakes,
            DeliveryProperties properties) {
        this.leases = leases;
        this.queue = queue;
        this.sendLane = sendLane;
        this.limits = limits;
        this.wakes = wakes;
        this.renewEvery = properties.lease().toNanos() / 4;
    }

    private void run() {
        long polled = System.nanoTime() - POLL;
        long renewed = System.nanoTime();
        long pause = 0;
        try (ExecutorService lanes = Executors
                .newThreadPerTaskExecutor(Thread.ofVirtual().name("lane-", 0).factory())) {
            while (on) {
                Set<WorkspaceId> woken = wakes.await(pause);
                long begun = System.nanoTime();
                woken.addAll(rested(begun));
                try {
                    if (begun - renewed >= renewEvery) {
                        leases.renew().forEach(this::lost);
                        renewed = begun;
                    }
                    Collection<WorkspaceId> which = woken;
                    if (begun - polled >= POLL) {
                        began(leases.takeAbandoned());
                        leaveTheQuiet(begun);
                        limits.tidy();
                        which = leases.held();
                        polled = begun;
                    } else {
                        which = mine(woken);
                    }
                    long next = begin(which, lanes);
                    long now = System.nanoTime();
                    long untilPoll = Math.min(polled + POLL, renewed + renewEvery) - now;
                    // looking takes at most a quarter of the time
                    long breath = Math.max(LEAST_PAUSE, 3 * (now - begun));
                    TimeUnit.NANOSECONDS.sleep(Math.min(breath, POLL));
                    pause = Math.max(0, Math.min(next, untilPoll) - breath);
                } catch (RuntimeException e) {
                    if (on) {
                        log.warn("Cannot look for messages to send, will try again: {}", e.toString());
                    }
                    TimeUnit.NANOSECONDS.sleep(POLL);
                    pause = 0;
                    woken.forEach(wakes::wake);
                }
            }
            lanes.shutdown();
            if (!lanes.awaitTermination(LAST_CALLS.toNanos(), TimeUnit.NANOSECONDS)) {
                lanes.shutdownNow();
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    /** Those woken for which this instance sends; the others' senders are told. */
    private Collection<WorkspaceId> mine(Set<WorkspaceId> woken) {
        var others = new ArrayList<>(woken.stream().filter(workspace -> !leases.held(workspace)).toList());
        if (others.isEmpty()) {
            return woken;
        }
        began(leases.take(others));
        others.removeIf(leases::held);
        wakes.tellOthers(others);
        return woken.stream().filter(leases::held).toList();
    }

    private void began(List<Leases.Taken> taken) {
        long now = System.nanoTime();
        for (var each : taken) {
            limits.begin(each.workspace(), each.rested());
            sendLane.pausesOf(each.workspace());
            lastBusy.put(each.workspace(), now);
        }
    }

    private void lost(WorkspaceId workspace) {
        log.warn("Another instance sends for workspace {} now: the lease could not be renewed in time", workspace);
        limits.end(workspace);
        lastBusy.remove(workspace);
        rests.remove(workspace);
    }

    private void leaveTheQuiet(long now) {
        var quiet = lastBusy.entrySet().stream().filter(each -> now - each.getValue() > QUIET).map(Map.Entry::getKey)
                .toList();
        leases.release(quiet);
        quiet.forEach(limits::end);
        quiet.forEach(lastBusy::remove);
        quiet.forEach(rests::remove);
    }

    /** Those where what rested is due by now. */
    private List<WorkspaceId> rested(long now) {
        var due = rests.entrySet().stream().filter(each -> now - each.getValue() >= 0).map(Map.Entry::getKey).toList();
        due.forEach(rests::remove);
        return due.stream().filter(leases::held).toList();
    }

    /** Answers in how many nanoseconds something is due that rests. */
    private long begin(Collection<WorkspaceId> workspaces, ExecutorService lanes) {
        long now = System.nanoTime();
        workspaces.forEach(rests::remove);
        for (var waiting : queue.lanes(workspaces)) {
            Lane lane = waiting.lane();
            lastBusy.put(lane.workspace(), now);
            if (waiting.rest() > 0) {
                rests.merge(lane.workspace(), now + waiting.rest(), Math::min);
            } else if (running.putIfAbsent(lane, false) == null) {
                lanes.execute(() -> run(lane));
            } else {
                running.computeIfPresent(lane, (l, again) -> true);
            }
        }
        return rests.values().stream().mapToLong(end -> end - now).min().orElse(POLL);
    }

    /** Sends what is due in a lane, until there is no more; looks once more when it was woken meanwhile. */
    private void run(Lane lane) {
        boolean ended = false;
        try {
            do {
                running.computeIfPresent(lane, (l, again) -> false);
                while (mine(lane) && sendLane.one(lane, () -> mine(lane))) {
                    // and the next
                }
            } while (running.computeIfPresent(lane, (l, again) -> again && mine(l) ? true : null) != null);
            ended = true;
        } catch (RuntimeException e) {
            if (on) {
                log.error("Lane {} of workspace {} could not be sent and stays due", lane.name(), lane.workspace(), e);
            }
        } finally {
            if (!ended) {
                running.remove(lane);
            }
        }
    }

    private boolean mine(Lane lane) {
        return on && leases.held(lane.workspace());
    }

    @Override
    public void start() {
        on = true;
        loop = Thread.ofVirtual().name("sender").start(this::run);
    }

    /** What is under way may end; then others have the leases at once. */
    @Override
    public void stop() {
        on = false;
        wakes.nudge();
        var ending = loop;
        if (ending == null) {
            return;
        }
        try {
            ending.join(LAST_CALLS.multipliedBy(2));
            leases.release(leases.held());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.info("The leases could not be given back and will run out: {}", e.toString());
        }
    }

    @Override
    public boolean isRunning() {
        return on;
    }
}
