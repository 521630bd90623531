package dev.steward.sandbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.node.ObjectNode;

import dev.steward.sandbox.SandboxReads.Person;
import dev.steward.workspace.UserId;

/** Everybody the sandbox's team knows, bots and outsiders too. */
@Repository
@SandboxMode
class People {
    private final JdbcClient jdbc;
    private final Clock clock;

    People(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    List<Person> all() {
        return jdbc.sql("select * from sandbox_person order by bot, place").query(People::map).list();
    }

    Optional<Person> find(String id) {
        return jdbc.sql("select * from sandbox_person where id = :id").param("id", id).query(People::map).optional();
    }

    Person get(UserId id) {
        return find(id.value()).orElseThrow(() -> new IllegalArgumentException("Nobody here is " + id));
    }

    Optional<Person> byHandle(String handle) {
        return jdbc.sql("select * from sandbox_person where lower(handle) = lower(:handle)").param("handle", handle)
                .query(People::map).optional();
    }

    Optional<Person> byEmail(String email) {
        return jdbc.sql("select * from sandbox_person where lower(email) = lower(:email) and not bot")
                .param("email", email).query(People::map).optional();
    }

    void add(Person person, int place) {
        jdbc.sql("""
                insert into sandbox_person (id, team_id, name, handle, title, email, zone, admin, outsider, bot, colour,
                                            place)
                values (:id, :team, :name, :handle, :title, :email, :zone, :admin, :outsider, :bot, :colour, :place)
                """).param("id", person.id().value()).param("team", person.teamId()).param("name", person.name())
                .param("handle", person.handle()).param("title", person.title()).param("email", person.email())
                .param("zone", person.zone().getId()).param("admin", person.admin())
                .param("outsider", person.outsider()).param("bot", person.bot()).param("colour", person.colour())
                .param("place", place).update();
    }

    void deactivate(UserId person, boolean deactivated) {
        jdbc.sql("update sandbox_person set deactivated = :deactivated where id = :id")
                .param("deactivated", deactivated).param("id", person.value()).update();
    }

    void kind(UserId person, AccountKind kind) {
        jdbc.sql("update sandbox_person set admin = :admin, guest = :guest where id = :id")
                .param("admin", kind == AccountKind.ADMIN).param("guest", kind == AccountKind.GUEST)
                .param("id", person.value()).update();
    }

    /** Slack's user object. */
    ObjectNode json(Person person, Team team, boolean withEmail) {
        ObjectNode user = Json.object();
        user.put("id", person.id().value()).put("team_id", person.teamId()).put("name", person.handle())
                .put("deleted", person.deactivated()).put("color", person.colour()).put("real_name", person.name())
                .put("tz", person.zone().getId())
                .put("tz_label", person.zone().getDisplayName(TextStyle.FULL, Locale.ENGLISH))
                .put("tz_offset", person.zone().getRules().getOffset(clock.instant()).getTotalSeconds());
        ObjectNode profile = user.putObject("profile");
        profile.put("title", person.title()).put("phone", "").put("skype", "").put("real_name", person.name())
                .put("real_name_normalized", person.name()).put("display_name", person.handle())
                .put("display_name_normalized", person.handle()).put("status_text", "").put("status_emoji", "")
                .put("status_expiration", 0).put("avatar_hash", person.colour()).put("team", person.teamId());
        if (person.bot()) {
            profile.put("api_app_id", team.appId()).put("bot_id", team.botId()).put("always_active", true);
        } else if (withEmail) {
            profile.put("email", person.email());
        }
        user.put("is_admin", person.admin()).put("is_owner", false).put("is_primary_owner", false)
                .put("is_restricted", person.guest()).put("is_ultra_restricted", person.guest())
                .put("is_bot", person.bot())
                .put("is_app_user", false).put("updated", 1_760_000_000);
        if (person.outsider()) {
            user.put("is_stranger", true);
        } else if (!person.bot()) {
            user.put("is_email_confirmed", true).put("has_2fa", false);
        }
        return user;
    }

    private static Person map(ResultSet row, int n) throws SQLException {
        String name = row.getString("name");
        return new Person(new UserId(row.getString("id")), row.getString("team_id"), name, row.getString("handle"),
                row.getString("title"), row.getString("email"), ZoneId.of(row.getString("zone")),
                row.getBoolean("admin"), row.getBoolean("outsider"), row.getBoolean("bot"), initials(name),
                row.getString("colour"), row.getBoolean("deactivated"), row.getBoolean("guest"));
    }

    private static String initials(String name) {
        String[] words = name.strip().split("\\s+");
        String first = words[0].substring(0, words[0].offsetByCodePoints(0, 1));
        String last = words.length == 1
                ? ""
                : words[words.length - 1].substring(0, words[words.length - 1].offsetByCodePoints(0, 1));
        return (first + last).toUpperCase(Locale.ROOT);
    }
}
