package dev.steward.slack;

import java.time.Duration;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.test.util.ReflectionTestUtils;

/** What Steward asks of Slack when it has just started, which a test that empties the database has to let pass. */
public final class LearningAtStart {
    private LearningAtStart() {}

    /** Waits until it is over, or for so long. */
    public static void await(BeanFactory steward, Duration most) {
        Object learns = steward.getBean(LearnWorkspace.class);
        if (ReflectionTestUtils.getField(learns, "atStart") instanceof Thread running) {
            try {
                running.join(most);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
