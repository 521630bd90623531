package dev.steward.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Things done in the same instant, each on a thread of its own. */
public final class AtOnce {
    private AtOnce() {}

    /**
     * Does all of them, none before all are ready, and waits for their ends.
     *
     * @return what they gave, in their order
     * @throws Exception the first that one of them ended with
     */
    public static <T> List<T> all(List<Callable<T>> deeds) throws Exception {
        var together = new CyclicBarrier(deeds.size());
        try (var threads = Executors.newFixedThreadPool(deeds.size())) {
            List<Future<T>> begun = new ArrayList<>();
            for (Callable<T> deed : deeds) {
                begun.add(threads.submit(() -> {
                    together.await(10, TimeUnit.SECONDS);
                    return deed.call();
                }));
            }
            List<T> given = new ArrayList<>();
            for (Future<T> each : begun) {
                given.add(each.get(30, TimeUnit.SECONDS));
            }
            return given;
        }
    }
}
