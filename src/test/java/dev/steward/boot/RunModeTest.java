package dev.steward.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunModeTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                                          | SANDBOX | false
            SPRING_DATASOURCE_URL=jdbc:postgresql://db/steward          | SANDBOX | false
            SLACK_BOT_TOKEN=xoxb-1 SLACK_SIGNING_SECRET=s               | HTTP    | false
            SLACK_BOT_TOKEN=xoxe.xoxb-1 SLACK_SIGNING_SECRET=s          | HTTP    | false
            SLACK_BOT_TOKEN=xoxb-1 SLACK_SIGNING_SECRET=s STEWARD_SLACK_API_URL=http://127.0.0.1:9/api/ | HTTP | false
            SLACK_BOT_TOKEN=xoxb-1 SLACK_APP_TOKEN=xapp-1               | SOCKET  | false
            SLACK_BOT_TOKEN=xoxb-1 SLACK_APP_TOKEN=xapp-1 SLACK_SIGNING_SECRET=s | SOCKET | false
            SLACK_CLIENT_ID=1.2 SLACK_CLIENT_SECRET=c SLACK_SIGNING_SECRET=s | HTTP | true
            SLACK_CLIENT_ID=1.2 SLACK_CLIENT_SECRET=c SLACK_SIGNING_SECRET=s SLACK_BOT_TOKEN=xoxb-1 | HTTP | true
            """)
    void aWholeConfigurationTellsHowToRun(String variables, RunMode.Way way, boolean oauth) {
        assertThat(RunMode.decide(given(variables)::get)).isEqualTo(new RunMode(way, oauth));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SLACK_BOT_TOKEN=xoxb-1        | SLACK_BOT_TOKEN is set, but SLACK_SIGNING_SECRET (for HTTP) or SLACK_APP_TOKEN (for Socket Mode) is missing.
            SLACK_SIGNING_SECRET=s        | SLACK_SIGNING_SECRET is set, but SLACK_BOT_TOKEN (for one workspace) or SLACK_CLIENT_ID and SLACK_CLIENT_SECRET (for OAuth) is missing.
            SLACK_APP_TOKEN=xapp-1        | SLACK_APP_TOKEN is set, but SLACK_BOT_TOKEN is missing.
            SLACK_APP_TOKEN=xapp-1 SLACK_SIGNING_SECRET=s | SLACK_APP_TOKEN is set, but SLACK_BOT_TOKEN is missing.
            SLACK_CLIENT_ID=1.2           | SLACK_CLIENT_ID is set, but SLACK_CLIENT_SECRET is missing.
            SLACK_CLIENT_SECRET=c         | SLACK_CLIENT_SECRET is set, but SLACK_CLIENT_ID is missing.
            SLACK_CLIENT_ID=1.2 SLACK_CLIENT_SECRET=c | SLACK_CLIENT_ID is set, but SLACK_SIGNING_SECRET is missing.
            SLACK_CLIENT_ID=1.2 SLACK_CLIENT_SECRET=c SLACK_SIGNING_SECRET=s SLACK_APP_TOKEN=xapp-1 | SLACK_CLIENT_ID and SLACK_APP_TOKEN are both set, but installing by OAuth takes HTTP and the app token is for Socket Mode: remove one of them.
            STEWARD_SLACK_API_URL=https://slack.com/api/ | STEWARD_SLACK_API_URL is set, but SLACK_BOT_TOKEN with SLACK_SIGNING_SECRET or SLACK_APP_TOKEN is missing.
            SPRING_DATASOURCE_USERNAME=u  | SPRING_DATASOURCE_USERNAME is set, but SPRING_DATASOURCE_URL is missing.
            SPRING_DATASOURCE_PASSWORD=p  | SPRING_DATASOURCE_PASSWORD is set, but SPRING_DATASOURCE_URL is missing.
            """)
    void halfAConfigurationIsToldWhatItLacks(String variables, String sentence) {
        assertRefused(given(variables), sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', ignoreLeadingAndTrailingWhitespace = false, textBlock = """
            SLACK_BOT_TOKEN||SLACK_BOT_TOKEN is set but empty: give it a value or remove it.
            SLACK_SIGNING_SECRET|  |SLACK_SIGNING_SECRET is set but empty: give it a value or remove it.
            SLACK_APP_TOKEN||SLACK_APP_TOKEN is set but empty: give it a value or remove it.
            SLACK_CLIENT_ID||SLACK_CLIENT_ID is set but empty: give it a value or remove it.
            SPRING_DATASOURCE_URL||SPRING_DATASOURCE_URL is set but empty: give it a value or remove it.
            SLACK_BOT_TOKEN|xoxb-1 |SLACK_BOT_TOKEN has a space or a line break in it: remove it.
            SLACK_BOT_TOKEN|xapp-1|SLACK_BOT_TOKEN must start with xoxb-; what it holds belongs in SLACK_APP_TOKEN.
            SLACK_BOT_TOKEN|xoxp-1|SLACK_BOT_TOKEN must start with xoxb-.
            SLACK_APP_TOKEN|xoxb-1|SLACK_APP_TOKEN must start with xapp-; what it holds belongs in SLACK_BOT_TOKEN.
            STEWARD_SLACK_API_URL|https://slack.com/api|STEWARD_SLACK_API_URL must be an http or https address that ends in /api/.
            STEWARD_SLACK_API_URL|ftp://slack.com/api/|STEWARD_SLACK_API_URL must be an http or https address that ends in /api/.
            STEWARD_SLACK_API_URL|slack.com/api/|STEWARD_SLACK_API_URL must be an http or https address that ends in /api/.
            STEWARD_SLACK_API_URL|http://[/api/|STEWARD_SLACK_API_URL must be an http or https address that ends in /api/.
            STEWARD_PUBLIC_URL|steward.example.com|STEWARD_PUBLIC_URL must be an http or https address, such as https://steward.example.com.
            STEWARD_PUBLIC_URL|https:///x|STEWARD_PUBLIC_URL must be an http or https address, such as https://steward.example.com.
            STEWARD_PUBLIC_URL|https://steward.example.com/?a=b|STEWARD_PUBLIC_URL must be an http or https address, such as https://steward.example.com.
            STEWARD_PUBLIC_URL|https://steward.example.com |STEWARD_PUBLIC_URL has a space or a line break in it: remove it.
            SPRING_DATASOURCE_URL|jdbc:mysql://db/steward|SPRING_DATASOURCE_URL must start with jdbc:postgresql:, Steward runs on PostgreSQL.
            """)
    void aValueThatCannotBeRightIsNamed(String variable, String value, String sentence) {
        assertRefused(Map.of(variable, value == null ? "" : value), sentence);
    }

    private static void assertRefused(Map<String, String> variables, String sentence) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> RunMode.decide(variables::get)).withMessage(sentence);
    }

    private static Map<String, String> given(String variables) {
        return Arrays.stream(variables.split(" ")).filter(v -> !v.isEmpty()).map(v -> v.split("=", 2))
                .collect(Collectors.toMap(v -> v[0], v -> v[1]));
    }
}
