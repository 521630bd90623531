package dev.steward.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import dev.steward.StewardApplication;
import dev.steward.testing.TestDatabase;

/** A first start makes all tables, and says so in a line or two. */
@ExtendWith(OutputCaptureExtension.class)
@ResourceLock(Resources.SYSTEM_OUT)
class FirstStartTest {
    @Test
    void warnsOfNothing(@TempDir Path home, CapturedOutput output) {
        String url = TestDatabase.create().url();
        Map<String, Object> variables = new TreeMap<>(Map.of("SLACK_CLIENT_ID", "1.2", "SLACK_CLIENT_SECRET", "c",
                "SLACK_SIGNING_SECRET", "s", "STEWARD_ENCRYPTION_KEY", "a long random text", "SPRING_DATASOURCE_URL",
                url,
                "SERVER_PORT", "0", "STEWARD_HOME", home.toString(), "SPRING_QUARTZ_SCHEDULER_NAME",
                "first start " + url.hashCode(), "LOGGING_STRUCTURED_FORMAT_CONSOLE", ""));
        var environment = new StandardEnvironment();
        String source = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
        environment.getPropertySources().replace(source, new SystemEnvironmentPropertySource(source, variables));

        new SpringApplicationBuilder(StewardApplication.class).environment(environment).run().close();

        assertThat(output.getAll().lines().takeWhile(line -> !line.contains("Ready after")))
                .noneMatch(line -> line.contains(" WARN ") || line.contains(" ERROR "));
        assertThat(output).contains("Ready after");
    }
}
