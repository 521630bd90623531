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
        return machineClock();
    }

    /** The machine's own, for who asks for it by name. */
    @Bean(defaultCandidate = false)
    Clock machineClock() {
        return Clock.systemUTC();
    }
}
