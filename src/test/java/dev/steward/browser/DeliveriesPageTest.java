package dev.steward.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Who;

/** An admin looks for messages that are missing. With {@code -Dsteward.regenerate=true} it also takes the docs' picture. */
@SandboxTest
class DeliveriesPageTest {
    private static final String INTAKE = "#product-feedback";

    @RegisterExtension
    static final Browser browser = new Browser();

    @Autowired
    SandboxSlack slack;
    @Autowired
    JdbcClient jdbc;

    @Test
    void anAdminFindsWhatIsMissingAndDecides() {
        slack.archives(INTAKE);
        for (String said : new String[]{"The export stops", "Invoices arrive twice", "Login is slow"}) {
            slack.as(Who.SUPPORT).types("/feedback " + said);
        }
        Awaitility.await().until(() -> jdbc.sql("select count(*) from delivery where due_at is not null")
                .query(Long.class).single() == 0);
        jdbc.sql("""
                update delivery set state = 'held', uncertain = true
                where id = (select id from delivery where form = 'card' order by id limit 1)
                """).update();
        jdbc.sql("""
                update delivery set state = 'pending', failure = 'Slack cannot be reached', attempts = 9,
                    waiting_since = now() - interval '20 minutes', due_at = now() + interval '4 minutes'
                where id = (select id from delivery where form = 'notice' and merged_into is null order by id desc limit 1)
                """).update();

        Page page = browser.window(1280, 1060);
        page.navigate(slack.address() + "/as/" + Who.OPS.id().value() + "/c/" + slack.id("#general").value());
        var composer = page.getByLabel(Pattern.compile("^Message ")).first();
        composer.fill("/steward deliveries");
        page.keyboard().press("Escape");
        page.keyboard().press("Enter");
        var list = page.locator("#main .message").last();
        assertThat(list).containsText("1 to check");
        assertThat(list).containsText("2 failed for one reason.");
        assertThat(list).containsText("Tried 9 times, next try");
        list.scrollIntoViewIfNeeded();
        if (Boolean.getBoolean("steward.regenerate")) {
            page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("docs", "images", "deliveries.png")));
        }

        list.getByText("Drop", new Locator.GetByTextOptions().setExact(true)).first().click();
        var dialog = page.locator("#confirm");
        assertThat(dialog).containsText("Drop this message?");
        assertThat(dialog).containsText("It will not be sent. This cannot be undone.");
        dialog.getByText("Drop", new Locator.GetByTextOptions().setExact(true)).last().click();
        assertThat(page.locator("#main .message").last()).containsText("Dropped.");
        assertThat(browser.complaints()).isEmpty();
    }
}
