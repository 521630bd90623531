package dev.steward.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Phrases;
import dev.steward.slack.PlainWords;
import dev.steward.workspace.Member;
import dev.steward.workspace.Role;

class PlainWordsTest {
    @Test
    void namesPeopleAndTimesWhereNothingIsFormatted() {
        String sentence = "Only <@U1> and <@U2> can answer *AP-7* since " + Phrases.time(Instant.EPOCH) + " "
                + Mrkdwn.escape("<a> & @b");

        assertThat(PlainWords.of(sentence, id -> id.value().equals("U1")
                ? Optional.of(new Member(CardExamples.WORKSPACE, id, "T", "Ana Silva", null, ZoneOffset.UTC,
                        Role.MEMBER, false, false))
                : Optional.empty()))
                .isEqualTo("Only Ana Silva and somebody can answer AP-7 since Thu 1 Jan, 00:00 UTC <a> & @b");
    }

    @Test
    void whatNoButtonOfOursCarriesIsNothing() {
        assertThat(AskCard.APPROVE.read(null)).isEmpty();
        assertThat(AskCard.APPROVE.read("7")).isEmpty();
        assertThat(AskCard.APPROVE.read("' or 1=1 --")).isEmpty();
        assertThat(AskCard.APPROVE.read("00000000-0000-0007-0000-000000000007 x")).isEmpty();
        assertThat(AskCard.APPROVE.read("00000000-0000-0007-0000-000000000007 0 1 0 1.x")).isEmpty();
        assertThat(AskCard.APPROVE.read("00000000-0000-0007-0000-000000000007 0 99999999999 0 1")).isEmpty();
    }

    @Test
    void whatOlderButtonsCarriedIsReadForGood() {
        String id = "00000000-0000-0007-0000-000000000007";
        var request = new RequestId(UUID.fromString(id));

        assertThat(AskCard.APPROVE.read(id)).contains(new AsShown(request, 0, 0, 0, Set.of()));
        assertThat(ApprovalCard.ANSWER.read(id + " 2")).contains(new AsShown(request, 2, 0, 0, Set.of()));
        assertThat(AskCard.MORE.read("comment " + id)).contains(
                new AskCard.More(AskCard.More.Chosen.COMMENT, new AsShown(request, 0, 0, 0, Set.of())));
        assertThat(AskCard.APPROVE.read(id + " 0 3 2 0.2")).contains(new AsShown(request, 0, 3, 2, Set.of(0, 2)));
        assertThat(AskCard.APPROVE.value(new AsShown(request, 0, 3, 2, Set.of(2, 0)))).isEqualTo(id + " 0 3 2 0.2");
    }
}
