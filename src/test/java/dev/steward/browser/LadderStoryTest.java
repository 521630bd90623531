package dev.steward.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.THURSDAY;
import static java.time.temporal.TemporalAdjusters.next;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;

import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Who;
import dev.steward.schedule.Holidays;
import dev.steward.workspace.Managers;

/**
 * A question nobody answers, from Thursday to Wednesday, across a weekend and a holiday, for people in Stockholm and New York: watched
 * by moving the sandbox's clock. With {@code -Dsteward.regenerate=true} it also takes the guide's pictures.
 */
@SandboxTest
class LadderStoryTest {
    private static final ZoneId STOCKHOLM = ZoneId.of("Europe/Stockholm");

    @RegisterExtension
    static final Browser browser = new Browser();

    @Autowired
    SandboxSlack slack;
    @Autowired
    Managers managers;
    @Autowired
    Holidays holidays;

    @SuppressWarnings("NullAway.Init")
    private Screen screen;

    @Test
    void silenceClimbsOnWorkingDaysUntilSomebodyAnswers() {
        managers.set(slack.workspace(), Who.PM.id(), Who.EXECUTIVE.id());
        LocalDate thursday = slack.clock().instant().atZone(STOCKHOLM).toLocalDate().plusDays(1).with(next(THURSDAY));
        LocalDate monday = thursday.with(next(MONDAY));
        holidays.declare(slack.workspace(), monday, "Founders' day");
        slack.as(Who.PM).types("/initiative new Ledger export").chooses("Area", "Export").submits().closes();
        slack.clock().to(thursday.atTime(15, 30).atZone(STOCKHOLM).toInstant());

        screen = new Screen(browser.window(1280, 900), slack);
        screen.goToDirectMessages(Who.SELLER);
        screen.types("/approval simulate INIT-1 tier:2 risk:medium cost:5000");
        assertThat(screen.page().locator("#main img").last()).isVisible();
        screen.page().locator("#main img").last().scrollIntoViewIfNeeded();

        screen.goTo(Who.SELLER, "#general");
        ask();
        Locator card = screen.message("AP-1");
        assertThat(card).containsText("Maya Lindqvist");
        screen.picture("approval-card");

        screen.goToDirectMessages(Who.PM);
        assertThat(screen.message("May we define the ledger export?")).containsText("Approve");
        screen.picture("approval-ask");

        // A working day later Maya is reminded, and her manager is asked as well.
        nextThingDue(thursday.plusDays(1), 15);
        screen.goToDirectMessages(Who.PM);
        assertThat(screen.messages().last()).containsText("AP-1");
        screen.goToDirectMessages(Who.EXECUTIVE);
        assertThat(screen.message("May we define the ledger export?")).containsText("Approve");
        assertThat(screen.page().locator("#main")).containsText("Maya Lindqvist");

        // Not on Saturday, not on Sunday, not on Founders' day: the second working day ends on Tuesday.
        nextThingDue(monday.plusDays(1), 15);
        screen.goToDirectMessages(Who.OPS);
        assertThat(screen.message("May we define the ledger export?")).containsText("Approve");
        screen.goTo(Who.SELLER, "#general");
        assertThat(screen.message("AP-1")).containsText("Maya Lindqvist");
        screen.picture("approval-ladder");

        // It goes on waiting, and says so on the third working day.
        slack.clock().to(monday.plusDays(2).atTime(LocalTime.of(23, 0)).atZone(STOCKHOLM).toInstant());
        screen.goToDirectMessages(Who.EXECUTIVE);
        screen.message("May we define the ledger export?").getByText("Approve", Screen.exactly()).first().click();
        assertThat(screen.message("May we define the ledger export?")).containsText(Pattern.compile("[Aa]pproved"));

        screen.goTo(Who.SELLER, "#general");
        assertThat(screen.message("AP-1")).containsText("DEC-1");
        screen.picture("approval-decided");
        slack.as(Who.SELLER).types("/initiative INIT-1").sees("definition");
        slack.as(Who.OPS).types("/approval verify").sees("The decision log is whole");
        slack.as(Who.OPS).types("/steward policy").presses("Try it on recent requests").sees("AP-1");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void opsReadAndChangeThePolicyInItsForm() {
        screen = new Screen(browser.window(1280, 1000), slack);
        screen.goTo(Who.OPS, "#general");
        screen.types("/steward policy");
        assertThat(screen.modal()).containsText("Try it on recent requests");
        assertThat(screen.modal()).containsText("Save");
        screen.picture("policy-form");
    }

    private void ask() {
        screen.types("/approval");
        assertThat(screen.modal()).containsText("What is to be decided?");
        screen.modal().getByLabel("What is to be decided?").fill("May we define the ledger export?");
        screen.picks("Which gate?", "Define", "Define it.*");
        assertThat(screen.modal()).containsText("Five customers who have it");
        screen.picks("Which initiative?", "ledger", "INIT-1.*");
        screen.picks("Tier", "Tier 2", "Tier 2");
        screen.picks("Risk", "Medium", "Medium");
        screen.modal().getByLabel(Pattern.compile("^Cost")).fill("5,000");
        assertThat(screen.modal()).containsText("The area decides");
        screen.modal().getByText("Five customers who have it", new Locator.GetByTextOptions().setExact(false)).first()
                .click();
        screen.modal().getByLabel("What is to be decided?").scrollIntoViewIfNeeded();
        screen.modal().getByText("Ask", Screen.exactly()).last().click();
        assertThat(screen.modal()).isHidden();
    }

    /** Presses the page's button, and looks where in the week that is. */
    private void nextThingDue(LocalDate day, int hour) {
        for (int i = 0; i < 6 && !there(day, hour); i++) {
            ZonedDateTime before = slack.clock().instant().atZone(STOCKHOLM);
            screen.page().locator(".clock").click();
            screen.page().locator("#clock-panel").getByRole(AriaRole.BUTTON,
                    new Locator.GetByRoleOptions().setName("Next thing due")).click();
            org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(20))
                    .until(() -> slack.clock().instant().atZone(STOCKHOLM).isAfter(before.plusSeconds(30)));
            slack.clock().comesToRest();
            screen.page().keyboard().press("Escape");
        }
        assertThat(there(day, hour)).as("the clock shows %s, %s o'clock", day, hour).isTrue();
        slack.settles();
    }

    private boolean there(LocalDate day, int hour) {
        ZonedDateTime now = slack.clock().instant().atZone(STOCKHOLM);
        return now.toLocalDate().equals(day) && now.getHour() == hour;
    }
}
