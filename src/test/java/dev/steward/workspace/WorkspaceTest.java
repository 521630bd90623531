package dev.steward.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.mock.env.MockEnvironment;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.testing.Migrations;
import dev.steward.testing.TestDatabase;

class WorkspaceTest {
    private static final TestDatabase DATABASE = TestDatabase.create();
    private static int count;

    private final JdbcClient jdbc = JdbcClient.create(DATABASE.dataSource());
    private final Installations installations = installations("one key");
    private final Members members = new Members(jdbc, event -> {
    });
    private final Areas areas = new Areas(jdbc);

    @BeforeAll
    static void migrate() {
        Migrations.run(DATABASE.dataSource(), "workspace");
    }

    @Test
    void whatIsOfNoTeamAndNoOrganisationIsOfNoInstallation() {
        assertThat(installations.find(null, null)).isEmpty();
    }

    @Test
    void aTeamIsAnsweredByItsOwnInstallationBeforeItsOrganisations() {
        installations.save(installation(null, "E0GRID"));
        var team = installations.save(installation("T0OWN", "E0GRID"));

        assertThat(installations.find("E0GRID", "T0OWN")).contains(team);
        assertThat(installations.find("E0GRID", "T0OTHER")).hasValueSatisfying(
                found -> assertThat(found.teamId()).isNull());
        assertThat(installations.find(null, "T0NOWHERE")).isEmpty();
    }

    @Test
    void installingAgainKeepsTheWorkspaceAndRenewsTheToken() {
        var first = installations.save(installation("T0AGAIN", null));
        var renewed = new Installation(new WorkspaceId(UUID.randomUUID()), "T0AGAIN", null, "Acme", "A1", "U1", "B1",
                "xoxb-renewed");

        var second = installations.save(renewed);

        assertThat(second.workspace()).isEqualTo(first.workspace());
        assertThat(installations.get(first.workspace()).botToken()).isEqualTo("xoxb-renewed");
    }

    @Test
    void aTokenLiesEncryptedAndIsNotShown() {
        var kept = installations.save(installation("T0SECRET", null));

        assertThat(jdbc.sql("select bot_token_ciphertext from workspace where team_id = 'T0SECRET'")
                .query(String.class).single()).doesNotContain("xoxb");
        assertThat(kept.toString()).doesNotContain("xoxb");
    }

    @Test
    void aTokenOfAnotherKeyIsAsGoodAsNone() {
        installations.save(installation("T0KEY", null));

        assertThat(installations("another key").find(null, "T0KEY")).isEmpty();
    }

    @Test
    void whatWasRemovedIsGone() {
        var kept = installations.save(installation("T0GONE", null));

        assertThat(installations.remove(kept.workspace(), null)).isTrue();

        assertThat(installations.find(null, "T0GONE")).isEmpty();
        assertThatExceptionOfType(NoSuchElementException.class)
                .isThrownBy(() -> installations.get(kept.workspace()));
    }

    @Test
    void aRoleGivenInStewardOutlivesWhatSlackSays() {
        var workspace = installations.save(installation("T0ROLES", null)).workspace();
        var ada = member(workspace, "U0ADA", Role.MEMBER);
        members.save(ada);

        members.grantOps(workspace, List.of(ada.id()));
        members.save(ada);

        assertThat(members.find(workspace, ada.id())).hasValueSatisfying(
                found -> assertThat(found.role()).isEqualTo(Role.OPS));
        members.grantOps(workspace, List.of());
        assertThat(members.find(workspace, ada.id())).hasValueSatisfying(
                found -> assertThat(found.role()).isEqualTo(Role.MEMBER));
    }

    @Test
    void anAdminIsNotMadeLessByBeingInOps() {
        var workspace = installations.save(installation("T0ADMIN", null)).workspace();
        var boss = member(workspace, "U0BOSS", Role.ADMIN);
        members.save(boss);

        members.grantOps(workspace, List.of(boss.id()));

        assertThat(members.find(workspace, boss.id())).contains(boss);
    }

    @Test
    void whoLeftAndWhoIsNoneOfUsCannotBeAsked() {
        var workspace = installations.save(installation("T0REACH", null)).workspace();
        var zone = ZoneId.of("Europe/Berlin");
        members.save(member(workspace, "U0ADA", Role.MEMBER));
        members.save(
                new Member(workspace, new UserId("U0BOT"), "T0", "B", null, zone, Role.MEMBER, true, false));
        members.save(
                new Member(workspace, new UserId("U0LEFT"), "T0", "L", null, zone, Role.MEMBER, false, true));
        members.save(
                new Member(workspace, new UserId("U0OUT"), "T1", "O", null, zone, Role.OUTSIDER, false, false));

        var asked = Stream.of("U0ADA", "U0BOT", "U0LEFT", "U0OUT", "U0NOBODY").map(UserId::new).toList();

        assertThat(members.reachable(workspace, asked)).containsExactly(new UserId("U0ADA"));
        assertThat(asked).filteredOn(id -> members.reachable(workspace, id)).containsExactly(new UserId("U0ADA"));
    }

    /** By what Slack told of somebody last they are looked for when they are erased. */
    @Test
    void ofAClosedAccountWhatWasKnownIsKeptUntilSlackSaysOtherwise() {
        var workspace = installations.save(installation("T0CLOSED", null)).workspace();
        Member mae = called(workspace, "U0MAE", "mae", "Mae Stone", "mstone", "mae@fernhill.example", false);
        members.save(mae);
        assertThat(members.find(workspace, mae.id())).contains(mae);

        members.save(called(workspace, "U0MAE", "mae", null, null, null, true));
        assertThat(members.find(workspace, mae.id())).contains(
                called(workspace, "U0MAE", "mae", "Mae Stone", "mstone", "mae@fernhill.example", true));
        assertThat(members.withEmail(workspace, "Mae@fernhill.example")).containsExactly(mae.id());

        members.save(called(workspace, "U0NEW", "mae", "Mae Stone", "mae2", "mae@fernhill.example", false));
        assertThat(members.withEmail(workspace, "mae@fernhill.example")).containsExactly(new UserId("U0NEW"));

        members.save(called(workspace, "U0MAE", "mae", "Mae Reed", null, null, false));
        assertThat(members.find(workspace, mae.id())).as("the account is open again")
                .contains(called(workspace, "U0MAE", "mae", "Mae Reed", null, null, false));
    }

    @Test
    void whoIsCalledSoOnScreenComesBeforeWhoIsCalledSoInFull() {
        var workspace = installations.save(installation("T0FULL", null)).workspace();
        members.save(called(workspace, "U0ONE", "mae", "Margaret Stone", "mstone", null, false));
        members.save(called(workspace, "U0TWO", "Margaret", "Mae Reed", "mreed", null, false));
        var self = new UserId("U0ONE");

        assertThat(members.meant(workspace, self, "margaret")).containsExactly(new UserId("U0TWO"));
        assertThat(members.meant(workspace, self, "@Margaret Stone")).containsExactly(self);
        assertThat(members.meant(workspace, self, "mreed")).containsExactly(new UserId("U0TWO"));
    }

    private static Member called(WorkspaceId workspace, String id, String name, @Nullable String realName,
            @Nullable String handle, @Nullable String email, boolean closed) {
        return new Member(workspace, new UserId(id), "T0", name, realName, handle, email, ZoneId.of("Europe/Berlin"),
                Role.MEMBER, false, closed);
    }

    @Test
    void whatNobodyElseSeesToTheAreasOwnerDoesOrOpsOrAdmins() {
        var workspace = installations.save(installation("T0OVERSEE", null)).workspace();
        var overseers = new Overseers(areas, members);
        var ada = new UserId("U0ADA");
        var boss = new UserId("U0BOSS");
        members.save(member(workspace, ada.value(), Role.MEMBER));
        members.save(member(workspace, boss.value(), Role.ADMIN));
        var area = areas.create(workspace, "Billing", ada, null).id();
        var left = areas.create(workspace, "Search", new UserId("U0LEFT"), null).id();

        assertThat(overseers.of(workspace, area, List.of())).containsExactly(ada);
        assertThat(overseers.of(workspace, area, List.of(ada))).as("no ops people").containsExactly(boss);
        assertThat(overseers.of(workspace, area, List.of(ada, boss))).isEmpty();
        assertThat(overseers.of(workspace, left, List.of())).containsExactly(boss);
        assertThat(overseers.of(workspace, null, List.of())).containsExactly(boss);

        members.save(member(workspace, "U0OPS", Role.OPS));
        assertThat(overseers.of(workspace, null, List.of())).containsExactly(new UserId("U0OPS"));
        assertThat(overseers.of(workspace, null, List.of(new UserId("U0OPS")))).containsExactly(boss);
    }

    @Test
    void whoeverIsCalledSoComesBeforeWhoeversNameBeginsSo() {
        var workspace = installations.save(installation("T0NAMES", null)).workspace();
        var zone = ZoneId.of("Europe/Berlin");
        for (String name : List.of("Ann", "Ann Lee", "Anna Kim", "Jonas Weber", "Jonas Other", "Jonathan B. Fox")) {
            members.save(new Member(workspace, new UserId(name.toUpperCase(Locale.ROOT).replaceAll("\\W", "")), "T0",
                    name, null, zone, Role.MEMBER, false, false));
        }
        members.save(
                new Member(workspace, new UserId("U0BOT"), "T0", "Jonas Bot", null, zone, Role.MEMBER, true, false));

        assertThat(meant(workspace, "ann")).containsExactly("Ann");
        assertThat(meant(workspace, "@Anna")).containsExactly("Anna Kim");
        assertThat(meant(workspace, "annl")).containsExactly("Ann Lee");
        assertThat(meant(workspace, "jonas")).containsExactly("Jonas Other", "Jonas Weber");
        assertThat(meant(workspace, "jona")).containsExactly("Jonas Other", "Jonas Weber", "Jonathan B. Fox");
        assertThat(meant(workspace, "jonathanb")).containsExactly("Jonathan B. Fox");
        assertThat(meant(workspace, "me")).containsExactly("Ann Lee");
        assertThat(meant(workspace, "<@U0BOT|jonas>")).containsExactly("Jonas Bot");
        for (String nobody : List.of("", "@", "Lee", "Annabel")) {
            assertThat(meant(workspace, nobody)).as(nobody).isEmpty();
        }
    }

    private List<String> meant(WorkspaceId workspace, String typed) {
        return members.meant(workspace, new UserId("ANNLEE"), typed).stream()
                .map(id -> members.find(workspace, id).map(Member::name).orElse(id.value())).toList();
    }

    @Test
    void aMentionIsNothingButAMention() {
        assertThat(UserId.mentioned(new UserId("U1").mention())).contains(new UserId("U1"));
        assertThat(UserId.mentioned("<@U1|maya chen>")).contains(new UserId("U1"));
        for (String other : List.of("U1", "@U1", "<#C1>", "<@U1> and more", "<@U1><@U2>", "<@>")) {
            assertThat(UserId.mentioned(other)).as(other).isEmpty();
        }
    }

    @Test
    void whoNamesNoAreaHearsWhichThereAre() {
        var workspace = installations.save(installation("T0UNKNOWN", null)).workspace();
        assertThat(Area.unknown("Exprot", areas.all(workspace))).isEqualTo("There are no areas yet.");

        areas.create(workspace, "Export", null, null);
        assertThat(Area.unknown("Exprot", areas.all(workspace)))
                .isEqualTo("There is no area called “Exprot”. There is Export.");

        for (int i = 0; i < 20; i++) {
            areas.create(workspace, "Search " + i, null, null);
        }
        assertThat(Area.unknown("Exprot", areas.all(workspace))).startsWith("There is no area").endsWith(", ….")
                .contains("Export");
    }

    @Test
    void areaNamesAreUniqueWhateverTheCase() {
        var workspace = installations.save(installation("T0AREAS", null)).workspace();
        areas.create(workspace, " Billing ", new UserId("U1"), null);

        assertThatExceptionOfType(DuplicateKeyException.class)
                .isThrownBy(() -> areas.create(workspace, "BILLING", null, null));
        assertThat(areas.named(workspace, "billing ")).hasValueSatisfying(
                area -> assertThat(area.name()).isEqualTo("Billing"));
    }

    @Test
    void theSecondOfTwoChangesToAnAreaIsRefused() {
        var workspace = installations.save(installation("T0RACE", null)).workspace();
        var seen = areas.create(workspace, "Search", null, null);
        areas.change(renamed(seen, "Finding"));

        assertThatExceptionOfType(OptimisticLockingFailureException.class)
                .isThrownBy(() -> areas.change(renamed(seen, "Looking up")));
        assertThat(areas.all(workspace)).extracting(Area::name).containsExactly("Finding");
    }

    @Test
    void aValueReadWhileItWasBeingChangedIsNotKept() {
        var workspace = installations.save(installation("T0CACHE", null)).workspace();
        var source = DATABASE.dataSource();
        var changing = new Settings(JdbcClient.create(source), members);
        new TransactionTemplate(new JdbcTransactionManager(source)).executeWithoutResult(status -> {
            changing.captureEmoji(workspace, "ear");
            assertThat(CompletableFuture.supplyAsync(() -> changing.captureEmoji(workspace)).join())
                    .isEqualTo("speech_balloon");
        });

        assertThat(changing.captureEmoji(workspace)).isEqualTo("ear");
    }

    private static Area renamed(Area area, String name) {
        return new Area(area.id(), area.workspace(), name, area.owner(), area.intakeChannel(), area.version());
    }

    private static Member member(WorkspaceId workspace, String id, Role role) {
        return new Member(workspace, new UserId(id), "T0", "Ada", null, ZoneId.of("Europe/Berlin"), role, false, false);
    }

    private Installations installations(String key) {
        var environment = new MockEnvironment().withProperty("STEWARD_ENCRYPTION_KEY", key);
        return new Installations(jdbc, new TokenCipher(new EncryptionKeys(environment)), Clock.systemUTC(), event -> {
        });
    }

    private static Installation installation(@Nullable String team, @Nullable String enterprise) {
        return new Installation(new WorkspaceId(UUID.randomUUID()), team, enterprise, "Acme", "A1", "U1", "B1",
                "xoxb-" + count++);
    }
}
