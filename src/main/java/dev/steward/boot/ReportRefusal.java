package dev.steward.boot;

import java.sql.SQLException;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Shows one sentence where Spring would show a page; whatever we have no sentence for is left to Spring. Another module refuses one of its
 * settings with Spring's own {@link InvalidConfigurationPropertyValueException}, whose reason is the sentence.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class ReportRefusal implements SpringBootExceptionReporter {
    private static final String LOCK_NOT_AVAILABLE = "55P03";

    ReportRefusal(@Nullable ConfigurableApplicationContext context) {}

    @Override
    public boolean reportException(Throwable failure) {
        String sentence = sentence(failure);
        if (sentence == null) {
            return false;
        }
        System.err.println("Steward did not start. " + sentence); // logging may not be set up yet
        return true;
    }

    static @Nullable String sentence(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof Refusal refusal) {
                return refusal.getMessage();
            }
            if (t instanceof InvalidConfigurationPropertyValueException setting
                    && setting.getName().startsWith("steward.")) {
                return setting.getReason();
            }
            if (t instanceof SQLException sql && LOCK_NOT_AVAILABLE.equals(sql.getSQLState())) {
                return "A migration waited " + MigrationConfiguration.SECONDS_FOR_A_LOCK
                        + " seconds for a table that somebody "
                        + "else holds (pg_stat_activity names them), and was undone: start Steward again when they are done.";
            }
            if (t instanceof PortInUseException taken) {
                return "Port " + taken.getPort() + " is taken by another program: stop that one, or set SERVER_PORT.";
            }
        }
        return null;
    }
}
