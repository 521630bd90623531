package dev.steward.timetable;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.steward.sandbox.Person;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Who;
import dev.steward.schedule.Absences;
import dev.steward.schedule.Absences.Away;
import dev.steward.workspace.UserId;

@SandboxTest
class AwayTest {
    private static final ZoneId STOCKHOLM = ZoneId.of("Europe/Stockholm");

    @Autowired
    SandboxSlack slack;
    @Autowired
    Absences absences;

    @Test
    void somebodyIsAwayAndAColleagueStandsIn() {
        slack.as(Who.PM).types("/steward away " + day(10) + " to " + day(12) + ", @jonas")
                .sees("You are away from " + said(day(10)) + " to " + said(day(12)) + ".")
                .sees(Who.OPS.id().mention() + " stands in for you.");

        assertThat(at(Who.PM, day(9))).isEmpty();
        assertThat(at(Who.PM, day(12))).containsValue(new Away(Who.OPS.id(), start(day(13))));
        assertThat(at(Who.PM, day(13))).isEmpty();
        slack.hadNoTrouble();
    }

    @Test
    void whoNamesNobodyIsToldWhatThatMeans() {
        slack.as(Who.PM).types("/steward away tomorrow").sees("You are away on " + said(day(1)))
                .sees("Nobody stands in for you");

        assertThat(at(Who.PM, day(1))).containsValue(new Away(null, start(day(2))));
    }

    @Test
    void untilSomedayBeginsNow() {
        slack.as(Who.PM).types("/steward away until " + day(3) + " @Jonas")
                .sees("You are away until the end of " + said(day(3)));

        assertThat(absences.at(slack.workspace(), List.of(Who.PM.id()), slack.clock().instant()))
                .containsEntry(Who.PM.id(), new Away(Who.OPS.id(), start(day(4))));
    }

    @Test
    void aStandInWhoIsAwayThenIsFollowedAndTheirOneIsNamed() {
        slack.as(Who.OPS).types("/steward away " + day(11) + ", @amara");

        slack.as(Who.PM).types("/steward away " + day(10) + " to " + day(12) + ", @jonas")
                .sees("is away too").sees(Who.EXECUTIVE.id().mention() + " answers then");

        assertThat(at(Who.PM, day(10))).containsValue(new Away(Who.OPS.id(), start(day(13))));
        assertThat(absences.at(slack.workspace(), List.of(Who.PM.id()), start(day(11)).plusSeconds(43_200)))
                .containsEntry(Who.PM.id(), new Away(Who.EXECUTIVE.id(), start(day(13))));
    }

    @Test
    void whoStandsInForSomebodyIsWarnedThatNobodyWill() {
        slack.as(Who.OPS).types("/steward away " + day(10) + " to " + day(12) + ", @maya");

        slack.as(Who.PM).types("/steward away " + day(11)).sees("You stand in for " + Who.OPS.id().mention());
    }

    @Test
    void aCircleIsRefused() {
        slack.as(Who.OPS).types("/steward away " + day(10) + " to " + day(12) + ", @amara");
        slack.as(Who.EXECUTIVE).types("/steward away " + day(10) + " to " + day(12) + ", @maya");

        slack.as(Who.PM).types("/steward away " + day(11) + " to " + day(20) + ", @jonas")
                .sees("Nobody would be left");

        assertThat(at(Who.PM, day(11))).isEmpty();
        assertThat(at(Who.OPS, day(11))).containsValue(new Away(Who.PM.id(), at(Who.OPS, day(11)).values().iterator()
                .next().until()));
    }

    @Test
    void onlyColleaguesCanStandIn() {
        Person maya = slack.as(Who.PM);
        maya.types("/steward away tomorrow, @maya").sees("You cannot stand in for yourself");
        maya.types("/steward away tomorrow, @steward").sees("cannot stand in for you");
        slack.as(Who.PM).in("#customer-acme").types("/steward away tomorrow, @nadia").sees("cannot stand in for you");
        maya.types("/steward away tomorrow, @nobody-at-all").sees("I know nobody called \"");
        maya.types("/steward away tomorrow, @jonas @amara").sees("Please name just one");
        slack.deactivates(Who.EXECUTIVE);
        slack.settles();
        slack.as(Who.PM).in("#releases").types("/steward away tomorrow @amara").sees("cannot stand in for you");

        assertThat(absences.of(slack.workspace(), Who.PM.id())).isEmpty();
    }

    @Test
    void whoIsDeactivatedMeanwhileStandsInForNobody() {
        slack.as(Who.PM).types("/steward away " + day(10) + " @jonas");

        slack.deactivates(Who.OPS);
        slack.settles();

        assertThat(at(Who.PM, day(10))).containsValue(new Away(null, start(day(11))));
    }

    @Test
    void whatCannotBeIsRefusedWithExamples() {
        Person maya = slack.as(Who.PM);
        maya.types("/steward away in a <while>").sees("I cannot read \"in a <while>\"").sees("2 Dec to 9 Dec");
        maya.types("/steward away " + day(9) + " to " + day(7)).sees("Please turn the days around");
        maya.types("/steward away " + day(-9) + " to " + day(-7)).sees("That is over");
        maya.types("/steward away 31 February").sees("There is no such day");
        slack.as(Who.OUTSIDER).in("#customer-acme").types("/steward away tomorrow")
                .sees("Only people of this workspace can do this.");

        assertThat(absences.of(slack.workspace(), Who.PM.id())).isEmpty();
        slack.hadNoTrouble();
    }

    @Test
    void whatOverlapsIsReplacedOnlyWhenTheyWantIt() {
        Person maya = slack.as(Who.PM);
        maya.types("/steward away " + day(10) + " to " + day(12))
                .types("/steward away " + day(12) + " to " + day(14) + " @jonas")
                .sees("You are away then already");
        assertThat(absences.of(slack.workspace(), Who.PM.id())).hasSize(1);

        maya.presses("Replace").sees(said(day(14)));

        assertThat(absences.of(slack.workspace(), Who.PM.id())).hasSize(1);
        assertThat(at(Who.PM, day(11))).isEmpty();
        assertThat(at(Who.PM, day(14))).containsValue(new Away(Who.OPS.id(), start(day(15))));
    }

    @Test
    void anAbsenceIsTakenBack() {
        Person maya = slack.as(Who.PM);
        maya.types("/steward away list").sees("You have no absences ahead");
        maya.types("/steward away " + day(10)).types("/steward away " + day(20)).types("/steward away cancel")
                .sees("Which one?").presses("Cancel").sees("Cancelled.");
        assertThat(at(Who.PM, day(10))).isEmpty();

        maya.types("/steward away cancel").sees("Cancelled: Away on " + said(day(20)));

        assertThat(absences.of(slack.workspace(), Who.PM.id())).isEmpty();
    }

    @Test
    void theFormDoesTheSame() {
        Person maya = slack.as(Who.PM).types("/steward away").seesModal("Away").chooses("First day", day(10).toString())
                .chooses("Last day", day(9).toString()).submits()
                .seesFieldError("Last day", "The last day is before the first")
                .chooses("Last day", day(12).toString()).chooses("Who stands in for you?", Who.PM.id().value())
                .submits()
                .seesFieldError("Who stands in for you?", "You cannot stand in for yourself")
                .chooses("Who stands in for you?", Who.OPS.id().value()).submits()
                .sees("You are away from " + said(day(10)));
        maya.closes().seesNoModal();
        assertThat(at(Who.PM, day(12))).containsValue(new Away(Who.OPS.id(), start(day(13))));

        maya.types("/steward away").seesModal("Away").chooses("First day", day(12).toString())
                .chooses("Last day", day(15).toString()).submits().sees("You are away then already").submits()
                .sees("You are away from " + said(day(12)));
        assertThat(absences.of(slack.workspace(), Who.PM.id())).hasSize(1);

        maya.closes().types("/steward away").seesModal("Away").presses("Cancel").sees("Cancelled.");
        assertThat(absences.of(slack.workspace(), Who.PM.id())).isEmpty();
        slack.hadNoTrouble();
    }

    @Test
    void nobodyTakesBackWhatIsAnothers() {
        slack.as(Who.PM).types("/steward away " + day(10));
        var mayas = absences.of(slack.workspace(), Who.PM.id()).keySet().iterator().next();

        assertThat(absences.remove(slack.workspace(), Who.OPS.id(), mayas)).isFalse();
        assertThat(absences.of(slack.workspace(), Who.PM.id())).containsOnlyKeys(mayas);
    }

    private Map<UserId, Away> at(Who who, LocalDate day) {
        return absences.at(slack.workspace(), List.of(who.id()), start(day).plusSeconds(3_600));
    }

    private LocalDate day(int ahead) {
        return LocalDate.ofInstant(slack.clock().instant(), STOCKHOLM).plusDays(ahead);
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(STOCKHOLM).toInstant();
    }

    private String said(LocalDate day) {
        String pattern = day.getYear() == day(0).getYear() ? "EEEE, d MMMM" : "EEEE, d MMMM uuuu";
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).format(day);
    }
}
