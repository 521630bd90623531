package dev.steward.slack;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;

/**
 * Which Slack this is, and what proves it. One bean, by mode: the slack module's own for real credentials, the sandbox's in
 * sandbox mode. Asked anew for each use, because a sandbox knows its port only once the web server has started.
 */
public interface SlackConnection {
    /** Base of the Web API, ending in {@code /api/}. */
    String apiBaseUrl();

    /** What requests are signed with; blank only where none come in over HTTP (Socket Mode). */
    String signingSecret();

    /** The app-level token; present in Socket Mode. */
    Optional<String> appToken();

    /** The one workspace's bot token; absent where workspaces install Steward themselves (OAuth). */
    Optional<String> botToken();

    /** Whether an address is Slack's own: a secret of Slack's, or what it would answer with, is sent to no other. */
    default boolean owns(String url) {
        try {
            var uri = URI.create(url);
            var api = URI.create(apiBaseUrl());
            String host = String.valueOf(uri.getHost()).toLowerCase(Locale.ROOT);
            return "https".equals(uri.getScheme()) && (host.equals("slack.com") || host.endsWith(".slack.com"))
                    && uri.getUserInfo() == null
                    || host.equalsIgnoreCase(api.getHost()) && uri.getPort() == api.getPort()
                            && String.valueOf(uri.getScheme()).equals(api.getScheme());
        } catch (IllegalArgumentException noAddress) {
            return false;
        }
    }
}
