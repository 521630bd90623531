package dev.steward.privacy;

import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.SELLER;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.privacy.Export.State;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.workspace.UserId;

/** What an export costs, and of which moment it is. */
@SandboxTest
class ExportArchiveTest {
    private static final int MANY = 100_000;
    private static final long MEGABYTE = 1 << 20;

    @Autowired
    SandboxSlack slack;
    @Autowired
    ExportArchive archive;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    PlatformTransactionManager transactions;

    /** As a table, these rows would be 60 megabytes of heap at least. */
    @Test
    void aHundredThousandRowsTakeLittleMemory() throws Exception {
        slack.as(SELLER).in("#general").types("/feedback The export stops halfway").sees("FB-1");
        slack.settles();
        items(MANY);
        var rows = new AtomicLong();
        var most = new AtomicLong();
        long before = used();
        long begun = System.nanoTime();
        try (var file = PrivateFile.create()) {
            var written = archive.write(export(), file.output(100 * MEGABYTE), () -> {
                if (rows.incrementAndGet() % 20_000 == 0) {
                    most.accumulateAndGet(used() - before, Math::max);
                }
            });

            System.out.printf("%,d rows as JSON and CSV: %,d ms, %,d KB zipped, %,d KB of heap at most%n",
                    written.rows(), (System.nanoTime() - begun) / 1_000_000, file.size() / 1024, most.get() / 1024);
            assertThat(written.rows()).isGreaterThan(MANY);
            assertThat(rows.get()).isGreaterThan(2L * MANY);
            assertThat(most.get()).isLessThan(12 * MEGABYTE);
            var read = new ReadExport(file.input().readAllBytes());
            assertThat(read.rows("feedback_item")).hasSize(MANY + 1);
        }
    }

    /** The second time that a table is read, and each table after it, is of the same moment as the first. */
    @Test
    void whatIsWrittenMeanwhileIsNotInIt() throws Exception {
        slack.as(SELLER).in("#general").types("/feedback The export stops halfway").sees("FB-1");
        slack.settles();
        var apart = new TransactionTemplate(transactions);
        apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        List<Integer> done = new ArrayList<>();
        var zip = new ByteArrayOutputStream();

        archive.write(export(), zip, () -> {
            if (done.isEmpty()) {
                done.add(requireNonNull(apart.execute(status -> items(3))));
                jdbcApart(apart);
            }
        });

        assertThat(done).containsExactly(3);
        assertThat(jdbc.sql("select count(*) from feedback_item").query(Integer.class).single()).isEqualTo(4);
        var read = new ReadExport(zip.toByteArray());
        read.isWhole();
        assertThat(read.rows("feedback_item")).hasSize(1);
        assertThat(read.rows("customer")).noneMatch(row -> row.path("name").asString("").equals("Written meanwhile"));
    }

    private void jdbcApart(TransactionTemplate apart) {
        apart.executeWithoutResult(status -> jdbc
                .sql("update feedback_item set words = 'Changed meanwhile' where workspace_id = :workspace")
                .param("workspace", slack.workspace().value()).update());
    }

    @Test
    void itsFileHasNoNameAndIsNoLargerThanItMayBe() throws Exception {
        assertThat(temporary()).isEmpty();
        try (var file = PrivateFile.create()) {
            OutputStream to = file.output(10);
            to.write(new byte[]{1, 2, 3, 4, 5, 6});
            assertThat(temporary()).as("a crash would leave nothing").isEmpty();
            assertThatThrownBy(() -> to.write(new byte[5])).isInstanceOf(PrivateFile.TooLarge.class);
            assertThat(file.size()).isEqualTo(6);
            assertThat(file.input().readAllBytes()).containsExactly(1, 2, 3, 4, 5, 6);
        }
        assertThat(temporary()).isEmpty();
    }

    private static List<String> temporary() throws IOException {
        try (Stream<Path> all = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return all.map(each -> each.getFileName().toString()).filter(name -> name.startsWith("steward-export-"))
                    .toList();
        }
    }

    private Export export() {
        return new Export(UUID.randomUUID(), slack.workspace(), 1, State.MAKING, new UserId(OPS.id().value()),
                slack.clock().instant(), 1);
    }

    /** Copies of the first one. */
    private int items(int count) {
        String columns = String.join(", ", jdbc.sql("""
                select quote_ident(column_name) from information_schema.columns
                where table_schema = current_schema() and table_name = 'feedback_item' and is_generated = 'NEVER'
                """).query(String.class).list());
        String values = columns.replaceAll("\\bid\\b", "gen_random_uuid()").replaceAll("\\bnumber\\b", "number + g")
                .replaceAll("\\bcapture_key\\b", "gen_random_uuid()::text")
                .replaceAll("\\bwords\\b", "repeat('The ledger stops halfway. ', 8) || g");
        return jdbc.sql("insert into feedback_item (" + columns + ") select " + values
                + " from feedback_item, generate_series(1, :count) g where number = 1").param("count", count).update();
    }

    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
