package dev.steward.cadence;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.PreparedStatementCreator;
import org.springframework.jdbc.core.PreparedStatementSetter;
import org.springframework.jdbc.core.ResultSetExtractor;
import org.springframework.jdbc.core.SqlProvider;

/** Asks the database how it answers each query, with its parameters, before it does. */
final class Explained extends JdbcTemplate {
    private final List<Plan> plans = new ArrayList<>();

    Explained(DataSource source) {
        super(source);
    }

    /** @param millis as the database measured them */
    record Plan(String query, String plan, double millis) {}

    List<Plan> plans() {
        return plans;
    }

    @Override
    public <T extends @Nullable Object> T query(PreparedStatementCreator creator,
            @Nullable PreparedStatementSetter setter, ResultSetExtractor<T> extractor) {
        String query = Objects.requireNonNull(((SqlProvider) creator).getSql());
        execute((ConnectionCallback<Boolean>) connection -> plans.add(plan(query, setter, connection)));
        return super.query(creator, setter, extractor);
    }

    private static Plan plan(String query, @Nullable PreparedStatementSetter setter, Connection connection)
            throws SQLException {
        try (PreparedStatement explain = connection.prepareStatement("explain (analyze, buffers) " + query)) {
            if (setter != null) {
                setter.setValues(explain);
            }
            List<String> lines = new ArrayList<>();
            try (ResultSet rows = explain.executeQuery()) {
                while (rows.next()) {
                    lines.add(rows.getString(1));
                }
            }
            double millis = lines.stream().filter(line -> line.startsWith("Execution Time: "))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9.]", ""))).sum();
            return new Plan(query.replaceAll("\\s+", " "), String.join("\n", lines), millis);
        }
    }
}
