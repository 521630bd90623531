package dev.steward.release;

import java.time.Instant;
import java.util.Map;

import dev.steward.slack.Phrases;
import dev.steward.slack.Quoted;
import dev.steward.workspace.Area;
import dev.steward.workspace.Area.AreaId;

/** A release among others, in a line or two of mrkdwn. */
final class ReleaseLine {
    private static final int TITLE = 140;

    private ReleaseLine() {}

    /** Two lines: what it is, and how it stands. */
    static String of(Release release, Map<AreaId, String> areas) {
        Content content = release.content();
        String area = content.area() == null || !areas.containsKey(content.area())
                ? ""
                : " · " + Quoted.line(areas.get(content.area()), 80);
        return "*" + release.facts().reference() + "*  " + Quoted.line(content.name(), TITLE) + "\n"
                + sign(release.state()) + " " + stand(release) + " · tier " + content.tier() + area + " · "
                + release.owner().mention();
    }

    /** How it stands, with when. */
    static String stand(Release release) {
        Instant published = release.publishedAt();
        return switch (release.state()) {
            case DRAFT -> "draft, begun " + Phrases.time(release.facts().draftedAt());
            case PLANNED -> "planned, " + waits(release);
            case PUBLISHED, RETRACTED -> release.state().word()
                    + (published == null
                            ? ""
                            : (release.state() == State.PUBLISHED ? " " : ", published ")
                                    + Phrases.time(published));
            case DISCARDED -> "discarded";
        };
    }

    /** What a planned one waits for. */
    static String waits(Release release) {
        Instant at = release.goesAt();
        Release.Second second = release.second();
        if (release.onlySecondMissing() && second != null) {
            return "waits for " + second.person().mention();
        }
        if (at != null) {
            return "goes out " + Phrases.time(at);
        }
        return release.when() instanceof When.OnGate gate
                ? "waits for the gate " + Quoted.line(gate.gate(), 80)
                : "not out yet";
    }

    static String sign(State state) {
        return switch (state) {
            case DRAFT -> ":pencil2:";
            case PLANNED -> ":hourglass_flowing_sand:";
            case PUBLISHED -> ":mega:";
            case RETRACTED -> ":leftwards_arrow_with_hook:";
            case DISCARDED -> ":wastebasket:";
        };
    }

    static Map<AreaId, String> names(java.util.List<Area> areas) {
        return areas.stream().collect(java.util.stream.Collectors.toMap(Area::id, Area::name));
    }
}
