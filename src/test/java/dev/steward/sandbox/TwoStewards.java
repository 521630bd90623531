package dev.steward.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;

import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** Starts a second Steward once for the tests of a class, and looks behind each what it raced. */
final class TwoStewards implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private static final Namespace HERE = Namespace.create(TwoStewards.class);

    @Override
    public void beforeEach(ExtensionContext context) {
        ApplicationContext steward = SpringExtension.getApplicationContext(context);
        SandboxSlack slack = steward.getBean(SandboxSlack.class);
        SecondInstance second = context.getParent().orElseThrow().getStore(HERE).computeIfAbsent(
                SecondInstance.class, key -> {
                    SlowLocks.prepare(slack.jdbc);
                    return new SecondInstance(slack, steward);
                }, SecondInstance.class);
        second.forget();
        store(context).put(Race.class, new Race(slack, steward, second));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (context.getExecutionException().isEmpty()) {
            assertThat(race(context).raced()).as("what was raced, as against what @Races says")
                    .containsExactlyInAnyOrder(context.getRequiredTestMethod().getAnnotation(Races.class).value());
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Race.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return race(context);
    }

    private static Race race(ExtensionContext context) {
        return Objects.requireNonNull(store(context).get(Race.class, Race.class));
    }

    private static Store store(ExtensionContext context) {
        return context.getStore(HERE);
    }
}
