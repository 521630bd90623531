package dev.steward.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
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

/** Asking for a decision as one does it by hand. With {@code -Dsteward.regenerate=true} it also takes the pictures of the guide. */
@SandboxTest
class ApprovalFormPageTest {
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
    void theFormSaysWhoWillBeAskedWhileItIsFilledIn() {
        slack.as(PM).types("/initiative new Ledger export").chooses("Area", "Export").submits().sees("*INIT-1*")
                .closes();
        page = browser.window(1280, 1000);
        page.navigate(slack.address() + "/as/" + SELLER.id().value() + "/c/" + slack.id("general").value());
        types("/approval");
        assertThat(modal()).containsText("Choose a gate, and it shows here who will be asked.");
        pick("Which gate?", "Define", Pattern.compile("Define it.*"));
        assertThat(modal()).containsText("Tell the tier and the risk");
        modal().getByLabel("What is to be decided?").fill("May we define how whole ledgers are exported?");
        pick("Which initiative?", "led", Pattern.compile("INIT-1.*"));
        assertThat(modal()).containsText("Once approved, it moves from discovery to definition.");
        pick("Risk", "Med", Pattern.compile("Medium"));
        assertThat(modal()).containsText("Tell the tier,");
        pick("Tier", "Tier 1", Pattern.compile("Tier 1.*"));
        assertThat(modal()).containsText("Rule Executives for tier 1: first");
        modal().getByText("Five customers who have it").click();
        assertThat(modal().getByLabel("What is to be decided?"))
                .hasValue("May we define how whole ledgers are exported?");
        modal().getByText("What if nobody answers?").scrollIntoViewIfNeeded();
        picture("approval-form");
        modal().getByText("What if nobody answers?").click();
        assertThat(modal().last()).containsText("If nobody answers");
        assertThat(modal().last()).containsText("The time is up");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void anAnswerIsGivenWhereItIsAsked() {
        slack.as(PM).types("/initiative new Ledger export").chooses("Area", "Export").submits().sees("*INIT-1*")
                .closes();
        page = browser.window(1280, 1000);
        page.navigate(slack.address() + "/as/" + SELLER.id().value() + "/c/" + slack.id("general").value());
        types("/approval can-i-ship INIT-1 tier:2 risk:medium cost:5000");
        assertThat(page.locator("#main")).containsText("Ask first");
        types("/approval can-i-ship INIT-1 tier:3 risk:low");
        assertThat(page.locator("#main")).containsText("lets you decide");
        picture("approval-can-i-ship");
        page.getByText("Ship it and record the decision").click();
        assertThat(page.locator("#main")).containsText("Go ahead.");
        types("/approval verify");
        assertThat(page.locator("#main")).containsText("The decision log is whole");
        types("/approval simulate launch tier:1 area:Export");
        assertThat(page.locator("#main")).containsText("The time is up");
        slack.clock().advance(Duration.ofSeconds(1));
        slack.directMessages(SELLER).awaitMessage("if nobody ever answers");
        page.navigate(slack.address() + "/as/" + SELLER.id().value() + "/c/"
                + slack.directMessages(SELLER).id().value());
        assertThat(page.locator("#main .message").last()).containsText("if nobody ever answers");
        picture("approval-simulate");
        assertThat(browser.complaints()).isEmpty();
    }

    private void types(String command) {
        composer().fill(command);
        page.keyboard().press("Escape");
        page.keyboard().press("Enter");
    }

    private void pick(String label, String typed, Pattern option) {
        modal().getByRole(AriaRole.COMBOBOX, new Locator.GetByRoleOptions().setName(
                Pattern.compile("^" + label.replace("?", "\\?") + "( \\(optional\\))?$"))).click();
        page.keyboard().type(typed);
        page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName(option)).first().click();
    }

    private Locator composer() {
        return page.getByLabel(Pattern.compile("^Message ")).first();
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
