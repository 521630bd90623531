package dev.steward.cadence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.steward.slack.Message;

/** What becomes of reminders that wait for Slack together. */
class RemindOfAsksTest {
    private static final Instant UNTIL = Instant.parse("2026-03-03T17:00:00Z");

    /** Slack takes no message with two blocks of one id. */
    @Test
    void ofTwoAboutOneSessionTheNewestStands() {
        Given given = Given.written();
        Cadence cadence = Cadence.create(new Cadence.Facts(Given.CADENCE, Given.WORKSPACE, new Reference(2), UNTIL),
                Given.ANA, given.rules());
        var ask = new UUID(1, 1);
        var other = new UUID(1, 2);
        Message merged = new RemindOfAsks().merge(List.of(reminder(cadence, given, ask, UNTIL.minusSeconds(60)),
                reminder(cadence, given, other, UNTIL), reminder(cadence, given, ask, UNTIL)));
        assertThat(merged.blocks()).hasSize(4).extracting(block -> block.getBlockId()).doesNotHaveDuplicates();
        assertThat(merged.text()).doesNotContain(String.valueOf(UNTIL.minusSeconds(60).getEpochSecond()));
    }

    private static Message reminder(Cadence cadence, Given given, UUID ask, Instant until) {
        return AskCard.reminder(cadence, given.session(), ask, until);
    }
}
