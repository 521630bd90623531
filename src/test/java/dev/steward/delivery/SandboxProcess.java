package dev.steward.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.steward.workspace.ChannelId;

/** The sandbox's Slack in a process of its own: the same jar, with its own data. It is not killed. */
public final class SandboxProcess implements AutoCloseable {
    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final Path data;
    private final String api;
    private final String botToken;
    private final String team;

    public SandboxProcess(StewardJar jar) throws Exception {
        Path home = jar.folder().resolve("sandbox");
        data = home.resolve("postgres-18");
        int port = freePort();
        api = "http://127.0.0.1:" + port + "/sandbox/api/";
        process = jar.start("sandbox", Map.of("STEWARD_HOME", home.toString(), "SERVER_PORT", Integer.toString(port),
                "STEWARD_SANDBOX_RATE_LIMITS", "false"));
        await("sandbox").atMost(Duration.ofMinutes(2)).until(() -> Supervised.ready(jar, "sandbox"));
        try (Connection connection = database();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select bot_token, id from sandbox_team")) {
            row.next();
            botToken = row.getString(1);
            team = row.getString(2);
        }
    }

    /** Ends in a slash. */
    public String api() {
        return api;
    }

    public String botToken() {
        return botToken;
    }

    /** The id of the workspace. */
    String team() {
        return team;
    }

    /** New public channels. Steward is in every other one and has to join the rest before it can speak there. */
    public List<ChannelId> channels(String name, int count) throws SQLException, IOException {
        List<ChannelId> channels = new ArrayList<>();
        try (Connection connection = database(); Statement statement = connection.createStatement()) {
            for (int i = 1; i <= count; i++) {
                var channel = new ChannelId("C0" + name.toUpperCase(Locale.ROOT) + "%03d".formatted(i));
                statement.addBatch("""
                        insert into sandbox_channel (id, name, kind, topic, purpose, creator, created_at)
                        values ('%s', '%s-%d', 'PUBLIC', '', '', 'U0JONASOPS', now())
                        """.formatted(channel, name, i));
                if (i % 2 == 0) {
                    statement.addBatch("insert into sandbox_membership (channel_id, person_id) "
                            + "select '%s', bot_user_id from sandbox_team".formatted(channel));
                }
                channels.add(channel);
            }
            statement.executeBatch();
        }
        return channels;
    }

    /** What the app said there, oldest first, read as an app reads it. */
    public List<String> said(ChannelId channel) throws IOException, InterruptedException {
        List<String> said = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = call("conversations.history",
                    Map.of("channel", channel.value(), "limit", "200", "cursor", cursor));
            if (page.path("error").asString("").equals("not_in_channel")) {
                return List.of();
            }
            if (!page.path("ok").asBoolean(false)) {
                throw new IllegalStateException(page.toString());
            }
            page.path("messages").forEach(message -> {
                if (message.has("bot_id")) {
                    said.addFirst(message.path("text").asString());
                }
            });
            cursor = page.path("response_metadata").path("next_cursor").asString("");
        } while (!cursor.isEmpty());
        return said;
    }

    /** The files that somebody was sent, by how their names begin. */
    public List<byte[]> files(String name) throws SQLException, IOException {
        List<byte[]> files = new ArrayList<>();
        try (Connection connection = database();
                PreparedStatement statement = connection.prepareStatement(
                        "select content from sandbox_file where starts_with(name, ?) and ts is not null")) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    files.add(rows.getBytes(1));
                }
            }
        }
        return files;
    }

    private JsonNode call(String method, Map<String, String> form) throws IOException, InterruptedException {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), UTF_8))
                .collect(Collectors.joining("&"));
        return JsonMapper.shared().readTree(http.send(HttpRequest.newBuilder(URI.create(api + method))
                .header("Authorization", "Bearer " + botToken)
                .header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(body))
                .build(), BodyHandlers.ofString()).body());
    }

    private Connection database() throws SQLException, IOException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:"
                + Files.readAllLines(data.resolve("postmaster.pid")).get(3).trim() + "/steward", "steward",
                Files.readString(data.resolve("steward.password")));
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** In good order, or its database would outlive it. */
    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
        http.close();
    }
}
