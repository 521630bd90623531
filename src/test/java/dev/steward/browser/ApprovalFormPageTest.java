package dev.steward.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;

import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;

/** Asking for a decision as one does it by hand. With {@code -Dsteward.regenerate=true} it also takes the pictures of the guide. */
@SandboxTest
class ApprovalFormPageTest {
    @RegisterExtension
    static final Browser browser = new Browser();

    @Autowired
    SandboxSlack slack;

    @SuppressWarnings("NullAway.Init")
    private Screen screen;

    @Test
    void theFormSaysWhoWillBeAskedWhileItIsFilledIn() {
        slack.as(PM).types("/initiative new Ledger export").chooses("Area", "Export").submits().sees("*INIT-1*")
                .closes();
        screen = new Screen(browser.window(1280, 1000), slack);
        screen.goTo(SELLER, "#general");
        screen.types("/approval");
        assertThat(screen.modal()).containsText("Choose a gate, and it shows here who will be asked.");
        screen.picks("Which gate?", "Define", "Define it.*");
        assertThat(screen.modal()).containsText("Tell the tier and the risk");
        screen.modal().getByLabel("What is to be decided?").fill("May we define how whole ledgers are exported?");
        screen.picks("Which initiative?", "led", "INIT-1.*");
        assertThat(screen.modal()).containsText("Once approved, it moves from discovery to definition.");
        screen.picks("Risk", "Med", "Medium");
        assertThat(screen.modal()).containsText("Tell the tier,");
        screen.picks("Tier", "Tier 1", "Tier 1.*");
        assertThat(screen.modal()).containsText("Rule Executives for tier 1: first");
        screen.modal().getByText("Five customers who have it").click();
        assertThat(screen.modal().getByLabel("What is to be decided?"))
                .hasValue("May we define how whole ledgers are exported?");
        screen.modal().getByText("What if nobody answers?").scrollIntoViewIfNeeded();
        screen.picture("approval-form");
        screen.modal().getByText("What if nobody answers?").click();
        assertThat(screen.modal().last()).containsText("If nobody answers");
        assertThat(screen.modal().last()).containsText("The time is up");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void anAnswerIsGivenWhereItIsAsked() {
        slack.as(PM).types("/initiative new Ledger export").chooses("Area", "Export").submits().sees("*INIT-1*")
                .closes();
        screen = new Screen(browser.window(1280, 1000), slack);
        screen.goTo(SELLER, "#general");
        screen.types("/approval can-i-ship INIT-1 tier:2 risk:medium cost:5000");
        assertThat(screen.page().locator("#main")).containsText("Ask first");
        screen.types("/approval can-i-ship INIT-1 tier:3 risk:low");
        assertThat(screen.page().locator("#main")).containsText("lets you decide");
        screen.picture("approval-can-i-ship");
        screen.page().getByText("Ship it and record the decision").click();
        assertThat(screen.page().locator("#main")).containsText("Go ahead.");
        screen.types("/approval verify");
        assertThat(screen.page().locator("#main")).containsText("The decision log is whole");
        screen.types("/approval simulate launch tier:1 area:Export");
        assertThat(screen.page().locator("#main")).containsText("The time is up");
        slack.clock().advance(Duration.ofSeconds(1));
        slack.directMessages(SELLER).awaitMessage("if nobody ever answers");
        screen.goToDirectMessages(SELLER);
        assertThat(screen.page().locator("#main .message").last()).containsText("if nobody ever answers");
        screen.picture("approval-simulate");
        assertThat(browser.complaints()).isEmpty();
    }
}
