package dev.steward.slack;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;

import dev.steward.workspace.Installation;
import dev.steward.workspace.Installations;

/** Asks for the user groups of every workspace now and then, so that an event that never came heals. */
class RefreshUserGroups {
    private static final Logger log = LoggerFactory.getLogger(RefreshUserGroups.class);

    private final SlackConnection connection;
    private final Installations installations;
    private final MeetUserGroups meetUserGroups;
    private final AfterAck afterAck;

    RefreshUserGroups(SlackConnection connection, Installations installations, MeetUserGroups meetUserGroups,
            AfterAck afterAck) {
        this.connection = connection;
        this.installations = installations;
        this.meetUserGroups = meetUserGroups;
        this.afterAck = afterAck;
    }

    /** Where one bot token is all there is, {@link LearnWorkspace} asks. */
    @EventListener(ApplicationReadyEvent.class)
    void atStart() {
        if (connection.botToken().isEmpty()) {
            afterAck.run("learning the user groups", this::everywhere);
        }
    }

    void everywhere() throws InterruptedException {
        for (Installation installation : installations.all()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("stopping");
            }
            try {
                if (!installation.botToken().isBlank()) {
                    meetUserGroups.all(installation);
                }
            } catch (Exception e) {
                log.warn("The user groups of workspace {} are not to be had now: {}", installation.workspace(),
                        String.valueOf(e.getMessage()));
            }
        }
    }
}
