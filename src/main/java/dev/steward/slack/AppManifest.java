package dev.steward.slack;

import java.util.List;
import java.util.SortedSet;

import tools.jackson.databind.node.ObjectNode;

/** The Slack app Steward needs, generated from what its features answer; never kept by hand. */
public interface AppManifest {
    SortedSet<String> botScopes();

    List<ManifestCommand> commands();

    List<ManifestShortcut> shortcuts();

    SortedSet<String> events();

    /** The manifest of an app that is reached over HTTP at {@code baseUrl}, which has no slash at its end. */
    ObjectNode http(String baseUrl);

    /** The manifest of an app that Steward reaches through Socket Mode. */
    ObjectNode socket();

    /**
     * @param command as typed, with its slash
     * @param escaped whether Slack sends ids in place of the names of people, channels and groups
     */
    record ManifestCommand(String command, String description, String usageHint, boolean escaped) {}

    /** @param name what the menu shows */
    record ManifestShortcut(String callbackId, String name, String description, Kind kind) {
        /** Where a shortcut is found. */
        public enum Kind {
            MESSAGE, GLOBAL
        }
    }
}
