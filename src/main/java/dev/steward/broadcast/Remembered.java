package dev.steward.broadcast;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What was read from the database and is remembered until it has changed, so that a request costs no query. This instance forgets what it
 * changes itself; a {@link BroadcastListener} forgets what the database says that others changed, which takes some milliseconds. After a
 * minute it is forgotten in any case, should the database be unable to say so. What somebody was just reading when it was forgotten is not
 * remembered.
 *
 * @param <K> what it is known by
 * @param <V> what was read, which may be that there is nothing
 */
public final class Remembered<K, V> {
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Cache<K, V> values;
    private final AtomicLong forgotten = new AtomicLong();

    public Remembered(int most) {
        values = Caffeine.newBuilder().maximumSize(most).expireAfterWrite(LONGEST).build();
    }

    public V get(K key, Function<K, V> read) {
        V known = values.getIfPresent(key);
        if (known != null) {
            return known;
        }
        long before = forgotten.get();
        V fresh = read.apply(key);
        keep(Map.of(key, fresh), before);
        return fresh;
    }

    /** @param read reads those that are not known, if there are any */
    public Map<K, V> getAll(Collection<K> keys, Function<Set<K>, Map<K, V>> read) {
        Map<K, V> all = new HashMap<>(values.getAllPresent(keys));
        Set<K> missing = new HashSet<>(keys);
        missing.removeAll(all.keySet());
        if (!missing.isEmpty()) {
            all.putAll(refresh(missing, read));
        }
        return all;
    }

    /** Reads them anew. */
    public Map<K, V> refresh(Set<K> keys, Function<Set<K>, Map<K, V>> read) {
        long before = forgotten.get();
        Map<K, V> fresh = read.apply(keys);
        keep(fresh, before);
        return fresh;
    }

    private void keep(Map<K, V> fresh, long before) {
        values.putAll(fresh);
        if (forgotten.get() != before) {
            values.invalidateAll(fresh.keySet());
        }
    }

    public void forget(K key) {
        forgotten.incrementAndGet();
        values.invalidate(key);
    }

    public void forget(Predicate<K> keys) {
        forgotten.incrementAndGet();
        values.asMap().keySet().removeIf(keys);
    }

    public void forgetAll() {
        forgotten.incrementAndGet();
        values.invalidateAll();
    }

    /** This is being changed: forgotten now, and once the transaction is over, since others may read what was there before until then. */
    public void changed(K key) {
        nowAndThen(() -> forget(key));
    }

    /** As {@link #changed}, of all. */
    public void allChanged() {
        nowAndThen(this::forgetAll);
    }

    private static void nowAndThen(Runnable forget) {
        forget.run();
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCompletion(int status) {
                    forget.run();
                }
            });
        }
    }
}
