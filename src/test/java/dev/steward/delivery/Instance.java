package dev.steward.delivery;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.MethodsClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.broadcast.Broadcasts;
import dev.steward.restore.Restored;
import dev.steward.slack.Outgoing;
import dev.steward.slack.SlackApi;
import dev.steward.slack.SlackConnection;
import dev.steward.slack.SlackHttp;
import dev.steward.testing.Migrations;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.WorkspaceId;
import dev.steward.workspace.Workspaces;

/** One instance's delivery module, put together by hand: several of them on one database are several Stewards. */
final class Instance implements AutoCloseable {
    final Outbox outbox;
    final Sender sender;
    final Leases leases;
    final Limits limits;
    final JdbcClient jdbc;
    final TransactionTemplate transaction;
    final List<Object> events = new CopyOnWriteArrayList<>();
    private final Broadcasts broadcasts;
    private final Slack slack;

    private Instance(Builder built) {
        jdbc = JdbcClient.create(built.source);
        transaction = new TransactionTemplate(new JdbcTransactionManager(built.source));
        var properties = new Binder(new MapConfigurationPropertySource(built.properties))
                .bindOrCreate("steward.delivery", DeliveryProperties.class);
        var config = new SlackConfig();
        config.setMethodsEndpointUrlPrefix(built.slackUrl);
        config.setStatsEnabled(false);
        config.setHttpClientCallTimeoutMillis((int) built.callTimeout.toMillis());
        slack = Slack.getInstance(config, SlackHttp.client(config));
        var json = new MessageJson();
        var addresses = new ResponseAddresses(Workspaces.cipher());
        var members = people(jdbc, built.members);
        leases = new Leases(jdbc, properties);
        limits = new Limits(properties);
        var wakes = new Wakes(jdbc);
        broadcasts = new Broadcasts(built.source, List.of(wakes));
        var beans = new StaticListableBeanFactory();
        var tell = new TellOfFailure(beans.getBeanProvider(Notices.class), built.things, members, built.clock);
        var rules = new ArrayList<MergeRule>(built.rules);
        rules.add(tell);
        outbox = new Outbox(new Deliveries(new JdbcTemplate(built.source), properties), json, addresses, wakes,
                rules);
        beans.addBean("outbox", outbox);
        var queue = new SendQueue(jdbc, built.clock, leases, properties, built.callTimeout);
        var pauses = new Pauses(jdbc);
        var api = new Api(slack, built.token);
        var places = new Places();
        var connection = new Connection(built.slackUrl);
        var calls = new SlackCalls(api, connection, addresses, json, new Outgoing(true), limits, places);
        var uploads = new Uploads(jdbc);
        var restored = new Restored(built.restoredFrom, Clock.systemUTC());
        var find = new FindInSlack(api, places, limits, restored);
        var share = new ShareFile(api, connection, uploads, json, find, places, limits, restored,
                built.callTimeout);
        var metrics = new DeliveryMetrics(new SimpleMeterRegistry(), new QueueState(jdbc), limits);
        sender = new Sender(leases, queue,
                new SendLane(queue, calls, find, share, limits, pauses,
                        new RecordOutcome(queue, pauses, uploads, tell, transaction, events::add), json, built.kinds,
                        rules,
                        properties,
                        metrics, restored),
                limits, wakes, properties);
    }

    static Builder on(DataSource source, String slackUrl) {
        return new Builder(source, slackUrl);
    }

    static void migrate(DataSource source) {
        Migrations.run(source, "workspace", "delivery");
    }

    /** Has it send; without, it only writes. */
    Instance start() {
        broadcasts.start();
        sender.start();
        return this;
    }

    @Override
    public void close() throws Exception {
        sender.stop();
        broadcasts.stop();
        slack.close();
    }

    /** Members need a workspace that they are of. */
    private static Members people(JdbcClient jdbc, List<Member> known) {
        var members = Workspaces.members(jdbc);
        for (Member member : known) {
            jdbc.sql("""
                    insert into workspace (id, team_id, name, app_id, bot_user_id, bot_id, bot_token_ciphertext,
                                           installed_at)
                    values (:id, :team, 'Test', 'A1', 'U1', 'B1', '', now()) on conflict do nothing
                    """).param("id", member.workspace().value()).param("team", member.workspace().value().toString())
                    .update();
            members.save(member);
        }
        return members;
    }

    static final class Builder {
        private final DataSource source;
        private final String slackUrl;
        private final Map<String, Object> properties = new java.util.HashMap<>(
                Map.of("steward.delivery.pace", "0", "steward.delivery.limits", "false"));
        private List<CardKind> kinds = List.of();
        private List<MergeRule> rules = List.of();
        private List<Things> things = List.of();
        private List<Member> members = List.of();
        private Duration callTimeout = Duration.ofSeconds(2);
        private String restoredFrom = "";
        private Clock clock = Clock.systemUTC();
        private UnaryOperator<String> token = workspace -> "xoxb-test";

        Builder(DataSource source, String slackUrl) {
            this.source = source;
            this.slackUrl = slackUrl;
        }

        Builder with(String property, String value) {
            properties.put("steward.delivery." + property, value);
            return this;
        }

        Builder kinds(CardKind... all) {
            kinds = List.of(all);
            return this;
        }

        Builder rules(MergeRule... all) {
            rules = List.of(all);
            return this;
        }

        Builder things(Things... all) {
            things = List.of(all);
            return this;
        }

        Builder members(Member... all) {
            members = List.of(all);
            return this;
        }

        Builder callTimeout(Duration timeout) {
            callTimeout = timeout;
            return this;
        }

        Builder restoredFrom(Instant backup) {
            restoredFrom = backup.toString();
            return this;
        }

        Builder clock(Clock other) {
            clock = other;
            return this;
        }

        /** The token of a workspace, so that a fake Slack can tell them apart. */
        Builder token(UnaryOperator<String> ofWorkspace) {
            token = ofWorkspace;
            return this;
        }

        Instance build() {
            return new Instance(this);
        }
    }

    private record Api(Slack slack, UnaryOperator<String> token) implements SlackApi {
        @Override
        public MethodsClient client(WorkspaceId workspace) {
            return slack.methods(token.apply(workspace.value().toString()));
        }

        @Override
        public Response respond(String responseUrl, String json) throws IOException {
            var answer = slack.send(responseUrl, json);
            return new Response(answer.getCode(), String.valueOf(answer.getBody()));
        }

        @Override
        public Response upload(String uploadUrl, long size, Bytes content) throws IOException {
            return SlackHttp.upload(slack.getHttpClient(), uploadUrl, size, content);
        }
    }

    private record Connection(String apiBaseUrl) implements SlackConnection {
        @Override
        public String signingSecret() {
            return "";
        }

        @Override
        public Optional<String> appToken() {
            return Optional.empty();
        }

        @Override
        public Optional<String> botToken() {
            return Optional.empty();
        }
    }

    /** A card that looks as its thing is now; empty: it must not be seen. */
    static CardKind kind(String name, java.util.function.Function<UUID, @Nullable String> looks) {
        return kind(name, (thing, channel) -> looks.apply(thing));
    }

    /** As above, and it looks different from place to place. */
    static CardKind kind(String name, BiFunction<UUID, ChannelId, @Nullable String> looks) {
        return new CardKind() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Optional<dev.steward.slack.Message> render(WorkspaceId workspace, UUID thing,
                    ChannelId channel) {
                return Optional.ofNullable(looks.apply(thing, channel)).map(dev.steward.slack.Message::of);
            }
        };
    }
}
