package dev.steward.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class FilePartsTest {
    private final List<String> occasions = new ArrayList<>();
    private final List<Document> shared = new ArrayList<>();
    private final FileParts parts = new FileParts("releases", "csv", "Releases", LocalDate.parse("2026-11-21"),
            (occasion, part) -> {
                occasions.add(occasion);
                shared.add(part);
            });

    @Test
    void oneIsCalledWhatItIs() {
        parts.say("7 releases.");
        parts.add(new byte[]{1});

        assertThat(shared).singleElement().satisfies(part -> {
            assertThat(part.name()).isEqualTo("releases-2026-11-21.csv");
            assertThat(part.title()).isEqualTo("Releases of 2026-11-21");
            assertThat(part.words()).isEqualTo("7 releases.");
        });
    }

    @Test
    void severalAreCountedAndTheLastSaysWhatThereIsToSay() {
        parts.add(new byte[]{1});
        parts.add(new byte[]{2});
        parts.say("900 releases.");
        parts.add(new byte[]{3});

        assertThat(parts.shared()).isEqualTo(3);
        assertThat(occasions).containsExactly("file 1", "file 2", "file 3");
        assertThat(shared).extracting(Document::name).containsExactly("releases-2026-11-21.csv",
                "releases-2026-11-21-2.csv", "releases-2026-11-21-3.csv");
        assertThat(shared).extracting(Document::title).containsExactly("Releases of 2026-11-21",
                "Releases of 2026-11-21, part 2", "Releases of 2026-11-21, part 3");
        assertThat(shared).extracting(Document::words).containsExactly("", "", "900 releases.");
    }
}
