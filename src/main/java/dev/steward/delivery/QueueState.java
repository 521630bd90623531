package dev.steward.delivery;

import java.time.Duration;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How the queue stands, over all workspaces; asked of the database at most every ten seconds. */
@Repository
class QueueState {
    private final LoadingCache<Boolean, Now> now;

    QueueState(JdbcClient jdbc) {
        this.now = Caffeine.newBuilder().maximumSize(1).expireAfterWrite(Duration.ofSeconds(10)).build(
                any -> jdbc.sql("""
                        select waiting.*, (select count(*) from delivery where state = 'failed') as failed,
                               (select count(*) from delivery where state = 'held') as held
                        from (select count(*) as waiting,
                                     coalesce(extract(epoch from clock_timestamp() - min(waiting_since)), 0) as oldest
                              from delivery where due_at is not null) waiting
                        """).query((row, n) -> new Now(row.getLong("waiting"), row.getDouble("oldest"),
                        row.getLong("failed"), row.getLong("held"))).single());
    }

    /** @throws org.springframework.dao.DataAccessException when the database is away */
    Now now() {
        return now.get(true);
    }

    /** @param failed and {@code held}: what an admin has not seen to yet */
    record Now(long waiting, double oldestSeconds, long failed, long held) {}
}
