package dev.steward.boot;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.steward.testing.TestDatabase;

class CheckDatabaseTest {
    @Test
    void acceptsADatabaseThatWillDo() {
        assertThatCode(() -> CheckDatabase.check(TestDatabase.create().url(), null, null)).doesNotThrowAnyException();
    }

    @Test
    void namesTheDatabaseThatIsOutOfReachWithoutItsPassword() throws IOException {
        assertRefused("jdbc:postgresql://127.0.0.1:" + freePort() + "/steward?user=u&password=hush",
                "The database steward at 127\\.0\\.0\\.1:\\d+ cannot be reached: start it, or correct SPRING_DATASOURCE_URL\\.");
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

    private static void assertRefused(String url, String pattern) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> CheckDatabase.check(url, null, null))
                .extracting(Throwable::getMessage).asString().matches(pattern);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
