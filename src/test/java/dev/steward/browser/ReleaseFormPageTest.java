package dev.steward.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.PM;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;

import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;

/** Writing a release as one does it by hand. With {@code -Dsteward.regenerate=true} it also takes the pictures of the guide. */
@SandboxTest
class ReleaseFormPageTest {
    @RegisterExtension
    static final Browser browser = new Browser();

    @Autowired
    SandboxSlack slack;

    @SuppressWarnings("NullAway.Init")
    private Page page;

    @Test
    void aReleaseIsWrittenAndLookedAtAsItsAudienceWillSeeIt() {
        slack.as(OPS).types("/release audiences").presses("New audience").fills("Name", "Sales")
                .chooses("Which channels?", slack.id("#releases").value(), slack.id("#product-feedback").value())
                .submits().sees("*Sales*").closes();
        page = browser.window(1280, 1000);
        page.navigate(slack.address() + "/as/" + PM.id().value() + "/c/" + slack.id("general").value());
        types("/release");
        modal().getByLabel("Title", new Locator.GetByLabelOptions().setExact(true)).fill("Ledger export");
        modal().getByLabel(Pattern.compile("^Version")).fill("2.14.0");
        pick("How big is it?", "Tier 1", Pattern.compile("Tier 1.*"));
        modal().getByLabel(Pattern.compile("^What changed"))
                .fill("You can export **whole ledgers**, however long they are:\n\n- as CSV\n- as a spreadsheet");
        modal().getByLabel(Pattern.compile("^Why does it matter"))
                .fill("Auditors asked for it every quarter, and every quarter somebody copied pages by hand.");
        pick("Audiences", "Sal", Pattern.compile("Sales"));
        assertThat(modal()).containsText("In other words for Sales");
        modal().getByLabel(Pattern.compile("^In other words for Sales"))
                .fill("Tell every customer who asked: whole ledgers export in one go.");
        picture("release-form");
        pick("Other channels", "gen", Pattern.compile("general.*"));
        modal().getByText("At a time").click();
        assertThat(modal()).containsText("In your own time zone: Europe/Stockholm.");
        picture("release-form-when");
        modal().getByText("As soon as I publish it").click();
        assertThat(modal()).not().containsText("In your own time zone");
        press("Save draft");
        assertThat(modal()).containsText("A draft.");
        picture("release-page");
        press("Preview");
        assertThat(modal().last()).containsText("Tell every customer who asked");
        picture("release-preview");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void twoWhoChangedTheSameChoose() {
        slack.as(PM).types("/release").fills("Title", "Ledger export").chooses("How big is it?", "Tier 2")
                .fills("What changed?", "Ledgers can be exported.").submits().seesModal("REL-1").closesAll();
        page = browser.window(1280, 1000);
        page.navigate(slack.address() + "/as/" + PM.id().value() + "/c/" + slack.id("general").value());
        types("/release REL-1");
        press("Edit");
        modal().getByLabel(Pattern.compile("^What changed")).fill("You can export whole ledgers.");
        slack.as(OPS).types("/release REL-1").presses("Edit")
                .fills("What changed?", "Whole ledgers can be exported, also as CSV.").submits().seesModal("REL-1");
        press("Save draft");
        assertThat(modal()).containsText("Somebody else changed this while you wrote.");
        modal().getByText("Which one do you keep?").scrollIntoViewIfNeeded();
        picture("release-contested");
        modal().getByText("Keep mine").click();
        press("Save draft");
        assertThat(modal()).not().containsText("Which one do you keep?");
        assertThat(modal()).containsText("A draft.");
        types("/release drafts");
        assertThat(page.locator("#main")).containsText("REL-1");
        picture("release-drafts");
        assertThat(browser.complaints()).isEmpty();
    }

    private void types(String command) {
        if (modal().isVisible()) {
            page.keyboard().press("Escape");
            assertThat(modal()).not().isVisible();
        }
        page.getByLabel(Pattern.compile("^Message ")).first().fill(command);
        page.keyboard().press("Escape");
        page.keyboard().press("Enter");
    }

    private void press(String label) {
        modal().getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(label).setExact(true)).last().click();
    }

    private void pick(String label, String typed, Pattern option) {
        modal().getByRole(AriaRole.COMBOBOX, new Locator.GetByRoleOptions().setName(
                Pattern.compile("^" + label.replace("?", "\\?") + "( \\(optional\\))?$"))).click();
        page.keyboard().type(typed);
        page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName(option)).first().click();
    }

    private Locator modal() {
        return page.locator("#dialog");
    }

    private void picture(String name) {
        if (Boolean.getBoolean("steward.regenerate")) {
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("docs", "images", name + ".png")));
        }
    }
}
