package dev.steward.web;

import java.util.List;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

/** Puts the limits into the server. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebProperties.class)
class WebConfiguration {

    @Bean
    RefusalLog refusalLog(MeterRegistry metrics) {
        return new RefusalLog(metrics);
    }

    @Bean
    ConnectionLimiter connectionLimiter(WebProperties limits, RefusalLog refusals, MeterRegistry metrics) {
        var limiter = new ConnectionLimiter(limits, refusals, System::nanoTime);
        Gauge.builder("steward.web.connections.unknown", limiter, ConnectionLimiter::guests)
                .description("Open connections on which nobody has shown yet who they are").register(metrics);
        return limiter;
    }

    @Bean
    BodyBudget bodyBudget(WebProperties limits, MeterRegistry metrics) {
        var budget = new BodyBudget(limits);
        Gauge.builder("steward.web.body.bytes", budget, BodyBudget::unknownBytes).tag("sender", "unknown")
                .description("Bytes of bodies under way").register(metrics);
        Gauge.builder("steward.web.body.bytes", budget, BodyBudget::knownBytes).tag("sender", "known")
                .description("Bytes of bodies under way").register(metrics);
        return budget;
    }

    @Bean
    UnknownSenders unknownSenders(WebProperties limits, RefusalLog refusals) {
        return new UnknownSenders(limits.unknownLookups(), refusals);
    }

    @Bean
    WebSweep webSweep(ConnectionLimiter connections, BodyBudget bodies, RefusalLog refusals) {
        return new WebSweep(List.of(connections::sweep, () -> bodies.sweep(System.nanoTime()),
                () -> refusals.flush(false)));
    }

    /** After Boot's own, whose valve says who sent what a trusted proxy passes on. */
    @Bean
    @Order(100)
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> limits(ConnectionLimiter connections, BodyBudget bodies,
            WebProperties limits) {
        return factory -> {
            factory.setProtocol(LimitedProtocol.class.getName());
            factory.addEngineValves(new InboundBodyValve(bodies, connections));
            factory.addConnectorCustomizers(connector -> {
                if (connector.getProtocolHandler() instanceof LimitedProtocol protocol) {
                    protocol.limit(connections, limits.connections());
                }
                if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> protocol) {
                    // who asks first whether to send a body hears what the headers are worth before they do
                    protocol.setContinueResponseTiming("onRead");
                }
            });
        };
    }
}
