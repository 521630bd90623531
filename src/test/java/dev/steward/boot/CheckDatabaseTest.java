package dev.steward.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.steward.testing.TestDatabase;

class CheckDatabaseTest {
    private static final AtomicInteger ROLES = new AtomicInteger();

    @Test
    void acceptsADatabaseThatWillDo() {
        assertThatCode(() -> CheckDatabase.check(TestDatabase.create().url(), null, null, true))
                .doesNotThrowAnyException();
    }

    @Test
    void namesTheDatabaseThatIsOutOfReachWithoutItsPassword() throws IOException {
        assertRefused("jdbc:postgresql://127.0.0.1:" + freePort() + "/steward?user=u&password=hush",
                "The database steward at 127\\.0\\.0\\.1:\\d+ cannot be reached: start it, or correct SPRING_DATASOURCE_URL\\.");
    }

    @Test
    void namesBothOfTwoThatAreOutOfReach() throws IOException {
        assertRefused("jdbc:postgresql://127.0.0.1:" + freePort() + ",localhost:" + freePort() + "/steward",
                "The database steward at 127\\.0\\.0\\.1:\\d+ or localhost:\\d+ cannot be reached: .*");
    }

    @Test
    void takesTheOneOfTwoThatIsThere() throws IOException {
        String there = TestDatabase.create().url();

        assertThat(CheckDatabase.check(there.replace("//", "//127.0.0.1:" + freePort() + ",") + "&hostRecheckSeconds=0",
                null, null, true))
                .as("pooled by transaction").isFalse();
    }

    @Test
    void namesTheDatabaseThatIsNotThere() {
        assertRefused(TestDatabase.create().url().replaceAll("/test_\\d+", "/nowhere"),
                "The server has no database nowhere at 127\\.0\\.0\\.1:\\d+: create it, or correct SPRING_DATASOURCE_URL\\.");
    }

    @Test
    void takesNoOtherEncodingThanUtf8() {
        TestDatabase any = TestDatabase.create();
        JdbcClient.create(any.dataSource()).sql(
                "create database narrow encoding 'LATIN1' locale_provider libc locale 'C' template template0")
                .update();

        assertRefused(any.url().replaceAll("/test_\\d+", "/narrow"),
                "The database narrow at 127\\.0\\.0\\.1:\\d+ has the encoding LATIN1, and Steward takes UTF8\\.");
    }

    @Test
    void saysWhatARoleLacksThatDoesNotOwnTheDatabase() {
        TestDatabase database = TestDatabase.create();
        String url = as(role(database), database);

        assertRefused(url,
                "The user \"not-owner_\\d+\" may not make tables and extensions in the database test_\\d+ at "
                        + "127\\.0\\.0\\.1:\\d+: have an administrator run \"alter database test_\\d+ owner to \"not-owner_\\d+\"\"\\.");
        assertThatCode(() -> CheckDatabase.check(url, null, null, false)).doesNotThrowAnyException();
    }

    @Test
    void takesARoleThatOwnsTheDatabase() {
        TestDatabase database = TestDatabase.create();
        String role = role(database);
        sql(database, "alter database " + name(database) + " owner to \"" + role + "\"");

        assertThatCode(() -> CheckDatabase.check(as(role, database), null, null, true)).doesNotThrowAnyException();
        sql(database, "alter schema public owner to postgres");
        assertRefused(as(role, database), ".*: have an administrator run \"grant create on schema public to .*\"\\.");
    }

    @Test
    void takesARoleThatMayMakeTablesWhereTheExtensionsAreThere() {
        TestDatabase database = TestDatabase.create();
        String role = role(database);
        sql(database, "grant create on schema public to \"" + role + "\"");
        assertRefused(as(role, database), ".*alter database.*");

        sql(database, "create extension pg_trgm");
        sql(database, "create extension btree_gin");

        assertThatCode(() -> CheckDatabase.check(as(role, database), null, null, true)).doesNotThrowAnyException();
    }

    @Test
    void namesWhoseTheTablesAre() {
        TestDatabase database = TestDatabase.create();
        String role = role(database);
        sql(database, "alter database " + name(database) + " owner to \"" + role + "\"");
        sql(database, "create table flyway_schema_history_workspace (id int)");

        assertRefused(as(role, database),
                "Steward's tables in the database test_\\d+ at 127\\.0\\.0\\.1:\\d+ belong to "
                        + "postgres and not to \"not-owner_\\d+\": connect as their owner, or have them given to \"not-owner_\\d+\"\\.");
    }

    private static String role(TestDatabase database) {
        String role = "not-owner_" + ROLES.incrementAndGet();
        sql(database, "create role \"" + role + "\" login");
        return role;
    }

    private static String as(String role, TestDatabase database) {
        return database.url().replace("user=postgres", "user=" + role);
    }

    private static String name(TestDatabase database) {
        return database.url().replaceAll(".*/(test_\\d+).*", "$1");
    }

    private static void sql(TestDatabase database, String sql) {
        JdbcClient.create(database.dataSource()).sql(sql).update();
    }

    private static void assertRefused(String url, String pattern) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> CheckDatabase.check(url, null, null, true))
                .extracting(Throwable::getMessage).asString().matches(pattern);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
