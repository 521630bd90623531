package dev.steward.boot;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * Connections to the database that are made soon or not at all, and used with patience. The driver has one timeout for both; a server
 * that accepts and says nothing would be waited for as long as for a long statement's answer, while the next one in the address is there.
 */
final class DatabaseConnections extends DriverManagerDataSource {
    private static final String TIMEOUT = "socketTimeout";
    private static final String SECONDS_TO_CONNECT = "2";

    /** The driver's, as they were given. */
    private final Properties given;
    /** In milliseconds; null: as the address says. */
    private final @Nullable Integer patience;

    /** @param properties the driver's; what the address says goes before them */
    DatabaseConnections(String url, @Nullable String username, @Nullable String password, Properties properties) {
        given = properties;
        Properties inAddress = Driver.parseURL(url, null);
        String seconds = properties.getProperty(TIMEOUT);
        Properties connecting = new Properties();
        connecting.putAll(properties);
        if (seconds == null || inAddress == null || inAddress.getProperty(TIMEOUT) != null) {
            patience = null;
        } else {
            patience = Math.toIntExact(TimeUnit.SECONDS.toMillis(Integer.parseInt(seconds)));
            connecting.setProperty(TIMEOUT, SECONDS_TO_CONNECT);
        }
        setUrl(url);
        setUsername(username);
        setPassword(password);
        setConnectionProperties(connecting);
    }

    /** Connections to the same database, with one more of the driver's properties. */
    DatabaseConnections with(String property, String value) {
        Properties more = new Properties();
        more.putAll(given);
        more.setProperty(property, value);
        return new DatabaseConnections(requireNonNull(getUrl()), getUsername(), getPassword(), more);
    }

    @Override
    protected Connection getConnectionFromDriver(Properties properties) throws SQLException {
        Connection connection = super.getConnectionFromDriver(properties);
        if (patience != null) {
            connection.setNetworkTimeout(Runnable::run, patience);
        }
        return connection;
    }
}
