package dev.steward.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

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
    void claimsThatNoButtonOfOursMakesAreNoClaims() {
        assertThat(ApprovalActions.Claim.read(null)).isEmpty();
        assertThat(ApprovalActions.Claim.read("7")).isEmpty();
        assertThat(ApprovalActions.Claim.read("' or 1=1 --")).isEmpty();
        assertThat(ApprovalActions.Claim.read("00000000-0000-0007-0000-000000000007 x")).isEmpty();
        assertThat(ApprovalActions.Claim.read("00000000-0000-0007-0000-000000000007 2")).isPresent();
    }
}
