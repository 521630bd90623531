package dev.steward.testing;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class ClearSecretsTest {
    private static final String TOKEN = "stw_" + "A".repeat(64);

    @ParameterizedTest
    @ValueSource(strings = {"insert into t (words) values (:secret)",
            "insert into t (list) values (array['a', :secret])",
            "insert into t (json) values (jsonb_build_object('url', 'https://x/changelog/' || :secret))",
            "insert into t (bytes) values (convert_to('{\"token\": \"' || :secret || '\"}', 'UTF8'))"})
    void isFoundInEveryKindOfColumn(String sql) {
        TestDatabase database = TestDatabase.create();
        JdbcClient jdbc = JdbcClient.create(database.dataSource());
        jdbc.sql("create table t (words text, list text[], json jsonb, bytes bytea)").update();
        assertThatCode(() -> ClearSecrets.noneIn(database.url(), database.dataSource())).doesNotThrowAnyException();

        jdbc.sql(sql).param("secret", TOKEN).update();

        assertThatThrownBy(() -> ClearSecrets.noneIn(database.url(), database.dataSource()))
                .hasMessageContaining("\"t\"");
        jdbc.sql("drop table t").update();
    }
}
