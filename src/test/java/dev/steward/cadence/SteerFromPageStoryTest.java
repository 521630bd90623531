package dev.steward.cadence;

import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;
import static java.time.temporal.TemporalAdjusters.next;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Shown;

/** What one does to the next session from the page of its cadence: the page then says what happened. */
@SandboxTest
class SteerFromPageStoryTest {
    private static final ZoneId STOCKHOLM = ZoneId.of("Europe/Stockholm");

    @Autowired
    SandboxSlack slack;

    LocalDate monday;

    @BeforeEach
    void aReviewEveryTuesday() {
        monday = slack.clock().instant().atZone(STOCKHOLM).toLocalDate().with(next(DayOfWeek.MONDAY));
        slack.clock().to(monday.atTime(8, 0).atZone(STOCKHOLM).toInstant());
        slack.as(PM).types("/cadence new \"Roadmap review\" every Tuesday 10:00 in #general with @maya @diego")
                .sees("REV-1");
        slack.as(PM).types("/cadence REV-1").seesModal("REV-1");
    }

    @Test
    void skipsTheNextOne() {
        slack.as(PM).presses("Skip this one").sees("nobody's turn is used up").fills("Why?", "A holiday").submits()
                .seesModal("REV-1").sees("is skipped.");
    }

    @Test
    void movesTheNextOneThereAndBack() {
        slack.as(PM).presses("Move this one").chooses("To which day?", monday.plusDays(2).toString()).submits()
                .seesModal("REV-1")
                .sees("is moved.").presses("Move this one").chooses("To which day?", monday.plusDays(1).toString())
                .submits()
                .seesModal("REV-1").sees("is moved.");
    }

    @Test
    void cancelsTheNextOne() {
        slack.as(PM).presses("Cancel this one").sees("The one other who takes part is told")
                .fills("Why is it cancelled?", "Everybody is at the fair").submits().seesModal("REV-1")
                .sees("is cancelled.");
        slack.directMessages(SELLER).awaitMessage("Everybody is at the fair");
    }

    @Test
    void addsToTheAgenda() {
        slack.as(PM).presses("Add to the agenda").fills("What should be talked about?", "Prices").submits()
                .seesModal("REV-1").sees("It is on the agenda of");
    }

    @Test
    void saysWhatIsAddedBeforeThereIsACard() {
        slack.as(PM).closesAll().types("/cadence new \"Look back\" every Friday 14:00 in #general with @maya @diego")
                .sees("REV-2");
        Shown told = slack.channel("#general").awaitMessage("set up REV-2");
        slack.as(SELLER).presses("Add to the agenda", told).fills("What should be talked about?", "Prices").submits()
                .sees("It is on the agenda of *REV-2 Look back*.");
    }

    @Test
    void speaksOfNoAgendaWhereNobodyMeets() {
        slack.as(PM).closesAll().types("/cadence new \"Weekly update\" every Friday 10:00 in #general written with "
                + "@maya @diego").sees("REV-2");
        slack.as(SELLER).types("/cadence next").sees("10:00 on everybody's own clock");
        slack.as(PM).types("/cadence REV-2").presses("Move this one").seesNo("genda")
                .chooses("At what time?", "15:00").submits().seesModal("REV-2").sees("is moved.")
                .sees("15:00 on everybody's own clock").presses("Skip this one").sees("Nobody is asked this time")
                .seesNo("genda").submits().seesModal("REV-2").sees("is skipped.");
    }
}
