package dev.steward.workspace;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.steward.background.BackgroundWorker;
import dev.steward.background.BackgroundWorker.Next;
import dev.steward.inventory.DataInventory;

/**
 * Refuses a start with keys that fit nothing, and behind the scenes encrypts anew, with the first key, what was encrypted with another. A
 * crash costs nothing: whatever is still to be done tells so itself. Every instance may do it.
 */
@Component
class RotateKeys implements SmartInitializingSingleton {
    private static final Logger log = LoggerFactory.getLogger(RotateKeys.class);
    private static final int SAMPLE = 20;
    /** How much of a table a step reads, in pages of the database. */
    private static final int STEP = 1_000;
    private static final Duration AFTER_FAULT = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final ObjectProvider<DataInventory> inventories;
    private final EncryptionKeys keys;
    private final TokenCipher cipher;
    private final BackgroundWorker worker;

    /** @param patience how long after a start: instances of an earlier configuration must be gone, which could not read what is new */
    RotateKeys(JdbcClient jdbc, ObjectProvider<DataInventory> inventories, EncryptionKeys keys, TokenCipher cipher,
            @Value("${steward.encryption.anew-after:10m}") Duration patience) {
        this.jdbc = jdbc;
        this.inventories = inventories;
        this.keys = keys;
        this.cipher = cipher;
        this.worker = new BackgroundWorker("encrypt secrets anew", patience, AFTER_FAULT, this::once);
    }

    private record Column(String table, String name) {}

    /** @param place where the row stands in the table, until it is changed */
    private record Encrypted(String place, String ciphertext) {}

    /** @param unreadable how many fit no key */
    record Pass(int changed, int unreadable) {
        Pass plus(Pass other) {
            return new Pass(changed + other.changed, unreadable + other.unreadable);
        }
    }

    @Override
    public void afterSingletonsInstantiated() {
        boolean any = false;
        for (Column column : columns()) {
            List<String> some = jdbc.sql("select %2$s from %1$s where %2$s <> '' limit %3$d"
                    .formatted(column.table(), column.name(), SAMPLE)).query(String.class).list();
            if (some.stream().anyMatch(cipher::readable)) {
                return;
            }
            any |= !some.isEmpty();
        }
        if (any) {
            throw new InvalidConfigurationPropertyValueException("steward.encryption-key", null,
                    "No key fits what is encrypted in the database: put the key that it was encrypted with into "
                            + EncryptionKeys.FORMER + " (a former " + EncryptionKeys.OWN
                            + "; without one it was a Slack secret, such as the bot token before this one).");
        }
        if (keys.borrowed()) {
            log.warn("{} is not set, so secrets in the database are encrypted with {}: set it to a long random text "
                    + "of its own, and they are encrypted anew", EncryptionKeys.OWN, keys.source());
        }
    }

    /** Goes through everything until all is encrypted with the first key; what fits none stays as it is. */
    Pass all() {
        var all = new Pass(0, 0);
        Pass pass;
        do {
            pass = columns().stream().map(this::through).reduce(new Pass(0, 0), Pass::plus);
            all = new Pass(all.changed() + pass.changed(), pass.unreadable());
        } while (pass.changed() > 0 && !Thread.currentThread().isInterrupted());
        return all;
    }

    private Pass through(Column column) {
        var all = new Pass(0, 0);
        long pages = pages(column.table());
        for (long page = 0; page < pages && !Thread.currentThread().isInterrupted(); page += STEP) {
            all = all.plus(step(column, page));
        }
        return all;
    }

    private Pass step(Column column, long page) {
        List<Encrypted> found = jdbc.sql("""
                select ctid::text, %2$s from %1$s
                where ctid >= '(%3$d,0)'::tid and ctid < '(%4$d,0)'::tid and %2$s <> ''
                """.formatted(column.table(), column.name(), page, page + STEP))
                .query((row, n) -> new Encrypted(row.getString(1), row.getString(2))).list();
        int changed = 0;
        int unreadable = 0;
        for (Encrypted one : found) {
            if (cipher.current(one.ciphertext())) {
                continue;
            }
            if (!cipher.readable(one.ciphertext())) {
                unreadable++;
                continue;
            }
            // one that was changed meanwhile is another row, which the next pass meets
            changed += jdbc.sql("update %1$s set %2$s = :anew where ctid = :place::tid and %2$s = :before"
                    .formatted(column.table(), column.name()))
                    .param("anew", cipher.encrypt(cipher.decrypt(one.ciphertext()))).param("place", one.place())
                    .param("before", one.ciphertext()).update();
        }
        return new Pass(changed, unreadable);
    }

    /** The smaller tables first. */
    private List<Column> columns() {
        Function<Column, Long> size = column -> pages(column.table());
        return inventories.stream().flatMap(inventory -> inventory.kinds().stream())
                .flatMap(kind -> kind.tables().stream())
                .flatMap(table -> table.encrypted().stream().map(column -> new Column(table.name(), column)))
                .sorted(Comparator.comparing(size).thenComparing(Column::table).thenComparing(Column::name)).toList();
    }

    private long pages(String table) {
        return jdbc.sql("select pg_relation_size(:table::regclass) / current_setting('block_size')::int")
                .param("table", table).query(Long.class).single();
    }

    private Next once() {
        report(all());
        return Next.NEVER;
    }

    private void report(Pass all) {
        if (Thread.currentThread().isInterrupted()) {
            return;
        }
        if (all.unreadable() > 0) {
            log.error("{} secrets in the database fit none of the keys; docs/operations.md says what to do about a key "
                    + "that is lost", all.unreadable());
        } else if (all.changed() > 0 || keys.former()) {
            log.info("All secrets in the database are encrypted with {} now, {} of them anew{}", keys.source(),
                    all.changed(), keys.former() ? "; " + EncryptionKeys.FORMER + " can go" : "");
        }
    }

    BackgroundWorker worker() {
        return worker;
    }
}
