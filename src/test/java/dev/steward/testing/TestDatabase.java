package dev.steward.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.condition.OS;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * An empty database on the one PostgreSQL that all tests of this process share. It keeps nothing: no fsync, and gone at the end.
 *
 * @param url has user and password in it
 */
public record TestDatabase(String url) {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Queue<TestDatabase> ALL = new ConcurrentLinkedQueue<>();

    /** A database nobody else has; making one takes some ten milliseconds. */
    public static TestDatabase create() {
        String name = "test_" + COUNT.incrementAndGet();
        try (Connection connection = Server.RUNNING.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database " + name + " strategy wal_log");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        var database = new TestDatabase(
                "jdbc:postgresql://127.0.0.1:" + Server.RUNNING.getPort() + "/" + name + "?user=postgres");
        ALL.add(database);
        return database;
    }

    /** Those that tests of this process made so far, with all that is still in them. */
    static List<TestDatabase> all() {
        return List.copyOf(ALL);
    }

    /** Quartz keeps its connections by its name for the whole process: it has another for each database. */
    public Map<String, Object> properties() {
        return Map.of("spring.datasource.url", url, "spring.quartz.scheduler-name", "steward " + url.hashCode());
    }

    public DataSource dataSource() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url);
        return dataSource;
    }

    /**
     * Gives a Spring context a database of its own: {@code @ContextConfiguration(initializers = TestDatabase.Fresh.class)}, or
     * {@code new SpringApplicationBuilder(...).initializers(new TestDatabase.Fresh())}.
     */
    public static final class Fresh implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            context.getEnvironment().getPropertySources()
                    .addFirst(new MapPropertySource("test database", create().properties()));
        }
    }

    /** Started by the first test that needs it. */
    private static final class Server {
        static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("listen_addresses", "127.0.0.1")
                        .setServerConfig("full_page_writes", "off")
                        .setLocaleConfig("locale-provider", "icu")
                        .setLocaleConfig("icu-locale", "und")
                        .setLocaleConfig("lc-ctype", OS.MAC.isCurrentOs() ? "en_US.UTF-8" : "C.UTF-8")
                        .setOutputRedirector(Redirect.DISCARD)
                        .setErrorRedirector(Redirect.DISCARD)
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
