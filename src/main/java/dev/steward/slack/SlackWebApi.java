package dev.steward.slack;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.MethodsClient;
import com.slack.api.webhook.WebhookResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;

import dev.steward.workspace.Installation;
import dev.steward.workspace.Installations;
import dev.steward.workspace.WorkspaceId;

/** Slack's Web API through the one {@link Slack} of this application: each of those starts threads of its own. */
final class SlackWebApi implements SlackApi, DisposableBean {
    private static final Logger log = LoggerFactory.getLogger(SlackWebApi.class);
    private static final Set<String> HOOKS = Set.of("hooks.slack.com", "hooks.slack-gov.com");
    private final Slack slack;
    private final SlackConnection connection;
    private final Installations installations;

    SlackWebApi(SlackConnection connection, Installations installations, boolean sandbox, String apiUrl,
            Duration callTimeout) {
        this.connection = connection;
        this.installations = installations;
        var config = new SlackConfig();
        // Counts calls in memory for a rate limiter only the asynchronous client has, and asks auth.test for it
        config.setStatsEnabled(false);
        config.setHttpClientCallTimeoutMillis((int) callTimeout.toMillis());
        // The SDK honours HTTPS_PROXY but not NO_PROXY, even for this very machine
        if (sandbox || direct(apiUrl, System.getenv("NO_PROXY"), System.getenv("no_proxy"))) {
            config.setProxyUrl(null);
        }
        this.slack = Slack.getInstance(config, SlackHttp.client(config));
    }

    @Override
    public MethodsClient client(WorkspaceId workspace) {
        return client(installations.get(workspace));
    }

    MethodsClient client(Installation installation) {
        if (installation.botToken().isBlank()) {
            throw new NoSuchElementException("Steward's token for workspace " + installation.workspace()
                    + " was revoked: install Steward there again");
        }
        return client(installation.botToken(), installation.teamId());
    }

    MethodsClient client(String token, @Nullable String teamId) {
        MethodsClient client = slack.methods(token, teamId);
        client.setEndpointUrlPrefix(connection.apiBaseUrl());
        return client;
    }

    @Override
    public Response respond(String responseUrl, String json) throws IOException {
        if (!isSlacks(responseUrl, connection.apiBaseUrl())) {
            log.warn("Said nothing to a response_url that is not Slack's");
            return new Response(0, "not Slack's");
        }
        WebhookResponse answer = slack.send(responseUrl, json);
        return new Response(answer.getCode() == null ? 0 : answer.getCode(),
                answer.getBody() == null ? "" : answer.getBody());
    }

    @Override
    public Response upload(String uploadUrl, long size, Bytes content) throws IOException {
        return SlackHttp.upload(slack.getHttpClient(), uploadUrl, size, content);
    }

    /** The shared instance, which knows where the Web API is now. */
    Slack slack() {
        slack.getConfig().setMethodsEndpointUrlPrefix(connection.apiBaseUrl());
        return slack;
    }

    /** Of a context that is only being put together, when a sandbox has no port yet. */
    Slack unconnected() {
        return slack;
    }

    /** Has the next call made on a connection of its own, instead of one kept from before, which Slack may have closed meanwhile. */
    void connectAnew() {
        slack.getHttpClient().getOkHttpClient().connectionPool().evictAll();
    }

    @Override
    public void destroy() throws Exception {
        slack.close();
    }

    /** Whether an address that came in a payload is one of Slack's, or beside the Web API that Steward is told to use. */
    static boolean isSlacks(String responseUrl, String apiUrl) {
        URI address;
        try {
            address = new URI(responseUrl);
        } catch (URISyntaxException e) {
            return false;
        }
        String host = address.getHost();
        if (host == null || address.getUserInfo() != null) {
            return false;
        }
        URI api = URI.create(apiUrl);
        return "https".equals(address.getScheme()) && HOOKS.contains(host)
                || host.equals(api.getHost()) && address.getPort() == api.getPort()
                        && Objects.equals(address.getScheme(), api.getScheme());
    }

    /** Whether the host is this machine or one that NO_PROXY names. */
    static boolean direct(String url, @Nullable String... noProxy) {
        String host = URI.create(url).getHost();
        if (host == null || host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]")) {
            return true;
        }
        for (String hosts : noProxy) {
            for (String each : hosts == null ? new String[0] : hosts.toLowerCase(Locale.ROOT).split(",", -1)) {
                String named = each.strip();
                if (named.equals("*") || named.equals(host) || !named.isEmpty()
                        && host.endsWith(named.startsWith(".") ? named : "." + named)) {
                    return true;
                }
            }
        }
        return false;
    }
}
