package dev.steward.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A database in which every transaction pauses after each statement that writes, as long as that is wished, so that two that are begun at
 * once hold their locks at the same time: where they take them in different orders, they deadlock as good as always. Hears of deadlocks
 * by what is logged of them, whoever met one.
 */
final class SlowLocks extends AppenderBase<ILoggingEvent> {
    private static final Duration PAUSE = Duration.ofMillis(4);
    /** Of a group of timers that fails it says so in passing: they are handled one by one then. */
    private static final Logger TIMERS = (Logger) LoggerFactory.getLogger("dev.steward.schedule.FireTimers");
    private static final Logger ROOT = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);

    private final JdbcClient jdbc;
    private final Queue<String> deadlocks = new ConcurrentLinkedQueue<>();

    SlowLocks(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Once for a database. */
    static void prepare(JdbcClient jdbc) {
        jdbc.sql("""
                create table if not exists sandbox_pause (seconds double precision);
                create or replace function sandbox_pauses() returns trigger language plpgsql as $$
                begin
                    perform pg_sleep(seconds) from sandbox_pause;
                    return null;
                end $$
                """).update();
        List<String> tables = jdbc.sql("""
                select quote_ident(tablename) from pg_tables
                where schemaname = current_schema() and tablename !~ '^(flyway_|qrtz_|sandbox_)' and tablename not like '%lease%'
                """).query(String.class).list();
        tables.forEach(table -> jdbc.sql("create or replace trigger sandbox_pauses after insert or update or delete on "
                + table + " for each statement execute function sandbox_pauses()").update());
    }

    void begin() {
        start();
        TIMERS.setLevel(Level.DEBUG);
        ROOT.addAppender(this);
        jdbc.sql("insert into sandbox_pause values (?)").param(PAUSE.toMillis() / 1e3).update();
    }

    void end() {
        jdbc.sql("delete from sandbox_pause").update();
        ROOT.detachAppender(this);
        TIMERS.setLevel(null);
        stop();
    }

    /** Fails where there was a deadlock between its beginning and its end. */
    void foundNoCircle() {
        assertThat(deadlocks).as("deadlocks").isEmpty();
    }

    @Override
    protected void append(ILoggingEvent event) {
        String said = event.getFormattedMessage();
        for (IThrowableProxy each = event.getThrowableProxy(); each != null; each = each.getCause()) {
            said += "\n" + each.getMessage();
        }
        if (said.contains("deadlock detected")) {
            deadlocks.add(said);
        }
    }
}
