package dev.steward.release;

import java.util.List;

/** A bean that has something to say on the page of a release, such as what its checklist still waits for. */
interface ReleasePageLines {
    /** Lines of mrkdwn with user text escaped, each at most 500 characters; none where there is nothing to say. Reads, changes nothing. */
    List<String> lines(Release release);
}
