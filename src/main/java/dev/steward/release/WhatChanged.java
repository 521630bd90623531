package dev.steward.release;

import java.util.List;

import org.springframework.stereotype.Component;

/** Says to whoever pressed a button on something old what has happened to the release since. */
@Component
class WhatChanged {
    private static final int TOLD = 3;
    static final String WHERE = "Where it goes has changed since you were shown this.";

    private final Releases releases;

    WhatChanged(Releases releases) {
        this.releases = releases;
    }

    /** Answers mrkdwn. @param version the one that they were shown; 0 where an older button did not say */
    String since(Release now, long version) {
        List<Happening> happened = releases.history(now.facts().workspace(), now.facts().id(), version);
        if (happened.isEmpty() || version == 0) {
            return version == 0 ? "It may have changed since you were shown this." : WHERE;
        }
        List<String> told = happened.reversed().stream().limit(TOLD).map(each -> HistoryWords.of(each, 0)).toList();
        return "It has changed since you were shown this: " + String.join(" ", told.reversed());
    }

    /** @throws Refused.LookAgain when it is not as they were shown it */
    void none(ReleaseAsShown shown, Release now, Reach goes) {
        if (!shown.holds(now, goes)) {
            throw new Refused.LookAgain(since(now, shown.version()));
        }
    }

    /** That change, of the release as they were shown it; why it is not possible at all is said before what is otherwise. */
    ChangeRelease.Change since(ReleaseVersion shown, ChangeRelease.Change change) {
        return (release, around) -> {
            change.apply(release, around);
            if (shown.version() != release.version()) {
                throw new Refused.LookAgain(since(release, shown.version()));
            }
        };
    }
}
