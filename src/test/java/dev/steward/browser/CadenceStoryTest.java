package dev.steward.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;
import static dev.steward.sandbox.Who.SUPPORT;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;

import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;

/**
 * A review from its template to the summary of its first session, and a written update, as those who take part see them. With
 * {@code -Dsteward.regenerate=true} it also takes the guide's pictures.
 */
@SandboxTest
class CadenceStoryTest {
    private static final ZoneId STOCKHOLM = ZoneId.of("Europe/Stockholm");

    @RegisterExtension
    static final Browser browser = new Browser();

    @Autowired
    SandboxSlack slack;

    @Test
    void aReviewIsSetUpHeldAndSummedUp() {
        LocalDate monday = monday();
        slack.clock().to(monday.atTime(9, 0).atZone(STOCKHOLM).toInstant());
        var screen = new Screen(browser.window(1280, 1100), slack);
        screen.goTo(PM, "#releases");
        screen.types("/cadence new");
        assertThat(screen.modal()).containsText("What kind of review is it?");
        screen.fills("When?", "every other Tuesday at 10:00");
        screen.picks("Who takes part?", "Jon", ".*Jonas.*");
        assertThat(screen.modal()).containsText("· @Jonas Weber");
        screen.picks("Who takes part?", "May", ".*Maya.*");
        assertThat(screen.modal()).containsText("· @Maya Lindqvist");
        screen.page().keyboard().press("Tab");
        screen.picture("cadence-form");
        screen.presses("Set it up");
        assertThat(screen.modal()).containsText("It is set up.");
        screen.picture("cadence-page");
        screen.closes("Close");

        slack.as(SELLER).in("#releases").types("/cadence agenda REV-1 Prices of the big plan");
        slack.as(SUPPORT).in("#releases").types("/cadence agenda REV-1 Exports break for Acme");
        slack.as(OPS).in("#releases").types("/cadence agenda REV-1 Who looks after the old API?");
        LocalDate first = firstTuesday(monday);
        slack.clock().to(first.atTime(9, 0).atZone(STOCKHOLM).toInstant());
        screen.goTo(PM, "#releases");
        Locator card = screen.message("facilitate");
        assertThat(card).containsText("Prices of the big plan");
        screen.picture("cadence-agenda");

        slack.clock().to(first.atTime(10, 1).atZone(STOCKHOLM).toInstant());
        screen.goTo(PM, "#releases");
        card.getByText("Start", Screen.exactly()).click();
        assertThat(card).containsText("Running");
        card.getByText("Decision", Screen.exactly()).click();
        screen.fills("What was decided?", "The big plan costs 5 % more from May on");
        screen.modal().getByRole(AriaRole.BUTTON).last().click();
        assertThat(screen.modal()).isHidden();
        assertThat(card).containsText("5 % more");
        card.getByText("Next", Screen.exactly()).click();
        assertThat(card).containsText("☑");
        screen.picture("cadence-running");
        card.getByText("Action", Screen.exactly()).click();
        screen.picks("Who does it?", "Die", ".*Diego.*");
        screen.fills("What is to be done?", "Tell everybody who pays for the big plan");
        screen.picture("cadence-action");
        screen.closes("Note it");
        card.getByText("Next", Screen.exactly()).click();
        assertThat(card).containsText("▶ Who looks");
        card.getByText("Carry over", Screen.exactly()).click();
        assertThat(card).containsText("Everything was talked about");
        card.getByText("Close", Screen.exactly()).click();
        assertThat(card).containsText("Closed");
        card.getByText("repl", new Locator.GetByTextOptions()).first().click();
        Locator thread = screen.page().getByRole(AriaRole.COMPLEMENTARY,
                new Page.GetByRoleOptions().setName("Thread"));
        assertThat(thread).containsText("Carries over");
        screen.picture("cadence-summary");
        Assertions.assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void everybodyWritesInTheirOwnTimeAndTheChannelReads() {
        LocalDate monday = monday();
        slack.clock().to(monday.atTime(9, 0).atZone(STOCKHOLM).toInstant());
        slack.as(PM).in("#general").types("/cadence new \"Weekly update\" every Friday 10:00 in #general written with "
                + "@maya @jonas @diego @yuki").sees("REV-1");
        LocalDate friday = monday.plusDays(4);
        slack.clock().to(friday.atTime(10, 1).atZone(STOCKHOLM).toInstant());
        var screen = new Screen(browser.window(1280, 1000), slack);
        screen.goToDirectMessages(PM);
        Locator ask = screen.messages().last();
        assertThat(ask).containsText("What moved this week?");
        screen.picture("cadence-ask");
        ask.getByText("Answer", Screen.exactly()).click();
        screen.fills("What moved this week?", "Ledger export is out; nobody has asked for a file since Tuesday.");
        screen.fills("What is next?", "Prices of the big plan.");
        screen.modal().locator("[type=submit]").click();
        assertThat(screen.modal()).isHidden();
        screen.goTo(OPS, "#general");
        Locator card = screen.messages().last();
        assertThat(card).containsText("Ledger export is out");
        screen.picture("cadence-written");
        Assertions.assertThat(browser.complaints()).isEmpty();
    }

    private LocalDate monday() {
        return slack.clock().instant().atZone(STOCKHOLM).toLocalDate()
                .with(TemporalAdjusters.next(DayOfWeek.MONDAY));
    }

    private static LocalDate firstTuesday(LocalDate monday) {
        return monday.plusDays(1);
    }
}
