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
 * makes it. {@link SandboxSlack} is there to be injected: {@code @Autowired SandboxSlack slack}.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT, properties = "steward.home=target/sandbox-home")
@ContextConfiguration(initializers = TestDatabase.Fresh.class)
@Import(SandboxTestConfiguration.class)
@ExtendWith(FreshWorld.class)
public @interface SandboxTest {
}
