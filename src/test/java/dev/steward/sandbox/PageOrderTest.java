package dev.steward.sandbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.steward.sandbox.PageStage.ADA;
import static dev.steward.sandbox.PageStage.FEEDBACK;
import static dev.steward.sandbox.PageStage.GENERAL;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.options.AriaRole;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import tools.jackson.databind.node.ObjectNode;

import dev.steward.browser.Browser;
import dev.steward.sandbox.SandboxFeed.What;

/** What the page shows in the end, when answers and news reach it in another order than they were made in. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("PageOrderTest")
class PageOrderTest {

    @RegisterExtension
    static final Browser browser = new Browser();
    private static PageStage stage;

    private Page page;
    private final List<Runnable> held = new ArrayList<>();

    @BeforeAll
    static void open() {
        stage = new PageStage();
    }

    @AfterAll
    static void close() {
        if (stage != null) {
            stage.close();
        }
    }

    @BeforeEach
    void arrive() {
        stage.clear();
        page = browser.window();
        page.navigate(stage.at(ADA, FEEDBACK));
        heardAll();
    }

    @AfterEach
    void nothingIsAmiss() {
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aPressIsSentWhateverIsReadMeanwhile() {
        stage.onSubmit = (view, fields) -> Outcome.failed("Try again?", Duration.ZERO);
        open("V1", "Plans");
        holdsAnswerTo("submits");
        modal().locator("[type=submit]").click();
        isHeld();
        stage.tell(What.VIEWS);
        heardAll();
        var submitted = List.copyOf(held);
        held.clear();
        holdsAnswerTo("parts/views");
        submitted.forEach(Runnable::run);
        assertThat(modal()).containsText("Try again?");
        stage.tell(What.VIEWS);
        isHeld();
        modal().getByText("Cancel").click();
        stage.tell(What.VIEWS);
        heardAll();
        released();
        assertThat(modal()).isHidden();
        assertThat(stage.done).contains("closes V1");
    }

    @Test
    void whatIsClosedStaysClosedWhenAnEarlierReadingArrives() {
        open("V1", "Plans");
        holdsAnswerTo("parts/views");
        stage.tell(What.VIEWS);
        isHeld();
        stage.views.clear();
        stage.tell(What.VIEWS);
        heardAll();
        released();
        assertThat(modal()).isHidden();
    }

    @Test
    void aClosedDialogIsOutOfTheWayThoughNewsOfItCameBeforeTheAnswer() {
        open("V1", "Plans");
        holdsAnswerTo("closes");
        modal().getByText("Cancel").click();
        isHeld();
        stage.tell(What.VIEWS);
        heardAll();
        released();
        assertThat(modal()).isHidden();
    }

    @Test
    void theOneBelowIsShownAsItIsNowThoughTheAnswerIsOlder() {
        open("V1", "Below");
        open("V2", "Above");
        holdsAnswerTo("submits");
        modal().locator("[type=submit]:visible").click();
        isHeld();
        retitled("V1", "Below, changed");
        heardAll();
        released();
        assertThat(heading()).hasText("Below, changed");
    }

    @Test
    void whatIsWrongStaysSaidWhenOlderNewsArrivesLate() {
        stage.onSubmit = (view, fields) -> Outcome.refused(Map.of("b", "Too short"), Duration.ZERO);
        open("V1", "Plans");
        holdsAnswerTo("submits");
        stage.tell(What.VIEWS);
        modal().locator("[type=submit]:visible").click();
        isHeld();
        released();
        assertThat(modal()).containsText("Too short");
        heardAll();
        assertThat(modal()).containsText("Too short");
    }

    @Test
    void wherePeopleGoIsShownAsItIsNowThoughTheAnswerIsOlder() {
        holdsAnswerTo("c/" + GENERAL.value());
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("general"))).click();
        isHeld();
        stage.post(GENERAL, "{\"user\": \"U0BEN\", \"text\": \"said meanwhile\"}");
        heardAll();
        released();
        assertThat(page.locator("#main")).containsText("said meanwhile");
    }

    private void open(String id, String title) {
        stage.open("""
                {"id": "%s", "type": "modal", "title": {"type": "plain_text", "text": "%s"}, "state": {"values": {}},
                 "submit": {"type": "plain_text", "text": "Save"},
                 "blocks": [{"type": "input", "block_id": "b", "label": {"type": "plain_text", "text": "More"},
                   "element": {"type": "plain_text_input", "action_id": "a"}}]}
                """.formatted(id, title));
        assertThat(heading()).hasText(title);
        heardAll();
    }

    private void retitled(String id, String title) {
        stage.views.stream().filter(view -> view.path("id").asString("").equals(id))
                .forEach(view -> ((ObjectNode) view.path("title")).put("text", title));
        stage.tell(What.VIEWS);
    }

    /** The next answer to such a request is made at once, and reaches the page when it is {@link #released}. */
    private void holdsAnswerTo(String path) {
        var next = new AtomicBoolean(true);
        page.route(Pattern.compile(".*/" + path + "$"), route -> {
            if (next.getAndSet(false)) {
                hold(route);
            } else {
                route.resume();
            }
        });
    }

    private void hold(Route route) {
        APIResponse answer = route.fetch();
        held.add(() -> route.fulfill(new FulfillOptions().setResponse(answer)));
    }

    private void isHeld() {
        page.waitForCondition(() -> !held.isEmpty());
    }

    private void released() {
        held.forEach(Runnable::run);
        held.clear();
    }

    /** Waits until the page has heard of everything until now, and begun to read what it reads. */
    private void heardAll() {
        stage.unread++;
        stage.tell(What.CONVERSATIONS);
        assertThat(page.locator("#sidebar .badge", new Page.LocatorOptions()).first())
                .hasText(String.valueOf(stage.unread));
    }

    private Locator modal() {
        return page.locator("#dialog");
    }

    private Locator heading() {
        return modal().getByRole(AriaRole.HEADING);
    }
}
