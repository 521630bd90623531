package dev.steward.cadence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.steward.cadence.MeetingButtons.Chosen;
import dev.steward.cadence.MeetingButtons.More;

/** What buttons carry, as they carry it now and as they once did. */
class SnapshotTest {
    private final Session session = Given.meeting().session();

    @Test
    void whatIsCarriedIsRead() {
        session.preRead(Given.ANA, "https://example.com/one", Given.at("2026-03-01T10:00"));
        SessionSnapshot shown = SessionSnapshot.of(session);
        assertThat(SessionSnapshot.CODEC.read(SessionSnapshot.CODEC.encode(shown))).contains(shown);
        var chosen = new Chosen(More.SKIP, shown);
        assertThat(MeetingButtons.MORE.value(chosen)).hasSizeLessThanOrEqualTo(150);
        assertThat(MeetingButtons.MORE.read(MeetingButtons.MORE.value(chosen))).contains(chosen);
        shown.requireTime(session);
        shown.requireFacilitator(session);
        shown.requirePreRead(session);
    }

    @Test
    void whatHasChangedIsNoticed() {
        SessionSnapshot shown = SessionSnapshot.of(session);
        session.preRead(Given.ANA, "https://example.com/one", Given.at("2026-03-01T10:00"));
        session.facilitate(Given.BEN, Given.BEN, Given.at("2026-03-01T10:00"));
        session.reschedule(Given.TUESDAY.plusDays(1), Given.at("2026-03-04T10:00"), Given.at("2026-03-01T10:00"));
        assertThatThrownBy(() -> shown.requireTime(session)).isInstanceOf(Outdated.class)
                .hasMessageStartingWith("It's at another time now: <!date^");
        assertThatThrownBy(() -> shown.requireFacilitator(session)).isInstanceOf(Outdated.class)
                .hasMessage("<@U0BEN> facilitates it now.");
        assertThatThrownBy(() -> shown.requirePreRead(session)).isInstanceOf(Outdated.class)
                .hasMessage("There's another pre-read now.");
    }

    /** Buttons stand in messages for good. */
    @Test
    void whatButtonsCarriedOnceIsUnderstood() {
        UUID id = session.facts().id().value();
        UUID item = UUID.randomUUID();
        SessionSnapshot alone = SessionSnapshot.CODEC.read(id.toString()).orElseThrow();
        alone.requireTime(session);
        alone.requireFacilitator(session);
        alone.requirePreRead(session);
        assertThat(alone.current()).isEmpty();
        assertThat(SessionSnapshot.CODEC.read(id + " -").flatMap(SessionSnapshot::current)).isEmpty();
        assertThat(SessionSnapshot.CODEC.read(id + " " + item).flatMap(SessionSnapshot::current)).contains(item);
        assertThat(MeetingButtons.MORE.read("SKIP " + id)).map(Chosen::what).contains(More.SKIP);
        assertThat(CadenceSnapshot.CODEC.read(id.toString())).map(CadenceSnapshot::version)
                .contains(CadenceSnapshot.UNKNOWN);
        assertThat(ActionSnapshot.CODEC.read(id.toString())).map(ActionSnapshot::version)
                .contains(ActionSnapshot.UNKNOWN);
    }

    @Test
    void whatSomebodyMadeUpIsNone() {
        UUID id = UUID.randomUUID();
        for (String value : new String[]{"", "x", id + " x", id + " - x", id + " - 1 - - -", "- " + id}) {
            assertThat(SessionSnapshot.CODEC.read(value)).as(value).isEqualTo(Optional.empty());
        }
        assertThat(MeetingButtons.MORE.read("DELETE " + id)).isEmpty();
        assertThat(ItemSnapshot.CODEC.read(id + " " + id + " 1")).isEmpty();
    }
}
