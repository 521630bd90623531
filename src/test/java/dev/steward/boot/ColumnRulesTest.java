package dev.steward.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.flywaydb.core.api.MigrationVersion;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.steward.testing.Migrations;
import dev.steward.testing.TestDatabase;

/**
 * What the columns of the database let stand in them, as its catalogue has it after all migrations: a state nothing but the states that the
 * code knows, the id of a row nothing but the id of a row that is there.
 */
class ColumnRulesTest {
    private static final UnaryOperator<String> AS_WORDS = name -> name.toLowerCase(Locale.ROOT).replace('_', ' ');
    private static final UnaryOperator<String> HYPHENATED = name -> name.toLowerCase(Locale.ROOT).replace('_', '-');

    /** What each column is written from. A new constant needs a migration before it can be kept. */
    private static final Map<String, Set<String>> WRITTEN = new TreeMap<>(Map.ofEntries(
            Map.entry("approval_errand.what", constants("approval.RunErrands$What", HYPHENATED)),
            Map.entry("approval_errand.whose", constants("approval.FindRequests$Whose")),
            Map.entry("approval_happening.kind", constants("approval.Happening$Kind")),
            Map.entry("approval_request.state", constants("approval.RequestState")),
            Map.entry("cadence.state", constants("cadence.CadenceState")),
            Map.entry("cadence_action.state", and("OPEN", constants("cadence.Action$How"))),
            Map.entry("cadence_action_happening.kind", constants("cadence.Action$Kind")),
            Map.entry("cadence_happening.kind", constants("cadence.CadenceHappening$Kind")),
            Map.entry("cadence_item.state", constants("cadence.AgendaItem$State")),
            Map.entry("cadence_session.cause", constants("cadence.Cause")),
            Map.entry("cadence_session.state", constants("cadence.SessionState")),
            Map.entry("cadence_session_happening.kind", constants("cadence.SessionHappening$Kind")),
            Map.entry("cadence_session_item.outcome", constants("cadence.Items$Outcome")),
            Map.entry("cadence_swap.state", constants("cadence.Swap$State")),
            Map.entry("channel.kind", constants("workspace.Channel$Kind")),
            Map.entry("decision.came_true", constants("approval.Decision$CameTrue", AS_WORDS)),
            Map.entry("decision.how", constants("approval.Outcome$How")),
            Map.entry("delivery.form", constants("delivery.Form", AS_WORDS)),
            Map.entry("delivery.state", Set.of("pending", "sent", "deleted", "failed", "held", "dropped")),
            Map.entry("feedback_item.consent", constants("feedback.Consent")),
            Map.entry("feedback_item.importance", Set.of("1", "2", "3")),
            Map.entry("feedback_item.kind", constants("feedback.Kind")),
            Map.entry("feedback_item.source", constants("feedback.Source")),
            Map.entry("feedback_item.via", constants("feedback.Via")),
            Map.entry("initiative.phase", constants("initiative.Phase")),
            Map.entry("initiative_phase.from_phase", constants("initiative.Phase")),
            Map.entry("initiative_phase.to_phase", constants("initiative.Phase")),
            // the other roles are what Slack says of somebody, in columns of their own
            Map.entry("member.role", Set.of("MEMBER", "OPS")),
            Map.entry("policy_version.origin", constants("policy.Kept$Origin", AS_WORDS)),
            Map.entry("privacy_erasure.state", constants("privacy.Erasure$State")),
            Map.entry("privacy_export.state", constants("privacy.Export$State")),
            Map.entry("release.state", constants("release.State")),
            Map.entry("release_happening.kind", constants("release.Happening$Kind")),
            Map.entry("release_hook.outcome", constants("release.Hook$Outcome")),
            Map.entry("release_part.standing", constants("release.Shipped$Standing")),
            Map.entry("release_question.standing", constants("release.Question$Standing")),
            Map.entry("release_source.kind", constants("release.Source$Kind")),
            Map.entry("release_task.state", and("OPEN", constants("release.LaunchTask$How"))),
            Map.entry("ritual.after_downtime", Set.of("skip", "late", "coalesce")),
            Map.entry("ritual_occurrence.fate", Set.of("owed", "held", "skipped", "coalesced"))));
    /** Called like such columns, and open to whatever modules or people write there. */
    private static final Set<String> OPEN = Set.of(
            "cadence_action.what", // as typed
            "cadence_item.source", // the agenda sources of modules
            "calendar_feed.ritual_kind", "ritual.kind", "timer.type", // what modules do in time
            "policy_version.source", // the policy itself
            "receipt.content_type", // of an answer over HTTP
            "privacy_erasure.kind", "privacy_retention.kind", "record_entry.kind"); // what modules keep
    private static final Pattern CALLED_SO = Pattern.compile("(?:\\w+_)?"
            + "(state|kind|how|via|outcome|standing|cause|phase|role|origin|fate|form|source|consent|what|whose|type|status|result|mode)");

    /** Ids without a foreign key, and why. */
    private static final Map<String, String> UNGUARDED = Map.ofEntries(
            Map.entry("approval_card.request_id", "whoever notes where a card stands must not need its request (V3)"),
            Map.entry("approval_card.workspace_id", "the same"),
            Map.entry("approval_request.workspace_id", "each request would lock its workspace's row"),
            Map.entry("approval_request.initiative_id", "of another module"),
            Map.entry("release_initiative.initiative_id", "of another module"),
            Map.entry("release_waiting_for_gate.initiative_id", "of another module"),
            Map.entry("release_gate.initiative_id", "of another module"),
            Map.entry("calendar_feed.ritual_id", "the subject of a ritual, whatever that is"),
            Map.entry("delivery.workspace_id", "each capture would lock its workspace's row"),
            Map.entry("delivery.thing_id", "whatever a message is about"),
            Map.entry("delivery_lease.workspace_id", "of the running program, and erased with the rest"),
            Map.entry("delivery_pause.workspace_id", "the same"),
            Map.entry("feedback_to_index.workspace_id", "each capture pays for it"),
            Map.entry("feedback_to_index.item_id", "the same"),
            Map.entry("privacy_erasure.thing_id", "whatever is erased"),
            Map.entry("record_entry.workspace_id", "uninstalling is no way to erase what was decided (V1)"),
            Map.entry("record_head.workspace_id", "the same"),
            Map.entry("release_copy.audience_id", "which audience it was stays known when that is removed"),
            Map.entry("release_reader.audience_id", "the same"),
            Map.entry("ritual.workspace_id", "each settling would lock its workspace's row"),
            Map.entry("ritual.subject_id", "whatever recurs"),
            Map.entry("timer.workspace_id", "each firing would lock its workspace's row"),
            Map.entry("timer.subject_id", "whatever is looked at again"));

    /** Called like what people write. */
    private static final Pattern WRITTEN_SO = Pattern.compile("(?:\\w+_)?"
            + "(name|title|words|summary|notes?|reason|objective|asked|answer|prediction|learned|body|link|url|question)");
    /** Called so, and nothing that people fill. */
    private static final Map<String, String> OF_ITS_OWN_LENGTH = Map.ofEntries(
            Map.entry("approval_ask.card_link", "Slack's address of a message"),
            Map.entry("approval_card.link", "the same"),
            Map.entry("cadence_session_card.link", "the same"),
            Map.entry("channel.name", "as Slack has it"),
            Map.entry("member.name", "the same"),
            Map.entry("member.real_name", "the same"),
            Map.entry("privacy_erasure.name", "the same"),
            Map.entry("privacy_erasure.real_name", "the same"),
            Map.entry("user_group.name", "the same"),
            Map.entry("workspace.name", "the same"),
            Map.entry("delivery_file.name", "Steward's words"),
            Map.entry("delivery_file.title", "the same"),
            Map.entry("release_hook.reason", "the same"),
            Map.entry("receipt.body", "the same, and each press pays for it"),
            Map.entry("privacy_retained.table_name", "of this database"));
    private static final Pattern BOUNDED = Pattern.compile("octet_length\\((\\w+)\\)");
    private static final Pattern LISTED = Pattern.compile("ARRAY\\[(.*?)\\]");
    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final JdbcTemplate JDBC = new JdbcTemplate(DATABASE.dataSource());

    @BeforeAll
    static void migrate() {
        Migrations.run(DATABASE.dataSource(), Migrations.modules().toArray(String[]::new));
    }

    @Test
    void whatIsWrittenFromAnEnumIsCheckedForItsConstants() {
        Map<String, Set<String>> checked = checked();
        Map<String, Set<String>> found = new TreeMap<>();
        WRITTEN.keySet().forEach(column -> found.put(column, checked.getOrDefault(column, Set.of())));
        assertThat(found).isEqualTo(WRITTEN);
    }

    @Test
    void whatIsCalledLikeAStateIsOneOrSaysThatItIsNone() {
        Set<String> called = columns("text").filter(
                column -> CALLED_SO.matcher(column.substring(column.indexOf('.') + 1)).matches())
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> unknown = new TreeSet<>(called);
        unknown.removeAll(WRITTEN.keySet());
        unknown.removeAll(OPEN);
        assertThat(unknown).as("columns of which nobody said what is written there").isEmpty();
        assertThat(called).as("exceptions that are needed").containsAll(OPEN);
    }

    @Test
    void anIdIsOfARowThatIsThere() {
        Set<String> guarded = new HashSet<>(JDBC.queryForList("""
                select c.relname || '.' || a.attname from pg_constraint k join pg_class c on c.oid = k.conrelid
                join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any (k.conkey)
                where k.contype = 'f' and k.connamespace = current_schema()::regnamespace
                """, String.class));
        Set<String> unguarded = columns("uuid").filter(column -> column.endsWith("_id") && !guarded.contains(column))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(unguarded).as("ids without a foreign key").isEqualTo(new TreeSet<>(UNGUARDED.keySet()));
    }

    @Test
    void whatPeopleWriteIsBounded() {
        Set<String> bounded = new HashSet<>();
        JDBC.query("""
                select c.relname, pg_get_constraintdef(k.oid) from pg_constraint k join pg_class c on c.oid = k.conrelid
                where k.contype = 'c' and k.convalidated and k.connamespace = current_schema()::regnamespace
                """, row -> {
            Matcher length = BOUNDED.matcher(row.getString(2));
            if (length.find()) {
                bounded.add(row.getString(1) + "." + length.group(1));
            }
        });
        Set<String> unbounded = columns("text").filter(column -> !bounded.contains(column))
                .filter(column -> WRITTEN_SO.matcher(column.substring(column.indexOf('.') + 1)).matches())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(unbounded).as("texts of any length")
                .isEqualTo(new TreeSet<>(OF_ITS_OWN_LENGTH.keySet()));
    }

    @Test
    void aRowNobodyExpectedKeepsNobodyFromStarting() {
        TestDatabase database = TestDatabase.create();
        JdbcTemplate jdbc = new JdbcTemplate(database.dataSource());
        Migrations.of(database.dataSource(), "workspace").target(MigrationVersion.fromVersion("9")).load().migrate();
        jdbc.update("""
                insert into workspace (id, team_id, name, app_id, bot_user_id, bot_id, bot_token_ciphertext, installed_at)
                values (gen_random_uuid(), 'T1', 'Acme', 'A1', 'U1', 'B1', '', now())
                """);
        String member = """
                insert into member (workspace_id, user_id, team_id, name, zone, role, bot, deactivated, outsider)
                select id, ?, 'T1', 'Ada', 'UTC', ?, false, false, false from workspace
                """;
        jdbc.update(member, "U2", "EMPEROR");

        Migrations.run(database.dataSource(), "workspace");

        jdbc.update(member, "U3", "OPS");
        assertThatThrownBy(() -> jdbc.update(member, "U4", "EMPEROR"))
                .isInstanceOf(DataIntegrityViolationException.class).hasMessageContaining("member_role");
        assertThat(jdbc.queryForList("select conname from pg_constraint where not convalidated", String.class))
                .containsExactly("member_role");
    }

    /** What checks of one column let stand there, where they list it. */
    private static Map<String, Set<String>> checked() {
        Map<String, Set<String>> checked = new HashMap<>();
        JDBC.query("""
                select c.relname || '.' || a.attname, pg_get_constraintdef(k.oid)
                from pg_constraint k join pg_class c on c.oid = k.conrelid
                join pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
                where k.contype = 'c' and k.convalidated and cardinality(k.conkey) = 1
                  and k.connamespace = current_schema()::regnamespace
                """, row -> {
            Matcher listed = LISTED.matcher(row.getString(2));
            if (listed.find()) {
                checked.put(row.getString(1), Stream.of(listed.group(1).split(", ", -1))
                        .map(value -> value.replaceAll("^'|'::\\w+$", "")).collect(Collectors.toSet()));
            }
        });
        return checked;
    }

    private static Stream<String> columns(String type) {
        List<String> columns = JDBC.queryForList("""
                select c.relname || '.' || a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid
                where c.relkind = 'r' and c.relnamespace = current_schema()::regnamespace and a.attnum > 0
                  and not a.attisdropped and a.atttypid = ?::regtype and c.relname !~ '^(flyway_|qrtz_|sandbox_)'
                """, String.class, type);
        return columns.stream();
    }

    private static Set<String> constants(String type) {
        return constants(type, UnaryOperator.identity());
    }

    private static Set<String> constants(String type, UnaryOperator<String> written) {
        try {
            return Arrays.stream(Objects.requireNonNull(Class.forName("dev.steward." + type).getEnumConstants()))
                    .map(one -> written.apply(((Enum<?>) one).name())).collect(Collectors.toSet());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> and(String one, Set<String> others) {
        return Stream.concat(Stream.of(one), others.stream()).collect(Collectors.toSet());
    }
}
