package dev.steward.boot;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

import com.zaxxer.hikari.HikariDataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.stereotype.Component;

/** Looks at the database before anything relies on it, because what a pool or a migration says of it takes a page. */
@Component
final class CheckDatabase implements BeanPostProcessor {
    /** The oldest whose every feature we use was tried. */
    static final int OLDEST_VERSION = 15;

    @Override
    public Object postProcessAfterInitialization(Object bean, String beanName) {
        if (bean instanceof HikariDataSource pool) {
            check(pool.getJdbcUrl(), pool.getUsername(), pool.getPassword());
        }
        return bean;
    }

    static void check(@Nullable String url, @Nullable String username, @Nullable String password) {
        Properties properties = new Properties();
        if (username != null) {
            properties.setProperty("user", username);
        }
        if (password != null) {
            properties.setProperty("password", password);
        }
        properties.setProperty("connectTimeout", "5");
        properties.setProperty("loginTimeout", "5");
        properties.setProperty("socketTimeout", "10");
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
        } catch (SQLException e) {
            throw new Refusal(sentence(url, e), e);
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
        return "The database " + name(url) + " cannot be reached: start it, or correct SPRING_DATASOURCE_URL.";
    }

    /** Not the address as it stands, which may have a password in it. */
    private static String name(@Nullable String url) {
        Properties parsed = url == null ? null : Driver.parseURL(url, null);
        return parsed == null
                ? "in SPRING_DATASOURCE_URL"
                : parsed.getProperty("PGDBNAME") + " at " + parsed.getProperty("PGHOST") + ":"
                        + parsed.getProperty("PGPORT");
    }
}
