package dev.steward.sandbox;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.steward.sandbox.PageStage.ADA;
import static dev.steward.sandbox.PageStage.FEEDBACK;
import static dev.steward.sandbox.PageStage.GENERAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.core.io.ClassPathResource;

import dev.steward.browser.Browser;
import dev.steward.sandbox.SandboxFeed.What;

/** The page in a real browser, as a person with a mouse or only a keyboard meets it. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("PageTest")
class PageTest {

    @RegisterExtension
    static final Browser browser = new Browser();
    private static PageStage stage;

    private Page page;

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
        assertThat(composer()).isVisible();
    }

    @AfterEach
    void nothingIsAmiss() {
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void enterSendsAndShiftEnterStartsALine() {
        composer().fill("Hello");
        composer().press("Shift+Enter");
        page.keyboard().type("world");
        composer().press("Enter");
        assertThat(messages().last()).containsText(Pattern.compile("Ada Lund.*Hello\\s*world", Pattern.DOTALL));
        assertThat(composer()).hasValue("");
        assertThat(stage.done).contains("types Hello\nworld");
    }

    @Test
    void slashCommandsAreCompletedByKeyboard() {
        composer().pressSequentially("/fe");
        var offers = page.getByRole(AriaRole.LISTBOX, new Page.GetByRoleOptions().setName("Commands"));
        assertThat(offers.getByRole(AriaRole.OPTION)).hasCount(2);
        assertThat(offers).containsText("Write down what a customer said");
        page.keyboard().press("ArrowDown");
        assertThat(offers.locator("[aria-selected=true]")).containsText("/feedback list");
        page.keyboard().press("Tab");
        assertThat(composer()).hasValue("/feedback list");
        page.keyboard().press("Escape");
        assertThat(offers).isHidden();
        page.keyboard().press("Enter");
        did("types /feedback list");
    }

    @Test
    void whatDidNotWorkIsSaidAndWhatWasTypedComesBack() {
        stage.answer = Outcome.failed("/feedback failed because the app did not respond.", Duration.ofSeconds(3));
        composer().fill("/feedback it broke");
        composer().press("Enter");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("the app did not respond");
        assertThat(composer()).hasValue("/feedback it broke");
    }

    @Test
    void newsArrivesWithoutTouchingWhatIsBeingTyped() {
        composer().fill("half a sent");
        stage.post(FEEDBACK, "{\"user\": \"U0BEN\", \"text\": \"*News* <script>\"}");
        assertThat(messages().last()).containsText("News <script>");
        assertThat(messages().last().locator("strong")).hasText("News");
        assertThat(composer()).hasValue("half a sent");
        assertThat(composer()).isFocused();
        stage.unread = 2;
        stage.tell(What.CONVERSATIONS);
        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("general"))))
                .containsText("2");
        page.keyboard().type("ence");
        assertThat(composer()).hasValue("half a sentence");
    }

    @Test
    void aMessagesBlocksAreUsed() {
        stage.post(FEEDBACK, "{\"user\": \"U0BOT\", \"bot_id\": \"B1\", \"text\": \"card\", \"blocks\": "
                + json("message-blocks.json") + "}");
        var card = messages().last();
        card.getByText("Accept").click();
        did("uses accept=yes");
        card.getByText("Decline").click();
        var sure = page.getByRole(AriaRole.DIALOG, new Page.GetByRoleOptions().setName("Decline FB-12?"));
        assertThat(sure).containsText("The submitter will hear of it.");
        sure.getByText("Keep").click();
        assertThat(sure).isHidden();
        card.getByText("Decline").click();
        sure.getByText("Decline", new Locator.GetByTextOptions().setExact(true)).click();
        did("uses decline=no");
        card.getByLabel("More choices").click();
        page.keyboard().press("ArrowDown");
        page.keyboard().press("Enter");
        did("uses more=ask");
        card.getByRole(AriaRole.COMBOBOX).click();
        page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("Import")).click();
        did("uses area=import");
        assertThat(stage.done).filteredOn(one -> one.startsWith("uses")).containsExactly("uses accept=yes",
                "uses decline=no", "uses more=ask", "uses area=import");
    }

    @Test
    void reactionsShortcutsEditsAndDeletionsAreInTheMenus() {
        stage.post(FEEDBACK, "{\"user\": \"U0ADA\", \"ts\": \"1700000000.000100\", \"text\": \"Mine &amp; yours\","
                + "\"reactions\": [{\"name\": \"eyes\", \"count\": 1, \"users\": [\"U0ADA\"]}]}");
        var mine = messages().last();
        mine.hover();
        mine.getByLabel("Add a reaction").click();
        page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("tada")).click();
        did("reacts tada");
        mine.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Pattern.compile("you reacted"))).click();
        did("unreacts eyes");
        mine.getByLabel("More").click();
        page.getByText("Capture as feedback").click();
        did("shortcut capture on 1700000000.000100");
        mine.getByLabel("More").click();
        page.getByText("Edit message").click();
        var edit = page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.TEXTBOX);
        assertThat(edit).hasValue("Mine & yours");
        edit.fill("Ours");
        page.getByText("Save", new Page.GetByTextOptions().setExact(true)).click();
        did("edits Ours");
        mine.getByLabel("More").click();
        page.getByText("Delete message").click();
        page.getByRole(AriaRole.DIALOG).getByText("Delete", new Locator.GetByTextOptions().setExact(true)).click();
        did("deletes 1700000000.000100");
    }

    @Test
    void aThreadOpensBesideTheChannelAndBackClosesIt() {
        stage.post(FEEDBACK, "{\"user\": \"U0BEN\", \"ts\": \"1700000000.000100\", \"text\": \"A question\","
                + "\"reply_count\": 1, \"reply_users\": [\"U0ADA\"], \"latest_reply\": \"1700000060.000100\"}");
        stage.replies
                .add(PageStage.object("{\"user\": \"U0ADA\", \"ts\": \"1700000060.000100\", \"text\": \"An answer\"}"));
        messages().last().getByText("1 reply").click();
        var thread = page.getByRole(AriaRole.COMPLEMENTARY, new Page.GetByRoleOptions().setName("Thread"));
        assertThat(thread).containsText("An answer");
        thread.getByLabel("Reply…").fill("Thanks");
        page.keyboard().press("Enter");
        did("types Thanks in thread");
        page.goBack();
        assertThat(thread).isHidden();
        assertThat(page).hasURL(stage.at(ADA, FEEDBACK));
        page.goForward();
        assertThat(thread).containsText("An answer");
    }

    @Test
    void everyInputOfAModalIsFilledAndSubmitted() {
        stage.onAsk = (action, typed) -> action.equals("customer")
                ? PageStage.offers("Acme " + typed)
                : PageStage.offers("Beta", "Gamma");
        var modal = opened();
        assertThat(modal.getByLabel("Words")).isFocused();
        modal.getByLabel("Words").fill("Two\nlines");
        modal.getByLabel("How many").fill("3");
        modal.getByLabel("E-mail").fill("ada@example.com");
        modal.getByLabel("Link").fill("https://example.com");
        pick(modal, "Kind", "ide", "Idea");
        pick(modal, "Customer", "corp", "Acme corp");
        pick(modal, "Tags", "", "Red");
        pick(modal, "Tags", "blu", "Blue");
        page.keyboard().press("Escape");
        pick(modal, "Other customers", "", "Gamma");
        page.keyboard().press("Escape");
        pick(modal, "Owner", "ben", "Ben Ito");
        pick(modal, "Watchers", "", "Ada Lund");
        page.keyboard().press("Escape");
        pick(modal, "Conversations", "gen", "#general");
        page.keyboard().press("Escape");
        modal.getByLabel("Day").fill("2026-03-31");
        modal.getByLabel("Hour").fill("14:05");
        modal.getByLabel("Moment").fill("2026-01-01T01:00");
        modal.getByLabel("We may contact them").check();
        modal.getByLabel("+2").check();
        modal.getByLabel("Story").fill("bold");
        modal.getByLabel("Story").selectText();
        modal.getByLabel("Bold").click();
        modal.getByLabel("Proof").setInputFiles(
                new FilePayload("proof.txt", "text/plain", "seen".getBytes(StandardCharsets.UTF_8)));
        assertThat(modal.locator(".file-chips")).containsText("proof.txt");
        modal.getByText("Save").click();
        assertThat(modal).isHidden();
        assertThat(stage.done).contains("puts proof.txt", "submits V1", "words=Two\nlines", "summary=In short",
                "count=3", "mail=ada@example.com", "link=https://example.com", "kind=idea", "customer=Acme corp",
                "tags=red,blue", "others=Gamma", "owner=U0BEN", "watchers=U0ADA", "channel=C0FEEDBACK",
                "talks=C0GENERAL", "day=2026-03-31", "hour=14:05", "moment=1767225600", "consent=contact", "weight=2",
                "story=*bold*");
        assertThat(stage.done).anyMatch(one -> one.startsWith("proof=F0"));
    }

    @Test
    void typingTellsTheAppWhereItAskedToBeTold() {
        var modal = opened();
        modal.getByLabel("Summary").fill("The export");
        did("uses summary=The export");
        modal.getByText("Plus one").click();
        did("uses plus_one=FB-3");
    }

    @Test
    void errorsStandAtTheirFieldAndTheFirstIsFocused() {
        stage.onSubmit = (view, fields) -> Outcome.refused(Map.of("mail", "This is no e-mail address", "owner",
                "Somebody must own it"), Duration.ZERO);
        var modal = opened();
        modal.getByLabel("Words").fill("kept");
        modal.getByLabel("E-mail").fill("nobody");
        modal.getByText("Save").click();
        var mail = modal.getByLabel("E-mail");
        assertThat(mail).isFocused();
        assertThat(mail).hasAccessibleDescription("This is no e-mail address");
        assertThat(modal.getByLabel("Owner")).hasAccessibleDescription("Somebody must own it");
        assertThat(modal.getByLabel("Words")).hasValue("kept");
        assertThat(mail).hasValue("nobody");
    }

    @Test
    void anAppThatDoesNotAnswerLeavesEverythingAsTyped() {
        stage.onSubmit = (view, fields) -> Outcome.failed("We had some trouble connecting. Try again?",
                Duration.ofSeconds(3));
        var modal = opened();
        modal.getByLabel("Words").fill("kept");
        modal.getByText("Save").click();
        assertThat(modal.getByRole(AriaRole.ALERT)).containsText("Try again?");
        assertThat(modal.getByLabel("Words")).hasValue("kept");
        assertThat(modal.getByText("Save")).isEnabled();
    }

    @Test
    void anUpdateThatArrivesWhileTypingKeepsWordsAndFocus() {
        var modal = opened();
        modal.getByLabel("How many").fill("7");
        modal.getByLabel("Words").fill("being typed");
        var view = stage.views.getFirst();
        ((tools.jackson.databind.node.ObjectNode) view.path("title")).put("text", "New title");
        ((tools.jackson.databind.node.ArrayNode) view.path("blocks")).insert(1, PageStage.object(
                "{\"type\": \"section\", \"block_id\": \"hint\", \"text\": {\"type\": \"mrkdwn\", \"text\": \"Similar: FB-3\"}}"));
        stage.tell(What.VIEWS);
        assertThat(modal()).containsText("Similar: FB-3");
        assertThat(modal().getByRole(AriaRole.HEADING)).hasText("New title");
        assertThat(modal().getByLabel("Words")).isFocused();
        page.keyboard().type(" on");
        assertThat(modal().getByLabel("Words")).hasValue("being typed on");
        assertThat(modal().getByLabel("How many")).hasValue("7");
        assertThat(stage.done).contains("keeps V1");
    }

    @Test
    void aPushedModalCoversTheOneBelowWhichKeepsItsWords() {
        var modal = opened();
        modal.getByLabel("Words").fill("below");
        stage.open("""
                {"id": "V2", "type": "modal", "title": {"type": "plain_text", "text": "Above"}, "state": {"values": {}},
                 "submit": {"type": "plain_text", "text": "Go"},
                 "blocks": [{"type": "input", "block_id": "b", "label": {"type": "plain_text", "text": "More"},
                   "element": {"type": "plain_text_input", "action_id": "a"}}]}
                """);
        assertThat(modal().getByRole(AriaRole.HEADING)).hasText("Above");
        assertThat(modal().getByLabel("More")).isFocused();
        page.keyboard().press("Escape");
        assertThat(modal().getByRole(AriaRole.HEADING)).hasText("Every input");
        assertThat(modal().getByLabel("Words")).hasValue("below");
        modal().getByLabel("Close").click();
        assertThat(modal()).isHidden();
        assertThat(stage.done).contains("closes V2", "closes V1 and all");
    }

    @Test
    void theHomeTabIsShownAndUsed() {
        stage.home = PageStage
                .object("{\"id\": \"VH\", \"type\": \"home\", \"blocks\": " + json("message-blocks.json") + "}");
        page.reload();
        page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Channels and direct messages"))
                .getByText("Steward").click();
        assertThat(page).hasURL(stage.url("/as/U0ADA/home"));
        page.getByText("Accept").click();
        did("uses accept=yes");
        stage.home = PageStage.object("{\"id\": \"VH\", \"type\": \"home\", \"blocks\": [{\"type\": \"header\","
                + " \"text\": {\"type\": \"plain_text\", \"text\": \"All done\"}}]}");
        stage.tell(What.HOME);
        assertThat(page.getByText("All done")).isVisible();
    }

    @Test
    void peopleAreSwitchedAndTheOutsiderIsMarked() {
        page.getByText("switch person").locator("..").click();
        assertThat(page.getByText("another organisation")).isVisible();
        page.getByText("Buyer at Acme").click();
        assertThat(page).hasURL(stage.at(PageStage.BEN, FEEDBACK));
        composer().fill("from Ben");
        page.keyboard().press("Enter");
        assertThat(messages().last()).containsText("Ben Ito");
    }

    @Test
    void aNarrowWindowHasEverythingWithinReach() {
        page = browser.window(360, 640);
        stage.post(FEEDBACK, "{\"user\": \"U0BOT\", \"bot_id\": \"B1\", \"text\": \"card\", \"blocks\": "
                + json("message-blocks.json") + "}");
        page.navigate(stage.at(ADA, FEEDBACK));
        assertThat(composer()).isVisible();
        assertThat(overflow()).isZero();
        page.getByLabel("Show channels").click();
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(Pattern.compile("general"))).click();
        assertThat(page).hasURL(stage.at(ADA, GENERAL));
        assertThat(page.locator("#side")).isHidden();
        var modal = opened();
        assertThat(overflow()).isZero();
        assertThat(modal.getByText("Save")).isInViewport();
        modal.getByLabel("Story").fill("fits");
        assertThat(overflow()).isZero();
    }

    private int overflow() {
        return (Integer) page.evaluate("document.documentElement.scrollWidth - innerWidth");
    }

    private Locator opened() {
        stage.open(json("modal.json"));
        assertThat(modal()).isVisible();
        return modal();
    }

    private void pick(Locator modal, String label, String typed, String option) {
        modal.getByRole(AriaRole.COMBOBOX, new Locator.GetByRoleOptions().setName(
                Pattern.compile("^" + label + "( \\(optional\\))?$"))).click();
        page.keyboard().type(typed);
        page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName(option)).first().click();
    }

    private Locator modal() {
        return page.locator("#dialog");
    }

    private Locator messages() {
        return page.locator("#main .message");
    }

    private Locator composer() {
        return page.locator("#main [data-composer]");
    }

    private static void did(String what) {
        await().atMost(Duration.ofSeconds(10)).until(() -> List.copyOf(stage.done), done -> done.contains(what));
    }

    private static String json(String name) {
        try {
            return new ClassPathResource("sandbox/" + name).getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
