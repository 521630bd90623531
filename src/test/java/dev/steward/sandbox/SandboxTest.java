package dev.steward.sandbox;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

import dev.steward.testing.TestDatabase;

/**
 * The whole of Steward with the sandbox as its Slack, started once for all such tests, each of which finds the world as the seed
 * makes it. {@link SandboxSlack} is there to be injected: {@code @Autowired SandboxSlack slack}. Its Slack takes 25 messages a
 * second in a channel instead of one, and Steward knows; each test may make a minute's worth of calls at once.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = {"steward.home=target/sandbox-home",
        "steward.delivery.settle=100ms", "steward.delivery.limits=false", "steward.delivery.pace=40ms",
        "steward.sandbox.pace=40ms", "steward.workspaces.erased-after=0s"})
@ContextConfiguration(initializers = TestDatabase.Fresh.class)
@Import(SandboxTestConfiguration.class)
@ExtendWith(FreshWorld.class)
public @interface SandboxTest {
}
