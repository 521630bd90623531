package dev.steward.workspace;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
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
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.broadcast.Remembered;

/**
 * The people Steward has met in a workspace. Single members are remembered: this instance sees its own changes at once, others within a second.
 */
@Repository
public class Members {
    private static final String SELECT = """
            select member.*, workspace.guests_are_members from member join workspace on workspace.id = workspace_id
            """;

    private final JdbcClient jdbc;
    private final Remembered<Key, Optional<Member>> byKey = new Remembered<>(100_000);

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

    /** An outsider's for whoever is unknown or gone. */
    public Role role(WorkspaceId workspace, UserId user) {
        return find(workspace, user).filter(member -> !member.deactivated()).map(Member::role).orElse(Role.OUTSIDER);
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
        return jdbc.sql(SELECT + """
                where member.workspace_id = :workspace and lower(member.name) = lower(:name) and not deactivated
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
     * so. Case, accents, spaces, dots and @ tell none apart, and the family name may stand first: {@code Lindqvist, Maya}. Where nobody is called so on screen, their full names count, then their handles.
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
        String called = givenNameFirst(typed);
        if (bare(called).isEmpty()) {
            return List.of();
        }
        List<Member> people = all(workspace).stream().filter(one -> !one.bot()).toList();
        return Stream.<Function<Member, @Nullable String>>of(Member::name, Member::realName, Member::handle)
                .map(name -> meant(people, name, called)).filter(meant -> !meant.isEmpty()).findFirst()
                .orElse(List.of());
    }

    private static List<UserId> meant(List<Member> people, Function<Member, @Nullable String> name, String typed) {
        List<Member> begin = people.stream().filter(one -> bare(name.apply(one)).startsWith(bare(typed))).toList();
        List<Member> called = begin.stream().filter(one -> bare(name.apply(one)).equals(bare(typed))).toList();
        List<Member> words = begin.stream().filter(one -> words(name.apply(one)).startsWith(words(typed))).toList();
        List<Member> meant = !called.isEmpty() ? called : !words.isEmpty() ? words : begin;
        return meant.stream().map(Member::id).toList();
    }

    /** {@code Lindqvist, Maya} as {@code Maya Lindqvist}. */
    private static String givenNameFirst(String typed) {
        int comma = typed.indexOf(',');
        return comma < 0 ? typed : typed.substring(comma + 1).strip() + " " + typed.substring(0, comma).strip();
    }

    private static String bare(@Nullable String name) {
        return words(name).replace(" ", "");
    }

    /** Each with a space behind it, so that none is the beginning of another. */
    private static String words(@Nullable String name) {
        return name == null
                ? ""
                : PlainLetters.of(name).toLowerCase(Locale.ROOT).replaceAll("[@.\\s]+", " ").strip() + " ";
    }

    /** All of them, by name. */
    public List<Member> all(WorkspaceId workspace) {
        return jdbc.sql(SELECT + "where member.workspace_id = :workspace order by member.name, user_id")
                .param("workspace", workspace.value()).query(Members::map).list();
    }

    /** Those with exactly this role who can be reached: no bots, nobody deactivated, nobody of another organisation. By name. */
    public List<Member> with(WorkspaceId workspace, Role role) {
        return jdbc.sql(SELECT + """
                where member.workspace_id = :workspace and not bot and not deactivated and not outsider
                  and case :role when 'ADMIN' then slack_admin when 'OPS' then member.role = 'OPS' else true end
                order by member.name, user_id
                """).param("workspace", workspace.value()).param("role", role.name()).query(Members::map).list()
                .stream().filter(member -> member.role() == role).toList();
    }

    /** Whom Steward itself granted {@link Role#OPS}, admins too, who keep it when Slack takes the other from them. By name. */
    public List<Member> granted(WorkspaceId workspace) {
        return jdbc.sql(SELECT + """
                where member.workspace_id = :workspace and member.role = 'OPS' and not deactivated
                order by member.name, user_id
                """).param("workspace", workspace.value()).query(Members::map).list();
    }

    /**
     * Those with this e-mail address, whatever the case: one, as long as Slack keeps them apart. Somebody whose account is closed had it, so
     * that they are meant only where nobody else has it now.
     */
    public List<UserId> withEmail(WorkspaceId workspace, String address) {
        return jdbc.sql("""
                with those as (
                    select user_id, deactivated from member
                    where workspace_id = :workspace and lower(email) = lower(:address))
                select user_id from those where not deactivated or not exists (select from those where not deactivated)
                order by user_id
                """).param("workspace", workspace.value()).param("address", address.strip())
                .query((row, n) -> new UserId(row.getString(1))).list();
    }

    /** Keeps what Slack says of a person. What Steward granted them stays; what Slack took from them goes. */
    @Transactional
    public void save(Member member) {
        saveAll(member.workspace(), List.of(member));
    }

    /**
     * {@link #save} for a page of them: one query, and a write for each that changed. Somebody whose account is closed and whom Steward does
     * not know is passed over: they may have been erased.
     */
    @Transactional
    public void saveAll(WorkspaceId workspace, Collection<Member> members) {
        Map<Key, Optional<Member>> before = read(workspace,
                members.stream().map(member -> new Key(workspace, member.id())).collect(Collectors.toSet()));
        for (Member member : members) {
            Optional<Member> known = before.getOrDefault(new Key(workspace, member.id()), Optional.empty());
            Member now = known.map(member::remembering).orElse(member);
            if (known.map(then -> !then.equals(now)).orElse(!member.deactivated())) {
                write(now);
            }
        }
    }

    /** Nothing waits for somebody who is met for the first time, but for an admin. */
    private void write(Member member) {
        boolean changed = jdbc.sql("""
                with before as (select * from member where workspace_id = :workspace and user_id = :user)
                insert into member (workspace_id, user_id, team_id, name, real_name, handle, email, zone, role, slack_admin,
                                    guest, bot, deactivated, outsider)
                values (:workspace, :user, :team, :name, :realName, :handle, :email, :zone, :granted, :admin, :guest, :bot,
                        :deactivated, :outsider)
                on conflict (workspace_id, user_id) do update
                set team_id = excluded.team_id, name = excluded.name, real_name = excluded.real_name,
                    handle = excluded.handle, email = excluded.email, zone = excluded.zone,
                    role = case when member.role = 'OPS' then 'OPS' else excluded.role end,
                    slack_admin = excluded.slack_admin, guest = excluded.guest, bot = excluded.bot,
                    deactivated = excluded.deactivated, outsider = excluded.outsider
                returning coalesce((
                    select (zone, bot, deactivated, outsider, slack_admin, guest)
                           <> (:zone, :bot, :deactivated, :outsider, :admin, :guest) from before),
                    slack_admin and not deactivated)
                """).param("workspace", member.workspace().value()).param("user", member.id().value())
                .param("team", member.teamId()).param("name", member.name()).param("realName", member.realName())
                .param("handle", member.handle()).param("email", member.email()).param("zone", member.zone().getId())
                .param("granted", member.role() == Role.OPS ? Role.OPS.name() : Role.MEMBER.name())
                .param("admin", member.role() == Role.ADMIN).param("guest", member.role() == Role.GUEST)
                .param("bot", member.bot()).param("deactivated", member.deactivated())
                .param("outsider", member.outsider()).query((row, n) -> row.getBoolean(1)).single();
        byKey.changed(new Key(member.workspace(), member.id()));
        if (changed) {
            events.publishEvent(new MemberChanged(member.workspace(), member.id()));
        }
    }

    /** Grants {@link Role#OPS} to exactly these people, and takes it from everybody else. Guests and outsiders get none. */
    @Transactional
    public void grantOps(WorkspaceId workspace, Collection<UserId> users) {
        String[] ids = users.stream().map(UserId::value).toArray(String[]::new);
        jdbc.sql("""
                update member set role = case when user_id = any(:users) then 'OPS' else 'MEMBER' end
                where workspace_id = :workspace and not outsider and not guest
                  and (role = 'OPS') <> (user_id = any(:users))
                returning user_id
                """).param("workspace", workspace.value()).param("users", ids)
                .query((row, n) -> new UserId(row.getString(1))).list()
                .forEach(user -> events.publishEvent(new MemberChanged(workspace, user)));
        byKey.allChanged();
    }

    /** Tells, in the caller's transaction, that all guests may do more or less than before. */
    void guestsChanged(WorkspaceId workspace) {
        jdbc.sql("select user_id from member where workspace_id = :workspace and guest and not deactivated")
                .param("workspace", workspace.value()).query((row, n) -> new UserId(row.getString(1))).list()
                .forEach(user -> events.publishEvent(new MemberChanged(workspace, user)));
        byKey.allChanged();
    }

    /**
     * Claims the next reading of everybody from Slack.
     *
     * @return false where they were read less than {@code pause} ago, by whichever instance
     */
    public boolean readAgain(WorkspaceId workspace, Instant now, Duration pause) {
        return jdbc.sql("""
                update workspace set members_read_at = :now
                where id = :workspace and (members_read_at is null or members_read_at <= :before)
                """).param("workspace", workspace.value()).param("now", now.atOffset(ZoneOffset.UTC))
                .param("before", now.minus(pause).atOffset(ZoneOffset.UTC)).update() > 0;
    }

    /** Reads them anew, for one query: another instance may have changed them within the last minute. */
    public void refresh(WorkspaceId workspace, Collection<UserId> users) {
        byKey.refresh(users.stream().map(user -> new Key(workspace, user)).collect(Collectors.toSet()),
                keys -> read(workspace, keys));
    }

    /**
     * Keeps a pseudonym as somebody who can be reached no more, so that what they did has a name.
     *
     * @param leaves who they were, whom Steward knows no more from now on; null where they stay, as somebody new
     */
    @Transactional
    public void anonymise(WorkspaceId workspace, UserId anonymous, @Nullable UserId leaves) {
        jdbc.sql("""
                insert into member (workspace_id, user_id, team_id, name, email, zone, role, slack_admin, guest, bot,
                                    deactivated, outsider)
                values (:workspace, :user, '', :name, null, 'UTC', 'MEMBER', false, false, false, true, false)
                on conflict do nothing
                """).param("workspace", workspace.value()).param("user", anonymous.value())
                .param("name", anonymous.anonymousName()).update();
        byKey.changed(new Key(workspace, anonymous));
        if (leaves != null && jdbc.sql("delete from member where workspace_id = :workspace and user_id = :user")
                .param("workspace", workspace.value()).param("user", leaves.value()).update() > 0) {
            byKey.changed(new Key(workspace, leaves));
            events.publishEvent(new MemberChanged(workspace, leaves));
        }
    }

    /** Drops what is cached, for a database that was changed by other hands. */
    public void forget() {
        byKey.forgetAll();
    }

    void forget(WorkspaceId workspace) {
        byKey.forget(key -> key.workspace().equals(workspace));
    }

    void forget(WorkspaceId workspace, UserId user) {
        byKey.forget(new Key(workspace, user));
    }

    private Optional<Member> read(Key key) {
        return jdbc.sql(SELECT + "where member.workspace_id = :workspace and user_id = :user")
                .param("workspace", key.workspace().value()).param("user", key.user().value()).query(Members::map)
                .optional();
    }

    private Map<Key, Optional<Member>> read(WorkspaceId workspace, Set<? extends Key> keys) {
        String[] ids = keys.stream().map(key -> key.user().value()).toArray(String[]::new);
        var members = new HashMap<Key, Optional<Member>>();
        keys.forEach(key -> members.put(key, Optional.empty()));
        jdbc.sql(SELECT + "where member.workspace_id = :workspace and user_id = any(:users)")
                .param("workspace", workspace.value()).param("users", ids).query(Members::map).list()
                .forEach(member -> members.put(new Key(workspace, member.id()), Optional.of(member)));
        return members;
    }

    private static Member map(ResultSet row, int n) throws SQLException {
        return new Member(new WorkspaceId(row.getObject("workspace_id", UUID.class)),
                new UserId(row.getString("user_id")), row.getString("team_id"), row.getString("name"),
                row.getString("real_name"), row.getString("handle"), row.getString("email"),
                zone(row.getString("zone")), role(row), row.getBoolean("bot"),
                row.getBoolean("deactivated"));
    }

    private static Role role(ResultSet row) throws SQLException {
        if (row.getBoolean("outsider")) {
            return Role.OUTSIDER;
        }
        if (row.getBoolean("guest")) {
            return row.getBoolean("guests_are_members") ? Role.MEMBER : Role.GUEST;
        }
        return row.getBoolean("slack_admin")
                ? Role.ADMIN
                : row.getString("role").equals(Role.OPS.name()) ? Role.OPS : Role.MEMBER;
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
