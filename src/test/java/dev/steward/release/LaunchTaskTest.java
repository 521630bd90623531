package dev.steward.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.steward.release.ChecklistItem.Said;
import dev.steward.release.LaunchTask.How;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

class LaunchTaskTest {
    private static final UserId ANNA = new UserId("UANNA");
    private static final UserId BEN = new UserId("UBEN");
    private static final Instant NOW = Instant.parse("2026-12-01T09:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(3_600);
    private final LaunchTask open = LaunchTask.asked(new TaskId(new UUID(0, 1)), new WorkspaceId(new UUID(0, 2)),
            new ReleaseId(new UUID(0, 3)), 0, new Said("Docs", Assignee.AREA_OWNER, new Offset(-2)), ANNA, false, NOW);

    @Test
    void itIsDoneOnceAndSaysByWhom() {
        LaunchTask done = open.done(BEN, LATER);
        assertThat(Objects.requireNonNull(done.ended()).how()).isEqualTo(How.DONE);
        assertThat(done.touched()).isTrue();
        assertThat(refused(() -> done.done(ANNA, LATER))).isEqualTo("It is done already, says <@UBEN>.");
        assertThat(refused(() -> done.handOver(ANNA))).isEqualTo("It is done already, says <@UBEN>.");
    }

    @Test
    void whatIsNotNeededHasAReason() {
        assertThat(refused(() -> open.notNeeded(ANNA, " ", NOW))).contains("why");
        assertThat(refused(() -> open.notNeeded(ANNA, "x".repeat(1_001), NOW))).contains("1000 characters");
        LaunchTask ended = open.notNeeded(ANNA, " No docs \n", NOW);
        assertThat(Objects.requireNonNull(ended.ended()).reason()).isEqualTo("No docs");
        assertThat(refused(() -> ended.notNeeded(BEN, "why", NOW))).isEqualTo("It is not needed, says <@UANNA>.");
    }

    @Test
    void whoeverItIsHandedToHasItByName() {
        LaunchTask handed = open.handOver(BEN);
        assertThat(handed.owner()).isEqualTo(BEN);
        assertThat(handed.assignee()).as("and keeps it when the area's owner changes")
                .isEqualTo(new Assignee.Person(BEN));
        assertThat(refused(() -> handed.handOver(BEN))).isEqualTo("It is <@UBEN>'s already.");
    }

    @Test
    void whatIsOpenedAgainIsAskedForAnew() {
        LaunchTask again = open.due(NOW).taken(3).done(ANNA, NOW).reopen(LATER);
        assertThat(List.of(again.open(), again.askedAt(), again.taken())).isEqualTo(List.of(true, LATER, 0));
        assertThat(refused(() -> again.reopen(LATER))).isEqualTo("It is open already.");
        assertThat(refused(() -> open.dropped("REL-1 was discarded", NOW).reopen(LATER)))
                .isEqualTo("Its release does not take it any more.");
    }

    @Test
    void assigneesAreReadAsTheyAreKept() {
        for (Assignee assignee : List.of(Assignee.RELEASE_OWNER, Assignee.AREA_OWNER, new Assignee.Person(ANNA))) {
            assertThat(Assignee.of(assignee.key())).isEqualTo(assignee);
        }
    }

    private static String refused(Runnable change) {
        return catchThrowableOfType(Refused.class, change::run).sentence();
    }
}
