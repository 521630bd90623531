package dev.steward.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.steward.inventory.DataInventory;
import dev.steward.inventory.DataKind;
import dev.steward.sandbox.SandboxTest;

/** The table of docs/privacy.md is what the modules say. */
@SandboxTest
class PrivacyTableTest {
    private static final Path GUIDE = Path.of("docs/privacy.md");
    private static final String BEGIN = "<!-- generated from the data inventory -->\n";
    private static final String END = "<!-- end -->\n";

    @Autowired
    List<DataInventory> inventories;

    @Test
    void theTableInTheDocsIsTheInventory() throws IOException {
        String guide = Files.readString(GUIDE);
        String wanted = guide.substring(0, guide.indexOf(BEGIN) + BEGIN.length()) + table()
                + guide.substring(guide.indexOf(END));
        if (Boolean.getBoolean("steward.regenerate")) {
            Files.writeString(GUIDE, wanted);
        }
        assertThat(Files.readString(GUIDE))
                .as("out of date: mvn test -Dtest=PrivacyTableTest -Dsteward.regenerate=true").isEqualTo(wanted);
    }

    private String table() {
        return "| what | why | for how long | who sees it | tables |\n|---|---|---|---|---|\n"
                + inventories.stream().flatMap(inventory -> inventory.kinds().stream())
                        .sorted(Comparator.comparing(DataKind::name)).map(PrivacyTableTest::row)
                        .collect(Collectors.joining());
    }

    private static String row(DataKind kind) {
        return "| " + String.join(" | ", kind.title(), kind.why(), kind.kept() + limit(kind), kind.seenBy(),
                kind.tables().stream().map(table -> "`" + table.name() + "`")
                        .collect(Collectors.joining(" ")))
                + " |\n";
    }

    private static String limit(DataKind kind) {
        return kind.retention() == null
                ? ""
                : "; less where the workspace says so" + (kind.retention().standard() == 0
                        ? ""
                        : ", " + kind.retention().standard() + " days where it says nothing");
    }
}
