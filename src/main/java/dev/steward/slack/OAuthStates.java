package dev.steward.slack;

import java.time.Clock;
import java.time.ZoneOffset;

import com.slack.api.bolt.service.OAuthStateService;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The installations begun in browsers, in the database: the one that ends there may be another instance. */
final class OAuthStates implements OAuthStateService {
    private final JdbcClient jdbc;
    private final Clock clock;

    OAuthStates(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public void addNewStateToDatastore(String state) {
        jdbc.sql("insert into oauth_state (state, expires_at) values (:state, :expires)").param("state", state)
                .param("expires", clock.instant().plusSeconds(getExpirationInSeconds()).atOffset(ZoneOffset.UTC))
                .update();
    }

    /** Takes the state, because Bolt asks once and deletes later, or never: it must serve once, whatever comes of it. */
    @Override
    public boolean isAvailableInDatabase(String state) {
        return jdbc.sql("delete from oauth_state where state = :state and expires_at > :now").param("state", state)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC)).update() == 1;
    }

    @Override
    public void deleteStateFromDatastore(String state) {
        jdbc.sql("delete from oauth_state where state = :state").param("state", state).update();
    }

    /** Forgets those that came to nothing. */
    int prune() {
        return jdbc.sql("delete from oauth_state where expires_at <= :now")
                .param("now", clock.instant().atOffset(ZoneOffset.UTC)).update();
    }
}
