package dev.steward.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;
import org.springframework.core.env.MapPropertySource;

import dev.steward.StewardApplication;
import dev.steward.testing.OnlySteward;

/** A second Steward beside the one under test, whole, on the same database and for the same Slack. Its clock is the machine's. */
public final class SecondInstance implements AutoCloseable {
    private final ConfigurableApplicationContext context;

    public SecondInstance(SandboxSlack slack, Environment first) {
        Map<String, Object> properties = new HashMap<>();
        for (String name : List.of("url", "username", "password")) {
            String value = first.getProperty("spring.datasource." + name);
            if (value != null) {
                properties.put("spring.datasource." + name, value);
            }
        }
        // Quartz keeps schedulers by their name for the whole process
        properties.put("spring.quartz.scheduler-name", "beside " + properties.hashCode());
        properties.put("STEWARD_ENCRYPTION_KEY", key(Path.of(first.getRequiredProperty("steward.home"), "key")));
        properties.put("SLACK_BOT_TOKEN", slack.botToken());
        properties.put("SLACK_SIGNING_SECRET", slack.signingSecret());
        properties.put("STEWARD_SLACK_API_URL", slack.address() + "/sandbox/api/");
        properties.put("logging.structured.format.console", "");
        context = new SpringApplicationBuilder(StewardApplication.class)
                .initializers(OnlySteward.initializer(), started -> started.getEnvironment().getPropertySources()
                        .addFirst(new MapPropertySource("second instance", properties)))
                .run("--server.port=0", "--server.address=127.0.0.1");
        // the first one sends: handing a queue over takes longer than a test has
        context.getBean("dev.steward.delivery.Sender", SmartLifecycle.class).stop();
    }

    private static String key(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where it listens, without a slash at its end. */
    public String address() {
        return "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port");
    }

    /** Something done at both instances, such as a press. */
    @FunctionalInterface
    public interface Doing {
        void at(ForgedPress presses) throws Exception;
    }

    /** Does the same at both instances in the same instant. */
    public void atBoth(ForgedPress first, Doing doing) throws Exception {
        var together = new CyclicBarrier(2);
        try (var threads = Executors.newFixedThreadPool(2)) {
            List<Callable<Void>> both = List.of(() -> doing(together, doing, first),
                    () -> doing(together, doing, first.at(this)));
            for (Future<Void> each : threads.invokeAll(both)) {
                each.get(20, TimeUnit.SECONDS);
            }
        }
    }

    private static Void doing(CyclicBarrier together, Doing doing, ForgedPress presses) throws Exception {
        together.await(10, TimeUnit.SECONDS);
        doing.at(presses);
        return null;
    }

    @Override
    public void close() {
        context.close();
    }
}
