package dev.steward.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.env.MockEnvironment;

import dev.steward.inventory.DataInventory;
import dev.steward.inventory.DataKind;
import dev.steward.inventory.StoredTable;
import dev.steward.testing.Migrations;
import dev.steward.testing.TestDatabase;
import dev.steward.workspace.RotateKeys.Pass;

@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("RotateKeysTest")
class RotateKeysTest {
    private static final TestDatabase DATABASE = TestDatabase.create();
    private final JdbcClient jdbc = JdbcClient.create(DATABASE.dataSource());
    @TempDir
    private Path home;

    @BeforeAll
    static void migrate() {
        Migrations.run(DATABASE.dataSource(), "workspace");
    }

    @BeforeEach
    void empty() {
        jdbc.sql("truncate workspace cascade").update();
        jdbc.sql("drop table if exists vault").update();
        jdbc.sql("create table vault (id int primary key, secret text, note text not null default '')").update();
    }

    @Test
    void theFirstKeyEncryptsAndAllDecrypt() {
        String old = cipher("STEWARD_ENCRYPTION_KEY", "old").encrypt("hush");
        TokenCipher both = cipher("STEWARD_ENCRYPTION_KEY", "new", "STEWARD_DECRYPTION_KEYS", "older, old");

        assertThat(both.decrypt(old)).isEqualTo("hush");
        assertThat(cipher("STEWARD_ENCRYPTION_KEY", "new").decrypt(both.encrypt("hush"))).isEqualTo("hush");
        assertThat(both.current(old)).isFalse();
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> cipher("STEWARD_ENCRYPTION_KEY", "new").decrypt(old));
    }

    @Test
    void aFormerKeyMayHaveAComma() {
        String old = cipher("STEWARD_ENCRYPTION_KEY", "one, and two").encrypt("hush");

        assertThat(cipher("STEWARD_ENCRYPTION_KEY", "new", "STEWARD_DECRYPTION_KEYS", "one, and two").decrypt(old))
                .isEqualTo("hush");
    }

    @Test
    void anotherBotTokenChangesNothing() {
        String old = cipher("SLACK_BOT_TOKEN", "xoxb-one", "SLACK_SIGNING_SECRET", "signs").encrypt("hush");

        assertThat(cipher("SLACK_BOT_TOKEN", "xoxb-two", "SLACK_SIGNING_SECRET", "signs").decrypt(old))
                .isEqualTo("hush");
        assertThat(cipher("SLACK_BOT_TOKEN", "xoxb-one", "SLACK_SIGNING_SECRET", "other").decrypt(
                cipher("SLACK_BOT_TOKEN", "xoxb-one").encrypt("as earlier versions did"))).startsWith("as earlier");
    }

    @Test
    void theSandboxsKeyStillFitsWhenSlackIsThere() {
        String old = cipher().encrypt("hush");

        assertThat(home.resolve("key")).exists();
        assertThat(cipher("SLACK_BOT_TOKEN", "xoxb-one", "SLACK_SIGNING_SECRET", "signs").decrypt(old))
                .isEqualTo("hush");
    }

    @Test
    void noKeyFileIsMadeWhereThereIsAnotherKey() {
        cipher("SLACK_BOT_TOKEN", "xoxb-one");

        assertThat(Files.exists(home.resolve("key"))).isFalse();
    }

    @Test
    void everythingIsEncryptedAnewInSteps() {
        TokenCipher old = cipher("STEWARD_ENCRYPTION_KEY", "old");
        install(old);
        secrets(old, 3_000);
        RotateKeys rotate = rotate("STEWARD_ENCRYPTION_KEY", "new", "STEWARD_DECRYPTION_KEYS", "old");
        rotate.afterSingletonsInstantiated();

        var twice = Stream.generate(() -> CompletableFuture.supplyAsync(rotate::all)).limit(2).toList();
        int changed = twice.stream().map(CompletableFuture::join).mapToInt(Pass::changed).sum();

        assertThat(changed).isEqualTo(3_001);
        assertThat(rotate.all()).isEqualTo(new Pass(0, 0));
        TokenCipher anew = cipher("STEWARD_ENCRYPTION_KEY", "new");
        assertThat(jdbc.sql("select secret from vault where secret is not null order by id").query(String.class).list())
                .extracting(anew::decrypt).containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 3_000).mapToObj(n -> "secret " + n).toList());
        assertThat(installations(anew).find(null, "T0KEYS")).map(Installation::botToken).contains("xoxb-kept");
    }

    @Test
    void whatIsChangedMeanwhileIsMetAgain() {
        TokenCipher old = cipher("STEWARD_ENCRYPTION_KEY", "old");
        secrets(old, 500);
        RotateKeys rotate = rotate("STEWARD_ENCRYPTION_KEY", "new", "STEWARD_DECRYPTION_KEYS", "old");

        var others = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 20; i++) {
                jdbc.sql("update vault set note = note || 'x' where id % 7 = :rest").param("rest", i % 7).update();
            }
        });
        rotate.all();
        others.join();
        rotate.all();

        TokenCipher anew = cipher("STEWARD_ENCRYPTION_KEY", "new");
        assertThat(jdbc.sql("select secret from vault").query(String.class).list()).allMatch(anew::current);
    }

    @Test
    void whatFitsNoKeyIsCountedAndKept() {
        secrets(cipher("STEWARD_ENCRYPTION_KEY", "old"), 2);
        jdbc.sql("insert into vault (id, secret) values (9, :lost)")
                .param("lost", cipher("STEWARD_ENCRYPTION_KEY", "lost").encrypt("x")).update();

        assertThat(rotate("STEWARD_ENCRYPTION_KEY", "new", "STEWARD_DECRYPTION_KEYS", "old").all())
                .isEqualTo(new Pass(2, 1));
    }

    @Test
    void aStartWithKeysThatFitNothingIsRefused() {
        install(cipher("STEWARD_ENCRYPTION_KEY", "old"));

        assertThatExceptionOfType(InvalidConfigurationPropertyValueException.class)
                .isThrownBy(() -> rotate("STEWARD_ENCRYPTION_KEY", "new").afterSingletonsInstantiated())
                .matches(e -> e.getName().startsWith("steward."))
                .extracting(InvalidConfigurationPropertyValueException::getReason).asString()
                .startsWith(
                        "No key fits what is encrypted in the database: put the key that it was encrypted with into "
                                + "STEWARD_DECRYPTION_KEYS")
                .doesNotContain("new\"", "old");
        assertThatCode(() -> rotate("STEWARD_ENCRYPTION_KEY", "old").afterSingletonsInstantiated())
                .doesNotThrowAnyException();
    }

    @Test
    void whereNothingIsEncryptedAnyKeyWillDo() {
        jdbc.sql("insert into vault (id, secret) values (1, ''), (2, null)").update();

        assertThatCode(() -> rotate("STEWARD_ENCRYPTION_KEY", "new").afterSingletonsInstantiated())
                .doesNotThrowAnyException();
    }

    private void install(TokenCipher cipher) {
        installations(cipher).save(new Installation(new WorkspaceId(UUID.randomUUID()), "T0KEYS", null, "Acme", "A1",
                "U1", "B1", "xoxb-kept"));
    }

    private Installations installations(TokenCipher cipher) {
        return new Installations(jdbc, cipher, Clock.systemUTC(), event -> {
        });
    }

    private void secrets(TokenCipher cipher, int count) {
        for (int i = 1; i <= count; i++) {
            jdbc.sql("insert into vault (id, secret) values (:id, :secret)").param("id", i)
                    .param("secret", cipher.encrypt("secret " + i)).update();
        }
    }

    private RotateKeys rotate(String... settings) {
        var beans = new DefaultListableBeanFactory();
        beans.registerSingleton("workspace", new WorkspaceInventory());
        beans.registerSingleton("vault", (DataInventory) () -> List.of(DataKind.of("test.vault", "Vault", "To test",
                "Nobody", StoredTable.of("vault").encrypted("secret"))));
        EncryptionKeys keys = keys(settings);
        return new RotateKeys(jdbc, beans.getBeanProvider(DataInventory.class), keys, new TokenCipher(keys),
                Duration.ZERO);
    }

    private TokenCipher cipher(String... settings) {
        return new TokenCipher(keys(settings));
    }

    private EncryptionKeys keys(String... settings) {
        var environment = new MockEnvironment().withProperty("steward.home", home.toString());
        for (int i = 0; i < settings.length; i += 2) {
            environment.withProperty(settings[i], settings[i + 1]);
        }
        return new EncryptionKeys(environment);
    }
}
