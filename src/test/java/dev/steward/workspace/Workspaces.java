package dev.steward.workspace;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;

/** The module's own parts, for tests that put an instance together by hand. */
public final class Workspaces {
    public static Members members(JdbcClient jdbc) {
        return new Members(jdbc, event -> {
        });
    }

    public static TokenCipher cipher() {
        return new TokenCipher(
                new EncryptionKeys(new MockEnvironment().withProperty("STEWARD_ENCRYPTION_KEY", "for tests")));
    }

    private Workspaces() {}
}
