package dev.steward.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.policy.ChangePolicy.Outcome;
import dev.steward.policy.Kept.Origin;
import dev.steward.testing.Migrations;
import dev.steward.testing.TestDatabase;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** What is kept of policies, and who wins when several change one. */
class PolicyVersionsTest {
    private static final DataSource SOURCE = TestDatabase.create().dataSource();
    private static final UserId JONAS = new UserId("U0JONAS");
    private static int teams;

    private final JdbcClient jdbc = JdbcClient.create(SOURCE);
    private final TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(SOURCE));
    private final List<Object> events = new ArrayList<>();
    private final WorkspaceId workspace = workspace();
    @TempDir
    Path folder;

    @BeforeAll
    static void migrate() {
        Migrations.run(SOURCE, "workspace", "policy");
    }

    @Test
    void aWorkspaceThatSaidNothingHasTheDefaultPolicyAsItsFirstVersion() {
        PolicyVersion current = versions("").current(workspace);

        assertThat(current.number()).isOne();
        assertThat(current.by()).isNull();
        assertThat(current.policy().gates()).extracting(Gate::name).startsWith("discovery", "definition", "execution",
                "launch");
        assertThat(versions("").version(workspace, 1)).isEqualTo(current);
        assertThat(versions("").history(workspace, 9)).singleElement()
                .satisfies(kept -> assertThat(kept.origin()).isEqualTo(Origin.DEFAULT));
    }

    @Test
    void eachChangeIsANewVersionAndTheOldOnesStay() {
        var change = change("");

        assertThat(change.edit(workspace, 1, policy("One"), JONAS)).isInstanceOf(Outcome.Done.class);
        assertThat(change.edit(workspace, 2, policy("Two"), JONAS)).isInstanceOf(Outcome.Done.class);
        assertThat(change.restore(workspace, 2, 2, JONAS)).isInstanceOf(Outcome.Outrun.class);
        assertThat(change.restore(workspace, 2, 3, JONAS)).isInstanceOf(Outcome.Done.class);

        var versions = versions("");
        assertThat(versions.current(workspace).policy().rules()).extracting(Rule::name).containsExactly("One");
        assertThat(versions.version(workspace, 3).source()).isEqualTo(policy("Two"));
        assertThat(versions.history(workspace, 2)).extracting(Kept::number).containsExactly(4L, 3L);
        assertThat(versions.history(workspace, 1).getFirst().restored()).isEqualTo(2L);
        assertThat(events).containsExactly(new PolicyChanged(workspace, 2), new PolicyChanged(workspace, 3),
                new PolicyChanged(workspace, 4));
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> versions.version(workspace, 5));
    }

    @Test
    void whatIsInForceAlreadyIsNoChange() {
        var change = change("");
        change.edit(workspace, 1, policy("One"), JONAS);

        assertThat(change.edit(workspace, 2, policy("One").replace("\n", "\r\n"), JONAS))
                .isInstanceOf(Outcome.Same.class);
        assertThat(versions("").current(workspace).number()).isEqualTo(2);
    }

    @Test
    void ofTwoWhoSaveFromTheSameVersionTheSecondIsTold() {
        change("").edit(workspace, 1, policy("Theirs"), JONAS);

        assertThat(change("").edit(workspace, 1, policy("Mine"), JONAS)).isInstanceOfSatisfying(Outcome.Outrun.class,
                outrun -> assertThat(outrun.now().policy().rules()).extracting(Rule::name).containsExactly("Theirs"));
    }

    @Test
    void ofManyWhoSaveAtTheSameInstantOneWins() throws Exception {
        versions("").current(workspace);
        List<Callable<Outcome>> all = IntStream.range(0, 8).<Callable<Outcome>>mapToObj(i -> () -> {
            Outcome outcome = transaction.execute(status -> change("").edit(workspace, 1, policy("Rule " + i), JONAS));
            return Objects.requireNonNull(outcome);
        }).toList();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Outcome> outcomes = new ArrayList<>();
            for (Future<Outcome> one : threads.invokeAll(all)) {
                outcomes.add(one.get());
            }
            assertThat(outcomes).filteredOn(Outcome.Done.class::isInstance).hasSize(1);
            assertThat(outcomes).filteredOn(Outcome.Outrun.class::isInstance).hasSize(7)
                    .allSatisfy(outrun -> assertThat(((Outcome.Outrun) outrun).now().number()).isEqualTo(2));
        }
        assertThat(versions("").history(workspace, 9)).extracting(Kept::number).containsExactly(2L, 1L);
    }

    @Test
    void aChangeThatIsTakenBackLeavesNothingInMemory() {
        var versions = versions("");
        var change = new ChangePolicy(versions, events::add);
        transaction.executeWithoutResult(status -> {
            change.edit(workspace, 1, policy("Taken back"), JONAS);
            assertThat(versions.current(workspace).number()).isEqualTo(2);
            status.setRollbackOnly();
        });
        change.edit(workspace, 1, policy("Kept"), JONAS);

        assertThat(versions.current(workspace).policy().rules()).extracting(Rule::name).containsExactly("Kept");
        assertThat(versions.version(workspace, 2).source()).isEqualTo(policy("Kept"));
    }

    @Test
    void theDatabaseRefusesToRewriteHistory() {
        versions("").current(workspace);

        for (String sql : List.of("update policy_version set source = 'x' where workspace_id = :id",
                "delete from policy_version where workspace_id = :id")) {
            assertThatExceptionOfType(DataAccessException.class)
                    .isThrownBy(() -> jdbc.sql(sql).param("id", workspace.value()).update())
                    .withMessageContaining("versions of policies never change");
        }
        jdbc.sql("delete from workspace where id = :id").param("id", workspace.value()).update();
        assertThat(versions("").history(workspace, 9)).isEmpty();
    }

    @Test
    void aFileIsImportedOnceAndAgainWhenItChanges() throws IOException {
        versions("").current(workspace);
        String file = file(policy("From the file"));

        starts(file);
        starts(file);
        assertThat(numberAndRule()).isEqualTo("2 From the file");
        change("").edit(workspace, 2, policy("By hand"), JONAS);
        starts(file);
        assertThat(numberAndRule()).as("what was changed in Slack stays").isEqualTo("3 By hand");
        starts(file(policy("From the new file")));
        assertThat(numberAndRule()).isEqualTo("4 From the new file");
    }

    @Test
    void aNewWorkspaceBeginsWithTheFile() throws IOException {
        String file = file(policy("From the file"));

        assertThat(versions(file).current(workspace).policy().rules()).extracting(Rule::name)
                .containsExactly("From the file");
        starts(file);
        assertThat(numberAndRule()).isEqualTo("1 From the file");
    }

    @Test
    void manyInstancesThatStartAtOnceImportItOnce() throws Exception {
        versions("").current(workspace);
        String file = file(policy("From the file"));

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Future<Object> one : threads
                    .invokeAll(IntStream.range(0, 5).mapToObj(i -> Executors.callable(() -> starts(file)))
                            .toList())) {
                one.get();
            }
        }
        assertThat(numberAndRule()).isEqualTo("2 From the file");
    }

    @Test
    void aFileWithMistakesRefusesTheStartAndNamesThemAll() throws IOException {
        String file = file(
                "gates: {launch: {title: Launch}}\nrules:\n  - name: All\n    decde: autonomous\n  - nam: Two\n");

        assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
                .isThrownBy(() -> new PolicyFile(file))
                .satisfies(refused -> assertThat(refused.getReason()).isEqualTo("The policy in " + file + """
                         has mistakes:
                          Line 4, column 5: A rule has no `decde`. Did you mean `decide`?
                          Line 5, column 5: A rule has no `nam`. Did you mean `name`?
                          Line 5, column 5: This rule does not say what it decides. Add `decide: autonomous`, or `stages` with those \
                        who are asked."""));
        assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
                .isThrownBy(() -> new PolicyFile(folder.resolve("none.yaml").toString()))
                .satisfies(refused -> assertThat(refused.getReason()).contains("none.yaml cannot be read"));
        Files.write(folder.resolve("latin.yaml"), new byte[]{'#', (byte) 0xe9, '\n'});
        assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
                .isThrownBy(() -> new PolicyFile(folder.resolve("latin.yaml").toString()))
                .satisfies(refused -> assertThat(refused.getReason()).contains("latin.yaml is not in UTF-8"));
    }

    private void starts(String file) {
        new ImportPolicies(new PolicyFile(file), versions(file), change(file), () -> List.of(workspace))
                .afterSingletonsInstantiated();
    }

    private String numberAndRule() {
        PolicyVersion current = versions("").current(workspace);
        return current.number() + " " + current.policy().rules().getFirst().name();
    }

    private String file(String content) throws IOException {
        return Files.writeString(folder.resolve("policy.yaml"), content).toString();
    }

    private PolicyVersions versions(String file) {
        return new PolicyVersions(jdbc, new PolicyFile(file), Clock.systemUTC());
    }

    private ChangePolicy change(String file) {
        return new ChangePolicy(versions(file), event -> {
            synchronized (events) {
                events.add(event);
            }
        });
    }

    static String policy(String rule) {
        return "gates: {launch: {title: Launch}}\nrules:\n  - name: " + rule + "\n    decide: autonomous\n";
    }

    private WorkspaceId workspace() {
        var id = new WorkspaceId(UUID.randomUUID());
        jdbc.sql("""
                insert into workspace (id, team_id, name, app_id, bot_user_id, bot_id, bot_token_ciphertext, installed_at)
                values (:id, :team, 'Acme', 'A1', 'U1', 'B1', 'x', now())
                """).param("id", id.value()).param("team", "T" + teams++).update();
        return id;
    }
}
