package dev.steward.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import dev.steward.StewardApplication;
import dev.steward.schedule.Holidays;
import dev.steward.testing.OnlySteward;
import dev.steward.workspace.Areas;
import dev.steward.workspace.Channels;
import dev.steward.workspace.Installations;
import dev.steward.workspace.Members;
import dev.steward.workspace.Settings;

/** A second Steward beside the one under test, whole, on the same database, for the same Slack, and by the same clock. */
final class SecondInstance implements AutoCloseable {
    private final ConfigurableApplicationContext context;

    SecondInstance(SandboxSlack slack, ApplicationContext first) {
        Environment environment = first.getEnvironment();
        String database = environment.getRequiredProperty("spring.datasource.url");
        // as the variables of a process, of which Steward makes out that it is no sandbox of its own
        Map<String, Object> variables = new HashMap<>(Map.of("SPRING_DATASOURCE_URL", database,
                "STEWARD_HOME", "target/second-home", "STEWARD_ENCRYPTION_KEY",
                key(Path.of(environment.getRequiredProperty("steward.home"), "key")), "SLACK_BOT_TOKEN",
                slack.botToken(), "SLACK_SIGNING_SECRET", slack.signingSecret(), "STEWARD_SLACK_API_URL",
                slack.address() + "/sandbox/api/", "SERVER_PORT", "0", "SERVER_ADDRESS", "127.0.0.1",
                "STEWARD_PUBLIC_URL", slack.address(),
                // Quartz keeps schedulers by their name for the whole process
                "SPRING_QUARTZ_SCHEDULER_NAME", "beside " + database.hashCode()));
        var own = new StandardEnvironment();
        String source = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
        own.getPropertySources().replace(source, new SystemEnvironmentPropertySource(source, variables));
        Clock clock = first.getBean(Clock.class);
        context = new SpringApplicationBuilder(StewardApplication.class).environment(own)
                .initializers(OnlySteward.initializer(), started -> started.getBeanFactory()
                        .registerSingleton("clock of the first", clock))
                .run();
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

    /** What it remembers of a database that was emptied since. */
    void forget() {
        context.getBean(Installations.class).forget();
        context.getBean(Members.class).forget();
        context.getBean(Areas.class).forget();
        context.getBean(Settings.class).forget();
        context.getBean(Holidays.class).forget();
        context.getBean(Channels.class).forget();
    }

    LocalAddress address() {
        return new LocalAddress(context.getEnvironment());
    }

    @Override
    public void close() {
        context.close();
    }
}
