package dev.steward.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.util.UUID;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

import dev.steward.web.RefusalLog;
import dev.steward.web.UnknownSenders;
import dev.steward.web.WebProblemAdvice;
import dev.steward.workspace.TokenCipher;

class HookEndpointTest {
    /** Nothing listens there. */
    @Test
    void withoutTheDatabaseTheSenderIsToSendItAgain() throws Exception {
        var source = new DriverManagerDataSource("jdbc:postgresql://127.0.0.1:" + freePort() + "/none?user=nobody");
        var sources = new Sources(new JdbcTemplate(source), mock(TokenCipher.class), Clock.systemUTC());
        var refusals = new RefusalLog(new SimpleMeterRegistry());
        var take = new TakeHook(sources, mock(Hooks.class), mock(TakeNews.class), mock(Releases.class),
                mock(TellIntake.class), new JdbcTransactionManager(source), Clock.systemUTC());
        var web = MockMvcBuilders
                .standaloneSetup(new HookEndpoint(sources, take, new UnknownSenders(1, refusals), refusals,
                        Clock.systemUTC()))
                .setControllerAdvice(new WebProblemAdvice(refusals)).build();

        var answer = web.perform(post(HookEndpoint.PATH + UUID.randomUUID()).content("{}")).andReturn().getResponse();

        assertThat(answer.getStatus()).isEqualTo(503);
        assertThat(answer.getHeader("Retry-After")).isEqualTo("5");
        assertThat(answer.getContentType()).isEqualTo("application/problem+json");
        assertThat(answer.getContentAsString()).contains("Send the same again");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
