package dev.steward.sandbox;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

@TestConfiguration(proxyBeanMethods = false)
@Import(SandboxSlack.class)
class SandboxTestConfiguration {
    @Bean
    @Primary
    MovableClock movableClock() {
        return new MovableClock();
    }
}
