package dev.steward.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;

import net.fortuna.ical4j.model.TimeZoneRegistryFactory;
import org.junit.jupiter.api.Test;

class ZonesTest {
    @Test
    void areThoseOfTheTzDatabaseWhateverLibrariesAdd() {
        TimeZoneRegistryFactory.getInstance().createRegistry();

        assertThat(Zones.IDS).hasSizeGreaterThan(500).contains("Europe/Berlin", "UTC")
                .allSatisfy(id -> assertThat(ZoneId.of(id).getRules().getOffset(Instant.EPOCH)).isNotNull())
                .noneMatch(id -> id.startsWith("ical4j"));
    }

    @Test
    void areFoundByPartOfTheirName() {
        assertThat(Zones.like("york", 5)).containsExactly("America/New_York");
        assertThat(Zones.like("new y", 5)).containsExactly("America/New_York");
        assertThat(Zones.like("LON", 3)).containsExactly("Arctic/Longyearbyen", "Europe/London",
                "America/Blanc-Sablon");
        assertThat(Zones.like("", 7)).hasSize(7);
        assertThat(Zones.like("nowhere", 7)).isEmpty();
    }
}
