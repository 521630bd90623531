package dev.steward.boot;

import static java.util.stream.Collectors.joining;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.stream.IntStream;

import com.zaxxer.hikari.HikariDataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** Looks at the database before anything relies on it, because what a pool or a migration says of it takes a page. */
@Component
final class CheckDatabase implements BeanPostProcessor {
    /** The oldest whose every feature we use was tried. */
    static final int OLDEST_VERSION = 15;

    private static final Logger log = LoggerFactory.getLogger(CheckDatabase.class);
    private static final String[] EXTENSIONS = {"pg_trgm", "btree_gin"};

    private final boolean migratesItself;

    /** Migrations may be left to a user of their own; then this one needs to make nothing. */
    CheckDatabase(Environment environment) {
        this.migratesItself = !environment.containsProperty("spring.flyway.user");
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (bean instanceof HikariDataSource pool) {
            if (check(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword(), migratesItself)) {
                log.info("A pooler between Steward and its database gives each transaction another connection: Steward "
                        + "prepares no statements, and instances hear of each other's messages within a second");
                pool.addDataSourceProperty("prepareThreshold", "0");
            }
            pool.setDataSource(new DatabaseConnections(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword(),
                    pool.getDataSourceProperties()));
        }
        return bean;
    }

    /** Answers whether a pooler hands connections from transaction to transaction. */
    static boolean check(@Nullable String url, @Nullable String username, @Nullable String password,
            boolean migratesItself) {
        Properties properties = new Properties();
        if (username != null) {
            properties.setProperty("user", username);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        properties.setProperty("prepareThreshold", "0");
        properties.setProperty("targetServerType", "primary");
        properties.setProperty("connectTimeout", "2");
        properties.setProperty("sslResponseTimeout", "1000");
        properties.setProperty("socketTimeout", "5");
        try (Connection connection = DriverManager.getConnection(url, properties);
                Statement statement = connection.createStatement();
                ResultSet row = statement
                        .executeQuery("select current_setting('server_version_num')::int / 10000,"
                                + " current_setting('server_encoding')")) {
            row.next();
            if (row.getInt(1) < OLDEST_VERSION) {
                throw new Refusal("The database " + name(url) + " is PostgreSQL " + row.getInt(1)
                        + ", and Steward takes " + OLDEST_VERSION + " or newer.");
            }
            if (!"UTF8".equals(row.getString(2))) {
                throw new Refusal("The database " + name(url) + " has the encoding " + row.getString(2)
                        + ", and Steward takes UTF8.");
            }
            if (migratesItself) {
                checkRights(url, connection);
            }
            return isPooledByTransaction(statement, url, properties);
        } catch (SQLException e) {
            throw new Refusal(sentence(url, e), e);
        }
    }

    /** Whether somebody else is given the connection of ours while we do nothing with it. */
    private static boolean isPooledByTransaction(Statement ours, @Nullable String url, Properties properties)
            throws SQLException {
        int before = backend(ours);
        try (Connection other = DriverManager.getConnection(url, properties);
                Statement theirs = other.createStatement()) {
            other.setAutoCommit(false);
            return backend(theirs) == before || backend(ours) != before;
        }
    }

    private static int backend(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
            row.next();
            return row.getInt(1);
        }
    }

    /** What Steward's migrations make: tables in the schema at hand, and two extensions. */
    private static void checkRights(@Nullable String url, Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("""
                select quote_ident(current_user) as role, quote_ident(current_database()) as database,
                    quote_ident(coalesce(current_schema(), 'public')) as schema,
                    coalesce(has_schema_privilege(current_schema(), 'create'), false) as tables,
                    has_database_privilege(current_database(), 'create') or not exists (
                        select from unnest(?::text[]) as needed (name)
                        where not exists (select from pg_extension where extname = name)) as extensions,
                    pg_has_role((select datdba from pg_database where datname = current_database()), 'usage') as owns,
                    (select needed.name from unnest(?::text[]) as needed (name)
                     where not exists (select from pg_available_extensions a where a.name = needed.name)
                     limit 1) as lacking,
                    (select quote_ident(pg_get_userbyid(relowner)) from pg_class
                     where relnamespace = current_schema()::regnamespace and relname like 'flyway\\_schema\\_history%'
                       and relkind = 'r' and not pg_has_role(relowner, 'usage') limit 1) as owner
                """)) {
            statement.setArray(1, connection.createArrayOf("text", EXTENSIONS));
            statement.setArray(2, connection.createArrayOf("text", EXTENSIONS));
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                String role = row.getString("role");
                if (row.getString("lacking") != null) {
                    throw new Refusal("The server of the database " + name(url) + " lacks the extension "
                            + row.getString("lacking") + ": install PostgreSQL's additional modules (contrib) there.");
                }
                if (row.getString("owner") != null) {
                    throw new Refusal("Steward's tables in the database " + name(url) + " belong to "
                            + row.getString("owner") + " and not to " + role + ": connect as their owner, or have them "
                            + "given to " + role + ".");
                }
                if (!row.getBoolean("tables") || !row.getBoolean("extensions")) {
                    throw new Refusal("The user " + role + " may not make tables and extensions in the database "
                            + name(url) + ": have an administrator run \"" + (row.getBoolean("owns")
                                    ? "grant create on schema " + row.getString("schema") + " to "
                                    : "alter database " + row.getString("database") + " owner to ")
                            + role + "\".");
                }
            }
        }
    }

    private static String sentence(@Nullable String url, SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (state.startsWith("28")) {
            return "The database " + name(url)
                    + " refuses SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD.";
        }
        if (state.equals("3D000")) {
            return "The server has no database " + name(url) + ": create it, or correct SPRING_DATASOURCE_URL.";
        }
        if (String.valueOf(e.getMessage()).contains("targetServerType")) {
            return "The database " + name(url) + " is a standby: name its primary in SPRING_DATASOURCE_URL, or both.";
        }
        return "The database " + name(url) + " cannot be reached: start it, or correct SPRING_DATASOURCE_URL.";
    }

    /** Not the address as it stands, which may have a password in it. */
    private static String name(@Nullable String url) {
        Properties parsed = url == null ? null : Driver.parseURL(url, null);
        if (parsed == null) {
            return "in SPRING_DATASOURCE_URL";
        }
        String[] hosts = parsed.getProperty("PGHOST").split(",");
        String[] ports = parsed.getProperty("PGPORT").split(",");
        return parsed.getProperty("PGDBNAME") + " at " + IntStream.range(0, hosts.length)
                .mapToObj(i -> hosts[i] + ":" + ports[i]).collect(joining(" or "));
    }
}
