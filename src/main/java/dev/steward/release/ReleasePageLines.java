package dev.steward.release;

import java.util.List;

/** A bean that adds to a release's page what it knows of the release. */
interface ReleasePageLines {
    /** As mrkdwn with user text escaped, a line each; empty where it has nothing to say. */
    List<String> lines(Release release);
}
