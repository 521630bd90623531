package dev.steward.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.THURSDAY;
import static java.time.temporal.TemporalAdjusters.next;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
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

    @SuppressWarnings("NullAway.Init")
    private static Browser browser;

    @Autowired
    SandboxSlack slack;
    @Autowired
    Managers managers;
    @Autowired
    Holidays holidays;

    @SuppressWarnings("NullAway.Init")
    private Page page;

    @BeforeAll
    static void open() {
        browser = Browser.open();
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void silenceClimbsOnWorkingDaysUntilSomebodyAnswers() {
        managers.set(slack.workspace(), Who.PM.id(), Who.EXECUTIVE.id());
        LocalDate thursday = slack.clock().instant().atZone(STOCKHOLM).toLocalDate().plusDays(1).with(next(THURSDAY));
        LocalDate monday = thursday.with(next(MONDAY));
        holidays.declare(slack.workspace(), monday, "Founders' day");
        slack.as(Who.PM).types("/initiative new Ledger export").chooses("Area", "Export").submits().closes();
        slack.clock().to(thursday.atTime(15, 30).atZone(STOCKHOLM).toInstant());

        page = browser.window(1280, 900);
        goTo(Who.SELLER, slack.directMessages(Who.SELLER).id().value());
        type("/approval simulate INIT-1 tier:2 risk:medium cost:5000");
        assertThat(page.locator("#main img").last()).isVisible();
        page.locator("#main img").last().scrollIntoViewIfNeeded();

        goTo(Who.SELLER, slack.id("#general").value());
        ask();
        Locator card = card("AP-1");
        assertThat(card).containsText("Maya Lindqvist");
        picture("approval-card");

        goTo(Who.PM, slack.directMessages(Who.PM).id().value());
        assertThat(card("May we define the ledger export?")).containsText("Approve");
        picture("approval-ask");

        // A working day later Maya is reminded, and her manager is asked as well.
        nextThingDue(thursday.plusDays(1), 15);
        goTo(Who.PM, slack.directMessages(Who.PM).id().value());
        assertThat(messages().last()).containsText("AP-1");
        goTo(Who.EXECUTIVE, slack.directMessages(Who.EXECUTIVE).id().value());
        assertThat(card("May we define the ledger export?")).containsText("Approve");
        assertThat(page.locator("#main")).containsText("Maya Lindqvist");

        // Not on Saturday, not on Sunday, not on Founders' day: the second working day ends on Tuesday.
        nextThingDue(monday.plusDays(1), 15);
        goTo(Who.OPS, slack.directMessages(Who.OPS).id().value());
        assertThat(card("May we define the ledger export?")).containsText("Approve");
        goTo(Who.SELLER, slack.id("#general").value());
        assertThat(card("AP-1")).containsText("Maya Lindqvist");
        picture("approval-ladder");

        // It goes on waiting, and says so on the third working day.
        slack.clock().to(monday.plusDays(2).atTime(LocalTime.of(23, 0)).atZone(STOCKHOLM).toInstant());
        goTo(Who.EXECUTIVE, slack.directMessages(Who.EXECUTIVE).id().value());
        card("May we define the ledger export?").getByText("Approve", exactly()).first().click();
        assertThat(card("May we define the ledger export?")).containsText(Pattern.compile("[Aa]pproved"));

        goTo(Who.SELLER, slack.id("#general").value());
        assertThat(card("AP-1")).containsText("DEC-1");
        picture("approval-decided");
        slack.as(Who.SELLER).types("/initiative INIT-1").sees("definition");
        slack.as(Who.OPS).types("/approval verify").sees("The decision log is whole");
        slack.as(Who.OPS).types("/steward policy").presses("Try it on recent requests").sees("AP-1");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void opsReadAndChangeThePolicyInItsForm() {
        page = browser.window(1280, 1000);
        goTo(Who.OPS, slack.id("#general").value());
        type("/steward policy");
        assertThat(modal()).containsText("Try it on recent requests");
        assertThat(modal()).containsText("Save");
        picture("policy-form");
    }

    private void type(String command) {
        composer().fill(command);
        page.keyboard().press("Escape");
        page.keyboard().press("Enter");
    }

    private void ask() {
        type("/approval");
        assertThat(modal()).containsText("What is to be decided?");
        modal().getByLabel("What is to be decided?").fill("May we define the ledger export?");
        pick("Which gate?", "Define", Pattern.compile("Define it.*"));
        assertThat(modal()).containsText("Five customers who have it");
        pick("Which initiative?", "ledger", Pattern.compile("INIT-1.*"));
        pick("Tier", "Tier 2", Pattern.compile("Tier 2"));
        pick("Risk", "Medium", Pattern.compile("Medium"));
        modal().getByLabel(Pattern.compile("^Cost")).fill("5,000");
        assertThat(modal()).containsText("The area decides");
        modal().getByText("Five customers who have it", new Locator.GetByTextOptions().setExact(false)).first()
                .click();
        modal().getByLabel("What is to be decided?").scrollIntoViewIfNeeded();
        modal().getByText("Ask", exactly()).last().click();
        assertThat(modal()).isHidden();
    }

    /** Presses the page's button, and looks where in the week that is. */
    private void nextThingDue(LocalDate day, int hour) {
        for (int i = 0; i < 6 && !there(day, hour); i++) {
            ZonedDateTime before = slack.clock().instant().atZone(STOCKHOLM);
            page.locator(".clock").click();
            page.locator("#clock-panel").getByRole(AriaRole.BUTTON,
                    new Locator.GetByRoleOptions().setName("Next thing due")).click();
            org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(20))
                    .until(() -> slack.clock().instant().atZone(STOCKHOLM).isAfter(before.plusSeconds(30)));
            slack.clock().comesToRest();
            page.keyboard().press("Escape");
        }
        assertThat(there(day, hour)).as("the clock shows %s, %s o'clock", day, hour).isTrue();
        slack.settles();
    }

    private boolean there(LocalDate day, int hour) {
        ZonedDateTime now = slack.clock().instant().atZone(STOCKHOLM);
        return now.toLocalDate().equals(day) && now.getHour() == hour;
    }

    private void goTo(Who who, String channel) {
        slack.settles();
        page.navigate(slack.address() + "/as/" + who.id().value() + "/c/" + channel);
        assertThat(composer()).isVisible();
    }

    private void pick(String label, String typed, Pattern option) {
        modal().getByRole(AriaRole.COMBOBOX, new Locator.GetByRoleOptions().setName(
                Pattern.compile("^" + label.replace("?", "\\?") + "( \\(optional\\))?$"))).click();
        page.keyboard().type(typed);
        page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName(option)).first().click();
    }

    private Locator card(String words) {
        return messages().filter(new Locator.FilterOptions().setHasText(words)).first();
    }

    private static Locator.GetByTextOptions exactly() {
        return new Locator.GetByTextOptions().setExact(true);
    }

    private Locator composer() {
        return page.getByLabel(Pattern.compile("^Message ")).first();
    }

    private Locator modal() {
        return page.locator("#dialog");
    }

    private Locator messages() {
        return page.locator("#main .message");
    }

    private void picture(String name) {
        if (Boolean.getBoolean("steward.regenerate")) {
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("docs", "images", name + ".png")));
        }
    }
}
