package dev.steward.boot;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** The last line of a start: where to go now. */
@Component
final class SayReady {
    private static final Logger log = LoggerFactory.getLogger(SayReady.class);

    private final Environment environment;

    SayReady(Environment environment) {
        this.environment = environment;
    }

    @EventListener
    void ready(ApplicationReadyEvent event) {
        String port = environment.getProperty("local.server.port", "");
        String took = event.getTimeTaken() == null ? "" : " after " + event.getTimeTaken().toMillis() + " ms";
        switch (environment.getProperty("steward.mode", "")) {
            case "sandbox" -> log.info("Ready{}, open http://localhost:{}", took, port);
            case "socket" -> log.info("Ready{} for Slack over Socket Mode; health and metrics on port {}", took, port);
            default -> log.info("Ready{} for Slack on port {}", took, port);
        }
    }
}
