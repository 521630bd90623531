package dev.steward.release;

import java.util.Optional;

/**
 * The sentence that says that a release is public, in mrkdwn. It holds whether or not the changelog has an address now, since cards that
 * say it are not drawn anew when that changes.
 */
final class PublicLine {
    private static final String SIGN = ":globe_with_meridians: *Also public*: anyone who has the changelog’s address ";

    private PublicLine() {}

    /** Empty for what is not public, and never will be as it is now. */
    static Optional<String> of(Release release) {
        return of(release.content(), release.state());
    }

    /** As above, of what a release would say. */
    static Optional<String> of(Content content, State state) {
        if (!content.changelog()) {
            return Optional.empty();
        }
        return switch (state) {
            case DRAFT, PLANNED -> Optional.of(SIGN + "can read it from then on. Whether there is one, "
                    + "ops people and admins see in `/release changelog`.");
            case PUBLISHED -> Optional.of(SIGN + "can read it.");
            case RETRACTED, DISCARDED -> Optional.empty();
        };
    }

    /** What follows on a button that publishes it. */
    static String onButton(Release release) {
        return release.content().changelog() ? ", also public" : "";
    }
}
