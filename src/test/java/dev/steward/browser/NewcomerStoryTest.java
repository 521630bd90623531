package dev.steward.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;

import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;

/**
 * What a newcomer does in their first five minutes, from the page to the card. With {@code -Dsteward.regenerate=true} it also
 * takes the pictures of the docs.
 */
@SandboxTest
class NewcomerStoryTest {
    @RegisterExtension
    static final Browser browser = new Browser();

    @Autowired
    SandboxSlack slack;

    @SuppressWarnings("NullAway.Init")
    private Screen screen;

    @Test
    void aNewcomerFilesFeedbackAndSeesItsCard() {
        Page page = window(browser.window());
        page.navigate(slack.address());
        assertThat(page.locator("#main")).containsText("#general");

        screen.composer().pressSequentially("/feed");
        assertThat(page.getByRole(AriaRole.LISTBOX, new Page.GetByRoleOptions().setName("Commands")))
                .containsText("/feedback");
        screen.picture("completion");
        screen.composer().fill("/feedback");
        page.keyboard().press("Escape");
        page.keyboard().press("Enter");
        assertThat(screen.modal()).containsText("What was said?");
        screen.modal().getByText("Save", new Locator.GetByTextOptions().setExact(true)).click();
        assertThat(screen.modal().getByLabel("What was said?")).hasAccessibleDescription(Pattern.compile("\\S+"));
        screen.modal().getByLabel("What was said?").fill(
                "The CSV export stops after 10,000 rows. We split our month into four files, and it takes an hour.");
        screen.picks("Customer", "Acme Ltd", "Create .Acme Ltd.");
        screen.picks("Area", "Exp", "Export.*");
        screen.picks("Kind", "Prob", "Problem.*");
        screen.picture("form");
        screen.modal().getByText("Save", new Locator.GetByTextOptions().setExact(true)).click();
        assertThat(screen.modal()).isHidden();

        goTo("product-feedback");
        var card = screen.messages().last();
        assertThat(card).containsText("FB-1");
        assertThat(card).containsText("The CSV export stops after 10,000 rows.");
        assertThat(card).containsText("Acme Ltd");
        screen.picture("sandbox");

        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("Steward"))).first().click();
        assertThat(page).hasURL(Pattern.compile("/c/D"));
        assertThat(screen.messages().last()).containsText(Pattern.compile("Saved as\\s*FB-1"));
        screen.picture("confirmation");
        screen.messages().last().getByText("its card").click();
        assertThat(page).hasURL(Pattern.compile(slack.id("product-feedback").value()));
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void onATelephoneItWorksToo() {
        Page page = window(browser.window(390, 844));
        page.navigate(slack.address());

        screen.composer().fill("/feedback The invoices arrive twice");
        page.keyboard().press("Escape");
        page.keyboard().press("Enter");
        assertThat(screen.messages().last()).containsText("Saved as FB-1");
        screen.picture("telephone");
        screen.messages().last().getByText("Add details").click();
        assertThat(screen.modal().getByLabel("What was said?")).hasValue("The invoices arrive twice");
        screen.picture("telephone-form");
        assertThat(browser.complaints()).isEmpty();
    }

    private Page window(Page page) {
        screen = new Screen(page, slack);
        return page;
    }

    private void goTo(String channel) {
        Page page = screen.page();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile(channel))).first().click();
        assertThat(page.locator("#main")).containsText(channel);
    }
}
