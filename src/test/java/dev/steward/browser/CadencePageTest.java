package dev.steward.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.steward.sandbox.Who.PM;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;

import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;

/** Setting a review up as one does it by hand. With {@code -Dsteward.regenerate=true} it also takes the pictures of the guide. */
@SandboxTest
class CadencePageTest {
    @RegisterExtension
    static final Browser browser = new Browser();

    @Autowired
    SandboxSlack slack;

    @Test
    void aReviewIsSetUpLookedAtAndFoundAgain() {
        var screen = new Screen(browser.window(1280, 1500), slack);
        screen.goTo(PM, "#general");
        screen.types("/cadence");
        assertThat(screen.modal()).containsText("Every other Tuesday at 10:00, Stockholm time");
        screen.fills("When?", "last working day of the month 15:00");
        assertThat(screen.modal()).containsText("Last working day of the month at 15:00, Stockholm time");
        screen.picks("And which groups?", "prod", "@product.*");
        assertThat(screen.modal().getByText("·").first()).isVisible();
        screen.modal().getByText("What kind of review is it?").scrollIntoViewIfNeeded();
        screen.picture("cadence-form");
        screen.presses("More settings");
        assertThat(screen.modal()).containsText("On holidays");
        screen.modal().getByText("If Steward was down when one was to begin").scrollIntoViewIfNeeded();
        screen.picture("cadence-form-more");
        button(screen, "Set it up").click();
        assertThat(screen.modal()).containsText("It is set up.");
        screen.picture("cadence-page");
        button(screen, "Preview").click();
        assertThat(screen.modal().last()).containsText("The next ones");
        assertThat(screen.modal().last()).containsText("Clocks go forward");
        screen.picture("cadence-preview");
        slack.as(PM).closesAll();
        screen.goTo(PM, "#general");
        screen.types("/cadence list");
        assertThat(screen.page().locator("#main")).containsText("Yours");
        screen.picture("cadence-list");
        org.assertj.core.api.Assertions.assertThat(browser.complaints()).isEmpty();
    }

    private static Locator button(Screen screen, String label) {
        return screen.modal().getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(label).setExact(true))
                .last();
    }
}
