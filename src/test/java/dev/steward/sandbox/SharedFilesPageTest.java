package dev.steward.sandbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.browser.Browser;
import dev.steward.delivery.Document;
import dev.steward.delivery.Files;
import dev.steward.delivery.Notices.Recipient;
import dev.steward.picture.Timeline;
import dev.steward.picture.Timeline.Mark;
import dev.steward.picture.Timeline.Row;
import dev.steward.picture.Timeline.Span;
import dev.steward.picture.Timeline.Tone;

/** What Steward shares, as a person sees it. */
@SandboxTest
class SharedFilesPageTest {
    private static final String INTAKE = "#product-feedback";
    @RegisterExtension
    static final Browser browser = new Browser();

    @Autowired
    SandboxSlack slack;
    @Autowired
    Files files;
    @Autowired
    TransactionTemplate transaction;

    @Test
    void aPictureIsShownWithItsWordsAndAnotherFileIsALink() throws Exception {
        var intake = new Recipient.Channel(slack.id(INTAKE), null);
        transaction.executeWithoutResult(status -> {
            files.share(slack.workspace(), UUID.randomUUID(), "timeline", intake,
                    new Document("timeline.png", "What happens if nobody answers", "*AP-7*: who is asked when",
                            timeline().png()));
            files.share(slack.workspace(), UUID.randomUUID(), "export", intake,
                    new Document("decisions.csv", "All decisions", "", "a,b\n".getBytes(UTF_8)));
        });
        slack.settles();

        Page page = browser.window();
        page.navigate(slack.address() + new PageUrls(Who.PM.id().value()).channel(slack.id(INTAKE).value()));
        var picture = page.getByRole(AriaRole.IMG,
                new Page.GetByRoleOptions().setName("What happens if nobody answers"));
        assertThat(picture).isVisible();
        picture.scrollIntoViewIfNeeded();
        page.waitForFunction("() => document.querySelector('.file-image img').naturalWidth === 1600");
        assertThat(picture.boundingBox().width).isBetween(200.0, 800.0);
        assertThat(page.getByText("who is asked when")).isVisible();
        var download = page.waitForDownload(() -> page.getByText("All decisions").click());
        assertThat(download.suggestedFilename()).isEqualTo("decisions.csv");
        assertThat(download.path()).hasContent("a,b");
        assertThat(browser.complaints()).isEmpty();
    }

    private static Timeline timeline() {
        Instant now = Instant.parse("2026-11-23T10:00:00Z");
        return new Timeline("What happens if nobody answers AP-7", ZoneId.of("Europe/Lisbon"), List.of(
                new Row("Maya", "Lisbon",
                        List.of(new Span(now.minus(Duration.ofHours(1)), now.plus(Duration.ofHours(7)))),
                        List.of(new Mark(now, "Asked", Tone.ASK),
                                new Mark(now.plus(Duration.ofHours(24)), "Reminder", Tone.REMIND))),
                new Row("Amara", "Lisbon", List.of(),
                        List.of(new Mark(now.plus(Duration.ofHours(48)), "Asked in her place", Tone.CLIMB)))),
                now);
    }
}
