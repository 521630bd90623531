package dev.steward.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.Who;
import dev.steward.workspace.ChannelId;

/** The sandbox's page as somebody uses it. With {@code -Dsteward.regenerate=true} its pictures are those of the guides. */
final class Screen {
    private final Page page;
    private final SandboxSlack slack;

    Screen(Page page, SandboxSlack slack) {
        this.page = page;
        this.slack = slack;
    }

    Page page() {
        return page;
    }

    void goTo(Who who, ChannelId channel) {
        slack.settles();
        page.navigate(slack.address() + "/as/" + who.id().value() + "/c/" + channel.value());
        assertThat(composer()).isVisible();
    }

    void goTo(Who who, String channel) {
        goTo(who, slack.id(channel));
    }

    void goToDirectMessages(Who who) {
        goTo(who, slack.directMessages(who).id());
    }

    void types(String command) {
        composer().fill(command);
        page.keyboard().press("Escape");
        page.keyboard().press("Enter");
    }

    void fills(String label, String text) {
        modal().getByLabel(named("^", label, "")).first().fill(text);
    }

    /** Chooses from a select of the modal. @param typed what finds the option */
    void picks(String label, String typed, String option) {
        modal().getByRole(AriaRole.COMBOBOX, new Locator.GetByRoleOptions()
                .setName(named("^", label, "( \\(optional\\))?$"))).click();
        page.keyboard().type(typed);
        page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName(Pattern.compile(option))).first().click();
    }

    /** The browser's own expressions know no quoting. */
    private static Pattern named(String before, String label, String after) {
        return Pattern.compile(before + label.replaceAll("([?.()+*])", "\\\\$1") + after);
    }

    /** Presses what says this in the modal. */
    void presses(String label) {
        modal().getByText(label, exactly()).last().click();
    }

    /** Presses what says this in the modal, and waits until that is gone: who goes elsewhere before has not closed it. */
    void closes(String label) {
        presses(label);
        assertThat(modal()).isHidden();
    }

    Locator composer() {
        return page.getByLabel(Pattern.compile("^Message ")).first();
    }

    Locator modal() {
        return page.locator("#dialog");
    }

    Locator messages() {
        return page.locator("#main .message");
    }

    Locator message(String words) {
        return messages().filter(new Locator.FilterOptions().setHasText(words)).first();
    }

    static Locator.GetByTextOptions exactly() {
        return new Locator.GetByTextOptions().setExact(true);
    }

    void picture(String name) {
        if (Boolean.getBoolean("steward.regenerate")) {
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("docs", "images", name + ".png")));
        }
    }
}
