package dev.steward.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

class EmbeddedDatabaseTest {
    @TempDir
    Path folder;

    @Test
    void isDurablePrivateAndKeepsItsRows() throws Exception {
        Files.createDirectories(folder.resolve("postgres-18.new/leftover-of-a-first-start-cut-short"));

        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            JdbcClient sql = client(database, database.password());
            assertThat(List.of("fsync", "synchronous_commit", "full_page_writes"))
                    .allSatisfy(setting -> assertThat(show(sql, setting)).isEqualTo("on"));
            assertThat(show(sql, "server_version")).startsWith("18.");
            assertThat(show(sql, "is_superuser")).isEqualTo("off");

            sql.sql("create extension pg_trgm").update();
            sql.sql("create extension unaccent").update();
            assertThat(sql.sql("select similarity('Änderung', 'änderung')").query(Double.class).single()).isOne();
            assertThat(sql.sql("select string_agg(w, '' order by w) from (values ('z'), ('B'), ('ä'), ('a')) t(w)")
                    .query(String.class).single()).isEqualTo("aäBz");

            sql.sql("create table kept (id int)").update();
            sql.sql("insert into kept values (7)").update();

            assertThatExceptionOfType(RuntimeException.class)
                    .isThrownBy(() -> show(client(database, "guessed"), "fsync"))
                    .withStackTraceContaining("password authentication failed");
            assertThatExceptionOfType(Refusal.class)
                    .isThrownBy(() -> EmbeddedDatabase.start(folder).close())
                    .withMessageStartingWith(
                            "Another Steward (process " + ProcessHandle.current().pid() + ") is running");
            assertThat(listening(InetAddress.getLoopbackAddress(), database)).isTrue();
        }

        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder)) {
            JdbcClient sql = client(database, database.password());
            assertThat(sql.sql("select id from kept").query(Integer.class).list()).containsExactly(7);
            assertThat(listening(InetAddress.getLocalHost(), database))
                    .isEqualTo(InetAddress.getLocalHost().isLoopbackAddress());
        }
    }

    private static String show(JdbcClient sql, String setting) {
        return sql.sql("show " + setting).query(String.class).single();
    }

    private static JdbcClient client(EmbeddedDatabase database, String password) {
        return JdbcClient.create(new DriverManagerDataSource(database.jdbcUrl(), database.username(), password));
    }

    private static boolean listening(InetAddress address, EmbeddedDatabase database) {
        int port = Integer.parseInt(database.jdbcUrl().replaceAll(".*:(\\d+)/.*", "$1"));
        try (Socket socket = new Socket(address, port)) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }
}
