package dev.steward.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import dev.steward.StewardApplication;
import dev.steward.testing.TestDatabase;
import dev.steward.workspace.Installation;
import dev.steward.workspace.Installations;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Hooks are signed with secrets that stand in the database encrypted; what Steward is started with may change. */
class HookKeysTest {
    private static final UserId OWNER = new UserId("U0OWNER");
    private final TestDatabase database = TestDatabase.create();
    @TempDir
    private Path home;

    @Test
    void outliveAnotherBotToken() {
        String path;
        String secret;
        try (var steward = start("xoxb-one", "signs")) {
            WorkspaceId workspace = steward.getBean(Installations.class).save(new Installation(
                    new WorkspaceId(java.util.UUID.randomUUID()), "T0HOOKS", null, "Acme", "A1", "U1", "B1",
                    "xoxb-one")).workspace();
            Sources sources = steward.getBean(Sources.class);
            Source source = sources.create(Sources.fresh(workspace, Source.Kind.WEBHOOK, "builds", OWNER, 30, 2, null,
                    OWNER, Instant.now()), "once");
            path = "/hooks/releases/" + source.id();
            secret = sources.secret(workspace, source.id()).orElseThrow();
            assertThat(sends(steward, path, secret)).isEqualTo(422);
        }
        try (var steward = start("xoxb-two", "signs")) {
            assertThat(sends(steward, path, secret)).isEqualTo(422);
        }
        assertThatThrownBy(() -> start("xoxb-two", "signs-otherwise").close())
                .isInstanceOfSatisfying(InvalidConfigurationPropertyValueException.class,
                        e -> assertThat(e.getReason()).startsWith("No key fits"));
    }

    /** What is signed is read, and refused for what it says; what is not is refused before. */
    private static int sends(ConfigurableApplicationContext steward, String path, String secret) {
        String port = steward.getEnvironment().getRequiredProperty("local.server.port");
        return new Sender("http://127.0.0.1:" + port + path, secret).webhook("{}", null, Instant.now()).status();
    }

    private ConfigurableApplicationContext start(String botToken, String signingSecret) {
        Map<String, Object> variables = new TreeMap<>(Map.of("SLACK_BOT_TOKEN", botToken, "SLACK_SIGNING_SECRET",
                signingSecret, "SPRING_DATASOURCE_URL", database.url(), "SERVER_PORT", "0",
                "SPRING_QUARTZ_SCHEDULER_NAME", "hook keys " + database.url().hashCode(), "STEWARD_HOME",
                home.toString(), "STEWARD_SLACK_API_URL", "http://127.0.0.1:1/api/"));
        var environment = new StandardEnvironment();
        String source = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
        environment.getPropertySources().replace(source, new SystemEnvironmentPropertySource(source, variables));
        return new SpringApplicationBuilder(StewardApplication.class).environment(environment).run();
    }
}
