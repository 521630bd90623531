package dev.steward.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.steward.StewardApplication;
import dev.steward.delivery.DeadlyProxy;
import dev.steward.delivery.DeadlyProxy.Moment;
import dev.steward.delivery.FrailDatabase;
import dev.steward.delivery.SandboxProcess;
import dev.steward.delivery.StewardJar;
import dev.steward.delivery.Supervised;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * Three releases go to two hundred channels while Slack fails now and then and Steward is killed: one is edited on the way, one is
 * edited and retracted, one loses most of its channels. In the end each channel shows each of them once, as it is then; of what was
 * retracted before it got there, it shows nothing.
 */
class ReleaseChaosIT {
    private static final int CHANNELS = 200;
    private static final int KILLS = 3;
    private static final double FAULTS = 0.08;
    private static final long SEED = Long.getLong("steward.chaos.seed", System.nanoTime());
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final UserId OWNER = new UserId("U0JONASOPS");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    @SuppressWarnings("NullAway.Init")
    private static Path folder;

    @Test
    void everyChannelEndsWithTheRightStateAndOneCopy() throws Exception {
        var random = new Random(SEED);
        try (var jar = new StewardJar(folder);
                var database = new FrailDatabase(folder);
                var slack = new SandboxProcess(jar);
                var proxy = new DeadlyProxy(slack.api());
                var writer = writer(database, slack)) {
            WorkspaceId workspace = workspace(writer);
            List<ChannelId> channels = slack.channels("rel", CHANNELS);
            var drafts = writer.getBean(DraftRelease.class);
            var changes = writer.getBean(ChangeRelease.class);
            List<ReleaseId> releases = Stream.of("Export", "Import", "Search").map(title -> drafts.draft(workspace,
                    title, OWNER, content(title, 1, channels), new When.Now()).facts().id()).toList();
            try (var sender = new Supervised(jar, "sender", environment(database, slack, proxy))) {
                proxy.watch(sender);
                proxy.fail(FAULTS);
                sender.start();
                sender.awaitReady();
                releases.forEach(id -> changes.change(workspace, id, (release, around) -> release.plan(OWNER,
                        Role.MEMBER, around.reach(release.content()), CHANNELS, null, around.now())));
                for (int edition = 2; edition <= 1 + KILLS; edition++) {
                    Moment moment = edition % 2 == 0 ? Moment.AFTER_SLACK : Moment.BEFORE_SLACK_TAKES_IT;
                    CompletableFuture<String> killed = proxy.setOnChange(moment, 1 + random.nextInt(60));
                    edit(changes, workspace, releases.get(0), content("Export", edition, channels));
                    edit(changes, workspace, releases.get(2),
                            content("Search", edition, channels.subList(0, CHANNELS / edition)));
                    if (edition == 2) {
                        edit(changes, workspace, releases.get(1), content("Import", edition, channels));
                    }
                    if (edition == 3) {
                        changes.change(workspace, releases.get(1), (release, around) -> release.retract(OWNER,
                                Role.MEMBER, "It lost rows.", around.now()));
                    }
                    killed.get(2, TimeUnit.MINUTES);
                }
                awaitSettled(writer, releases);
            }
            Set<ChannelId> told = told(writer, workspace, releases.get(1));
            Map<String, Integer> wrong = new TreeMap<>();
            for (int i = 0; i < CHANNELS; i++) {
                List<String> expected = new ArrayList<>(List.of("REL-1: Export " + (1 + KILLS),
                        "REL-2 was retracted"));
                if (i < CHANNELS / (1 + KILLS)) {
                    expected.add("REL-3: Search " + (1 + KILLS));
                }
                List<String> said = slack.said(channels.get(i)).stream().sorted().toList();
                if (!told.contains(channels.get(i))) {
                    expected.remove("REL-2 was retracted");
                }
                if (!said.equals(expected)) {
                    wrong.merge(said.toString(), 1, Integer::sum);
                }
            }
            System.out.printf("Releases in chaos: 3 to %d channels, %d kills, %.0f %% of calls failing (seed %d)%n",
                    CHANNELS, KILLS, FAULTS * 100, SEED);
            assertThat(wrong).isEmpty();
        }
    }

    private static void edit(ChangeRelease changes, WorkspaceId workspace, ReleaseId id, Content content) {
        changes.change(workspace, id, (release, around) -> release.edit(OWNER, Role.MEMBER, content, release.when(),
                around.reach(content), CHANNELS, around.now()));
    }

    private static Content content(String title, int edition, List<ChannelId> channels) {
        return new Content(title, Integer.toString(edition), 2, null, List.of(), List.of(), "Edition " + edition, "",
                "", "", List.of(), channels, false, false, List.of());
    }

    /** Steward within the test, which writes and sends nothing. */
    private static ConfigurableApplicationContext writer(FrailDatabase database, SandboxProcess slack) {
        var environment = new StandardEnvironment();
        String variables = StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME;
        environment.getPropertySources().replace(variables, new SystemEnvironmentPropertySource(variables,
                Map.copyOf(environment(database, slack))));
        ConfigurableApplicationContext context = new SpringApplicationBuilder(StewardApplication.class)
                .environment(environment).run();
        SmartLifecycle sender = context.getBean("dev.steward.delivery.Sender", SmartLifecycle.class);
        sender.stop();
        return context;
    }

    private static WorkspaceId workspace(ConfigurableApplicationContext writer) {
        var ids = writer.getBean(JdbcClient.class).sql("select id from workspace").query(UUID.class);
        await("the workspace").atMost(PATIENCE).until(() -> ids.list().size() == 1);
        return new WorkspaceId(ids.single());
    }

    private static Map<String, String> environment(FrailDatabase database, SandboxProcess slack) {
        return Map.of("SLACK_BOT_TOKEN", slack.botToken(), "SLACK_SIGNING_SECRET", "chaos", "STEWARD_SLACK_API_URL",
                slack.api(), "SPRING_DATASOURCE_URL", database.url(), "SERVER_PORT", "0", "STEWARD_DELIVERY_PACE",
                "0s", "STEWARD_DELIVERY_LIMITS", "false", "STEWARD_DELIVERY_LEASE", "2s",
                "STEWARD_SLACK_CALL_TIMEOUT", "3s");
    }

    private static Map<String, String> environment(FrailDatabase database, SandboxProcess slack, DeadlyProxy proxy) {
        Map<String, String> environment = new TreeMap<>(environment(database, slack));
        environment.put("STEWARD_SLACK_API_URL", proxy.url("sender"));
        return environment;
    }

    /** Who saw it before it was retracted. */
    private static Set<ChannelId> told(ConfigurableApplicationContext writer, WorkspaceId workspace, ReleaseId id) {
        Map<ChannelId, Copy> copies = writer.getBean(Copies.class).of(workspace, id);
        return copies.values().stream().filter(Copy::stood).map(Copy::channel).collect(Collectors.toSet());
    }

    private static void awaitSettled(ConfigurableApplicationContext writer, List<ReleaseId> releases) {
        var open = writer.getBean(JdbcClient.class).sql("""
                select count(*) from delivery where due_at is not null and label = 'release' and thing_id = any (:things)
                """).param("things", releases.stream().map(ReleaseId::value).toArray(UUID[]::new)).query(Long.class);
        await("all sent").atMost(PATIENCE).pollInterval(Duration.ofMillis(200)).until(() -> open.single() == 0);
    }
}
