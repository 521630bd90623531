package dev.steward.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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

/**
 * What a newcomer does in their first five minutes, from the page to the card. With {@code -Dsteward.regenerate=true} it also
 * takes the pictures of the docs.
 */
@SandboxTest
class NewcomerStoryTest {
    @SuppressWarnings("NullAway.Init")
    private static Browser browser;

    @Autowired
    SandboxSlack slack;

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
    void aNewcomerFilesFeedbackAndSeesItsCard() {
        page = browser.window();
        page.navigate(slack.address());
        assertThat(page.locator("#main")).containsText("#general");

        composer().pressSequentially("/feed");
        assertThat(page.getByRole(AriaRole.LISTBOX, new Page.GetByRoleOptions().setName("Commands")))
                .containsText("/feedback");
        picture("completion");
        composer().fill("/feedback");
        page.keyboard().press("Escape");
        page.keyboard().press("Enter");
        assertThat(modal()).containsText("What was said?");
        modal().getByText("Save", new Locator.GetByTextOptions().setExact(true)).click();
        assertThat(modal().getByLabel("What was said?")).hasAccessibleDescription(Pattern.compile("\\S+"));
        modal().getByLabel("What was said?").fill(
                "The CSV export stops after 10,000 rows. We split our month into four files, and it takes an hour.");
        pick("Customer", "Acme Ltd", Pattern.compile("Create .Acme Ltd."));
        pick("Area", "Exp", Pattern.compile("Export.*"));
        pick("Kind", "Prob", Pattern.compile("Problem.*"));
        picture("form");
        modal().getByText("Save", new Locator.GetByTextOptions().setExact(true)).click();
        assertThat(modal()).isHidden();

        goTo("product-feedback");
        var card = messages().last();
        assertThat(card).containsText("FB-1");
        assertThat(card).containsText("The CSV export stops after 10,000 rows.");
        assertThat(card).containsText("Acme Ltd");
        picture("sandbox");

        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("Steward"))).first().click();
        assertThat(page).hasURL(Pattern.compile("/c/D"));
        assertThat(messages().last()).containsText(Pattern.compile("Saved as\\s*FB-1"));
        picture("confirmation");
        messages().last().getByText("its card").click();
        assertThat(page).hasURL(Pattern.compile(slack.id("product-feedback").value()));
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void onATelephoneItWorksToo() {
        page = browser.window(390, 844);
        page.navigate(slack.address());

        composer().fill("/feedback The invoices arrive twice");
        page.keyboard().press("Escape");
        page.keyboard().press("Enter");
        assertThat(messages().last()).containsText("Saved as FB-1");
        picture("telephone");
        messages().last().getByText("Add details").click();
        assertThat(modal().getByLabel("What was said?")).hasValue("The invoices arrive twice");
        picture("telephone-form");
        assertThat(browser.complaints()).isEmpty();
    }

    private void goTo(String channel) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile(channel))).first().click();
        assertThat(page.locator("#main")).containsText(channel);
    }

    private void pick(String label, String typed, Pattern option) {
        modal().getByRole(AriaRole.COMBOBOX, new Locator.GetByRoleOptions().setName(
                Pattern.compile("^" + label + "( \\(optional\\))?$"))).click();
        page.keyboard().type(typed);
        page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName(option)).first().click();
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
