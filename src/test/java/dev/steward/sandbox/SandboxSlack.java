package dev.steward.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import org.awaitility.Awaitility;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.steward.privacy.ErasureFollower;
import dev.steward.sandbox.SandboxReads.Call;
import dev.steward.schedule.Holidays;
import dev.steward.slack.LearningAtStart;
import dev.steward.workspace.Areas;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Installations;
import dev.steward.workspace.Members;
import dev.steward.workspace.Settings;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * Slack in a test: {@code slack.as(PM).in("#general").types("/feedback").fills("What did they say?", "...").submits()}. What
 * people do goes through the very same code as on the sandbox's page, and over real HTTP to Steward.
 */
@TestComponent
public class SandboxSlack {
    static final Duration PATIENCE = Duration.ofSeconds(8);

    final SandboxActions actions;
    final SandboxReads reads;
    final Channels channels;
    final Messages messages;
    private final EventDelivery events;
    private final Events happens;
    private final Teams teams;
    private final Seed seed;
    private final RateLimits limits;
    private final CallLog log;
    final JdbcClient jdbc;
    private final SandboxClock clock;
    private final Admin admin;
    private final People people;
    final MoveClock moves;
    private final Timestamps timestamps;
    private final LocalAddress address;
    private final List<Runnable> caches;
    private final List<ErasureFollower> followers;
    private final BeanFactory steward;

    @Autowired
    SandboxSlack(SandboxActions actions, SandboxReads reads, Channels channels, Messages messages,
            EventDelivery events, Events happens, Teams teams, Seed seed, RateLimits limits, CallLog log,
            JdbcClient jdbc,
            SandboxClock clock, Admin admin, People people, MoveClock moves, Timestamps timestamps,
            LocalAddress address,
            Installations installations, Members members, Areas areas,
            Settings settings, Holidays holidays, dev.steward.workspace.Channels met,
            List<ErasureFollower> followers, BeanFactory steward) {
        this.steward = steward;
        this.actions = actions;
        this.reads = reads;
        this.channels = channels;
        this.messages = messages;
        this.events = events;
        this.happens = happens;
        this.teams = teams;
        this.seed = seed;
        this.limits = limits;
        this.log = log;
        this.jdbc = jdbc;
        this.clock = clock;
        this.admin = admin;
        this.people = people;
        this.moves = moves;
        this.timestamps = timestamps;
        this.address = address;
        this.caches = List.of(installations::forget, members::forget, areas::forget, settings::forget,
                holidays::forget, met::forget);
        this.followers = followers;
    }

    private SandboxSlack(SandboxSlack same, SandboxActions actions) {
        this.steward = same.steward;
        this.actions = actions;
        this.reads = same.reads;
        this.channels = same.channels;
        this.messages = same.messages;
        this.events = same.events;
        this.happens = same.happens;
        this.teams = same.teams;
        this.seed = same.seed;
        this.limits = same.limits;
        this.log = same.log;
        this.jdbc = same.jdbc;
        this.clock = same.clock;
        this.admin = same.admin;
        this.people = same.people;
        this.moves = same.moves;
        this.timestamps = same.timestamps;
        this.address = same.address;
        this.caches = same.caches;
        this.followers = same.followers;
    }

    /** The same Slack, for people whose doings take another way to Steward. */
    SandboxSlack by(SandboxActions way) {
        return new SandboxSlack(this, way);
    }

    /** This person's Slack, in #general to begin with. */
    public Person as(Who who) {
        return new Person(this, who).in("#general");
    }

    /** A channel as everybody in it sees it; with or without its #. */
    public ChannelView channel(String name) {
        return new ChannelView(this, id(name));
    }

    /** The app's direct messages with somebody. */
    public ChannelView directMessages(Who who) {
        return new ChannelView(this, channels.direct(who.id(), Seed.BOT).id());
    }

    public ChannelId id(String name) {
        String bare = name.startsWith("#") ? name.substring(1) : name;
        return channels.named(bare).orElseThrow(() -> new AssertionError("There is no channel " + name)).id();
    }

    /** A Slack admin says who is in a user group, by its handle. */
    public void fillsGroup(String handle, Who... members) {
        String group = admin.groups().stream().filter(one -> one.handle().equals(handle)).findFirst().orElseThrow()
                .id();
        admin.puts(group, java.util.Arrays.stream(members).map(Who::id).toList());
    }

    /** A Slack admin closes somebody's account. */
    public void deactivates(Who who) {
        admin.deactivates(who.id(), true);
    }

    public void activates(Who who) {
        admin.deactivates(who.id(), false);
    }

    /** A Slack admin makes somebody a guest, a member or an admin. */
    public void makes(Who who, String kind) {
        admin.changes(who.id(), AccountKind.valueOf(kind));
    }

    /** The same, but Slack's event is lost on its way. */
    public void makesUnheard(Who who, String kind) {
        people.kind(who.id(), AccountKind.valueOf(kind));
    }

    /** Nobody can post there any more. */
    public void archives(String channel) {
        channels.archive(id(channel), true);
        happens.channelChanged(channels.get(id(channel)), "archive");
    }

    public void unarchives(String channel) {
        channels.archive(id(channel), false);
        happens.channelChanged(channels.get(id(channel)), "unarchive");
    }

    public void renames(String channel, String name) {
        ChannelId id = id(channel);
        channels.rename(id, name);
        happens.channelChanged(channels.get(id), "rename");
    }

    /** Somebody comes into a channel or goes out of it, and Slack's event is lost on its way. */
    public void joinsUnheard(UserId user, String channel) {
        channels.join(id(channel), user);
    }

    public void leavesUnheard(UserId user, String channel) {
        channels.leave(id(channel), user);
    }

    public WorkspaceId workspace() {
        return Seed.WORKSPACE;
    }

    /** The clock that all of Steward reads. */
    public SlackClock clock() {
        return new SlackClock(clock, moves);
    }

    /** Where Steward listens, without a slash at its end. */
    public String address() {
        return address.base();
    }

    public String signingSecret() {
        return teams.get().signingSecret();
    }

    public String botToken() {
        return teams.get().botToken();
    }

    /** What somebody reads in the file of a message. */
    public String file(Who who, Shown message) {
        String id = message.json().path("files").path(0).path("id").asString();
        return new String(reads.fileContent(who.id(), id).orElseThrow().content(), StandardCharsets.UTF_8);
    }

    /** What went over the wire, newest first: lines such as {@code TO_SLACK chat.postMessage ok}. */
    public List<String> calls() {
        return reads.calls(500).stream().map(call -> call.direction() + " " + call.name() + " " + call.outcome())
                .toList();
    }

    /** As if a minute had passed since the last call. */
    public void forgetsRateLimits() {
        limits.forget();
    }

    /** The bodies that went to the app, newest first. */
    public List<String> sent() {
        return reads.calls(500).stream().filter(call -> call.direction() == SandboxReads.Direction.TO_APP)
                .map(Call::request).toList();
    }

    /** What the app said, in calls and in its answers, newest first. */
    public List<String> said() {
        return reads.calls(500).stream()
                .map(call -> call.direction() == SandboxReads.Direction.TO_APP ? call.response() : call.request())
                .toList();
    }

    /** Waits until the app has acknowledged all events, and everything that it wants to send is sent. */
    public void settles() {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(() -> !events.busy() && idle());
    }

    /** No call in either direction went wrong so far. */
    public void hadNoTrouble() {
        assertThat(reads.calls(500)).filteredOn(call -> !call.ok()).as("calls that went wrong")
                .extracting(Call::name, Call::outcome, Call::response).isEmpty();
    }

    /** The world as the seed makes it. The sender keeps its lease: it would go on a second or two after it lost that. */
    public void reset() {
        // in an empty database it would take the workspace for a new one
        LearningAtStart.await(steward, PATIENCE);
        moves.stop();
        moves.underWay().ifPresent(move -> move.await(PATIENCE));
        try {
            Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5))
                    .until(() -> !events.busy() && nothingLeft());
        } catch (org.awaitility.core.ConditionTimeoutException stillBusy) {
            // what an earlier test left undone ends with its rows
        }
        List<String> tables = jdbc.sql("""
                select quote_ident(tablename) from pg_tables
                where schemaname = current_schema() and tablename not like '%flyway%' and tablename not like 'qrtz%'
                  and tablename not in ('sandbox_team', 'delivery_lease')
                """).query(String.class).list();
        // the decision log refuses to be emptied otherwise
        var truncate = jdbc.sql("set session_replication_role = replica; truncate table " + String.join(", ", tables)
                + " restart identity cascade; set session_replication_role = origin");
        // whoever works behind the scenes takes locks in another order
        Awaitility.await().atMost(PATIENCE).pollDelay(Duration.ZERO)
                .ignoreExceptionsInstanceOf(PessimisticLockingFailureException.class)
                .until(() -> truncate.update() >= 0);
        clock.forget();
        String today = System.getProperty("steward.today");
        if (today != null) {
            clock.reach(Instant.parse(today));
        }
        timestamps.forget();
        caches.forEach(Runnable::run);
        teams.forget();
        limits.forget();
        log.forget();
        seed.plantIfEmpty();
    }

    /** What is not being sent at this moment is not waited for. */
    private boolean nothingLeft() {
        jdbc.sql("delete from delivery where sending_since is null").update();
        return jdbc.sql("select not exists (select from delivery)").query(Boolean.class).single();
    }

    private boolean idle() {
        return jdbc.sql("select count(*) from delivery where due_at <= now() and state = 'pending'")
                .query(Integer.class).single() == 0 && followers.stream().noneMatch(each -> each.behind(workspace()));
    }
}
