package dev.steward.timetable;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Who;
import dev.steward.schedule.WorkingHours;

@SandboxTest
class HoursTest {
    @Autowired
    SandboxSlack slack;
    @Autowired
    WorkingHours hours;

    @Test
    void somebodySaysWhenTheyWorkAndGoesBackToTheUsual() {
        slack.as(Who.PM).types("/steward hours mon-thu 9:00-17:00, fri 9-3")
                .sees("You work Mon–Thu 09:00–17:00, Fri 09:00–15:00, in your time zone (Europe/Stockholm).");
        assertThat(hours.week(slack.workspace(), Who.PM.id()).orElseThrow().toString()).contains("FRIDAY 09:00-15:00");

        slack.as(Who.PM).types("/steward hours usual").sees("You work the usual hours: Mon–Fri 09:00–17:00");
        assertThat(hours.week(slack.workspace(), Who.PM.id())).isEmpty();
        slack.hadNoTrouble();
    }

    @Test
    void whatCannotBeReadIsNamedAndNothingChanges() {
        slack.as(Who.PM).types("/steward hours mon <whenever>").sees("I cannot read \"<whenever>\"")
                .sees("mon-thu 9:00-17:00, fri 9:00-15:00");
        slack.as(Who.PM).types("/steward hours mon 9-17 12-18").sees("Two of these times overlap.");
        slack.as(Who.OUTSIDER).in("#customer-acme").types("/steward hours mon 9-17")
                .sees("Only people of this workspace can do this.");

        assertThat(hours.week(slack.workspace(), Who.PM.id())).isEmpty();
    }

    @Test
    void theFormShowsTheHoursAndKeepsNewOnes() {
        slack.as(Who.PM).types("/steward hours").seesModal("Your hours").fills("When do you work?", "tue")
                .submits().seesFieldError("When do you work?", "Some days have no hours")
                .fills("When do you work?", "tue-thu 10am-4pm").submits().seesNoModal();

        assertThat(slack.as(Who.PM).types("/steward hours").field("When do you work?"))
                .isEqualTo("Tue–Thu 10:00–16:00");
        slack.hadNoTrouble();
    }
}
