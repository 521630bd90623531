package dev.steward.approval;

import static dev.steward.approval.Office.*;
import static dev.steward.approval.Story.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import dev.steward.approval.Happening.Kind;
import dev.steward.policy.Need;
import dev.steward.policy.Silence;
import dev.steward.schedule.WorkingAmount;

/** What time does: reminders, rungs, and the end. */
class LadderTest {
    private final Story story = new Story();

    @Test
    void whoeverIsSilentIsRemindedOnceForEachReminder() {
        story.opens(ask(ANNA, BEN).need(Need.ALL).remind(WorkingAmount.hours(4), WorkingAmount.days(1)))
                .until("2026-03-02T12:00").approves(BEN).until("2026-03-04T09:00");

        assertThat(story.times(Kind.REMINDED)).containsExactly("2026-03-02T13:00", "2026-03-03T09:00");
        assertThat(story.all(Kind.REMINDED)).allSatisfy(each -> assertThat(each.to()).containsExactly(ANNA));
    }

    @Test
    void eachIsRemindedInTheirOwnZone() {
        story.office.zones.put(ANNA, ZoneId.of("Asia/Tokyo"));
        story.office.zones.put(BEN, ZoneId.of("America/New_York"));
        story.opens(ask(ANNA, BEN).remind(WorkingAmount.hours(2))).until("2026-03-04T09:00");

        assertThat(story.all(Kind.REMINDED)).extracting(each -> each.to() + " " + each.at())
                .containsExactly("[UBEN] 2026-03-02T16:00:00Z",
                        "[UANNA] 2026-03-03T02:00:00Z");
    }

    @Test
    void aLadderGoesAcrossAWeekendAHolidayAndAClockChange() {
        story.office.zones.put(ANNA, ZoneId.of("Europe/Berlin"));
        story.office.holidays.put(ANNA, Set.of(LocalDate.of(2026, 3, 30)));
        story.now = Instant.parse("2026-03-27T13:00:00Z");
        story.opens(ask(ANNA).remind(WorkingAmount.hours(4)).within(WorkingAmount.days(2))
                .climb(WorkingAmount.days(1), true, person(FAY))).until("2026-04-03T00:00");

        assertThat(story.times(Kind.REMINDED)).as("three hours on Friday, one on Tuesday, by summer time")
                .first().isEqualTo("2026-03-31T08:00");
        assertThat(story.times(Kind.CLIMBED)).as("Friday 14:00 in Berlin, then Tuesday 14:00")
                .containsExactly("2026-03-31T12:00");
        assertThat(story.times(Kind.TIME_UP)).first().isEqualTo("2026-04-01T12:00");
    }

    @Test
    void aRungIsClimbedOnceWhenTheFirstHasHadTheirTime() {
        story.office.zones.put(ANNA, ZoneId.of("Asia/Tokyo"));
        story.opens(ask(ANNA, BEN).need(Need.ALL).climb(WorkingAmount.hours(8), false, person(FAY)))
                .until("2026-03-06T00:00");

        assertThat(story.times(Kind.CLIMBED)).containsExactly("2026-03-02T17:00");
        assertThat(story.all(Kind.CLIMBED).getFirst().about()).containsExactly(ANNA, BEN);
    }

    @Test
    void theTimeIsOverWhenTheLastHasHadTheirs() {
        story.office.zones.put(ANNA, ZoneId.of("Asia/Tokyo"));
        story.opens(ask(ANNA, BEN).within(WorkingAmount.hours(8))).until("2026-03-03T12:00");

        assertThat(story.times(Kind.TIME_UP)).containsExactly("2026-03-03T08:00");
    }

    @Test
    void silenceMayApprove() {
        story.opens(ask(ANNA).silence(Silence.APPROVE)).until("2026-03-05T09:00");

        assertThat(story.request().outcome().orElseThrow()).isEqualTo(
                new Outcome(true, Outcome.How.SILENCE, null, null, Instant.parse("2026-03-05T09:00:00Z")));
    }

    @Test
    void silenceOfOneStageOpensTheNext() {
        story.opens(ask(ANNA).silence(Silence.APPROVE), ask(BEN).named("legal")).until("2026-03-05T09:00");
        assertThat(story.waitsFor()).containsExactly(BEN);

        story.approves(BEN);
        assertThat(story.request().outcome().orElseThrow().how()).isEqualTo(Outcome.How.AGREED);
    }

    @Test
    void silenceMayReject() {
        story.opens(ask(ANNA, BEN).need(Need.ALL).silence(Silence.REJECT)).approves(ANNA).until("2026-03-05T09:00");

        assertThat(story.request().outcome().orElseThrow().approved()).isFalse();
    }

    @Test
    void silenceMayMeanToWaitAndEveryoneIsToldEachDay() {
        story.opens(ask(ANNA)).until("2026-03-10T08:00");

        assertThat(story.times(Kind.TIME_UP))
                .containsExactly("2026-03-05T09:00", "2026-03-06T09:00", "2026-03-09T09:00");
        story.approves(ANNA);
        assertThat(story.state()).isEqualTo(RequestState.APPROVED);
    }

    @Test
    void silenceDoesNotApproveWhileAQuestionIsUnanswered() {
        story.opens(ask(ANNA).silence(Silence.APPROVE)).asks(ANNA).until("2026-03-06T12:00");
        assertThat(story.state()).isEqualTo(RequestState.OPEN);
        assertThat(story.all(Kind.TIME_UP).getFirst().words()).isEqualTo("WAIT");

        story.answers(1).until("2026-03-11T11:59");
        assertThat(story.state()).as("whoever asked has their time from the answer on").isEqualTo(RequestState.OPEN);

        story.until("2026-03-11T12:00");
        assertThat(story.request().outcome().orElseThrow().how()).isEqualTo(Outcome.How.SILENCE);
    }

    @Test
    void aQuestionThatWasAnsweredHoldsNothingUp() {
        story.opens(ask(ANNA).silence(Silence.APPROVE)).asks(ANNA).answers(1).until("2026-03-05T09:00");

        assertThat(story.state()).isEqualTo(RequestState.APPROVED);
    }

    @Test
    void theDayByWhichItIsNeededIsSaidOnce() {
        story.opens(neededBy(Instant.parse("2026-03-03T15:00:00Z")), story.terms(false, ask(ANNA)))
                .until("2026-03-04T15:00");

        assertThat(story.times(Kind.NEEDED_NOW)).containsExactly("2026-03-03T15:00");
        assertThat(story.all(Kind.NEEDED_NOW).getFirst().to()).containsExactly(ANNA);
    }

    @Test
    void aDayThatIsPastWhenItIsAskedAgainIsNotSaidAgain() {
        Question needed = neededBy(Instant.parse("2026-03-03T15:00:00Z"));
        story.opens(needed, story.terms(false, ask(ANNA))).until("2026-03-04T15:00").wantsChanges(ANNA)
                .resubmits(needed).until("2026-03-05T15:00");

        assertThat(story.all(Kind.NEEDED_NOW)).hasSize(1);
    }

    @Test
    void theRequesterMayRemindOnceInFourHours() {
        story.opens(ask(ANNA)).reminds();
        assertThat(story.refused((request, roster, now) -> request.remind(PAUL, now)))
                .isEqualTo("You reminded them less than 4 hours ago. You can again at "
                        + "<!date^1772456400^{date_short_pretty} at {time}|Mon 2 Mar, 13:00 UTC>.");

        story.until("2026-03-02T13:00").reminds();
        assertThat(story.times(Kind.REMINDED)).containsExactly("2026-03-02T09:00", "2026-03-02T13:00");
    }

    @Test
    void afterDowntimeEachIsToldOnce() {
        story.opens(ask(ANNA).remind(WorkingAmount.hours(1), WorkingAmount.hours(2), WorkingAmount.days(1))
                .climb(WorkingAmount.days(1), true, person(FAY))).downUntil("2026-03-20T09:00");

        assertThat(story.all(Kind.REMINDED)).extracting(Happening::to).containsExactly(List.of(ANNA));
        assertThat(story.all(Kind.CLIMBED)).hasSize(1);
        assertThat(story.all(Kind.TIME_UP)).hasSize(1);
        story.until("2026-03-20T17:00");
        assertThat(story.all(Kind.TIME_UP)).hasSize(1);
    }

    @Test
    void aBlockStopsTheStagesTimeAndARulingBeginsItAnew() {
        story.opens(ask(ANNA, BEN).silence(Silence.REJECT).within(WorkingAmount.days(2))).until("2026-03-03T09:00")
                .blocks(ANNA).until("2026-03-06T09:00");
        assertThat(story.state()).isEqualTo(RequestState.BLOCKED);

        story.overrules(EMIL).until("2026-03-10T08:59");
        assertThat(story.state()).isEqualTo(RequestState.OPEN);
        story.until("2026-03-10T09:00");
        assertThat(story.state()).isEqualTo(RequestState.REJECTED);
    }
}
