package dev.steward.release;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

import dev.steward.release.Shipped.Said;
import dev.steward.release.Shipped.Standing;
import dev.steward.slack.Mrkdwn;

/**
 * Reads what tools of one's own send: the shape of {@code docs/release-webhook.schema.json}. Strict, because a field misspelt is a field
 * lost.
 */
final class ReadWebhook {
    static final int MOST_PACKAGES = 100;
    private static final int MOST_MISTAKES = 20;
    private static final Set<String> FIELDS = Set.of("key", "name", "version", "url", "notes", "prerelease",
            "withdrawn",
            "published_at", "updated_at");

    private ReadWebhook() {}

    /** @param contentType the header as sent; null where there is none */
    static Reading read(@Nullable String contentType, byte[] body) {
        String type = contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!type.equals("application/json")) {
            return new Reading.Bad(415, "Send application/json, in UTF-8.");
        }
        JsonNode json;
        try {
            json = HookJson.read(body);
        } catch (HookJson.Garbled garbled) {
            return garbled.bad();
        }
        if (!json.isObject()) {
            return new Reading.Bad(400,
                    "Send a JSON object, such as {\"packages\": [{\"name\": \"ledger-api\", \"version\": \"2.3.0\"}]}.");
        }
        Map<String, String> mistakes = new LinkedHashMap<>();
        json.propertyNames().stream().filter(name -> !name.equals("packages"))
                .forEach(name -> mistakes.put(pointer("", name), "There is no such field."));
        JsonNode packages = json.path("packages");
        List<Shipped> shipped = new ArrayList<>();
        if (!packages.isArray() || packages.isEmpty() || packages.size() > MOST_PACKAGES) {
            mistakes.put("/packages", "Send a list of 1 to " + MOST_PACKAGES + " packages.");
        } else {
            for (int i = 0; i < packages.size(); i++) {
                Shipped read = shipped(packages.get(i), "/packages/" + i, mistakes);
                if (read != null) {
                    shipped.add(read);
                }
            }
        }
        return mistakes.isEmpty() ? once(shipped) : new Reading.Bad(422, "Some fields cannot be taken.", few(mistakes));
    }

    /** Two news of one thing in one body have no order. */
    private static Reading once(List<Shipped> shipped) {
        Map<String, String> mistakes = new LinkedHashMap<>();
        Set<String> keys = new LinkedHashSet<>();
        for (int i = 0; i < shipped.size(); i++) {
            if (!keys.add(shipped.get(i).key())) {
                mistakes.put("/packages/" + i, "This package stands here twice: give each a key of its own.");
            }
        }
        return mistakes.isEmpty()
                ? new Reading.News(shipped)
                : new Reading.Bad(422, "Some packages are the same.", few(mistakes));
    }

    /** Null where something is wrong. */
    private static @Nullable Shipped shipped(JsonNode json, String at, Map<String, String> mistakes) {
        int before = mistakes.size();
        if (!json.isObject()) {
            mistakes.put(at, "Send an object with at least a name and a version.");
            return null;
        }
        json.propertyNames().stream().filter(name -> !FIELDS.contains(name))
                .forEach(name -> mistakes.put(pointer(at, name), "There is no such field."));
        String name = line(json, at, "name", true, Shipped.LONGEST_NAME, mistakes);
        String version = line(json, at, "version", true, Content.LONGEST_VERSION, mistakes);
        String key = line(json, at, "key", false, Shipped.LONGEST_KEY, mistakes);
        String notes = text(json, at, "notes", Shipped.LONGEST_NOTES, mistakes);
        String url = url(json, at, mistakes);
        Instant published = time(json, at, "published_at", mistakes);
        Instant updated = time(json, at, "updated_at", mistakes);
        boolean early = flag(json, at, "prerelease", mistakes);
        boolean withdrawn = flag(json, at, "withdrawn", mistakes);
        Standing standing = withdrawn ? Standing.WITHDRAWN : early ? Standing.PRERELEASE : Standing.OUT;
        return mistakes.size() > before
                ? null
                : new Shipped(key.isEmpty() ? name + "@" + version : key, name, version, url, HookJson.clean(notes),
                        standing, published, new Said(updated, 0));
    }

    private static String line(JsonNode json, String at, String field, boolean required, int most,
            Map<String, String> mistakes) {
        String line = HookJson.line(text(json, at, field, most, mistakes));
        if (line.isEmpty() && (required || json.has(field))) {
            mistakes.putIfAbsent(pointer(at, field), "Say something here.");
        }
        return line;
    }

    private static String text(JsonNode json, String at, String field, int most, Map<String, String> mistakes) {
        JsonNode value = json.path(field);
        if (value.isMissingNode()) {
            return "";
        }
        if (!value.isString()) {
            mistakes.put(pointer(at, field), "Send this as text.");
            return "";
        }
        String text = value.stringValue();
        if (text.codePointCount(0, text.length()) > most) {
            mistakes.put(pointer(at, field), "Send at most " + most + " characters.");
            return "";
        }
        return text;
    }

    private static @Nullable String url(JsonNode json, String at, Map<String, String> mistakes) {
        String sent = text(json, at, "url", Shipped.LONGEST_URL, mistakes);
        if (!json.has("url") || mistakes.containsKey(pointer(at, "url"))) {
            return null;
        }
        String url = HookJson.url(sent);
        if (url == null) {
            mistakes.put(pointer(at, "url"), "Send an address that begins with https:// or http://.");
        }
        return url;
    }

    private static @Nullable Instant time(JsonNode json, String at, String field, Map<String, String> mistakes) {
        if (!json.has(field)) {
            return null;
        }
        Instant time = HookJson.time(json.path(field).stringValue(""));
        if (time == null) {
            mistakes.put(pointer(at, field), "Send a time such as 2026-11-21T10:00:00Z.");
        }
        return time;
    }

    private static boolean flag(JsonNode json, String at, String field, Map<String, String> mistakes) {
        JsonNode value = json.path(field);
        if (!value.isMissingNode() && !value.isBoolean()) {
            mistakes.put(pointer(at, field), "Send true or false.");
        }
        return value.isBoolean() && value.booleanValue();
    }

    /** RFC 6901. */
    private static String pointer(String at, String field) {
        return at + "/" + Mrkdwn.cut(field, 100).replace("~", "~0").replace("/", "~1");
    }

    private static Map<String, String> few(Map<String, String> mistakes) {
        Map<String, String> few = new LinkedHashMap<>();
        mistakes.entrySet().stream().limit(MOST_MISTAKES).forEach(each -> few.put(each.getKey(), each.getValue()));
        return few;
    }
}
