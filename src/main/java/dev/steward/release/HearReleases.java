package dev.steward.release;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.delivery.DeliveryChanged;

/**
 * What happens to a release changes its report, and may settle its questions. Questions come before the report, as with whoever answers
 * one; else two could wait for each other.
 */
@Component
class HearReleases {
    private final Releases releases;
    private final Reports reports;
    private final FollowQuestions questions;
    private final Clock clock;

    HearReleases(Releases releases, Reports reports, FollowQuestions questions, Clock clock) {
        this.releases = releases;
        this.reports = reports;
        this.questions = questions;
        this.clock = clock;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void published(ReleasePublished event) {
        releases.find(event.workspace(), event.release()).ifPresent(reports::show);
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void retracted(ReleaseRetracted event) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        releases.find(event.workspace(), event.release()).ifPresent(release -> questions.closeAll(release, now));
        reports.changed(event.workspace(), event.release());
    }

    /** Edited, or handed to somebody. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void written(ReleaseWritten event) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        releases.find(event.workspace(), event.release()).filter(release -> release.edition() > 0)
                .ifPresent(release -> {
                    questions.owned(release, now);
                    reports.show(release);
                });
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void delivered(DeliveryChanged event) {
        if (event.kind().equals(ReleaseCards.NAME)) {
            reports.delivered(event.workspace(), new ReleaseId(event.thing()));
        }
    }
}
