package dev.steward.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class TestDatabaseTest {
    @Test
    void eachIsEmptyAndItsOwn() {
        TestDatabase one = TestDatabase.create();
        TestDatabase other = TestDatabase.create();

        JdbcClient.create(one.dataSource()).sql("create table only_here (id int)").update();

        assertThat(JdbcClient.create(other.dataSource())
                .sql("select count(*) from information_schema.tables where table_name = 'only_here'")
                .query(Integer.class).single()).isZero();
    }
}
