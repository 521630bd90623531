package dev.steward.cadence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

import dev.steward.cadence.Ask.Answer;
import dev.steward.cadence.Session.Facts;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

class AskTest {
    private static final Instant TEN = Instant.parse("2026-11-03T10:00:00Z");
    private static final Instant LATER = TEN.plusSeconds(60);
    private static final List<String> EMPTY = List.of();

    private final Session session = Session.prepare(
            new Facts(new SessionId(UUID.randomUUID()), new WorkspaceId(UUID.randomUUID()),
                    new CadenceId(UUID.randomUUID()),
                    true),
            LocalDateTime.of(2026, 11, 3, 10, 0), TEN, null, TEN);
    private final Ask ask = Ask.of(new AskId(UUID.randomUUID()), session, new UserId("U1"), List.of("Moved?", "Next?"),
            TEN, LATER);

    @Test
    void oneAnswerIsEnough() {
        assertThatThrownBy(() -> ask.write(EMPTY, List.of(" ", "\n"), false, TEN)).isInstanceOf(Refused.class);
        Ask written = ask.write(EMPTY, List.of("", " Imports "), false, TEN);
        assertThat(written.given()).containsExactly(new Answer("Next?", "Imports"));
        assertThat(written.answeredAt()).isEqualTo(TEN);
        assertThat(written.changedAt()).isNull();
        assertThat(written.version()).isEqualTo(1);
    }

    @Test
    void whatIsAnsweredAfterItClosedIsLateAndWhatIsOnlyChangedIsNot() {
        assertThat(ask.write(EMPTY, List.of("a", ""), true, TEN).late()).isTrue();
        Ask inTime = ask.write(EMPTY, List.of("a", ""), false, TEN);
        Ask changed = inTime.write(List.of("a", ""), List.of("b", ""), true, LATER);
        assertThat(changed.late()).isFalse();
        assertThat(changed.answeredAt()).isEqualTo(TEN);
        assertThat(changed.changedAt()).isEqualTo(LATER);
    }

    @Test
    void sendingTheSameAgainChangesNothing() {
        Ask once = ask.write(EMPTY, List.of("a", "b"), false, TEN);
        assertThat(once.write(EMPTY, List.of("a", "b"), false, LATER)).isSameAs(once);
    }

    @Test
    void oneWhoTakesPartOfItselfKeepsAnswersToQuestionsThatChangedMeanwhile() {
        Ask.Typed typed = ask.among(List.of("How?", "Next?"), List.of("Well", "Imports"));
        Ask written = typed.ask().write(EMPTY, typed.texts(), false, TEN);
        assertThat(written.given()).containsExactly(new Answer("Next?", "Imports"), new Answer("How?", "Well"));
    }

    /** Two forms that were opened at the same version, sent one after the other. */
    @Property
    void ofTwoAtOnceNothingIsUndone(@ForAll @Size(2) List<@AlphaChars @StringLength(max = 2) String> found,
            @ForAll @Size(2) List<@AlphaChars @StringLength(max = 2) String> one,
            @ForAll @Size(2) List<@AlphaChars @StringLength(max = 2) String> other) {
        if (List.of(found, one, other).stream().anyMatch(texts -> String.join("", texts).isBlank())) {
            return;
        }
        Ask both = ask.write(EMPTY, found, false, TEN).write(found, one, false, LATER).write(found, other, false,
                LATER);
        for (int i = 0; i < 2; i++) {
            boolean left = other.get(i).equals(found.get(i));
            assertThat(both.answers().get(i).text()).isEqualTo(left ? one.get(i) : other.get(i));
        }
        assertThat(both.answeredAt()).isEqualTo(TEN);
    }
}
