package dev.steward.cadence;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import dev.steward.StewardApplication;

/** All of Steward, as it starts against a database of its own. What it writes is not sent. */
final class WholeSteward {
    private WholeSteward() {}

    /** @param clock that it reads; null: the machine's */
    static ConfigurableApplicationContext start(String name, String url, Path home, @Nullable Clock clock) {
        Map<String, Object> variables = new TreeMap<>(Map.of("SLACK_CLIENT_ID", "1.2", "SLACK_CLIENT_SECRET", "c",
                "SLACK_SIGNING_SECRET", "s", "SPRING_DATASOURCE_URL", url, "SERVER_PORT", "0",
                "SPRING_QUARTZ_SCHEDULER_NAME", name + url.hashCode(), "STEWARD_HOME", home.toString()));
        var environment = new StandardEnvironment();
        String source = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
        environment.getPropertySources().replace(source, new SystemEnvironmentPropertySource(source, variables));
        ConfigurableApplicationContext context = new SpringApplicationBuilder(StewardApplication.class)
                .environment(environment).initializers(fresh -> {
                    if (clock != null) {
                        fresh.getBeanFactory().registerSingleton("handClock", clock);
                    }
                }).run();
        context.getBean("dev.steward.delivery.Sender", SmartLifecycle.class).stop();
        return context;
    }
}
