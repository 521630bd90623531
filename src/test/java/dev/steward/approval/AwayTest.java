package dev.steward.approval;

import static dev.steward.approval.Office.*;
import static dev.steward.approval.Story.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.steward.approval.Happening.Kind;
import dev.steward.policy.Approver;
import dev.steward.policy.Need;
import dev.steward.schedule.WorkingAmount;
import dev.steward.workspace.UserId;

/** Whoever is away, has left, or hands it on. */
class AwayTest {
    private final Story story = new Story();

    private void away(UserId person, String from, @Nullable UserId standIn) {
        story.office.away.put(person, new Office.Away(Instant.parse(from + ":00Z"),
                Instant.parse("2026-04-01T00:00:00Z"), standIn));
    }

    @Test
    void whoeverStandsInIsAskedInstead() {
        away(ANNA, "2026-03-01T00:00", BEN);
        story.opens(ask(ANNA));

        assertThat(story.waitsFor()).containsExactly(BEN);
        assertThat(story.request().stages().getFirst().seats().getFirst().path()).containsExactly(ANNA);
        assertThat(story.refused((request, roster, now) -> request.approve(ANNA, null, roster, now)))
                .isEqualTo("<@UBEN> answers in your place now.");
    }

    @Test
    void whoeverGoesAwayInTheMiddleIsReplacedAndTheClockGoesOn() {
        away(ANNA, "2026-03-03T12:00", BEN);
        story.opens(ask(ANNA).remind(WorkingAmount.days(1)).climb(WorkingAmount.days(2), true, person(FAY)))
                .until("2026-03-03T12:00");
        assertThat(story.waitsFor()).containsExactly(BEN);

        story.until("2026-03-04T09:00");

        assertThat(story.waitsFor()).containsExactly(BEN, FAY);
        assertThat(story.times(Kind.CLIMBED)).as("two days after Anna was asked").containsExactly("2026-03-04T09:00");
        assertThat(story.times(Kind.REMINDED)).as("Ben is not reminded of what he was just asked")
                .containsExactly("2026-03-03T09:00");
    }

    @Test
    void whoeverIsAwayWithoutAStandInIsAskedAndTheLadderClimbs() {
        away(ANNA, "2026-03-01T00:00", null);
        story.opens(ask(ANNA).climb(WorkingAmount.days(1), true, person(FAY))).until("2026-03-03T09:00");

        assertThat(story.waitsFor()).containsExactly(ANNA, FAY);
    }

    @Test
    void theRequesterStandsInForNobody() {
        away(ANNA, "2026-03-03T12:00", PAUL);
        away(BEN, "2026-03-01T00:00", PAUL);
        story.opens(ask(ANNA, BEN)).until("2026-03-04T09:00");

        assertThat(story.waitsFor()).containsExactly(ANNA, BEN);
    }

    @Test
    void aStandInWhoIsAskedAnywayAnswersForBoth() {
        away(ANNA, "2026-03-01T00:00", BEN);
        story.opens(ask(ANNA, BEN).need(Need.ALL)).approves(BEN);

        assertThat(story.state()).isEqualTo(RequestState.APPROVED);
    }

    @Test
    void alsoWhenTheOtherGoesAwayInTheMiddle() {
        away(ANNA, "2026-03-03T12:00", BEN);
        story.opens(ask(ANNA, BEN).need(Need.ALL)).approves(BEN);
        assertThat(story.waitsFor()).containsExactly(ANNA);

        story.until("2026-03-03T12:00");

        assertThat(story.state()).isEqualTo(RequestState.APPROVED);
    }

    @Test
    void butOneCannotBeTwoOfTwo() {
        away(ANNA, "2026-03-03T12:00", BEN);
        story.opens(ask(ANNA, BEN).need(new Need.AtLeast(2))).until("2026-03-03T12:00");

        assertThat(story.waitsFor()).containsExactly(BEN, ADA);
    }

    @Test
    void whoeverWentAwayWhileItWasBlockedIsReplacedWhenItGoesOn() {
        away(BEN, "2026-03-02T12:00", CLEO);
        story.opens(ask(ANNA, BEN)).blocks(ANNA).until("2026-03-02T15:00").overrules(EMIL);

        assertThat(story.waitsFor()).containsExactly(CLEO);
    }

    @Test
    void aRulerWhoGoesAwayIsReplaced() {
        away(EMIL, "2026-03-02T12:00", FAY);
        story.opens(ask(ANNA)).blocks(ANNA).until("2026-03-02T15:00");

        assertThat(story.waitsFor()).containsExactly(FAY);
    }

    @Test
    void whoeverIsHandedItIsAsked() {
        story.opens(ask(ANNA).within(WorkingAmount.days(2))).until("2026-03-03T15:00").delegates(ANNA, BEN);
        assertThat(story.waitsFor()).containsExactly(BEN);

        story.until("2026-03-04T09:00");
        assertThat(story.all(Kind.TIME_UP)).as("the clock goes on").hasSize(1);
        story.approves(BEN);
        assertThat(story.state()).isEqualTo(RequestState.APPROVED);
    }

    @Test
    void aDelegateWhoIsAwayIsReplaced() {
        away(BEN, "2026-03-01T00:00", CLEO);
        story.opens(ask(ANNA)).delegates(ANNA, BEN);

        assertThat(story.waitsFor()).containsExactly(CLEO);
        assertThat(story.request().stages().getFirst().seats().getFirst().path()).containsExactly(ANNA, BEN);
    }

    @Test
    void delegatingIsRefusedWhole() {
        story.opensTogether(ask(ANNA).named("product"), ask(ANNA, BEN).named("legal"));

        assertThat(story.refused((request, roster, now) -> request.delegate(ANNA, BEN, roster, now)))
                .isEqualTo("<@UBEN> is asked already.");
    }

    @Test
    void aRulerMayHandItOnToo() {
        story.opens(ask(ANNA)).blocks(ANNA).delegates(EMIL, FAY);
        assertThat(story.waitsFor()).containsExactly(FAY);
        assertThat(story.refused((request, roster, now) -> request.delegate(FAY, ANNA, roster, now)))
                .isEqualTo("<@UANNA> blocks it.");

        story.overrules(FAY);
        assertThat(story.state()).isEqualTo(RequestState.APPROVED);
    }

    @Test
    void whoeverLeftTheGroupIsAskedNoMoreAndAllMeansThoseWhoAreLeft() {
        story.office.groups.put("S1", Set.of(ANNA, BEN));
        story.opens(askAll(new Approver.Group("S1")).need(Need.ALL)).approves(ANNA);
        story.office.groups.put("S1", Set.of(ANNA));

        assertThat(story.refused((request, roster, now) -> request.approve(BEN, null, roster, now)))
                .isEqualTo("You were asked as one of <!subteam^S1>, and you are no longer in that group.");
        story.look();

        assertThat(story.state()).isEqualTo(RequestState.APPROVED);
        assertThat(story.all(Kind.LAPSED).getFirst().to()).containsExactly(BEN);
    }

    @Test
    void whoeverJoinsTheGroupLaterIsNotAsked() {
        story.office.groups.put("S1", Set.of(ANNA));
        story.opens(askAll(new Approver.Group("S1")));
        story.office.groups.put("S1", Set.of(ANNA, BEN));
        story.look();

        assertThat(story.waitsFor()).containsExactly(ANNA);
    }

    @Test
    void whoeverLeftOneGroupIsStillHeardWhereTheyAreNamed() {
        story.office.groups.put("S1", Set.of(ANNA, BEN));
        story.opensTogether(askAll(new Approver.Group("S1")).named("group"), ask(ANNA).named("named"));
        story.office.groups.put("S1", Set.of(BEN));

        story.approves(ANNA);

        assertThat(story.waitsFor()).containsExactly(BEN);
    }

    @Test
    void whereEveryoneLeftTheLastResortIsAsked() {
        story.office.groups.put("S1", Set.of(ANNA));
        story.opens(askAll(new Approver.Group("S1")));
        story.office.groups.put("S1", Set.of());
        story.look();

        assertThat(story.waitsFor()).containsExactly(ADA);
        assertThat(story.all(Kind.ASKED).getLast().to()).isEqualTo(List.of(ADA));
    }

    @Test
    void anApprovalStandsWhenItsGiverLeaves() {
        story.office.groups.put("S1", Set.of(ANNA, BEN));
        story.opens(askAll(new Approver.Group("S1")).need(Need.ALL)).approves(ANNA);
        story.office.groups.put("S1", Set.of(BEN));
        story.look().approves(BEN);

        assertThat(story.state()).isEqualTo(RequestState.APPROVED);
    }

    @Test
    void whoeverIsDeactivatedIsAskedNoMore() {
        story.opens(ask(ANNA, BEN).need(Need.ALL)).approves(BEN);
        story.office.deactivated.add(ANNA);
        story.look();

        assertThat(story.state()).isEqualTo(RequestState.APPROVED);
    }
}
