package dev.steward.setup;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;

import dev.steward.browser.Browser;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Who;
import dev.steward.schedule.Holidays;
import dev.steward.schedule.Holidays.Place;

/** The forms as they stand on a page, where a redrawn select has to keep what was chosen in it. */
@SandboxTest
class HolidayPageTest {
    @RegisterExtension
    static final Browser browser = new Browser();

    @Autowired
    SandboxSlack slack;
    @Autowired
    Holidays holidays;

    @Test
    void theCountryStaysChosenWhileADayIsAdded() {
        Page page = browser.window();
        page.navigate(slack.address());
        page.getByText("switch person").locator("..").click();
        page.locator("#people").getByText("Jonas Weber").click();
        assertThat(page.locator("header").first()).containsText("Jonas Weber");
        slack.as(Who.OPS).types("/steward setup").presses("Edit holidays");
        Locator modal = page.locator("#dialog");
        Locator country = modal.getByRole(AriaRole.COMBOBOX).first();

        assertThat(modal).containsText("Days off of your own");
        country.click();
        page.keyboard().type("Germ");
        assertThat(page.getByRole(AriaRole.OPTION)).hasCount(1);
        page.keyboard().press("Enter");
        assertThat(modal).containsText("Which region");
        press(modal, "Add a day");
        LocalDate day = LocalDate.ofInstant(slack.clock().instant(), java.time.ZoneOffset.UTC).plusDays(20);
        modal.locator("input[type=date]").fill(day.toString());
        modal.getByLabel("What is it called?").fill("Company day");
        press(modal, "Add");
        assertThat(modal).containsText("Company day");
        assertThat(country).hasValue("Germany");
        press(modal, "Save");

        assertThat(modal).containsText("Germany. The weekend is Saturday and Sunday.");
        assertThat(holidays.place(slack.workspace())).contains(new Place("de", null));
        assertThat(holidays.own(slack.workspace())).containsEntry(day, "Company day");
        assertThat(browser.complaints()).isEmpty();
    }

    private static void press(Locator modal, String label) {
        modal.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(label).setExact(true)).last().click();
    }
}
