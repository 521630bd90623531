package dev.steward.boot;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.ClassUtils;

/**
 * Reads the configuration before any bean exists and leaves what follows from it: {@code steward.mode} is {@code sandbox},
 * {@code http} or {@code socket}, {@code steward.oauth} is {@code true} or {@code false}.
 */
final class ChooseRunMode implements EnvironmentPostProcessor {
    private static final String LOOPBACK = "127.0.0.1";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        RunMode mode = RunMode.decide(name -> {
            String asVariable = environment.getProperty(name);
            return asVariable != null ? asVariable : environment.getProperty(asProperty(name));
        });
        checkPort(environment);
        if (!environment.containsProperty("spring.datasource.url") && !hasEmbeddedDatabase()) {
            throw new Refusal(
                    "SPRING_DATASOURCE_URL is missing, and this build of Steward carries no database of its own.");
        }

        Map<String, Object> firm = new HashMap<>();
        firm.put("steward.mode", mode.way().property());
        firm.put("steward.oauth", mode.oauth());
        Map<String, Object> unlessSet = new HashMap<>();
        if (mode.way() == RunMode.Way.SANDBOX) {
            firm.put("server.address", LOOPBACK);
            if (environment.containsProperty("management.server.port")) {
                firm.put("management.server.address", LOOPBACK);
            }
            unlessSet.put("spring.lifecycle.timeout-per-shutdown-phase", "2s");
        } else {
            unlessSet.put("spring.lifecycle.timeout-per-shutdown-phase", "10s");
            unlessSet.put("logging.structured.format.console", "logstash");
        }
        environment.getPropertySources().addFirst(new MapPropertySource("steward run mode", firm));
        environment.getPropertySources().addLast(new MapPropertySource("steward run mode defaults", unlessSet));
    }

    private static String asProperty(String variable) {
        return variable.toLowerCase(Locale.ROOT).replace('_', '.');
    }

    private static void checkPort(ConfigurableEnvironment environment) {
        String port = environment.getProperty("server.port", "8080");
        try {
            int number = Integer.parseInt(port);
            if (number >= 0 && number <= 65_535) {
                return;
            }
        } catch (NumberFormatException notANumber) {
            // told below
        }
        throw new Refusal("SERVER_PORT must be a number from 0 to 65535.");
    }

    private static boolean hasEmbeddedDatabase() {
        return ClassUtils.isPresent("io.zonky.test.db.postgres.embedded.EmbeddedPostgres",
                ChooseRunMode.class.getClassLoader());
    }
}
