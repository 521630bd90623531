package dev.steward.delivery;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import dev.steward.delivery.DeadlyProxy.Moment;

/** Kills instances with SIGKILL: at random moments of their work, while they start, and at exact moments of a call. */
final class Killer {
    private static final int PATIENCE_SECONDS = 120;
    private static final int LONGEST_LIFE_MILLIS = 1_500;

    private final DeadlyProxy proxy;
    private final List<Supervised> instances;
    private final Random random;
    private final Semaphore posts = new Semaphore(0);
    private final Map<Moment, Integer> exact = new EnumMap<>(Moment.class);
    private int atRandom;
    private int starting;

    Killer(DeadlyProxy proxy, List<Supervised> instances, Random random) {
        this.proxy = proxy;
        this.instances = instances;
        this.random = random;
        proxy.onPosting(instance -> posts.release());
    }

    /** Kills once more, somehow: one instance or several. The n-th call is n modulo ten of the ways. */
    void strike(int nth) throws InterruptedException {
        switch (nth % 5) {
            case 0 -> atAnExactMoment(Moment.AFTER_SLACK);
            case 1, 3 -> atARandomMoment();
            case 2 -> atAnExactMoment(nth % 2 == 0 ? Moment.BEFORE_SLACK : Moment.BEFORE_SLACK_TAKES_IT);
            default -> whileItStarts();
        }
    }

    int kills() {
        return atRandom + starting + exact.values().stream().mapToInt(Integer::intValue).sum();
    }

    @Override
    public String toString() {
        return kills() + " kills (" + atRandom + " at a random moment of its work, " + starting + " while it started, "
                + exact.getOrDefault(Moment.AFTER_SLACK, 0) + " between Slack's answer and its arrival, "
                + (exact.getOrDefault(Moment.BEFORE_SLACK, 0)
                        + exact.getOrDefault(Moment.BEFORE_SLACK_TAKES_IT, 0))
                + " before Slack took the message)";
    }

    private void atAnExactMoment(Moment moment) throws InterruptedException {
        while (true) {
            try {
                proxy.set(moment, 1 + random.nextInt(20)).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
                exact.merge(moment, 1, Integer::sum);
                return;
            } catch (CancellationException diedOtherwise) {
                // the one that posted was dead already: set anew
            } catch (ExecutionException | TimeoutException e) {
                throw new IllegalStateException("Nobody posts any more", e);
            }
        }
    }

    private void atARandomMoment() throws InterruptedException {
        posts.drainPermits();
        if (!posts.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Nobody posts any more");
        }
        int before = atRandom;
        while (atRandom == before) {
            TimeUnit.MILLISECONDS.sleep(random.nextInt(LONGEST_LIFE_MILLIS));
            boolean all = random.nextInt(4) == 0;
            Supervised victim = instances.get(random.nextInt(instances.size()));
            for (Supervised instance : all ? instances : List.of(victim)) {
                atRandom += instance.kill() ? 1 : 0;
            }
        }
    }

    private void whileItStarts() throws InterruptedException {
        atARandomMoment();
        TimeUnit.MILLISECONDS.sleep(random.nextInt(2 * LONGEST_LIFE_MILLIS));
        for (Supervised instance : instances) {
            starting += instance.kill() ? 1 : 0;
        }
    }
}
