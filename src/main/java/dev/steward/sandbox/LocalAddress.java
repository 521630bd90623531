package dev.steward.sandbox;

import java.util.Optional;

import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

import dev.steward.slack.PublicAddress;

/** Where this very server listens. The port may be any free one, known once the server has started. */
@Component
@SandboxMode
class LocalAddress implements PublicAddress {
    private final Environment environment;

    LocalAddress(Environment environment) {
        this.environment = environment;
    }

    @Override
    public Optional<String> url() {
        return Optional.of(base());
    }

    /** Without a slash at its end. */
    String base() {
        String port = environment.getProperty("local.server.port");
        if (port == null) {
            port = environment.getProperty("server.port", "8080");
            if (port.equals("0")) {
                throw new IllegalStateException("The sandbox's address is known once the web server has started");
            }
        }
        return "http://127.0.0.1:" + port;
    }
}
