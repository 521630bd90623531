package dev.steward.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class PublicAddressTest {
    @Test
    void itIsWhatTheOperatorSays() {
        assertThat(address(Map.of("STEWARD_PUBLIC_URL", "https://steward.example.com/")).url())
                .contains("https://steward.example.com");
        assertThat(address(Map.of("STEWARD_PUBLIC_URL", "https://example.com/steward")).url())
                .contains("https://example.com/steward");
        assertThat(address(Map.of()).url()).isEmpty();
    }

    private static PublicAddress address(Map<String, Object> variables) {
        var environment = new StandardEnvironment();
        environment.getPropertySources().replace("systemEnvironment",
                new SystemEnvironmentPropertySource("systemEnvironment", variables));
        ConfigurationPropertySources.attach(environment);
        return new SlackConfiguration().publicAddress(environment.resolvePlaceholders("${steward.public-url:}"));
    }
}
