package dev.steward.release;

import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.steward.slack.Quoted;

/**
 * A release in a digest, as it is now.
 *
 * @param why  Markdown as typed; empty where nothing is said
 * @param area its name; null for none
 * @param link where all of it can be read; null where nobody knows, and {@code /release REL-4} shows it
 */
record DigestLine(ReleaseId release, Reference reference, String title, String version, String why, int tier,
        @Nullable String area,
        Instant published, boolean retracted, @Nullable String link) {
    static final int LONGEST = 720;
    private static final int TITLE = 150;
    private static final int VERSION = 40;
    private static final int WHY = 180;
    private static final int LINK = 300;

    /** {@code • *<link|Ledger export>* 2.4.0: why it matters}; at most {@link #LONGEST} characters. */
    String mrkdwn() {
        String name = Quoted.line(title, TITLE);
        String named = linkUrl().map(url -> "<" + url + "|" + name + ">")
                .orElseGet(() -> name + " (" + reference + ")");
        String versioned = version.isBlank() ? "" : " " + Quoted.line(version, VERSION);
        if (retracted) {
            return "• ~" + named + "~" + versioned + " _retracted_";
        }
        String reason = Prose.plain(why, WHY);
        return "• " + (tier == 1 ? "*" + named + "*" : named) + versioned
                + (reason.isEmpty() ? "" : ": " + Quoted.line(reason, WHY));
    }

    private Optional<String> linkUrl() {
        return Optional.ofNullable(link).flatMap(WebAddress::of).map(address -> address.url().replace("&", "&amp;"))
                .filter(url -> url.length() <= LINK);
    }
}
