package dev.steward.boot;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

class ReportRefusalTest {
    @Test
    void anotherModuleRefusesOneOfStewardsSettingsInItsOwnWords() {
        var refused = new IllegalStateException("a bean could not be made",
                new InvalidConfigurationPropertyValueException(
                        "steward.policies", "policy.yaml", "The policy in policy.yaml has mistakes."));

        assertThat(ReportRefusal.sentence(refused)).isEqualTo("The policy in policy.yaml has mistakes.");
    }

    @Test
    void whatSpringSaysOfItsOwnSettingsIsLeftToSpring() {
        assertThat(ReportRefusal.sentence(
                new InvalidConfigurationPropertyValueException("spring.threads.virtual.enabled", "x", "No."))).isNull();
        assertThat(ReportRefusal.sentence(new IllegalStateException("x"))).isNull();
    }
}
