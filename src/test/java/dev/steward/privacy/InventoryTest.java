package dev.steward.privacy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.steward.inventory.DataInventory;
import dev.steward.inventory.DataKind;
import dev.steward.inventory.Retention.Removal;
import dev.steward.inventory.StoredTable;
import dev.steward.inventory.Words;
import dev.steward.privacy.Catalogue.Column;
import dev.steward.privacy.Catalogue.Layout;
import dev.steward.sandbox.SandboxTest;

/** What the modules say that they keep, beside what the database says that there is. */
@SandboxTest
class InventoryTest {
    /** What keeps things apart or proves them, and opens nothing. */
    private static final String[] NO_SECRETS = {"delivery.hash", "policy_version.file_hash",
            "record_entry.previous_hash",
            "record_entry.hash", "record_head.hash"};

    @Autowired
    List<DataInventory> inventories;
    @Autowired
    Catalogue catalogue;
    @Autowired
    JdbcClient jdbc;

    @Test
    void everyTableIsOfOneKind() {
        assertThat(tables().map(StoredTable::name).toList()).doesNotHaveDuplicates()
                .as("each table belongs into the DataInventory of its module: see docs/privacy.md")
                .containsExactlyInAnyOrderElementsOf(catalogue.tables());
    }

    @Test
    void everyKindHasANameOfItsOwnAndSaysWhatItIs() {
        assertThat(kinds().map(DataKind::name).toList()).doesNotHaveDuplicates();
        assertThat(kinds().map(DataKind::title).toList()).doesNotHaveDuplicates();
        assertThat(kinds()).allSatisfy(kind -> assertThat(List.of(kind.title(), kind.why(), kind.seenBy(), kind.kept()))
                .allSatisfy(text -> assertThat(text).isNotBlank().doesNotEndWith(".").doesNotContain("|")));
    }

    @Test
    void whatIsSaidOfColumnsIsSo() {
        List<String> wrong = new ArrayList<>();
        tables().forEach(table -> {
            Layout layout = catalogue.layout(table.name());
            Set<String> named = new HashSet<>(table.json());
            named.addAll(table.markup());
            named.forEach(column -> expect(wrong, layout.column(column), List.of("text")));
            table.bytes().forEach(column -> expect(wrong, layout.column(column), List.of("bytea")));
            table.secrets().forEach(layout::column);
            table.personal().forEach(column -> expect(wrong, layout.column(column), List.of("text")));
            table.words().stream().map(Words::column).forEach(layout::column);
            table.words().stream().filter(words -> words.path() != null).map(Words::column)
                    .filter(column -> !table.json().contains(column) && !layout.column(column).json())
                    .forEach(column -> wrong.add(table.name() + "." + column + " is no JSON"));
            if (table.about() != null) {
                expect(wrong, layout.column(table.about()), List.of("uuid"));
            }
        });
        assertThat(wrong).isEmpty();
    }

    private static void expect(List<String> wrong, Column column, List<String> types) {
        if (!types.contains(column.type())) {
            wrong.add(column + " is none of " + types);
        }
    }

    /** Bytes are either text that a person can be looked for in, or nobody's business, or gone soon. */
    @Test
    void whatIsNoTextIsAccountedFor() {
        assertThat(tables().filter(table -> table.exported() == null)
                .flatMap(table -> catalogue.layout(table.name()).columns().stream()
                        .filter(column -> column.type().equals("bytea"))
                        .filter(column -> !table.bytes().contains(column.name())
                                && !table.secrets().contains(column.name()))
                        .map(column -> table.name() + "." + column.name())))
                .isEmpty();
    }

    /** Rows that belong to no workspace cannot be exported, and what is not says why, in the manifest of each export. */
    @Test
    void everyTableIsExportedOrSaysWhyNot() {
        assertThat(tables().filter(table -> table.exported() == null && table.scope() == null).map(StoredTable::name))
                .as("neither exported nor explained").isEmpty();
        assertThat(tables().map(StoredTable::exported).filter(Objects::nonNull))
                .allSatisfy(why -> assertThat(why).isNotBlank().doesNotEndWith(".").matches("\\p{Lower}.*"));
    }

    /** An export has every column that is not declared a secret. */
    @Test
    void whatIsNamedLikeASecretIsOne() {
        assertThat(tables().filter(table -> table.exported() == null)
                .flatMap(table -> catalogue.layout(table.name()).columns().stream().map(Column::name)
                        .filter(name -> name.matches("(.*_)?(token|secret|password|credential|hash|ciphertext)(_.*)?"))
                        .filter(name -> !table.secrets().contains(name)).map(name -> table.name() + "." + name)))
                .containsExactlyInAnyOrder(NO_SECRETS);
    }

    /** Rows with text can be gone through in order, and changed one by one. */
    @Test
    void everyTableWithTextHasAKey() {
        assertThat(tables().filter(table -> catalogue.layout(table.name()).key().isEmpty())
                .filter(table -> !catalogue.layout(table.name()).texts().isEmpty()).map(StoredTable::name)).isEmpty();
    }

    @Test
    void theirConditionsAreSql() {
        UUID nobody = new UUID(0, 1);
        tables().forEach(table -> {
            String scope = table.scope() == null ? "true" : table.scope();
            String past = table.past() == null ? "true" : table.past();
            List<String> authors = table.words().stream().flatMap(words -> words.authors().stream()).toList();
            assertThatCode(() -> jdbc.sql("select " + (authors.isEmpty() ? "1" : String.join(", ", authors)) + " from "
                    + table.name() + " t where (" + scope + ") and (" + past + ")").param("workspace", nobody)
                    .query().listOfRows()).as(table.name()).doesNotThrowAnyException();
            table.shownBy().forEach(sql -> assertThatCode(() -> jdbc.sql(sql).param("workspace", nobody)
                    .param("about", new UUID[]{nobody}).query(UUID.class).list()).as(table.name())
                    .doesNotThrowAnyException());
        });
        kinds().map(DataKind::retention).filter(Objects::nonNull).flatMap(retention -> retention.removals().stream())
                .forEach(removal -> assertThatCode(() -> jdbc.sql("select " + removal.age() + " from "
                        + removal.table() + " t where " + removal.only()).query().listOfRows()).as(removal.table())
                        .doesNotThrowAnyException());
    }

    @Test
    void retentionIsOfTheKindsOwnTables() {
        assertThat(kinds().filter(kind -> kind.retention() != null)).allSatisfy(kind -> assertThat(
                requireNonNull(kind.retention()).removals().stream().map(Removal::table).toList())
                .isSubsetOf(kind.tables().stream().map(StoredTable::name).toList()));
    }

    private Stream<DataKind> kinds() {
        return inventories.stream().flatMap(inventory -> inventory.kinds().stream());
    }

    private Stream<StoredTable> tables() {
        return kinds().flatMap(kind -> kind.tables().stream());
    }
}
