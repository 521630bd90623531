package dev.steward.slack;

import java.time.Clock;
import java.time.Duration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

import dev.steward.workspace.Channels;
import dev.steward.workspace.Installation;
import dev.steward.workspace.Installations;

/**
 * The reading of all channels at the start and daily, so that an event that never came heals. Of several instances one reads a workspace
 * on a day.
 */
class RefreshChannels {
    private static final Logger log = LoggerFactory.getLogger(RefreshChannels.class);
    private static final Duration DAILY = Duration.ofDays(1);
    /** At a start events may have been missed. Instances that start together read once. */
    private static final Duration AT_START = Duration.ofMinutes(5);

    private final SlackConnection connection;
    private final Installations installations;
    private final Channels channels;
    private final MeetChannels meetChannels;
    private final AfterAck afterAck;
    private final Clock clock;

    RefreshChannels(SlackConnection connection, Installations installations, Channels channels,
            MeetChannels meetChannels, AfterAck afterAck, Clock clock) {
        this.connection = connection;
        this.installations = installations;
        this.channels = channels;
        this.meetChannels = meetChannels;
        this.afterAck = afterAck;
        this.clock = clock;
    }

    /** Where one bot token is all there is, {@link LearnWorkspace} asks. */
    @EventListener(ApplicationReadyEvent.class)
    void atStart() {
        if (connection.botToken().isEmpty()) {
            afterAck.run("learning the channels", () -> everywhere(AT_START));
        }
    }

    void daily() throws InterruptedException {
        everywhere(DAILY);
    }

    private void everywhere(Duration pause) throws InterruptedException {
        for (Installation installation : installations.all()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("stopping");
            }
            try {
                if (!installation.botToken().isBlank()
                        && channels.readAgain(installation.workspace(), clock.instant(), pause)) {
                    meetChannels.all(installation);
                }
            } catch (InterruptedException stopping) {
                throw stopping;
            } catch (Exception e) {
                log.warn("The channels of workspace {} are not to be had now: {}", installation.workspace(),
                        String.valueOf(e.getMessage()));
            }
        }
    }
}
