package dev.steward.approval;

import static dev.steward.approval.Office.*;
import static dev.steward.approval.Story.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.steward.approval.Happening.Kind;
import dev.steward.policy.Approver;
import dev.steward.policy.Need;
import dev.steward.policy.Position;
import dev.steward.policy.Silence;
import dev.steward.schedule.WorkingAmount;

/** Who is asked, how many of them must agree, and in which order. */
class StagesTest {
    private final Story story = new Story();

    @Test
    void whatTheRequesterMayDecideAloneIsDecidedAtOnce() {
        story.opens(question(), alone());

        assertThat(story.request().outcome().orElseThrow())
                .isEqualTo(new Outcome(true, Outcome.How.AUTONOMOUS, PAUL, "low risk", MONDAY));
        assertThat(story.all(Kind.ASKED)).isEmpty();
    }

    @Test
    void stagesInOrderAskOneAfterTheOther() {
        story.opens(ask(ANNA).named("product"), ask(BEN).named("legal"));
        assertThat(story.waitsFor()).containsExactly(ANNA);

        story.approves(ANNA);
        assertThat(story.waitsFor()).containsExactly(BEN);
        assertThat(story.state()).isEqualTo(RequestState.OPEN);

        story.approves(BEN);
        assertThat(story.request().outcome().orElseThrow().by()).isEqualTo(BEN);
        assertThat(story.all(Kind.DECIDED)).hasSize(1);
    }

    @Test
    void stagesTogetherAskAtOnceAndAllMustAgree() {
        story.opensTogether(ask(ANNA).named("product"), ask(BEN).named("legal"));
        assertThat(story.waitsFor()).containsExactly(ANNA, BEN);

        story.approves(BEN);
        assertThat(story.state()).isEqualTo(RequestState.OPEN);

        story.approves(ANNA);
        assertThat(story.state()).isEqualTo(RequestState.APPROVED);
    }

    @Test
    void anyOneIsEnough() {
        story.opens(ask(ANNA, BEN, CLEO)).approves(BEN);

        assertThat(story.state()).isEqualTo(RequestState.APPROVED);
    }

    @Test
    void allMeansEveryone() {
        story.opens(ask(ANNA, BEN).need(Need.ALL)).approves(BEN);
        assertThat(story.waitsFor()).containsExactly(ANNA);

        story.approves(ANNA);
        assertThat(story.state()).isEqualTo(RequestState.APPROVED);
    }

    @Test
    void aMajorityOfFourIsThree() {
        story.opens(ask(ANNA, BEN, CLEO, DORA).need(Need.MAJORITY)).approves(ANNA).approves(BEN);
        assertThat(story.state()).isEqualTo(RequestState.OPEN);

        story.approves(CLEO);
        assertThat(story.state()).isEqualTo(RequestState.APPROVED);
    }

    @Test
    void twoOfThree() {
        story.opens(ask(ANNA, BEN, CLEO).need(new Need.AtLeast(2))).approves(ANNA);
        assertThat(story.state()).isEqualTo(RequestState.OPEN);

        story.approves(CLEO);
        assertThat(story.state()).isEqualTo(RequestState.APPROVED);
    }

    @Test
    void whoeverSitsInTwoStagesIsHeardInBoth() {
        story.opensTogether(ask(ANNA, BEN).need(Need.ALL).named("product"), ask(ANNA, CLEO).named("legal"));
        assertThat(story.waitsFor()).containsExactly(ANNA, BEN, CLEO);

        story.approves(ANNA);

        assertThat(story.waitsFor()).containsExactly(BEN);
        assertThat(story.all(Kind.APPROVED)).hasSize(1);
    }

    @Test
    void whoeverComesToASecondStageByARungCanAnswerThereToo() {
        story.opensTogether(ask(ANNA, BEN).need(Need.ALL).named("product"),
                ask(CLEO).named("legal").climb(WorkingAmount.days(1), true, person(ANNA)));
        story.approves(ANNA).until("2026-03-03T09:00");
        assertThat(story.waitsFor()).containsExactly(BEN, CLEO, ANNA);

        story.approves(ANNA);

        assertThat(story.waitsFor()).containsExactly(BEN);
    }

    @Test
    void peopleAreFoundByWhatTheyAre() {
        story.office.areaOwner = ANNA;
        story.office.managers.put(PAUL, BEN);
        story.office.groups.put("S1", Set.of(CLEO, DORA));
        story.opens(askAll(new Approver.Holder(Position.AREA_OWNER), new Approver.Holder(Position.REQUESTERS_MANAGER),
                new Approver.Group("S1")));

        assertThat(story.waitsFor()).containsExactly(ANNA, BEN, CLEO, DORA);
    }

    @Test
    void theRequesterIsNeverAsked() {
        story.office.areaOwner = PAUL;
        story.office.admins.add(PAUL);
        story.opens(askAll(person(PAUL), new Approver.Holder(Position.AREA_OWNER)));

        assertThat(story.waitsFor()).as("the last resort, without the requester").containsExactly(ADA);
    }

    @Test
    void tooFewAreMadeUpByTheLastResort() {
        story.opens(ask(ANNA).need(new Need.AtLeast(2)));
        assertThat(story.waitsFor()).containsExactly(ANNA, ADA);

        story.approves(ANNA);
        assertThat(story.state()).isEqualTo(RequestState.OPEN);

        story.approves(ADA);
        assertThat(story.state()).isEqualTo(RequestState.APPROVED);
    }

    @Test
    void tooFewWithoutAnAdminWaitForARung() {
        story.office.admins.clear();
        story.opens(ask(ANNA).need(new Need.AtLeast(2))
                .climb(WorkingAmount.days(1), true, person(FAY))).approves(ANNA);
        assertThat(story.waitsFor()).isEmpty();

        story.until("2026-03-03T09:00");
        assertThat(story.waitsFor()).containsExactly(FAY);

        story.approves(FAY);
        assertThat(story.state()).isEqualTo(RequestState.APPROVED);
    }

    @Test
    void anAdminWhoIsNamedLaterIsAskedWhereNobodyWas() {
        story.office.admins.clear();
        story.office.deactivated.add(ANNA);
        story.opens(ask(ANNA).silence(Silence.APPROVE)).until("2026-03-10T09:00");
        assertThat(story.state()).as("silence of nobody says nothing").isEqualTo(RequestState.OPEN);

        story.office.admins.add(ADA);
        story.look();

        assertThat(story.waitsFor()).containsExactly(ADA);
        story.until("2026-03-13T08:59");
        assertThat(story.state()).as("and has the whole time").isEqualTo(RequestState.OPEN);
        story.until("2026-03-13T09:00");
        assertThat(story.request().outcome().orElseThrow().how()).isEqualTo(Outcome.How.SILENCE);
    }

    @Test
    void aRungsOneWordStandsForAllWhoAreSilent() {
        story.opens(ask(ANNA, BEN).need(Need.ALL).climb(WorkingAmount.days(1), true, person(FAY)))
                .until("2026-03-03T09:00").approves(FAY);

        assertThat(story.state()).isEqualTo(RequestState.APPROVED);
    }

    @Test
    void aRungThatIsOnlyToldCannotAnswer() {
        story.opens(ask(ANNA).climb(WorkingAmount.days(1), false, person(FAY)))
                .until("2026-03-03T09:00");

        assertThat(story.all(Kind.CLIMBED)).hasSize(1);
        assertThat(story.refused((request, roster, now) -> request.approve(FAY, null, roster, now)))
                .isEqualTo("Only <@UANNA> can answer AP-7 now.");
    }
}
