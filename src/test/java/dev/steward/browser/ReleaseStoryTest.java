package dev.steward.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;

import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;

import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;

/**
 * A release from its first draft to the Friday digest, as its author and its readers see it. With {@code -Dsteward.regenerate=true} it
 * also takes the guide's pictures.
 */
@SandboxTest
class ReleaseStoryTest {
    private static final ZoneId STOCKHOLM = ZoneId.of("Europe/Stockholm");

    @RegisterExtension
    static final Browser browser = new Browser();

    @Autowired
    SandboxSlack slack;

    @SuppressWarnings("NullAway.Init")
    private Screen screen;

    @Test
    void aReleaseIsWrittenPublishedEditedAndTold() {
        slack.as(OPS).types("/release audiences").presses("New audience").fills("Name", "Sales")
                .chooses("Which channels?", slack.id("#releases").value()).submits().seesModal("Audiences").closesAll();
        slack.as(PM).types("/initiative new Ledger export").chooses("Area", "Export").submits().closes();
        LocalDate thursday = slack.clock().instant().atZone(STOCKHOLM).toLocalDate().plusDays(1)
                .with(TemporalAdjusters.next(java.time.DayOfWeek.THURSDAY));
        slack.clock().to(thursday.atTime(10, 0).atZone(STOCKHOLM).toInstant());
        slack.as(PM).in("#general").types("/release subscribe weekly fri 16:00");

        screen = new Screen(browser.window(1280, 1000), slack);
        screen.goTo(PM, "#general");
        screen.types("/release");
        assertThat(screen.modal()).containsText("What changed?");
        screen.fills("Title", "Ledger export");
        screen.fills("Version", "2.14");
        screen.picks("How big is it?", "Tier 2", "Tier 2");
        screen.picks("Area", "Exp", "Export.*");
        screen.fills("What changed?",
                "You can export **whole ledgers** in one go:\n\n- as CSV or XLSX\n- up to ten years"
                        + "\n- [how it works](https://example.com/export)");
        screen.fills("Why does it matter?", "Auditors asked for it every quarter, and we split files by hand.");
        screen.fills("What do they need to do?", "Nothing. Old exports keep working.");
        screen.picks("Audiences", "Sales", "Sales.*");
        assertThat(screen.modal()).containsText("In other words for Sales");
        screen.fills("In other words for Sales", "Tell customers who left over exports: **it works now**.");
        screen.picks("Other channels", "gen", ".*general.*");
        screen.page().keyboard().press("Escape");
        screen.presses("Save draft");
        assertThat(screen.modal()).containsText("A draft");
        screen.presses("Preview");
        assertThat(screen.modal().last()).containsText("As it is seen by");
        screen.presses("Back");
        screen.presses("Publish to 2 channels");
        assertThat(screen.modal().last()).containsText("at once");
        screen.presses("Publish");
        assertThat(screen.modal().last()).containsText("Published");
        screen.closes("Done");

        screen.goTo(SELLER, "#general");
        Locator copy = screen.message("Ledger export 2.14");
        assertThat(copy).containsText("up to ten years");
        screen.picture("release-card");
        copy.getByText("Got it", Screen.exactly()).click();
        copy.getByText("Ask", Screen.exactly()).click();
        screen.modal().getByRole(com.microsoft.playwright.options.AriaRole.TEXTBOX).first()
                .fill("Does it work for archived ledgers?");
        screen.closes("Ask");

        slack.as(PM).types("/release REL-1").presses("Edit").fills("What changed?",
                "You can export **whole ledgers** in one go, archived ones too.").submits().closesAll();
        screen.goTo(SELLER, "#general");
        assertThat(copy).containsText("archived ones too");
        assertThat(copy).containsText("edited");
        screen.picture("release-edited");

        screen.goToDirectMessages(PM);
        assertThat(screen.message("Does it work for archived ledgers?")).isVisible();
        assertThat(screen.message("All 2")).isVisible();
        screen.picture("release-report");

        slack.as(PM).types("/release REL-1").presses("History").sees("archived");
        slack.clock().to(thursday.plusDays(1).atTime(16, 1).atZone(STOCKHOLM).toInstant());
        screen.goTo(SELLER, "#general");
        assertThat(screen.messages().last()).containsText("Ledger export");
        assertThat(screen.messages().last()).containsText("Export");
        screen.picture("release-digest");
        org.assertj.core.api.Assertions.assertThat(browser.complaints()).isEmpty();
    }
}
