package dev.steward.approval;

import static dev.steward.approval.Office.*;
import static dev.steward.approval.Story.*;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import dev.steward.policy.Need;
import dev.steward.workspace.UserId;

/** Each thing that cannot be done, and the sentence that says why. That nothing has changed is checked each time. */
class RefusalsTest {
    private final Story story = new Story().opens(ask(ANNA, BEN).need(Need.ALL));

    private String approve(UserId by) {
        return story.refused((request, roster, now) -> request.approve(by, null, roster, now));
    }

    @Test
    void nobodyApprovesTheirOwn() {
        assertThat(approve(PAUL)).isEqualTo("This is your own request, so somebody else has to decide it.");
    }

    @Test
    void othersAreToldWhoCan() {
        assertThat(approve(FAY)).isEqualTo("Only <@UANNA> and <@UBEN> can answer AP-7 now.");
    }

    @Test
    void approvingTwice() {
        story.approves(ANNA);
        assertThat(approve(ANNA)).isEqualTo("You have approved AP-7 already; it waits for others.");
    }

    @Test
    void aStaleCardTellsWhatHappened() {
        story.approves(ANNA).approves(BEN);
        assertThat(approve(ANNA)).isEqualTo("AP-7 was approved by <@UBEN> "
                + "<!date^1772442000^{date_short_pretty} at {time}|Mon 2 Mar, 09:00 UTC>, so nothing has changed now.");
        assertThat(story.refused((request, roster, now) -> request.withdraw(PAUL, null, now)))
                .startsWith("AP-7 was approved by <@UBEN> ");
    }

    @Test
    void aStageThatIsThrough() {
        Story other = new Story().opens(ask(ANNA, BEN).named("product"), ask(CLEO).named("legal")).approves(ANNA);
        assertThat(other.refused((request, roster, now) -> request.approve(BEN, null, roster, now)))
                .isEqualTo("The stage *product* is approved already, so your answer was not needed.");
    }

    @Test
    void deactivatedMembers() {
        story.office.deactivated.add(ANNA);
        assertThat(approve(ANNA))
                .isEqualTo("You cannot answer here: your account is not an active member of this workspace.");
    }

    @Test
    void whoeverCameBackFromDeactivationWasInNoGroup() {
        story.office.deactivated.add(ANNA);
        story.look();
        story.office.deactivated.clear();
        assertThat(approve(ANNA)).isEqualTo("Only <@UBEN> can answer AP-7 now.");
    }

    @Test
    void whileTheRequesterChangesIt() {
        story.wantsChanges(ANNA);
        assertThat(approve(BEN)).isEqualTo("It is <@UPAUL>'s turn to change AP-7. You will be asked again.");
        assertThat(story.refused((request, roster, now) -> request.requestChanges(BEN, "x", roster, now)))
                .isEqualTo("Somebody asked for changes to AP-7 already; you will be asked again.");
        assertThat(story.refused((request, roster, now) -> request.remind(PAUL, now)))
                .isEqualTo("It is your turn: change what was asked for, and resubmit it.");
    }

    @Test
    void whileItIsBlocked() {
        story.blocks(ANNA);
        assertThat(story.refused((request, roster, now) -> request.requestChanges(BEN, "x", roster, now)))
                .isEqualTo("AP-7 is blocked at the moment. Once that is settled you can ask for changes.");
        assertThat(story.refused((request, roster, now) -> request.block(ANNA, "x", roster, now)))
                .isEqualTo("You have blocked AP-7 already.");
        assertThat(story.refused((request, roster, now) -> request.rule(BEN, true, "x", roster, now)))
                .isEqualTo("Only <@UEMIL> can rule on this block.");
        story.office.deactivated.add(EMIL);
        assertThat(story.refused((request, roster, now) -> request.rule(EMIL, true, "x", roster, now)))
                .isEqualTo("You cannot answer here: your account is not an active member of this workspace.");
    }

    @Test
    void aRulingOnNothing() {
        assertThat(story.refused((request, roster, now) -> request.rule(EMIL, true, "x", roster, now)))
                .isEqualTo("There is no block to rule on any more.");
    }

    @Test
    void delegating() {
        assertThat(delegate(ANNA)).isEqualTo("Please choose somebody else: it waits for you already.");
        assertThat(delegate(PAUL)).isEqualTo("<@UPAUL> asks for this approval and cannot give it.");
        assertThat(delegate(BEN)).isEqualTo("<@UBEN> is asked already.");
        story.office.deactivated.add(FAY);
        assertThat(delegate(FAY))
                .isEqualTo("<@UFAY> cannot answer here. Please choose an active member of this workspace.");
        story.approves(ANNA);
        assertThat(delegate(CLEO)).isEqualTo("You have answered already, so there is nothing to delegate.");
    }

    private String delegate(UserId to) {
        return story.refused((request, roster, now) -> request.delegate(ANNA, to, roster, now));
    }

    @Test
    void handingBackAndForth() {
        story.delegates(ANNA, CLEO);
        assertThat(story.refused((request, roster, now) -> request.delegate(CLEO, ANNA, roster, now)))
                .isEqualTo("<@UANNA> handed this on before, and would only get it back.");
        assertThat(approve(ANNA)).isEqualTo("<@UCLEO> answers in your place now.");
    }

    @Test
    void handingOnForEver() {
        story.delegates(ANNA, CLEO).delegates(CLEO, DORA).delegates(DORA, EMIL).delegates(EMIL, FAY)
                .delegates(FAY, ADA);
        assertThat(story.refused((request, roster, now) -> request.delegate(ADA,
                new UserId("UX"), roster, now)))
                .isEqualTo("This was handed on 5 times already. Please answer it yourself.");
    }

    @Test
    void whatIsTheRequestersAlone() {
        assertThat(story.refused((request, roster, now) -> request.remind(ANNA, now)))
                .isEqualTo("Only <@UPAUL>, who asked, can remind it.");
        assertThat(story.refused((request, roster, now) -> request.withdraw(ANNA, null, now)))
                .isEqualTo("Only <@UPAUL>, who asked, can withdraw it.");
        assertThat(story.refused((request, roster, now) -> request.resubmit(ANNA, question(), request.terms(), roster,
                now))).isEqualTo("Only <@UPAUL>, who asked, can resubmit it.");
        assertThat(story.refused((request, roster, now) -> request.resubmit(PAUL, question(), request.terms(), roster,
                now))).isEqualTo("Nothing has changed, so nobody needs to be asked again.");
    }

    @Test
    void questions() {
        assertThat(story.refused((request, roster, now) -> request.answer(PAUL, 1, "x", now)))
                .isEqualTo("There is no such question.");
        story.asks(ANNA);
        assertThat(story.refused((request, roster, now) -> request.answer(BEN, 1, "x", now)))
                .isEqualTo("Only <@UPAUL> can answer questions about AP-7.");
        story.answers(1);
        assertThat(story.refused((request, roster, now) -> request.answer(PAUL, 1, "x", now)))
                .isEqualTo("You have answered this question already.");
        assertThat(story.refused((request, roster, now) -> request.ask(FAY, "x", roster, now)))
                .isEqualTo("Only <@UANNA> and <@UBEN> can answer AP-7 now.");
    }

    @Test
    void reopening() {
        assertThat(story.refused((request, roster, now) -> request.reopen(PAUL, true, "x", request.terms(), roster,
                now))).isEqualTo("AP-7 is open.");
        story.approves(ANNA).approves(BEN);
        assertThat(story.refused((request, roster, now) -> request.reopen(FAY, false, "x", request.terms(), roster,
                now))).isEqualTo("Only those who took part, ops people and admins can reopen AP-7.");
    }

    @Test
    void remindingNobody() {
        Story empty = new Story();
        empty.office.admins.clear();
        empty.opens(ask(PAUL));
        assertThat(empty.refused((request, roster, now) -> request.remind(PAUL, now)))
                .isEqualTo("There is nobody to remind at the moment.");
    }
}
