package dev.steward.sandbox;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.node.ObjectNode;

import dev.steward.slack.AppManifest;

/** As {@link SandboxTest}, with {@link TinyFeature}, subscribed to messages, and not allowed to read files or the team; at Slack's own pace. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SandboxTest
@TestPropertySource(properties = {"steward.delivery.limits=true", "steward.delivery.pace=1s",
        "steward.sandbox.pace=1s"})
@Import(TeaTest.Tea.class)
@interface TeaTest {

    @TestConfiguration(proxyBeanMethods = false)
    @Import(TinyFeature.class)
    class Tea {
        /** What no feature may happen to ask for, or not to ask for. */
        @Bean
        @Primary
        AppManifest forTea(@Qualifier("appManifest") AppManifest manifest) {
            return new AppManifest() {
                @Override
                public SortedSet<String> botScopes() {
                    var scopes = new TreeSet<>(manifest.botScopes());
                    scopes.removeAll(List.of("files:read", "team:read"));
                    return scopes;
                }

                @Override
                public List<ManifestCommand> commands() {
                    return manifest.commands();
                }

                @Override
                public List<ManifestShortcut> shortcuts() {
                    return manifest.shortcuts();
                }

                @Override
                public SortedSet<String> events() {
                    var events = new TreeSet<>(manifest.events());
                    events.addAll(List.of("message.channels", "message.im", "reaction_added"));
                    return events;
                }

                @Override
                public ObjectNode http(String baseUrl) {
                    return manifest.http(baseUrl);
                }

                @Override
                public ObjectNode socket() {
                    return manifest.socket();
                }
            };
        }
    }
}
