package dev.steward.slack;

import java.time.Clock;
import java.time.Duration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.steward.workspace.Installation;
import dev.steward.workspace.Installations;
import dev.steward.workspace.Members;

/**
 * The daily reading of everybody in every workspace, so that an event that never came heals: who left, who is a guest, who is an admin. Of
 * several instances one reads a workspace.
 */
final class RefreshMembers {
    private static final Logger log = LoggerFactory.getLogger(RefreshMembers.class);
    private static final Duration DAILY = Duration.ofDays(1);

    private final Installations installations;
    private final Members members;
    private final MeetMembers meetMembers;
    private final Clock clock;

    RefreshMembers(Installations installations, Members members, MeetMembers meetMembers, Clock clock) {
        this.installations = installations;
        this.members = members;
        this.meetMembers = meetMembers;
        this.clock = clock;
    }

    void everywhere() throws InterruptedException {
        for (Installation installation : installations.all()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("stopping");
            }
            try {
                if (!installation.botToken().isBlank()
                        && members.readAgain(installation.workspace(), clock.instant(), DAILY)) {
                    meetMembers.all(installation);
                }
            } catch (InterruptedException stopping) {
                throw stopping;
            } catch (Exception e) {
                log.warn("The members of workspace {} are not to be had now: {}", installation.workspace(),
                        String.valueOf(e.getMessage()));
            }
        }
    }
}
