package dev.steward.workspace;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The people Steward has met in a workspace. Reads of one member are cached for a minute, so that a request costs no query;
 * this instance sees its own changes at once, others within that minute.
 */
@Repository
public class Members {
    private final JdbcClient jdbc;
    private final Cache<Key, Optional<Member>> byKey = Caffeine.newBuilder().maximumSize(100_000)
            .expireAfterWrite(Duration.ofMinutes(1)).build();

    private final ApplicationEventPublisher events;

    Members(JdbcClient jdbc, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.events = events;
    }

    public Optional<Member> find(WorkspaceId workspace, UserId user) {
        return byKey.get(new Key(workspace, user), this::read);
    }

    /** Whether it is somebody Steward has met, and can ask for something: see {@link Member#reachable}. */
    public boolean reachable(WorkspaceId workspace, UserId user) {
        return find(workspace, user).filter(Member::reachable).isPresent();
    }

    /** The time zone they live in; UTC for somebody Steward has not met. */
    public ZoneId zone(WorkspaceId workspace, UserId user) {
        return find(workspace, user).map(Member::zone).orElse(ZoneOffset.UTC);
    }

    /** Those of them Steward has met, for one query at most. */
    public Map<UserId, Member> find(WorkspaceId workspace, Collection<UserId> users) {
        var keys = users.stream().map(user -> new Key(workspace, user)).toList();
        var found = new HashMap<UserId, Member>();
        byKey.getAll(keys, missing -> read(workspace, missing))
                .forEach((key, member) -> member.ifPresent(met -> found.put(key.user(), met)));
        return found;
    }

    /** Whoever is called exactly so, whatever the case; nobody who was deactivated. */
    public List<Member> named(WorkspaceId workspace, String name) {
        return jdbc.sql("""
                select * from member
                where workspace_id = :workspace and lower(name) = lower(:name) and not deactivated
                order by user_id
                """).param("workspace", workspace.value()).param("name", name).query(Members::map).list();
    }

    /** Those of them who are {@link Member#reachable}, for one query at most. */
    public Set<UserId> reachable(WorkspaceId workspace, Collection<UserId> users) {
        return find(workspace, users).values().stream().filter(Member::reachable).map(Member::id)
                .collect(Collectors.toSet());
    }

    /**
     * Whom somebody means by what they typed: whoever is called so, else whoever's name begins with these words, else whoever's name begins
     * so. Case, spaces, dots and @ tell none apart.
     *
     * @param self  who typed it
     * @param typed a name, how one begins, a mention or {@code me}
     * @return by name; several where it may be any of them, empty where nobody Steward has met is called anything like it. No bots
     */
    public List<UserId> meant(WorkspaceId workspace, UserId self, String typed) {
        Optional<UserId> exactly = typed.strip().equalsIgnoreCase("me")
                ? Optional.of(self)
                : UserId.mentioned(typed.strip());
        if (exactly.isPresent()) {
            return List.of(exactly.get());
        }
        String name = bare(typed);
        List<Member> begin = name.isEmpty()
                ? List.of()
                : all(workspace).stream().filter(one -> !one.bot() && bare(one.name()).startsWith(name)).toList();
        List<Member> called = begin.stream().filter(one -> bare(one.name()).equals(name)).toList();
        List<Member> words = begin.stream().filter(one -> words(one.name()).startsWith(words(typed))).toList();
        List<Member> meant = !called.isEmpty() ? called : !words.isEmpty() ? words : begin;
        return meant.stream().map(Member::id).toList();
    }

    private static String bare(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[@.\\s]", "");
    }

    /** Each with a space behind it, so that none is the beginning of another. */
    private static String words(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[@.\\s]+", " ").strip() + " ";
    }

    /** All of them, by name. */
    public List<Member> all(WorkspaceId workspace) {
        return jdbc.sql("select * from member where workspace_id = :workspace order by name, user_id")
                .param("workspace", workspace.value()).query(Members::map).list();
    }

    /** Those with exactly this role who can be reached: no bots, nobody deactivated, nobody of another organisation. By name. */
    public List<Member> with(WorkspaceId workspace, Role role) {
        return jdbc.sql("""
                select * from member
                where workspace_id = :workspace and role = :role and not bot and not deactivated and not outsider
                order by name, user_id
                """).param("workspace", workspace.value()).param("role", role.name()).query(Members::map).list();
    }

    /** Those with this e-mail address, whatever the case: one, as long as Slack keeps them apart. */
    public List<UserId> withEmail(WorkspaceId workspace, String address) {
        return jdbc.sql("""
                select user_id from member where workspace_id = :workspace and lower(email) = lower(:address)
                order by user_id
                """).param("workspace", workspace.value()).param("address", address.strip())
                .query((row, n) -> new UserId(row.getString(1))).list();
    }

    /** Keeps what Slack says of a person. A role given in Steward stays, unless Slack now makes them an admin. */
    @Transactional
    public void save(Member member) {
        boolean changed = jdbc.sql("""
                with before as (select * from member where workspace_id = :workspace and user_id = :user)
                insert into member (workspace_id, user_id, team_id, name, email, zone, role, bot, deactivated, outsider)
                values (:workspace, :user, :team, :name, :email, :zone, :role, :bot, :deactivated, :outsider)
                on conflict (workspace_id, user_id) do update
                set team_id = excluded.team_id, name = excluded.name, email = excluded.email, zone = excluded.zone,
                    role = case when excluded.role = 'MEMBER' then member.role else excluded.role end,
                    bot = excluded.bot, deactivated = excluded.deactivated, outsider = excluded.outsider
                returning (
                    select (zone, bot, deactivated, outsider) <> (:zone, :bot, :deactivated, :outsider) from before)
                """).param("workspace", member.workspace().value()).param("user", member.id().value())
                .param("team", member.teamId()).param("name", member.name()).param("email", member.email())
                .param("zone", member.zone().getId()).param("role", member.role().name()).param("bot", member.bot())
                .param("deactivated", member.deactivated()).param("outsider", member.outsider())
                .query((row, n) -> row.getBoolean(1)).single();
        Afterwards.forget(() -> byKey.invalidate(new Key(member.workspace(), member.id())));
        if (changed) {
            events.publishEvent(new MemberChanged(member.workspace(), member.id()));
        }
    }

    /** Gives exactly these people a role, and takes it from whoever else had it. */
    public void grant(WorkspaceId workspace, Role role, Collection<UserId> users) {
        String[] ids = users.stream().map(UserId::value).toArray(String[]::new);
        jdbc.sql("""
                update member set role = case when user_id = any(:users) then :role else 'MEMBER' end
                where workspace_id = :workspace and not outsider
                  and ((role = :role and not user_id = any(:users)) or (role = 'MEMBER' and user_id = any(:users)))
                """).param("workspace", workspace.value()).param("role", role.name()).param("users", ids).update();
        Afterwards.forget(byKey::invalidateAll);
    }

    /** Drops what is cached, for a database that was changed by other hands. */
    public void forget() {
        byKey.invalidateAll();
    }

    private Optional<Member> read(Key key) {
        return jdbc.sql("select * from member where workspace_id = :workspace and user_id = :user")
                .param("workspace", key.workspace().value()).param("user", key.user().value()).query(Members::map)
                .optional();
    }

    private Map<Key, Optional<Member>> read(WorkspaceId workspace, Set<? extends Key> keys) {
        String[] ids = keys.stream().map(key -> key.user().value()).toArray(String[]::new);
        var members = new HashMap<Key, Optional<Member>>();
        keys.forEach(key -> members.put(key, Optional.empty()));
        jdbc.sql("select * from member where workspace_id = :workspace and user_id = any(:users)")
                .param("workspace", workspace.value()).param("users", ids).query(Members::map).list()
                .forEach(member -> members.put(new Key(workspace, member.id()), Optional.of(member)));
        return members;
    }

    private static Member map(ResultSet row, int n) throws SQLException {
        return new Member(new WorkspaceId(row.getObject("workspace_id", UUID.class)),
                new UserId(row.getString("user_id")), row.getString("team_id"), row.getString("name"),
                row.getString("email"), zone(row.getString("zone")), Role.valueOf(row.getString("role")),
                row.getBoolean("bot"), row.getBoolean("deactivated"), row.getBoolean("outsider"));
    }

    /** A zone that a later tz database no longer knows must not lock its people out. */
    private static ZoneId zone(String id) {
        try {
            return ZoneId.of(id);
        } catch (DateTimeException unknown) {
            return ZoneOffset.UTC;
        }
    }

    private record Key(WorkspaceId workspace, UserId user) {}
}
