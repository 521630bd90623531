package dev.steward.approval;

import static dev.steward.approval.Office.*;
import static dev.steward.approval.Story.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import dev.steward.approval.Happening.Kind;
import dev.steward.initiative.Phase;
import dev.steward.policy.Approver;
import dev.steward.policy.Dimension;
import dev.steward.policy.Disagreement;
import dev.steward.policy.Need;
import dev.steward.policy.Position;
import dev.steward.policy.Risk;
import dev.steward.policy.Rung;
import dev.steward.policy.Scope;
import dev.steward.policy.Silence;
import dev.steward.schedule.WorkingAmount;

/** Blocks and rulings, changes and what is asked again, withdrawing and reopening. */
class ObjectionsTest {
    private final Story story = new Story();

    @Test
    void aBlockGoesToWhoRules() {
        story.opens(ask(ANNA, BEN)).blocks(ANNA);

        assertThat(story.state()).isEqualTo(RequestState.BLOCKED);
        assertThat(story.waitsFor()).containsExactly(EMIL);
    }

    @Test
    void anUpheldBlockRejects() {
        story.opens(ask(ANNA, BEN)).blocks(ANNA).upholds(EMIL);

        assertThat(story.request().outcome().orElseThrow())
                .isEqualTo(new Outcome(false, Outcome.How.RULING, EMIL, "we wait", MONDAY));
    }

    @Test
    void anOverruledBlockIsDissentAndTheOthersGoOn() {
        story.opens(ask(ANNA, BEN).need(Need.ALL)).blocks(ANNA).overrules(EMIL);
        assertThat(story.waitsFor()).containsExactly(BEN);

        story.approves(BEN);

        assertThat(story.state()).isEqualTo(RequestState.APPROVED);
        assertThat(story.request().dissents()).containsExactly(new Decision.Dissent(ANNA, "too early"));
    }

    @Test
    void overrulingTheOnlyOneWhoWasAskedDecides() {
        story.opens(ask(ANNA)).blocks(ANNA).overrules(EMIL);

        assertThat(story.request().outcome().orElseThrow())
                .isEqualTo(new Outcome(true, Outcome.How.AGREED, EMIL, null, MONDAY));
    }

    @Test
    void whoeverBlockedMayApproveAfterAll() {
        story.opens(ask(ANNA, BEN).need(Need.ALL)).approves(BEN).blocks(ANNA).approves(ANNA);

        assertThat(story.state()).isEqualTo(RequestState.APPROVED);
        assertThat(story.request().dissents()).isEmpty();
    }

    @Test
    void twoBlocksAreRuledOnTogether() {
        story.opens(ask(ANNA, BEN, CLEO)).blocks(ANNA).blocks(BEN).approves(ANNA);
        assertThat(story.state()).as("Ben still blocks").isEqualTo(RequestState.BLOCKED);

        story.blocks(ANNA).overrules(EMIL).approves(CLEO);

        assertThat(story.all(Kind.OVERRULED).getFirst().about()).containsExactly(ANNA, BEN);
        assertThat(story.request().dissents()).extracting(Decision.Dissent::by).containsExactly(ANNA, BEN);
    }

    @Test
    void othersMayApproveWhileItIsBlocked() {
        story.opens(ask(ANNA, BEN)).blocks(ANNA).approves(BEN);
        assertThat(story.state()).isEqualTo(RequestState.BLOCKED);

        story.overrules(EMIL);

        assertThat(story.state()).isEqualTo(RequestState.APPROVED);
    }

    @Test
    void nobodyRulesOnTheirOwnBlock() {
        story.opens(ask(EMIL)).blocks(EMIL);
        assertThat(story.waitsFor()).as("the last resort").containsExactly(ADA);

        assertThat(story.refused((request, roster, now) -> request.rule(EMIL, false, "so what", roster, now)))
                .isEqualTo("Only <@UADA> can rule on this block.");
    }

    @Test
    void aRulerWhoBlocksAsWellRulesNoMore() {
        story.opens(ask(ANNA, EMIL)).blocks(ANNA).blocks(EMIL);

        assertThat(story.waitsFor()).containsExactly(ADA);
    }

    @Test
    void theRequesterIsNeverTheRuler() {
        story.office.managers.put(ANNA, PAUL);
        story.disagreement = new Disagreement(List.of(new Approver.Holder(Position.APPROVERS_MANAGER)),
                WorkingAmount.days(1), List.of());
        story.opens(ask(ANNA)).blocks(ANNA);

        assertThat(story.waitsFor()).containsExactly(ADA);
        assertThat(story.refused((request, roster, now) -> request.rule(PAUL, false, "mine", roster, now)))
                .isEqualTo("This is your own request, so somebody else has to decide it.");
    }

    @Test
    void whoeverWasOverruledCannotHoldItUpAgain() {
        story.opens(ask(ANNA, BEN)).blocks(ANNA).overrules(EMIL);

        assertThat(story.refused((request, roster, now) -> request.block(ANNA, "still", roster, now)))
                .isEqualTo("Your block was ruled on; your dissent is on record.");
        assertThat(story.refused((request, roster, now) -> request.requestChanges(ANNA, "still", roster, now)))
                .isEqualTo("Your block was ruled on; your dissent is on record.");
    }

    @Test
    void aRungsBlockCountsLikeAnyOther() {
        story.opens(ask(ANNA).climb(WorkingAmount.days(1), true, person(FAY))).until("2026-03-03T09:00").blocks(FAY);
        assertThat(story.state()).isEqualTo(RequestState.BLOCKED);

        story.overrules(EMIL);

        assertThat(story.waitsFor()).as("the ruling says no more than that the block is none").containsExactly(ANNA);
    }

    @Test
    void whatIsToBeChangedStaysToBeChangedWhenABlockIsOverruled() {
        story.opens(ask(ANNA, BEN).silence(Silence.APPROVE)).wantsChanges(ANNA).blocks(BEN).overrules(EMIL);

        assertThat(story.state()).isEqualTo(RequestState.CHANGES_REQUESTED);
        story.until("2026-03-20T09:00");
        assertThat(story.state()).isEqualTo(RequestState.CHANGES_REQUESTED);
    }

    @Test
    void aRulingThatTakesTooLongClimbs() {
        story.disagreement = new Disagreement(List.of(person(EMIL)), WorkingAmount.days(2), List.of(
                new Rung(WorkingAmount.days(1), List.of(person(FAY)), true)));
        story.opens(ask(ANNA)).blocks(ANNA).until("2026-03-03T09:00");

        assertThat(story.waitsFor()).containsExactly(EMIL, FAY);
        story.overrules(FAY);
        assertThat(story.state()).isEqualTo(RequestState.APPROVED);
    }

    @Test
    void aRulingWithoutALadderClimbsToTheLastResort() {
        story.opens(ask(ANNA)).blocks(ANNA).until("2026-03-03T09:00");

        assertThat(story.waitsFor()).containsExactly(EMIL, ADA);
        assertThat(story.all(Kind.CLIMBED).getFirst().to()).as("is shown a card").containsExactly(ADA);
        story.until("2026-03-04T09:00");
        assertThat(story.all(Kind.CLIMBED)).hasSize(1);
        assertThat(story.times(Kind.TIME_UP)).containsExactly("2026-03-03T09:00", "2026-03-04T09:00");
    }

    @Test
    void aRulerWhoIsDeactivatedGivesWay() {
        story.opens(ask(ANNA)).blocks(ANNA);
        story.office.deactivated.add(EMIL);
        story.look();

        assertThat(story.waitsFor()).containsExactly(ADA);
    }

    @Test
    void changesAreTheRequestersTurn() {
        story.opens(ask(ANNA, BEN).need(Need.ALL)).approves(BEN).wantsChanges(ANNA);
        assertThat(story.waitsFor()).containsExactly(PAUL);

        story.resubmits(question());

        assertThat(story.waitsFor()).as("Ben's word stands").containsExactly(ANNA);
        assertThat(story.request().round()).isEqualTo(2);
    }

    @Test
    void whoeverWantedChangesMayApproveAfterAll() {
        story.opens(ask(ANNA)).wantsChanges(ANNA).approves(ANNA);

        assertThat(story.state()).isEqualTo(RequestState.APPROVED);
    }

    @Test
    void theRequesterIsRemindedEveryTwoDaysUntilTheyChangeIt() {
        story.opens(ask(ANNA)).wantsChanges(ANNA).until("2026-03-10T09:00");

        assertThat(story.times(Kind.REMINDED))
                .containsExactly("2026-03-04T09:00", "2026-03-06T09:00", "2026-03-10T09:00");
    }

    @ParameterizedTest
    @EnumSource(Dimension.class)
    void anApprovalStandsUnlessWhatItIsAboutHasChanged(Dimension dimension) {
        Dimension another = dimension == Dimension.COST ? Dimension.RISK : Dimension.COST;
        story.opens(ask(ANNA).named("it").about(dimension), ask(BEN).named("another").about(another),
                ask(CLEO).named("last")).approves(ANNA).approves(BEN).resubmits(changed(dimension));

        assertThat(story.waitsFor()).containsExactly(ANNA);
        assertThat(story.all(Kind.ASKED).getLast().to()).containsExactly(ANNA);

        story.approves(ANNA);
        assertThat(story.waitsFor()).as("Ben's word stands").containsExactly(CLEO);
    }

    private static Question changed(Dimension dimension) {
        Scope was = question().scope();
        var scope = new Scope(dimension == Dimension.AREA ? "Search" : was.area(),
                dimension == Dimension.PHASE ? Phase.EXECUTION : was.phase(),
                dimension == Dimension.TIER ? 1 : was.tier(),
                dimension == Dimension.COST ? new BigDecimal("1001") : was.cost(),
                dimension == Dimension.RISK ? Risk.HIGH : was.risk(),
                dimension == Dimension.AUDIENCE ? "everyone" : was.audience());
        return new Question(dimension == Dimension.WORDS ? "Shall we?" : "May we launch?", null, scope, List.of(), null,
                null);
    }

    @Test
    void aChangedCostMayNeedOtherPeople() {
        story.opens(ask(ANNA).named("product")).resubmits(costs("90000"),
                story.terms(false, ask(ANNA).named("product"), ask(FAY).named("board")));
        story.approves(ANNA);
        assertThat(story.waitsFor()).containsExactly(FAY);
    }

    @Test
    void aChangedCostMayNeedNobody() {
        story.opens(ask(ANNA)).resubmits(costs("1"), alone());

        assertThat(story.request().outcome().orElseThrow().how()).isEqualTo(Outcome.How.AUTONOMOUS);
    }

    @Test
    void whereAllThatIsLeftWasApprovedTheRequesterIsNotWhoDecided() {
        Story.StageTerms product = ask(ANNA).named("product").about(Dimension.AREA);
        story.opens(product, ask(FAY).named("board")).approves(ANNA)
                .resubmits(costs("1"), story.terms(false, product));

        assertThat(story.request().outcome().orElseThrow())
                .isEqualTo(new Outcome(true, Outcome.How.AGREED, null, null, MONDAY));
    }

    @Test
    void aBlockIsNotShakenOffByAskingTheSameAgain() {
        story.opens(ask(ANNA).silence(Silence.APPROVE)).blocks(ANNA);

        assertThat(story.refused((request, roster, now) -> request.resubmit(PAUL, question(), request.terms(), roster,
                now))).isEqualTo("Nothing has changed, so the block stands until <@UEMIL> rules on it.");
        story.resubmits(costs("1"));
        assertThat(story.waitsFor()).as("who blocked is asked about what has changed").containsExactly(ANNA);
    }

    @Test
    void whoeverBlockedIsAskedBeforeWhatOthersSaidIsEnough() {
        story.opens(ask(ANNA, BEN).about(Dimension.AREA)).blocks(ANNA).approves(BEN).resubmits(costs("1"));

        assertThat(story.waitsFor()).containsExactly(ANNA, BEN);
    }

    @Test
    void whatWasOverruledStandsWhereNothingItIsAboutHasChanged() {
        story.opens(ask(ANNA, BEN).need(Need.ALL).about(Dimension.AREA)).blocks(ANNA).overrules(EMIL).wantsChanges(BEN)
                .resubmits(costs("1"));
        assertThat(story.waitsFor()).containsExactly(BEN);

        story.approves(BEN);
        assertThat(story.request().dissents()).hasSize(1);
    }

    @Test
    void whatIsWithdrawnIsOver() {
        story.opens(ask(ANNA)).does((request, roster, now) -> request.withdraw(PAUL, "not now", now));

        assertThat(story.state()).isEqualTo(RequestState.WITHDRAWN);
        assertThat(story.waitsFor()).isEmpty();
        assertThat(story.refused((request, roster, now) -> request.approve(ANNA, null, roster, now)))
                .isEqualTo("AP-7 was withdrawn, so there is nothing to do any more.");
    }

    @Test
    void whatIsReopenedIsAskedOfEveryoneAnewUnderTodaysPolicy() {
        story.opens(ask(ANNA)).approves(ANNA);
        story.does((request, roster, now) -> request.reopen(PAUL, false, "it grew",
                story.terms(false, ask(BEN).named("new")), roster, now));

        assertThat(story.waitsFor()).containsExactly(BEN);
        assertThat(story.request().round()).isEqualTo(2);
        assertThat(story.request().outcome()).isEmpty();
    }

    @Test
    void reopeningWhatWasApprovedUndoesItsGate() {
        story.opens(ask(ANNA)).approves(ANNA);
        ApprovalRequest request = story.request();
        request.reopen(ANNA, false, "it grew", alone(), story.office.roster(story.now), story.now);

        assertThat(request.undone()).contains(LAUNCH);
    }

    @Test
    void whoeverRuledMayReopen() {
        story.opens(ask(ANNA)).blocks(ANNA).upholds(EMIL);
        story.does((request, roster, now) -> request.reopen(EMIL, false, "I was wrong", request.terms(), roster, now));

        assertThat(story.state()).isEqualTo(RequestState.OPEN);
    }
}
