package dev.steward.delivery;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.condition.OS;

/** A PostgreSQL process as durable as a real one, which can be stopped as a power cut stops it, and comes back at its port. */
public final class FrailDatabase implements AutoCloseable {
    private final Path data;
    private final EmbeddedPostgres postgres;
    private final PostgresControl control;

    public FrailDatabase(Path folder) throws IOException, SQLException {
        data = folder.resolve("postgres");
        Path log = folder.resolve("postgres.log");
        postgres = EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false)
                .setServerConfig("fsync", "on").setServerConfig("synchronous_commit", "on")
                .setServerConfig("full_page_writes", "on").setServerConfig("listen_addresses", "127.0.0.1")
                .setLocaleConfig("locale-provider", "icu").setLocaleConfig("icu-locale", "und")
                .setLocaleConfig("lc-ctype", OS.MAC.isCurrentOs() ? "en_US.UTF-8" : "C.UTF-8")
                .setOutputRedirector(Redirect.appendTo(log.toFile()))
                .setErrorRedirector(Redirect.appendTo(log.toFile())).start();
        control = new PostgresControl(process().info().command().map(Path::of).orElseThrow().resolveSibling("pg_ctl"),
                data, log);
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create database steward");
        }
    }

    public String url() {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/steward?user=postgres";
    }

    public HikariDataSource pool(int connections) {
        var pool = new HikariDataSource();
        pool.setJdbcUrl(url());
        pool.setMaximumPoolSize(connections);
        pool.setConnectionTimeout(1_000);
        pool.setInitializationFailTimeout(-1);
        return pool;
    }

    /** While nobody is connected. */
    void backUp() throws SQLException {
        copy("steward", "backup");
    }

    /** While nobody is connected: all is as it was when it was backed up. */
    void restore() throws SQLException {
        copy("backup", "steward");
    }

    private void copy(String from, String to) throws SQLException {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("drop database if exists " + to);
            statement.execute("create database " + to + " template " + from);
        }
    }

    /** Without a checkpoint and without a word to who is connected. */
    void crash() throws IOException, InterruptedException {
        control.run("stop", "-m", "immediate");
    }

    /** After a crash, with what it recovers from its log. */
    void comeBack() throws IOException, InterruptedException {
        control.run("restart");
    }

    /** How others are run with the same PostgreSQL. */
    PostgresControl control(Path data, Path log) {
        return new PostgresControl(control.executable(), data, log);
    }

    private ProcessHandle process() throws IOException {
        return ProcessHandle.of(Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).getFirst().trim()))
                .orElseThrow();
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
