package dev.steward.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;

import dev.steward.feedback.WebTokens.Tool;

class WebTokensTest {
    private final Database database = Database.fresh();
    private final WebTokens tokens = database.the(WebTokens.class);

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aTokenNamesItsToolUntilItIsRevoked() {
        String token = tokens.create(database.workspace, "zendesk", Examples.ANA);
        assertThat(tokens.holder(token)).contains(new Tool(database.workspace, "zendesk"));
        assertThat(tokens.all(database.workspace)).singleElement()
                .satisfies(one -> assertThat(one.name()).isEqualTo("zendesk"));
        assertThat(tokens.revoke(database.workspace, "Zendesk")).isTrue();
        assertThat(tokens.holder(token)).isEmpty();
        assertThat(tokens.revoke(database.workspace, "zendesk")).isFalse();
    }

    @Test
    void rotatingEndsTheOldToken() {
        String old = tokens.create(database.workspace, "zendesk", Examples.ANA);
        String fresh = tokens.rotate(database.workspace, "zendesk", Examples.ANA).orElseThrow();
        assertThat(tokens.holder(old)).isEmpty();
        assertThat(tokens.holder(fresh)).isPresent();
        assertThat(tokens.rotate(database.workspace, "nobody", Examples.ANA)).isEmpty();
    }

    @Test
    void oneTokenPerName() {
        tokens.create(database.workspace, "zendesk", Examples.ANA);
        assertThatThrownBy(() -> tokens.create(database.workspace, "ZENDESK", Examples.ANA))
                .isInstanceOf(DuplicateKeyException.class);
    }

    @Test
    void anAlteredTokenIsNoToken() {
        String token = tokens.create(database.workspace, "zendesk", Examples.ANA);
        for (int i = 0; i < token.length() - 1; i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            String altered = token.substring(0, i) + other + token.substring(i + 1);
            assertThat(tokens.holder(altered)).as(altered).isEmpty();
        }
        assertThat(tokens.holder("")).isEmpty();
        assertThat(tokens.holder("stw_")).isEmpty();
        assertThat(tokens.holder("stw_ü!")).isEmpty();
    }

    @Test
    void theSecretIsNotKept() {
        String token = tokens.create(database.workspace, "zendesk", Examples.ANA);
        assertThat(database.count("select length(hash) from feedback_token")).isEqualTo(32);
        assertThat(database.jdbc.queryForObject("select t::text from feedback_token t", String.class))
                .doesNotContain(token.substring(30));
    }
}
