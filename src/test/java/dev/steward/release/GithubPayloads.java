package dev.steward.release;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Release events in the shape GitHub sends, with every field a reader might stumble over. */
record GithubPayloads(String action, long repository, String repositoryName, long release, String tag,
        @Nullable String name, @Nullable String body, boolean draft, boolean prerelease, @Nullable Instant published,
        @Nullable Instant updated) {
    static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    static GithubPayloads release(String repository, String version) {
        return new GithubPayloads("published", Math.abs(repository.hashCode()), repository,
                Math.abs((repository + version).hashCode()), "v" + version, "v" + version, "Notes of " + repository,
                false, false, NOON, NOON);
    }

    GithubPayloads action(String other) {
        return new GithubPayloads(other, repository, repositoryName, release, tag, name, body, draft, prerelease,
                published, updated);
    }

    GithubPayloads body(@Nullable String other) {
        return new GithubPayloads(action, repository, repositoryName, release, tag, name, other, draft, prerelease,
                published, updated);
    }

    GithubPayloads named(@Nullable String other) {
        return new GithubPayloads(action, repository, repositoryName, release, tag, other, body, draft, prerelease,
                published, updated);
    }

    GithubPayloads tag(String other) {
        return new GithubPayloads(action, repository, repositoryName, release, other, name, body, draft, prerelease,
                published, updated);
    }

    GithubPayloads early(boolean other) {
        return new GithubPayloads(action, repository, repositoryName, release, tag, name, body, draft, other, published,
                updated);
    }

    GithubPayloads draft(boolean other) {
        return new GithubPayloads(action, repository, repositoryName, release, tag, name, body, other, prerelease,
                published, updated);
    }

    GithubPayloads updated(@Nullable Instant other) {
        return new GithubPayloads(action, repository, repositoryName, release, tag, name, body, draft, prerelease,
                published, other);
    }

    GithubPayloads published(@Nullable Instant other) {
        return new GithubPayloads(action, repository, repositoryName, release, tag, name, body, draft, prerelease,
                other, updated);
    }

    byte[] bytes() {
        return JsonMapper.shared().writeValueAsBytes(json());
    }

    JsonNode json() {
        String html = "https://github.com/fernhill/" + repositoryName;
        Map<String, Object> user = Map.of("login", "maya", "id", 21031067, "type", "User", "site_admin", false);
        var of = new LinkedHashMap<String, @Nullable Object>();
        of.put("url", "https://api.github.com/repos/fernhill/" + repositoryName + "/releases/" + release);
        of.put("html_url", html + "/releases/tag/" + tag);
        of.put("id", release);
        of.put("node_id", "MDc6UmVsZWFzZTE3MzcyNzkw");
        of.put("tag_name", tag);
        of.put("target_commitish", "main");
        of.put("name", name);
        of.put("draft", draft);
        of.put("author", user);
        of.put("prerelease", prerelease);
        of.put("created_at", "2026-11-20T11:59:00Z");
        of.put("published_at", published == null ? null : published.toString());
        if (updated != null) {
            of.put("updated_at", updated.toString());
        }
        of.put("assets", java.util.List.of());
        of.put("tarball_url", null);
        of.put("zipball_url", null);
        of.put("body", body);
        var payload = new LinkedHashMap<String, @Nullable Object>();
        payload.put("action", action);
        if (action.equals("edited")) {
            payload.put("changes", Map.of("body", Map.of("from", "")));
        }
        payload.put("release", of);
        payload.put("repository", Map.of("id", repository, "name", repositoryName, "full_name",
                "fernhill/" + repositoryName, "private", false, "html_url", html, "owner", user));
        payload.put("sender", user);
        return JsonMapper.shared().valueToTree(payload);
    }
}
