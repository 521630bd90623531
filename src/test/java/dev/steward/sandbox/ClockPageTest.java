package dev.steward.sandbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.browser.Browser;
import dev.steward.schedule.Timers;

/** The page's clock, as a person moves it. */
@SandboxTest
@Import({TimePassesTest.Reminders.class, TimePassesTest.Standup.class})
class ClockPageTest {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE, d MMMM yyyy", Locale.ENGLISH);
    @RegisterExtension
    static final Browser browser = new Browser();

    @Autowired
    SandboxSlack slack;
    @Autowired
    Timers timers;
    @Autowired
    TransactionTemplate transaction;
    @Autowired
    TimePassesTest.Reminders reminders;

    @SuppressWarnings("NullAway.Init")
    private Page page;

    @BeforeEach
    void arrive() {
        page = browser.window();
        page.navigate(slack.address());
    }

    @AfterEach
    void nothingIsAmiss() {
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @DisabledIfSystemProperty(named = "steward.today", matches = ".+", disabledReason = "it is a day ahead then")
    void anHourAndADayAreAPressAway() {
        var before = slack.clock().instant();
        clock().click();
        assertThat(panel()).containsText(day(0));
        assertThat(panel()).containsText("Nothing is planned");
        assertThat(button("Next thing due")).isDisabled();

        button("+1 hour").click();
        assertThat(panel()).containsText("1 hour ahead of your computer");
        button("+1 day").click();
        assertThat(panel()).containsText("1 day, 1 hour ahead of your computer");

        assertThat(panel()).containsText(day(0));
        assertThat(Duration.between(before, slack.clock().instant())).isBetween(Duration.ofHours(25),
                Duration.ofHours(25).plusMinutes(2));
        assertThat(clock()).containsText(
                slack.clock().instant().atZone(zone()).format(DateTimeFormatter.ofPattern("HH:mm")).substring(0, 4));
    }

    @Test
    void itIsSetToATimeAndNeverBack() {
        slack.as(Who.PM).in("#general").types("Said today");
        page.reload();
        assertThat(page.locator(".day").last()).containsText("Today");
        var wanted = slack.clock().instant().atZone(zone()).toLocalDateTime().plusDays(3).truncatedTo(ChronoUnit.HOURS);

        clock().click();
        page.getByLabel("Set it to").fill(wanted.toString());
        button("Set").click();
        // not asked of the clock, which may not be there yet
        assertThat(panel()).containsText(DAY.format(wanted));
        assertThat(page.locator(".day").last()).not().containsText("Today");
        assertThat(slack.clock().instant().atZone(zone()).toLocalDateTime().truncatedTo(ChronoUnit.MINUTES))
                .isBetween(wanted, wanted.plusMinutes(1));

        page.getByLabel("Set it to").fill(wanted.minusDays(1).toString());
        button("Set").click();
        assertThat(panel().getByRole(AriaRole.ALERT)).containsText("The clock only goes forward.");
        page.getByLabel("Set it to").fill("");
        button("Set").click();
        assertThat(panel().getByRole(AriaRole.ALERT)).containsText("Choose a date and a time.");
        page.getByLabel("Set it to").fill(wanted.plusYears(2).toString());
        button("Set").click();
        assertThat(panel().getByRole(AriaRole.ALERT)).containsText("smaller steps");
    }

    @Test
    void whatFallsDueOnTheWayHappensBeforeOnesEyes() {
        transaction.executeWithoutResult(status -> timers.set(
                TimePassesTest.REMINDER.of(slack.workspace(), TimePassesTest.THING, "0"),
                slack.clock().instant().plus(Duration.ofMinutes(50))));
        reminders.endless = true;
        try {
            clock().click();
            assertThat(button("Next thing due")).containsText(" at ");
            button("Next thing due").click();
            assertThat(page.locator("#main .message").last()).containsText("Reminder 0");

            page.getByLabel("Set it to").fill(slack.clock().instant().atZone(zone()).toLocalDateTime().plusDays(300)
                    .truncatedTo(ChronoUnit.MINUTES).toString());
            button("Set").click();
            assertThat(panel().getByRole(AriaRole.STATUS)).containsText("On the way to");
            assertThat(page.locator("#main .message").last()).containsText(Pattern.compile("Reminder ([2-9]|\\d\\d)"));
            picture();
            button("Stop").click();
            assertThat(button("+1 hour")).isVisible();
            assertThat(panel().getByRole(AriaRole.STATUS)).not().isVisible();
        } finally {
            reminders.endless = false;
        }
    }

    private void picture() {
        if (Boolean.getBoolean("steward.regenerate")) {
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("docs", "images", "clock.png")));
        }
    }

    private Locator clock() {
        return page.locator(".clock");
    }

    private Locator panel() {
        return page.locator("#clock-panel");
    }

    private Locator button(String name) {
        return panel().getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name));
    }

    private String day(int later) {
        return DAY.format(slack.clock().instant().atZone(zone()).plusDays(later));
    }

    private ZoneId zone() {
        return slack.reads.people().getFirst().zone();
    }
}
