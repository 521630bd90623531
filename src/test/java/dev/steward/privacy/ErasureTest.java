package dev.steward.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

import org.junit.jupiter.api.Test;

import dev.steward.privacy.Erasure.Choice;
import dev.steward.privacy.Erasure.State;
import dev.steward.privacy.Erasure.Subject;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

class ErasureTest {
    private static final UserId MAYA = new UserId("U0MAYA");
    private static final UserId JONAS = new UserId("U0JONAS");
    private static final UserId AMARA = new UserId("U0AMARA");
    private static final Instant NOW = Instant.parse("2026-11-30T09:00:00Z");
    private static final Subject SUBJECT = new Subject(Erasure.PERSON, MAYA, null, "Maya",
            new Names("Maya", null, null, null));

    private static Erasure asked() {
        return Erasure.ask(new UUID(0, 1), new WorkspaceId(new UUID(0, 2)), 3, 7, SUBJECT,
                new Choice(false, false, List.of("Mae")),
                false, JONAS, NOW);
    }

    private static Erasure waiting() {
        return asked().counted().submit(JONAS, List.of(AMARA), NOW);
    }

    @Test
    void aSecondPersonAgreesAndNothingIsKnownOfThemOnceItIsDone() {
        Erasure running = waiting().agree(AMARA, List.of(AMARA), NOW.plusSeconds(60));
        assertThat(running.state()).isEqualTo(State.RUNNING);
        assertThat(running.subject()).isEqualTo(SUBJECT);

        Erasure done = running.done(NOW.plusSeconds(90));
        assertThat(done.subject()).isNull();
        assertThat(done.choice().others()).isEmpty();
        assertThat(done.reference()).isEqualTo("ER-3");
        assertThat(done.instead()).isEqualTo("Anonymous 7");
        assertThat(done.agreed()).isNotNull();
        assertThat(done.version()).isEqualTo(5);
    }

    @Test
    void whoeverAskedDoesNotAgreeAndWhoeverItIsAboutNeither() {
        assertThat(refused(() -> waiting().agree(JONAS, List.of(AMARA), NOW))).contains("Somebody else has to agree");
        assertThat(refused(() -> waiting().agree(MAYA, List.of(AMARA), NOW))).contains("it is about you");
        assertThat(refused(() -> waiting().refuse(JONAS, NOW))).contains("You can cancel it");
        assertThat(refused(() -> asked().counted().submit(AMARA, List.of(), NOW))).contains("<@U0JONAS>'s");
    }

    @Test
    void whoeverIsAloneWaitsADay() {
        Erasure alone = asked().counted().submit(JONAS, List.of(), NOW);
        assertThat(alone.aloneUntil()).isEqualTo(NOW.plus(Duration.ofDays(1)));

        assertThat(refused(() -> alone.agree(JONAS, List.of(), NOW.plus(Duration.ofHours(23)))))
                .contains("a day after");
        assertThat(refused(() -> alone.agree(JONAS, List.of(AMARA), NOW.plus(Duration.ofDays(2)))))
                .contains("Somebody else has to agree");
        assertThat(alone.agree(JONAS, List.of(), NOW.plus(Duration.ofDays(1))).state()).isEqualTo(State.RUNNING);
        assertThat(alone.agree(AMARA, List.of(AMARA), NOW).state()).as("somebody who came").isEqualTo(State.RUNNING);
    }

    @Test
    void whoIsLeftIsLookedAtAgain() {
        Erasure left = waiting().lookedAgain(List.of(), NOW.plusSeconds(5));
        assertThat(left.aloneUntil()).isEqualTo(NOW.plusSeconds(5).plus(Duration.ofDays(1)));
        assertThat(left.lookedAgain(List.of(), NOW.plusSeconds(9))).isEqualTo(left);
        assertThat(left.lookedAgain(List.of(AMARA), NOW.plusSeconds(9)).aloneUntil()).isNull();
        assertThat(waiting().lookedAgain(List.of(AMARA), NOW)).isEqualTo(waiting());
    }

    @Test
    void itEndsOtherwise() {
        assertThat(waiting().refuse(AMARA, NOW).state()).isEqualTo(State.REFUSED);
        assertThat(waiting().refuse(AMARA, NOW).subject()).isNull();
        assertThat(asked().cancel(AMARA, NOW).state()).isEqualTo(State.CANCELLED);
        assertThat(waiting().cancel(JONAS, NOW).state()).isEqualTo(State.CANCELLED);
        assertThat(waiting().expired(NOW.plus(Duration.ofDays(13)))).isFalse();
        assertThat(waiting().expired(NOW.plus(Duration.ofDays(14)))).isTrue();
        assertThat(waiting().expire(NOW).state()).isEqualTo(State.EXPIRED);
    }

    @Test
    void whoIsBackIsCountedAnew() {
        Erasure again = waiting().recount(true);
        assertThat(again.state()).isEqualTo(State.COUNTING);
        assertThat(again.past()).isTrue();
        assertThat(again.counted().submit(JONAS, List.of(AMARA), NOW).state()).isEqualTo(State.WAITING);
    }

    /** Each transition from each state: what the picture does not show is refused, with how it stands. */
    @Test
    void whatIsNotInThePictureIsRefused() {
        Erasure running = waiting().agree(AMARA, List.of(AMARA), NOW);
        List<Erasure> all = List.of(asked(), asked().counted(), waiting(), running, running.done(NOW),
                asked().cancel(JONAS, NOW), waiting().refuse(AMARA, NOW), waiting().expire(NOW));
        for (Erasure each : all) {
            if (each.state() != State.COUNTING) {
                assertThat(refused(each::counted)).isEqualTo(each.stands());
            }
            if (each.state() != State.READY) {
                assertThat(refused(() -> each.submit(JONAS, List.of(), NOW))).isEqualTo(each.stands());
            }
            if (each.state() != State.WAITING) {
                assertThat(refused(() -> each.agree(AMARA, List.of(), NOW))).isEqualTo(each.stands());
                assertThat(refused(() -> each.refuse(AMARA, NOW))).isEqualTo(each.stands());
            }
            if (each.state() != State.READY && each.state() != State.WAITING) {
                assertThat(refused(() -> each.recount(true))).isEqualTo(each.stands());
            }
            if (each.state() == State.RUNNING || each.state().ended()) {
                assertThat(refused(() -> each.cancel(JONAS, NOW))).isEqualTo(each.stands());
            }
            if (each.state() != State.RUNNING) {
                assertThat(refused(() -> each.done(NOW))).isEqualTo(each.stands());
            }
        }
    }

    private static String refused(Supplier<Erasure> transition) {
        Refused refused = catchThrowableOfType(Refused.class, transition::get);
        assertThat(refused).as("is refused").isNotNull();
        return refused.sentence();
    }
}
