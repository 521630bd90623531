package dev.steward.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.testing.Migrations;
import dev.steward.testing.TestDatabase;
import dev.steward.workspace.UserGroups.Said;
import dev.steward.workspace.UserGroups.UserGroup;

/** User groups as Slack tells of them, late and twice; and who reports to whom. */
class PeopleOfAWorkspaceTest {
    private static final DataSource DATABASE = TestDatabase.create().dataSource();
    private static final UserGroup GROUP = new UserGroup("S1", "product", "Product");

    private final JdbcClient jdbc = JdbcClient.create(DATABASE);
    private final TransactionTemplate transaction = new TransactionTemplate(
            new JdbcTransactionManager(DATABASE));
    private final WorkspaceId workspace = new WorkspaceId(UUID.randomUUID());
    private final List<Object> told = new ArrayList<>();
    private final UserGroups groups = new UserGroups(jdbc, told::add);
    private final Managers managers = new Managers(jdbc);

    @BeforeEach
    void install() {
        Migrations.run(DATABASE, "workspace");
        jdbc.sql("""
                insert into workspace (id, team_id, name, app_id, bot_user_id, bot_id, bot_token_ciphertext, installed_at)
                values (:id, :id::text, 'Acme', 'A1', 'UBOT', 'B1', '', :at)
                """).param("id", workspace.value()).param("at", java.time.Instant.EPOCH.atOffset(ZoneOffset.UTC))
                .update();
    }

    @Test
    void whatSlackSaysIsKeptAndToldOnce() {
        assertThat(groups.save(workspace, said(10, false, "U1", "U2"))).isTrue();
        assertThat(groups.save(workspace, said(10, false, "U2", "U1"))).isTrue();
        assertThat(groups.save(workspace, said(11, false, "U2", "U1"))).isTrue();

        assertThat(told).containsExactly(new UserGroupChanged(workspace, "S1"));
        assertThat(members()).containsExactlyInAnyOrder("U1", "U2");
        assertThat(groups.named(workspace, "@PRODUCT")).contains(GROUP);
    }

    @Test
    void whatIsOlderIsNotBelieved() {
        groups.save(workspace, said(10, false, "U1"));
        told.clear();

        assertThat(groups.save(workspace, said(9, false, "U2"))).isTrue();
        assertThat(groups.change(workspace, "S1", people("U3"), people("U1"), 8, 9)).isTrue();

        assertThat(members()).containsExactly("U1");
        assertThat(told).isEmpty();
    }

    @Test
    void comingAndGoingIsKeptAndAGapIsSeen() {
        groups.save(workspace, said(10, false, "U1"));
        told.clear();

        assertThat(groups.change(workspace, "S1", people("U2"), people("U1"), 10, 12)).isTrue();
        assertThat(groups.change(workspace, "S1", people("U2"), people("U1"), 10, 12)).as("again").isTrue();
        assertThat(members()).containsExactly("U2");
        assertThat(told).hasSize(1);

        assertThat(groups.change(workspace, "S1", people("U4"), Set.of(), 13, 14)).as("13 was never seen").isFalse();
        assertThat(groups.change(workspace, "S1", people("U5"), Set.of(), 10, 14)).as("the same second").isFalse();
        assertThat(groups.save(workspace, said(14, false, "U9"))).as("the same second").isFalse();
        assertThat(groups.change(workspace, "S9", people("U4"), Set.of(), 13, 14)).as("never met").isFalse();
    }

    @Test
    void aDisabledGroupHasNobodyUntilItIsBack() {
        groups.save(workspace, said(10, false, "U1"));
        groups.save(workspace, said(11, true, "U1"));

        assertThat(groups.all(workspace)).isEmpty();
        assertThat(groups.find(workspace, "S1")).isEmpty();
        assertThat(members()).isEmpty();
        groups.save(workspace, said(10, false, "U1"));
        assertThat(groups.find(workspace, "S1")).as("a late event").isEmpty();

        groups.save(workspace, said(12, false, "U1"));
        assertThat(members()).containsExactly("U1");
        groups.remove(workspace, List.of("S1"));
        assertThat(told).hasSize(4);
        assertThat(groups.known(workspace)).isEmpty();
    }

    @Test
    void nobodyReportsToThemselvesHoweverFarUp() {
        set("U1", "U2");
        set("U2", "U3");
        set("U3", "U4");

        assertThatExceptionOfType(Managers.Circle.class).isThrownBy(() -> set("U4", "U1"));
        assertThatExceptionOfType(Managers.Circle.class).isThrownBy(() -> set("U4", "U4"));
        set("U2", null);
        set("U4", "U1");

        assertThat(managers.of(workspace, List.of(new UserId("U1"), new UserId("U2"), new UserId("U4"))))
                .isEqualTo(Map.of(new UserId("U1"), new UserId("U2"), new UserId("U4"), new UserId("U1")));
    }

    @Test
    void twoAtOnceCannotCloseACircleTogether() throws Exception {
        for (int i = 0; i < 10; i++) {
            set("U1", null);
            set("U2", null);
            try (var threads = Executors.newFixedThreadPool(2)) {
                List<Callable<Boolean>> both = List.of(() -> tries("U1", "U2"), () -> tries("U2", "U1"));
                assertThat(threads.invokeAll(both)).extracting(one -> one.get()).containsOnlyOnce(true);
            }
        }
    }

    private boolean tries(String member, String manager) {
        try {
            transaction.executeWithoutResult(status -> set(member, manager));
            return true;
        } catch (Managers.Circle circle) {
            return false;
        }
    }

    private void set(String member, @Nullable String manager) {
        managers.set(workspace, new UserId(member), manager == null ? null : new UserId(manager));
    }

    private List<String> members() {
        return groups.members(workspace, List.of("S1")).getOrDefault("S1", Set.of()).stream().map(UserId::value)
                .toList();
    }

    private static Said said(long updated, boolean disabled, String... members) {
        return new Said(GROUP, people(members), disabled, updated);
    }

    private static Set<UserId> people(String... ids) {
        return Arrays.stream(ids).map(UserId::new).collect(Collectors.toSet());
    }
}
