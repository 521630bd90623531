package dev.steward.privacy;

import static dev.steward.sandbox.Who.EXECUTIVE;
import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;
import static dev.steward.sandbox.Who.SUPPORT;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.steward.inventory.DataInventory;
import dev.steward.inventory.StoredTable;
import dev.steward.sandbox.ForgedPress;
import dev.steward.sandbox.Person;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Shown;
import dev.steward.sandbox.Who;
import dev.steward.schedule.DueTimer;
import dev.steward.schedule.Timers;
import dev.steward.workspace.Members;

/** An admin exports everything, from the command to the file that is read on a machine without Steward. */
@SandboxTest
class ExportStoryTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();
    private static final String SECRETS = "stwh?_|xox[a-z]-|xapp-|/sandbox/response/";
    private static final String FORMULA = "=HYPERLINK(\"http://evil.example\";\"The export stops, halfway\")";
    /** What making an export itself changes, between the moment before it was asked for and that of which it is. */
    private static final Set<String> TOUCHED = Set.of("privacy_export", "privacy_counter", "timer");

    @Autowired
    SandboxSlack slack;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    TransactionTemplate transaction;
    @Autowired
    List<DataInventory> inventories;
    @Autowired
    Members members;
    @Autowired
    Timers timers;
    @Autowired
    Exports exports;
    @Autowired
    ExportArchive archive;
    @Autowired
    DeliverExport deliver;
    @Autowired
    PlatformTransactionManager transactions;

    @Test
    void everythingOfTheWorkspaceIsInTheFileAndNothingElse() throws Exception {
        much();
        slack.makes(EXECUTIVE, "ADMIN");
        slack.settles();
        UUID other = anotherWorkspaceLikeThis();
        Person jonas = slack.as(OPS).in("#general").types("/steward export").sees("Everything Steward keeps")
                .sees("Private words are in it").sees("*It goes to* <@" + OPS.id() + ">").sees("*Feedback*: ")
                .sees("before it's zipped").sees("100 MB");
        Map<String, List<JsonNode>> before = everything();

        jonas.presses("Export everything").sees("*EX-1* is being made").closes();
        Shown message = slack.directMessages(OPS).awaitMessage("*EX-1*: everything Steward keeps");
        slack.settles();

        byte[] zip = downloads(OPS, message);
        var export = new ReadExport(zip);
        export.isWhole();
        before.forEach((table, rows) -> {
            if (!TOUCHED.contains(table)) {
                assertThat(export.rows(table).stream().map(ExportStoryTest::plain)).as(table)
                        .containsExactlyInAnyOrderElementsOf(rows.stream().map(ExportStoryTest::plain).toList());
            }
        });
        assertThat(export.rows("privacy_export")).singleElement()
                .satisfies(row -> assertThat(row.path("state").stringValue()).isEqualTo("MAKING"));
        assertThat(List.of("feedback_item", "customer", "approval_request", "decision", "release",
                "release_edition", "cadence_session", "cadence_ask", "record_entry", "initiative", "member",
                "delivery")).allSatisfy(table -> assertThat(export.rows(table)).isNotEmpty());
        assertThat(export.text("feedback.items/feedback_item.csv"))
                .contains("\"'=HYPERLINK(");
        assertThat(export.entries.values()).allSatisfy(entry -> {
            String text = new String(entry, StandardCharsets.UTF_8);
            assertThat(text).doesNotContainPattern(SECRETS).doesNotContain(other.toString());
        });
        accountedFor(export);

        assertThat(message.text()).contains("Private words", export.manifest.path("rows").asInt() + " rows")
                .contains(sha256(zip));
        assertThat(slack.directMessages(EXECUTIVE).awaitMessage("exported everything Steward keeps").text())
                .contains("<@" + OPS.id() + ">", "because you're an admin");
        assertThat(jdbc.sql("""
                select done_by || ' ' || reference from record_entry
                where workspace_id = :workspace and kind = 'privacy.exported'
                """).param("workspace", slack.workspace().value()).query(String.class).list())
                .containsExactly(OPS.id() + " EX-1");
        assertThat(jdbc.sql("select count(*) from delivery_file").query(Integer.class).single()).isZero();
        slack.as(OPS).in("#general").types("/approval verify").sees("The decision log is whole");
    }

    @Test
    void nobodyButWhoAskedForItGetsTheFile() throws Exception {
        slack.as(OPS).in("#general").types("/steward export").presses("Export everything").closes();
        Shown message = slack.directMessages(OPS).awaitMessage("*EX-1*: everything");

        assertThat(get(PM, message).statusCode()).isNotEqualTo(200);
        assertThat(get(OPS, message).statusCode()).isEqualTo(200);
    }

    @Test
    void onlyAdminsAreShownItAndOnlyAdminsCanPress() throws Exception {
        slack.as(PM).in("#general").types("/steward export").sees("Only workspace admins can do this").seesNoModal();
        String value = button(slack.as(OPS).in("#general").types("/steward export").sees("Private words").modal());
        slack.as(OPS).closes();

        String team = members.find(slack.workspace(), PM.id()).orElseThrow().teamId();
        new ForgedPress(slack, team).press(PM, team, slack.id("#general"), "privacy.export", value);
        slack.settles();

        slack.as(PM).in("#general").sees("Only workspace admins can do this");
        assertThat(count()).isZero();
        slack.as(PM).in("#general").types("/steward help").seesNo("Export everything");
    }

    @Test
    void whatWasShownBeforeExportsNothing() {
        Person jonas = slack.as(OPS).in("#general").types("/steward export").sees("Private words");
        slack.clock().advance(Duration.ofMinutes(31));
        jonas.presses("Export everything").sees("Nothing was exported.").closesAll();
        assertThat(count()).isZero();

        slack.makes(EXECUTIVE, "ADMIN");
        slack.settles();
        Person amara = slack.as(EXECUTIVE).in("#general").types("/steward export").sees("Private words");
        slack.as(OPS).in("#general").types("/steward export").presses("Export everything").closes();
        slack.directMessages(OPS).awaitMessage("*EX-1*: everything");
        amara.presses("Export everything").sees("Nothing was exported.").closesAll();

        assertThat(count()).isEqualTo(1);
    }

    @Test
    void oneIsMadeAtATime() {
        slack.makes(EXECUTIVE, "ADMIN");
        slack.settles();
        claimedBySomebody();

        slack.as(EXECUTIVE).in("#general").types("/steward export").presses("Export everything")
                .sees("*EX-1* is being made already, for <@" + OPS.id() + ">");

        assertThat(count()).isEqualTo(1);
    }

    /** What it is about is not known to be said anywhere before it is whole, so whoever goes on begins anew. */
    @Test
    void whatSomebodyLeftHalfwayIsMadeAnewAndSentOnce() throws Exception {
        slack.as(SELLER).in("#general").types("/feedback The export stops halfway").sees("FB-1");
        UUID export = claimedBySomebody();
        slack.clock().advance(Duration.ofMinutes(3));
        assertThat(state(export)).as("whoever has it may be alive").isEqualTo("MAKING");
        jdbc.sql("update privacy_export set claimed_at = now() - interval '1 hour'").update();

        slack.clock().advance(Duration.ofMinutes(3));
        Shown message = slack.directMessages(OPS).awaitMessage("*EX-1*: everything");
        slack.clock().advance(Duration.ofMinutes(10));
        slack.settles();

        new ReadExport(downloads(OPS, message)).isWhole();
        assertThat(slack.directMessages(OPS).messages().stream()
                .filter(each -> each.text().contains("*EX-1*: everything"))).hasSize(1);
        assertThat(state(export)).isEqualTo("SENT");
        assertThat(jdbc.sql("select attempts from privacy_export").query(Integer.class).single()).isEqualTo(2);
    }

    @Test
    void whatNeverComesToItsEndIsGivenUpAndWhoAskedIsTold() {
        UUID export = claimedBySomebody();
        jdbc.sql("update privacy_export set claimed_at = now() - interval '1 hour', attempts = 3").update();
        slack.clock().advance(Duration.ofMinutes(3));

        assertThat(slack.directMessages(OPS).awaitMessage("the export wasn't made").text())
                .contains("*EX-1*", "begun 3 times", "type `/steward export` again");
        assertThat(state(export)).isEqualTo("FAILED");
        slack.as(OPS).in("#general").types("/steward export").presses("Export everything").closes();
        slack.directMessages(OPS).awaitMessage("*EX-2*: everything");
    }

    @Test
    void whoeverIsNoAdminAnyMoreGetsNothing() {
        slack.makes(EXECUTIVE, "ADMIN");
        slack.settles();
        UUID export = claimedBySomebody();
        slack.makes(OPS, "MEMBER");
        slack.settles();
        jdbc.sql("update privacy_export set claimed_at = now() - interval '1 hour'").update();
        slack.clock().advance(Duration.ofMinutes(3));

        slack.directMessages(OPS).awaitMessage("*EX-1*: the export wasn't made. You aren't an admin here any more.");
        assertThat(state(export)).isEqualTo("FAILED");
        assertThat(jdbc.sql("select count(*) from delivery where form = 'file'").query(Integer.class).single())
                .isZero();
    }

    /** The file may wait for Slack, or for somebody who has it sent again. */
    @Test
    void whatWaitsForSomebodyWhoIsNoAdminAnyMoreIsGivenUp() {
        slack.makes(EXECUTIVE, "ADMIN");
        slack.settles();
        jdbc.sql("update sandbox_channel set archived = true where id = :direct")
                .param("direct", slack.directMessages(OPS).id().value()).update();
        slack.as(OPS).in("#general").types("/steward export").presses("Export everything").closes();
        slack.directMessages(EXECUTIVE).awaitMessage("*the export EX-1*");
        assertThat(jdbc.sql("select count(*) from delivery_file").query(Integer.class).single()).isOne();

        slack.makes(OPS, "MEMBER");
        slack.settles();

        assertThat(jdbc.sql("select count(*) from delivery_file").query(Integer.class).single()).isZero();
        assertThat(jdbc.sql("select state from delivery where form = 'file'").query(String.class).list())
                .containsExactly("dropped");
    }

    /** Whose file does not arrive is told through what their messages are about. */
    @Test
    void whatDoesNotArriveIsToldAsTheExport() {
        slack.makes(EXECUTIVE, "ADMIN");
        slack.settles();
        jdbc.sql("update sandbox_channel set archived = true where id = :direct")
                .param("direct", slack.directMessages(OPS).id().value()).update();

        slack.as(OPS).in("#general").types("/steward export").presses("Export everything").closes();

        assertThat(slack.directMessages(EXECUTIVE).awaitMessage("*the export EX-1*").text())
                .contains("did not reach", "is archived", "`/steward deliveries`");
        assertThat(jdbc.sql("select thing_id from delivery where form = 'notice' and recipient = :jonas")
                .param("jonas", "@" + OPS.id().value()).query(UUID.class).list())
                .as("whoever asked for it is told").contains(jdbc.sql("select id from privacy_export")
                        .query(UUID.class).single());
    }

    @Test
    void whatIsLargerThanItMayBeIsNotSentAndSaysWhatToDo() {
        slack.as(SELLER).in("#general").types("/feedback The export stops halfway").sees("FB-1");
        Export export = new Export(claimedBySomebody(), slack.workspace(), 1, Export.State.MAKING, OPS.id(),
                slack.clock().instant(), 1);
        var small = new RunExports(exports, archive, deliver, timers, transactions, DataSize.ofBytes(2_000));
        small.start();
        jdbc.sql("update privacy_export set claimed_at = now() - interval '1 hour'").update();

        transaction.executeWithoutResult(status -> small.handle(new DueTimer(
                RunExports.MAKE.of(slack.workspace(), export.id()), slack.clock().instant(), slack.clock().instant())));

        assertThat(slack.directMessages(OPS).awaitMessage("the export wasn't made").text())
                .contains("zipped, and Steward sends no larger file", "`steward.exports.largest`");
        assertThat(state(export.id())).isEqualTo("FAILED");
        assertThat(jdbc.sql("select count(*) from delivery where form = 'file'").query(Integer.class).single())
                .isZero();
        small.stop();
    }

    /** One that an instance which is gone has begun. */
    private UUID claimedBySomebody() {
        UUID id = UUID.randomUUID();
        transaction.executeWithoutResult(status -> {
            jdbc.sql("""
                    insert into privacy_counter (workspace_id, exports) values (:workspace, 1)
                    on conflict (workspace_id) do update set exports = 1
                    """).param("workspace", slack.workspace().value()).update();
            jdbc.sql("""
                    insert into privacy_export (id, workspace_id, number, state, asked_by, asked_at, attempts, claim,
                        claimed_at)
                    values (:id, :workspace, 1, 'MAKING', :by, now(), 1, gen_random_uuid(), now())
                    """).param("id", id).param("workspace", slack.workspace().value())
                    .param("by", OPS.id().value()).update();
            timers.set(RunExports.MAKE.of(slack.workspace(), id), slack.clock().instant().plusSeconds(60));
        });
        return id;
    }

    private int count() {
        return jdbc.sql("select count(*) from privacy_export").query(Integer.class).single();
    }

    private String state(UUID export) {
        return jdbc.sql("select state from privacy_export where id = :id").param("id", export).query(String.class)
                .single();
    }

    private static String button(JsonNode modal) {
        return modal.findParents("action_id").stream()
                .filter(one -> one.path("action_id").asString("").equals("privacy.export")).findFirst().orElseThrow()
                .path("value").stringValue();
    }

    /** Every table of the inventory is in it or listed with its reason, and so is every column of those that are in it. */
    private void accountedFor(ReadExport export) {
        Map<String, JsonNode> in = new TreeMap<>();
        export.tables().forEach(table -> in.put(table.path("table").stringValue(), table));
        Map<String, JsonNode> out = new TreeMap<>();
        export.manifest.path("leftOut").forEach(table -> out.put(table.path("table").stringValue(), table));
        inventories.stream().flatMap(inventory -> inventory.kinds().stream()).flatMap(kind -> kind.tables().stream())
                .forEach(table -> assertThat(in.containsKey(table.name()) ^ out.containsKey(table.name()))
                        .as(table.name()).isTrue());
        assertThat(out.values()).allSatisfy(table -> assertThat(table.path("reason").stringValue()).isNotBlank());
        assertThat(out.keySet()).contains("receipt", "feedback_search", "delivery_file");
        in.forEach((table, told) -> {
            Set<String> columns = new java.util.TreeSet<>(told.path("columnsLeftOut").propertyNames());
            told.path("columns").forEach(column -> columns.add(column.path("name").stringValue()));
            assertThat(columns).as(table).containsExactlyInAnyOrderElementsOf(jdbc.sql("""
                    select column_name from information_schema.columns
                    where table_schema = current_schema() and table_name = :table
                    """).param("table", table).query(String.class).list());
        });
        assertThat(
                requireNonNull(in.get("workspace")).path("columnsLeftOut").path("bot_token_ciphertext").stringValue())
                .isEqualTo("it is a secret");
        assertThat(export.manifest.path("schema").path("privacy").isString()).isTrue();
    }

    /** The rows of each table that is to be in it, as PostgreSQL tells them. */
    private Map<String, List<JsonNode>> everything() {
        Map<String, List<JsonNode>> all = new LinkedHashMap<>();
        inventories.stream().flatMap(inventory -> inventory.kinds().stream()).flatMap(kind -> kind.tables().stream())
                .filter(table -> table.exported() == null).forEach(table -> all.put(table.name(),
                        jdbc.sql("select to_jsonb(t) - cast(:without as text[]) from \"" + table.name() + "\" t where "
                                + whose(table))
                                .param("without", without(table)).param("workspace", slack.workspace().value())
                                .query((row, n) -> JSON.readTree(row.getString(1))).list()));
        return all;
    }

    private String whose(StoredTable table) {
        return jdbc.sql("""
                select exists (select from information_schema.columns where table_schema = current_schema()
                               and table_name = :table and column_name = 'workspace_id')
                """).param("table", table.name()).query(Boolean.class).single()
                ? "t.workspace_id = :workspace"
                : String.valueOf(table.scope());
    }

    private String[] without(StoredTable table) {
        return jdbc.sql("""
                select column_name from information_schema.columns
                where table_schema = current_schema() and table_name = :table
                  and (data_type = 'tsvector' or column_name = any (:secrets))
                """).param("table", table.name()).param("secrets", table.secrets().toArray(String[]::new))
                .query(String.class).list().toArray(String[]::new);
    }

    /** What a row says, whatever the way times, bytes and JSON in texts are written. */
    private static Map<String, @Nullable Object> plain(JsonNode row) {
        Map<String, @Nullable Object> plain = new TreeMap<>();
        row.properties().forEach(field -> plain.put(field.getKey(), plainValue(field.getValue())));
        return plain;
    }

    private static @Nullable Object plainValue(JsonNode value) {
        if (value.isNumber()) {
            return value.decimalValue().stripTrailingZeros().toPlainString();
        }
        if (!value.isString()) {
            return value.isNull() ? null : JSON.readTree(value.toString());
        }
        String text = value.stringValue();
        if (text.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d.*(Z|[+-]\\d\\d:\\d\\d)")) {
            return OffsetDateTime.parse(text).toInstant();
        }
        if (text.startsWith("\\x")) {
            text = new String(HexFormat.of().parseHex(text.substring(2)), StandardCharsets.UTF_8);
        }
        try {
            return text.startsWith("{") || text.startsWith("[") ? JSON.readTree(text) : text;
        } catch (JacksonException none) {
            return text;
        }
    }

    private byte[] downloads(Who who, Shown message) throws Exception {
        HttpResponse<byte[]> file = get(who, message);
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("Content-Disposition").orElse("")).contains("attachment", ".zip");
        return file.body();
    }

    /** As the sandbox's page links it. */
    private HttpResponse<byte[]> get(Who who, Shown message) throws Exception {
        String file = message.json().path("files").path(0).path("id").stringValue();
        return HTTP.send(HttpRequest
                .newBuilder(URI.create(slack.address() + "/as/" + who.id().value() + "/files/" + file)).build(),
                BodyHandlers.ofByteArray());
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    /** Some of everything, secrets too. */
    private void much() {
        slack.as(SELLER).in("#general").types("/feedback " + FORMULA).sees("FB-1");
        slack.as(SUPPORT).in("#general").types("/feedback")
                .fills("What was said?", "It is slow — 日本語 \"quoted\"\nline two")
                .picks("Customer", "Globex Corporation", "Create “Globex Corporation”").submits().seesNoModal();
        slack.channel("#product-feedback").awaitMessage("It is slow");
        slack.as(PM).in("#general").types("/initiative new Ledger export").submits().sees("*INIT-1*").closes();
        slack.as(PM).in("#general").types("/approval can-i-ship INIT-1 tier:3 risk:low")
                .presses("Ship it and record the decision").sees("*Go ahead.*");
        slack.as(PM).in("#general").types("/release").fills("Title", "Ledger export")
                .chooses("How big is it?", "Tier 3 (minor)").fills("What changed?", "You can export.")
                .chooses("Other channels", slack.id("#general").value()).submits().seesModal("REL-1")
                .presses("Publish to 1 channel").seesModal("Publish").submits().seesModal("REL-1").sees("*Published*")
                .closesAll();
        slack.channel("#general").awaitMessage("You can export.");
        Person jonas = slack.as(OPS).in("#general");
        secret(jonas.types("/feedback token new zendesk").sees("shown only now"), "stw_");
        jonas.closesAll().types("/release changelog").seesModal("Changelog").submits().sees("/changelog/").closesAll();
        jonas.types("/release source new webhook builds").seesModal("New source").submits().sees("/hooks/")
                .closesAll();
        slack.as(PM).in("#general").types("/steward calendar").seesModal("Your calendar").sees("/calendar/")
                .closesAll();
        slack.as(PM).in("#general")
                .types("/cadence new \"Update\" weekdays 10:00 in #general written with @maya @diego")
                .sees("REV-1");
        slack.clock().advance(Duration.ofDays(4));
        slack.as(PM).inDirectMessages().presses("Answer").fills("What moved this week?", "The ledger's export")
                .submits();
        slack.settles();
    }

    private static void secret(Person person, String prefix) {
        Matcher found = Pattern.compile(prefix + "[A-Za-z0-9_-]+").matcher(person.modal().toString());
        assertThat(found.find()).isTrue();
    }

    /** Rows of another workspace, in as many tables as can have them: copies of this one's. */
    private UUID anotherWorkspaceLikeThis() {
        UUID other = UUID.randomUUID();
        int copied = 0;
        for (StoredTable table : inventories.stream().flatMap(inventory -> inventory.kinds().stream())
                .flatMap(kind -> kind.tables().stream()).toList()) {
            List<String> columns = jdbc.sql("""
                    select quote_ident(column_name) from information_schema.columns
                    where table_schema = current_schema() and table_name = :table and is_generated = 'NEVER'
                      and is_identity = 'NO'
                    """).param("table", table.name()).query(String.class).list();
            if (!columns.contains("workspace_id") || table.name().matches("timer|delivery.*|ritual|oauth_state")) {
                continue;
            }
            String names = String.join(", ", columns);
            String values = names.replaceAll("\\bworkspace_id\\b", "cast(:other as uuid)");
            try {
                copied += Boolean.TRUE.equals(transaction.execute(status -> {
                    jdbc.sql("select set_config('session_replication_role', 'replica', true)").query().singleRow();
                    return jdbc.sql("insert into \"" + table.name() + "\" (" + names + ") select " + values
                            + " from \"" + table.name() + "\" where workspace_id = :workspace").param("other", other)
                            .param("workspace", slack.workspace().value()).update() > 0;
                })) ? 1 : 0;
            } catch (DataAccessException unique) {
                // an id that no two rows may have
            }
        }
        assertThat(copied).isGreaterThan(15);
        return other;
    }
}
