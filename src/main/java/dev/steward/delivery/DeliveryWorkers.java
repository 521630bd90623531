package dev.steward.delivery;

import java.time.Duration;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import dev.steward.background.BackgroundWorker;

/** What goes on behind the sending. */
@Configuration(proxyBeanMethods = false)
class DeliveryWorkers {
    @Bean
    BackgroundWorker forgetDeliveriesWorker(ForgetDeliveries forget) {
        return BackgroundWorker.every(Duration.ofMinutes(10), "forget what was said long ago", forget::all);
    }
}
