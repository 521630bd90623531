package dev.steward.release;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

import dev.steward.privacy.DataRewritten;

/** Brings what releases are found by up to date where somebody was taken out of them. */
@Component
class FollowErasures {
    private final KeepWords words;

    FollowErasures(KeepWords words) {
        this.words = words;
    }

    @EventListener
    void rewritten(DataRewritten event) {
        if (event.table().equals("release")) {
            event.about().forEach(release -> words.written(
                    new ReleaseWritten(event.workspace(), new ReleaseId(release))));
        }
    }
}
