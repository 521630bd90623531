package dev.steward.schedule;

import java.time.Clock;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Fallback;

/** The machine's clock, unless somebody brings one that can be moved. */
@Configuration(proxyBeanMethods = false)
class ClockConfiguration {
    @Bean
    @Fallback
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    MachineClock machineClock() {
        return new MachineClock(Clock.systemUTC());
    }
}
