package dev.steward.benchmark;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Properties;
import java.util.UUID;

import com.zaxxer.hikari.HikariDataSource;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.Scheduler;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.utils.DBConnectionManager;
import org.springframework.jdbc.core.JdbcTemplate;

/** What timers are measured against: a one-shot trigger for each, in Quartz's own tables, as its guide sets it up. */
final class PlainQuartz {
    private static final String SOURCE = "plain";
    private static final int THREADS = 10;

    private PlainQuartz() {}

    static double perSecond(String url, int triggers) throws Exception {
        try (var source = new HikariDataSource()) {
            source.setJdbcUrl(url + "?user=postgres");
            source.setMaximumPoolSize(20);
            var jdbc = new JdbcTemplate(source);
            jdbc.execute(TimersBenchmark.resource("/org/quartz/impl/jdbcjobstore/tables_postgres.sql")
                    .replace("COMMIT;", ""));
            jdbc.execute("create table handled (id uuid primary key)");
            Scheduler scheduler = new StdSchedulerFactory(settings(url)).getScheduler();
            try {
                JobDetail job = JobBuilder.newJob(Insert.class).withIdentity("insert").storeDurably().build();
                scheduler.addJob(job, true);
                Date due = Date.from(Instant.now());
                for (int i = 0; i < triggers; i++) {
                    scheduler.scheduleJob(TriggerBuilder.newTrigger().forJob(job).startAt(due).build());
                }
                long begun = System.nanoTime();
                scheduler.start();
                while (jdbc.queryForObject("select count(*) from handled", Integer.class) instanceof Integer done
                        && done < triggers) {
                    Thread.sleep(20);
                }
                return triggers / (Duration.ofNanos(System.nanoTime() - begun).toNanos() / 1e9);
            } finally {
                scheduler.shutdown(true);
            }
        }
    }

    private static Properties settings(String url) {
        var settings = new Properties();
        settings.setProperty("org.quartz.scheduler.instanceName", "plain");
        settings.setProperty("org.quartz.scheduler.instanceId", "AUTO");
        settings.setProperty("org.quartz.threadPool.threadCount", String.valueOf(THREADS));
        settings.setProperty("org.quartz.jobStore.class", "org.quartz.impl.jdbcjobstore.JobStoreTX");
        settings.setProperty("org.quartz.jobStore.driverDelegateClass",
                "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
        settings.setProperty("org.quartz.jobStore.isClustered", "true");
        settings.setProperty("org.quartz.jobStore.useProperties", "true");
        settings.setProperty("org.quartz.jobStore.dataSource", SOURCE);
        settings.setProperty("org.quartz.dataSource.plain.provider", "hikaricp");
        settings.setProperty("org.quartz.dataSource.plain.driver", "org.postgresql.Driver");
        settings.setProperty("org.quartz.dataSource.plain.URL", url);
        settings.setProperty("org.quartz.dataSource.plain.user", "postgres");
        settings.setProperty("org.quartz.dataSource.plain.maxConnections", "20");
        return settings;
    }

    /** What the timers' handler does too. */
    public static final class Insert implements Job {
        @Override
        public void execute(JobExecutionContext context) throws JobExecutionException {
            try (var connection = DBConnectionManager.getInstance().getConnection(SOURCE);
                    var insert = connection.prepareStatement("insert into handled values (?)")) {
                insert.setObject(1, UUID.randomUUID());
                insert.executeUpdate();
            } catch (SQLException e) {
                throw new JobExecutionException(e);
            }
        }
    }
}
