package dev.steward.schedule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.springframework.boot.quartz.autoconfigure.QuartzAutoConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.support.ResourcePropertySource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.testing.Migrations;
import dev.steward.testing.TestDatabase;
import dev.steward.workspace.WorkspaceId;

/** One Steward's sense of time on a real database. Several of one database are several instances. */
final class Instance implements AutoCloseable {
    static final WorkspaceId WORKSPACE = new WorkspaceId(UUID.fromString("00000000-0000-0000-0000-0000000000aa"));

    /** Quartz keeps its connections by this name, for the whole process. */
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    private final HikariDataSource source = new HikariDataSource();
    final JdbcTemplate jdbc;
    final Timers timers;
    final TransactionTemplate transaction;

    /** @param features what a feature would bring: handlers and what they need */
    Instance(String url, Clock clock, Class<?>... features) {
        source.setJdbcUrl(url);
        source.setMaximumPoolSize(20);
        source.setConnectionTimeout(1500);
        migrate(source);
        context.registerBean(DataSource.class, () -> source);
        context.registerBean(Clock.class, () -> clock);
        context.registerBean(MachineClock.class, () -> new MachineClock(Clock.systemUTC()));
        settings(context.getEnvironment());
        context.register(Wiring.class, QuartzAutoConfiguration.class);
        if (features.length > 0) {
            context.register(features);
        }
        context.refresh();
        jdbc = the(JdbcTemplate.class);
        timers = the(Timers.class);
        transaction = the(TransactionTemplate.class);
    }

    static Instance fresh(Clock clock, Class<?>... features) {
        return new Instance(TestDatabase.create().url(), clock, features);
    }

    static void migrate(DataSource source) {
        Migrations.run(source, "workspace", "schedule");
    }

    <T> T the(Class<T> type) {
        return context.getBean(type);
    }

    void inTransaction(Runnable work) {
        transaction.executeWithoutResult(status -> work.run());
    }

    <T> T inTransaction(Supplier<T> work) {
        return transaction.execute(status -> work.get());
    }

    void set(TimerKey timer, Instant due) {
        inTransaction(() -> timers.set(timer, due));
    }

    /** Works out all rituals anew, a step to a transaction. */
    void holidaysChanged() {
        for (Optional<String> reached = Optional.of(""); reached.isPresent();) {
            String after = reached.get();
            reached = inTransaction(() -> the(ReplanRituals.class).follow(WORKSPACE, after));
        }
    }

    /** Handles everything that is due by now. */
    void fire() {
        the(Due.class).fire(the(Clock.class).instant());
    }

    long count(String sql, Object... arguments) {
        Long count = jdbc.queryForObject(sql, Long.class, arguments);
        return count == null ? 0 : count;
    }

    /** Lets it work by itself, until it is closed. */
    Instance running() {
        the(Sweep.class).start();
        return withQuartz();
    }

    /** Lets Quartz work, but not the sweep. */
    Instance withQuartz() {
        try {
            the(Scheduler.class).start();
        } catch (SchedulerException e) {
            throw new IllegalStateException(e);
        }
        return this;
    }

    /** Steward's own, but for what a test starts. */
    private static void settings(ConfigurableEnvironment environment) {
        try {
            environment.getPropertySources().addFirst(new ResourcePropertySource("classpath:application.properties"));
            environment.getPropertySources().addFirst(
                    new MapPropertySource("test", Map.of("spring.quartz.auto-startup", "false",
                            "spring.quartz.scheduler-name", "steward-" + COUNT.incrementAndGet())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        context.close();
        source.close();
    }

    /** Not marked as a configuration, or a whole Steward started by another test would find it too. */
    @EnableTransactionManagement
    @Import({Alarm.class, TimerRows.class, SetTimers.class, FireTimers.class, TimerMetrics.class, RitualRows.class,
            RitualHandlers.class, Heartbeat.class, SettleOccurrences.class, HoldOccurrence.class, PlanRituals.class,
            ReplanRituals.class, FollowHolidays.class, QuartzConfiguration.class, ClockCheck.class, Auditor.class,
            AuditOccurrences.class, ParkedTimerRows.class, TimerGauges.class})
    static class Wiring {
        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }

        @Bean
        JdbcTemplate jdbc(DataSource source) {
            return new JdbcTemplate(source);
        }

        @Bean
        PlatformTransactionManager transactions(DataSource source) {
            return new JdbcTransactionManager(source);
        }

        @Bean
        TransactionTemplate transaction(PlatformTransactionManager transactions) {
            return new TransactionTemplate(transactions);
        }

        /** Started when a test says so. */
        @Bean
        Sweep sweep(SettleOccurrences rituals, RitualRows ritualRows, FireTimers timers, TimerRows rows,
                Heartbeat heartbeat, Alarm alarm, Clock clock) {
            return new Sweep(rituals, ritualRows, timers, rows, heartbeat, alarm, clock) {
                @Override
                public boolean isAutoStartup() {
                    return false;
                }
            };
        }
    }
}
