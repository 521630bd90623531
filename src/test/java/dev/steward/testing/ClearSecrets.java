package dev.steward.testing;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import javax.sql.DataSource;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Secrets that lie open in the database, found by how they look: tokens and addresses that Steward gives out, secrets of hooks, tokens of
 * Slack and the addresses at which it takes answers. Every column of every table is searched, but for those of the sandbox, which is a Slack.
 */
public final class ClearSecrets {
    private static final String SECRET = "stw_[A-Za-z0-9_-]{43}|stwh_[A-Za-z0-9_-]{43}|xox[a-z]-[A-Za-z0-9-]{10}"
            + "|xapp-[A-Za-z0-9-]{10}|/sandbox/response/|//hooks[.]slack[.]com/";
    private static final Map<String, String> QUERIES = new ConcurrentHashMap<>();

    private ClearSecrets() {}

    /** Looks through every database that tests of this process used, once all of them are over. */
    public static final class InTheEnd implements AutoCloseable {
        @Override
        public void close() {
            TestDatabase.all().forEach(database -> {
                JdbcClient jdbc = JdbcClient.create(database.dataSource());
                none(jdbc, query(jdbc));
            });
        }
    }

    /**
     * None of them in a database as it is now.
     *
     * @param database its URL; which tables it has is looked up once
     */
    public static void noneIn(String database, DataSource source) {
        JdbcClient jdbc = JdbcClient.create(source);
        none(jdbc, QUERIES.computeIfAbsent(database, name -> query(jdbc)));
    }

    private static void none(JdbcClient jdbc, String query) {
        if (!query.isEmpty()) {
            assertThat(jdbc.sql(query).query(String.class).list()).as("tables in which a secret lies open").isEmpty();
        }
    }

    private static String query(JdbcClient jdbc) {
        Map<String, List<String>> bytes = new HashMap<>();
        List<String> tables = new ArrayList<>();
        jdbc.sql("""
                select c.relname, a.attname, a.atttypid = 'bytea'::regtype from pg_class c
                join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
                  and c.relname !~ '^(sandbox_|flyway_)'
                order by c.relname
                """).query(row -> {
            String table = row.getString(1);
            if (!tables.contains(table)) {
                tables.add(table);
            }
            if (row.getBoolean(3)) {
                bytes.computeIfAbsent(table, name -> new ArrayList<>()).add(row.getString(2));
            }
        });
        return tables.stream().map(table -> "select '" + table + "' where exists (select from \"" + table
                + "\" t where " + Stream.concat(Stream.of("t::text"), bytes.getOrDefault(table, List.of()).stream()
                        .map(column -> "encode(t.\"" + column + "\", 'escape')"))
                        .map(column -> column + " ~ '" + SECRET + "'").collect(joining(" or "))
                + ")").collect(joining(" union all "));
    }
}
