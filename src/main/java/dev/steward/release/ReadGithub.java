package dev.steward.release;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import dev.steward.release.Shipped.Said;
import dev.steward.release.Shipped.Standing;
import dev.steward.slack.Mrkdwn;

/**
 * Reads what GitHub sends about releases.
 *
 * @see <a href="https://docs.github.com/en/webhooks/webhook-events-and-payloads#release">The release event</a>
 */
final class ReadGithub {
    private static final List<String> ACTIONS = List.of("created", "published", "released", "prereleased", "edited",
            "unpublished", "deleted");
    private static final String DOTTED = "v?(\\d+(?:\\.\\d+)+(?:[-+.][0-9A-Za-z.+-]+)?)";
    private static final List<Pattern> TAGS = List.of(Pattern.compile("()" + DOTTED), Pattern.compile("()v?(\\d+)"),
            Pattern.compile("(.*?[^@/_.\\- ])[@/_\\- ]+" + DOTTED),
            Pattern.compile("(.*?[^@/_.\\- ])[@/_\\- ]+v?(\\d+)"));
    /** They stand before versions and name nothing. */
    private static final List<String> NO_NAMES = List.of("", "release", "releases", "rel", "version", "ver", "v",
            "tag");
    private static final int LONGEST_TAG = 300;

    /** A tag names a version, and where a repository has several packages, which of them. */
    record Tag(String name, String version) {
        static Tag read(String tag, String repository) {
            String beginning = tag.length() > LONGEST_TAG ? tag.substring(0, LONGEST_TAG) : tag;
            for (Pattern pattern : TAGS) {
                Matcher read = pattern.matcher(beginning);
                if (read.matches()) {
                    boolean names = !NO_NAMES.contains(read.group(1).toLowerCase(Locale.ROOT));
                    return new Tag(names ? read.group(1) : repository, read.group(2));
                }
            }
            return new Tag(repository, tag);
        }

        /** What people called the release, where that says more than the tag. */
        String called(String title) {
            int at = title.indexOf(version);
            if (title.isBlank() || at < 0) {
                return title.isBlank() || NO_NAMES.contains(title.toLowerCase(Locale.ROOT))
                        ? name
                        : name + ": " + title;
            }
            String before = title.substring(0, at).replaceFirst("(?:^|[@/_\\- ])v?\\z", "").replaceFirst(
                    "[^\\p{L}\\p{N})]+\\z",
                    "");
            String after = title.substring(at + version.length()).replaceFirst("\\A[^\\p{L}\\p{N}(]+", "").strip();
            String which = NO_NAMES.contains(before.toLowerCase(Locale.ROOT)) ? name : before;
            return after.isEmpty() ? which : which + ": " + after;
        }
    }

    private ReadGithub() {}

    /**
     * @param event       the header {@code X-GitHub-Event}; null where there is none
     * @param contentType the header as sent; null where there is none
     */
    static Reading read(@Nullable String event, @Nullable String contentType, byte[] body) {
        if (event == null || event.isBlank()) {
            return new Reading.Bad(400, "The header X-GitHub-Event is missing.");
        }
        JsonNode json;
        try {
            json = HookJson.read(payload(contentType, body));
        } catch (HookJson.Garbled garbled) {
            return garbled.bad();
        }
        if (!json.isObject()) {
            return new Reading.Bad(400, "Send a JSON object.");
        }
        return switch (event.strip().toLowerCase(Locale.ROOT)) {
            case "ping" -> new Reading.NoNews("GitHub has found Steward.", true);
            case "release" -> release(json);
            default -> new Reading.NoNews("Steward listens to release events; this was "
                    + Mrkdwn.cut(HookJson.line(event), 50) + ".", false);
        };
    }

    /** GitHub sends a form unless it is told to send JSON; the JSON stands in it. */
    private static byte[] payload(@Nullable String contentType, byte[] body) {
        String type = contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!type.equals("application/x-www-form-urlencoded")) {
            return body;
        }
        String form = new String(body, StandardCharsets.UTF_8);
        for (String field : form.split("&")) {
            if (field.startsWith("payload=")) {
                try {
                    return URLDecoder.decode(field.substring(8), StandardCharsets.UTF_8)
                            .getBytes(StandardCharsets.UTF_8);
                } catch (IllegalArgumentException garbled) {
                    throw new HookJson.Garbled("That is neither JSON nor a form with a payload.");
                }
            }
        }
        throw new HookJson.Garbled("That is a form without a payload. Let GitHub send application/json.");
    }

    private static Reading release(JsonNode json) {
        JsonNode release = json.path("release");
        JsonNode repository = json.path("repository");
        Map<String, String> mistakes = new LinkedHashMap<>();
        expect(json.path("action").isString(), "/action", "Send the action as text.", mistakes);
        expect(release.path("id").canConvertToLong() && release.path("id").isIntegralNumber(), "/release/id",
                "Send the release's id as a whole number.", mistakes);
        expect(release.path("tag_name").isString() && !HookJson.line(text(release, "tag_name")).isEmpty(),
                "/release/tag_name", "Send the release's tag as text.", mistakes);
        expect(repository.path("id").canConvertToLong() && repository.path("id").isIntegralNumber(),
                "/repository/id", "Send the repository's id as a whole number.", mistakes);
        expect(repository.path("name").isString() && !HookJson.line(text(repository, "name")).isEmpty(),
                "/repository/name", "Send the repository's name as text.", mistakes);
        if (!mistakes.isEmpty()) {
            return new Reading.Bad(422, "That is not a release as GitHub sends it.", mistakes);
        }
        String action = text(json, "action");
        if (!ACTIONS.contains(action)) {
            return new Reading.NoNews(
                    "Steward does not know the action " + Mrkdwn.cut(HookJson.line(action), 50) + ".", false);
        }
        boolean gone = action.equals("unpublished") || action.equals("deleted");
        if (release.path("draft").asBoolean(false) && !gone) {
            return new Reading.NoNews("It is a draft at GitHub.", false);
        }
        return new Reading.News(List.of(shipped(action, release, repository)));
    }

    private static Shipped shipped(String action, JsonNode release, JsonNode repository) {
        Tag tag = Tag.read(HookJson.line(text(release, "tag_name")), HookJson.line(text(repository, "name")));
        Instant published = HookJson.time(text(release, "published_at"));
        boolean early = release.path("prerelease").asBoolean(false);
        return new Shipped(repository.path("id").longValue() + "/" + release.path("id").longValue(),
                cut(tag.called(cut(HookJson.line(text(release, "name")), Shipped.LONGEST_NAME)), Shipped.LONGEST_NAME),
                cut(tag.version(), Content.LONGEST_VERSION), HookJson.url(text(release, "html_url")),
                cut(HookJson.clean(text(release, "body")), Shipped.LONGEST_NOTES), standing(action, early), published,
                new Said(saidAt(action, release, published), rank(action, early)));
    }

    private static Standing standing(String action, boolean early) {
        return switch (action) {
            case "deleted" -> Standing.DELETED;
            case "unpublished" -> Standing.WITHDRAWN;
            default -> early ? Standing.PRERELEASE : Standing.OUT;
        };
    }

    /** Older servers do not say when a release was changed; then one that is published no more says nothing of when. */
    private static @Nullable Instant saidAt(String action, JsonNode release, @Nullable Instant published) {
        Instant updated = HookJson.time(text(release, "updated_at"));
        if (updated != null) {
            return updated;
        }
        if (published == null && action.equals("unpublished")) {
            return null;
        }
        Instant created = HookJson.time(text(release, "created_at"));
        return published == null || created != null && created.isAfter(published) ? created : published;
    }

    /**
     * Decides where two say the same time, as all that is sent for one publishing does: what is for everyone comes after the
     * prerelease it was, an edit after what it edits, the end after all.
     */
    private static int rank(String action, boolean early) {
        return switch (action) {
            case "deleted" -> 6;
            case "unpublished" -> 5;
            case "edited" -> early ? 2 : 4;
            default -> early ? 1 : 3;
        };
    }

    private static String cut(String text, int most) {
        return Mrkdwn.cut(text, most);
    }

    /** Empty for what is no text. */
    private static String text(JsonNode json, String field) {
        return json.path(field).stringValue("");
    }

    private static void expect(boolean fits, String pointer, String sentence, Map<String, String> mistakes) {
        if (!fits) {
            mistakes.put(pointer, sentence);
        }
    }
}
