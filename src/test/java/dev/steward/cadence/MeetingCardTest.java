package dev.steward.cadence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import com.slack.api.model.view.View;
import com.slack.api.util.json.GsonFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.steward.cadence.AgendaItem.Origin;
import dev.steward.cadence.AgendaItem.State;
import dev.steward.cadence.Items.Outcome;
import dev.steward.cadence.Items.Stood;
import dev.steward.cadence.Session.Facts;
import dev.steward.cadence.Session.Item;
import dev.steward.cadence.Session.Workings;
import dev.steward.cadence.SessionHappening.Kind;
import dev.steward.cadence.SessionLines.Part;
import dev.steward.schedule.AfterDowntime;
import dev.steward.schedule.Recurrence;
import dev.steward.slack.BlockKitRules;
import dev.steward.slack.Message;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** What a meeting's card says in each state, and that Slack takes it whatever people write and however much. */
class MeetingCardTest {
    private static final String HOSTILE = "<!channel> <@UEVIL> @here *bold* `code` <https://evil.example|bank> evil.example > quote ";
    private static final WorkspaceId WORKSPACE = new WorkspaceId(new UUID(1, 1));
    private static final Instant STARTS = Instant.parse("2026-11-24T10:00:00Z");
    private static final String PRE_READ = "https://example.com/" + "r".repeat(1_900);
    private static final UserId MAYA = new UserId("UMAYA");
    private static final UserId DIEGO = new UserId("UDIEGO");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static List<String> worst() {
        return List.of("a", "&".repeat(1_000), "👩‍👩‍👧‍👦".repeat(100), "*".repeat(1_000), "导".repeat(1_000),
                HOSTILE.repeat(9));
    }

    @ParameterizedTest
    @MethodSource("worst")
    void keepsSlacksLimits(String words) {
        everything(words);
    }

    @Test
    void nothingTypedFormatsOrCallsAnybody() {
        assertThat(everything(HOSTILE.repeat(2))).hasSizeGreaterThan(10)
                .allSatisfy(json -> assertThat(json).doesNotContain("<!channel>", "<@UEVIL>", "<https://evil"));
    }

    @Test
    void itSaysWhetherTheAgendaFits() {
        assertThat(words(ahead(items(3, 20)))).contains("60 of 60 minutes").doesNotContain("too many");
        assertThat(words(ahead(items(4, 20)))).contains("80 of 60 minutes: *20 too many*");
        List<AgendaItem> some = new ArrayList<>(items(2, 20));
        some.add(item(9, "More", 0, 0, null));
        assertThat(words(ahead(some))).contains("40 of 60 minutes  ·  1 item without a time");
        assertThat(words(ahead(List.of()))).contains("Nothing yet. What should be talked about?");
    }

    @Test
    void whatWasCarriedShowsItsAge() {
        assertThat(words(ahead(List.of(item(1, "Pricing", 0, 1, null), item(2, "Hiring", 0, 2, null),
                item(3, "Offices", 0, 20, null)))))
                .contains("1. Pricing  ·  <@UDIEGO>  ·  second time", "2. Hiring  ·  <@UDIEGO>  ·  third time",
                        "*21st time*");
    }

    @Test
    void whatSourcesBroughtStandsUnderTheirHeadings() {
        assertThat(words(ahead(List.of(item(1, "Pricing", 0, 0, null), item(2, "AP-7 Ledger", 5, 0, "approval.open"),
                item(3, "AP-8 Exports", 5, 0, "approval.open"), item(4, "Hiring", 0, 0, null)))))
                .contains("1. Pricing", "_Open requests_\n2. <https://slack.example/2|AP-7 Ledger>  ·  5 min  ·  waits",
                        "_Added here_\n4. Hiring")
                .containsOnlyOnce("_Open requests_");
    }

    @Test
    void whileItRunsWhatIsTalkedAboutIsInSight() {
        List<AgendaItem> open = items(30, 10);
        Meeting meeting = meeting(session(SessionState.RUNNING, new Item(open.get(20).id().value(), STARTS, 10)), open,
                List.of(), List.of(), List.of());
        assertThat(words(meeting)).contains("▶ *Item 20*  ·  until <!date^" + STARTS.plusSeconds(600).getEpochSecond(),
                "… and 20 more", "Show all");
    }

    /** What a decision review has to say of each is long. */
    @Test
    void tenItemsWithAllThatCanBeSaidOfThemAreShownWhole() {
        List<AgendaItem> open = IntStream.range(0, 10).mapToObj(i -> new AgendaItem(new ItemId(new UUID(2, i)),
                new CadenceId(new UUID(3, 3)), "AP-" + i + " " + "q".repeat(100), "", 0, null, STARTS,
                new Origin("approval.open", "AP-" + i, "x".repeat(300)), "https://slack.example/" + "p".repeat(100),
                State.OPEN, i + 1, false, 0, null)).toList();
        assertThat(words(ahead(open))).contains("AP-0 q", "AP-9 q").doesNotContain("more_");
    }

    @Test
    void aLongAddressOfThePreReadLeadsThere() {
        assertThat(words(ahead(items(1, 0)))).contains("<" + PRE_READ + "|open it>");
    }

    @Test
    void everyStateSaysWhatIsSo() {
        assertThat(words(over(SessionState.CLOSED))).contains("✓ *Closed*, took 52 minutes", "☑ Item 1",
                "↪ Item 2  ·  carries over", "closed by itself").doesNotContain("Start");
        assertThat(words(over(SessionState.SKIPPED))).contains("*Skipped*", "It does not take place: “Fair”");
        assertThat(words(over(SessionState.CANCELLED))).contains("*Cancelled*", "“Fair”");
        assertThat(words(over(SessionState.MOVED))).contains("*Moved*", "<https://slack.example/p2|See its new card>",
                "to *<!date^" + STARTS.plusSeconds(7200).getEpochSecond());
    }

    @Test
    void lateAfterDowntimeItSaysSo() {
        Session session = session(SessionState.AGENDA_POSTED, null);
        assertThat(words(new Meeting(cadence("Roadmap review"), session, List.of(), List.of(), Map.of(), List.of(),
                List.of(), List.of(), 0,
                List.of(new SessionHappening(Kind.DUE, null, STARTS.plus(Duration.ofHours(3)), List.of(), null)), null,
                null))).contains("Late: Steward was not running at its time");
    }

    /** Every message and form there is, with these words wherever somebody types. */
    private static List<String> everything(String words) {
        String title = words.substring(0, Math.min(words.length(), AgendaItem.Said.TITLE));
        List<AgendaItem> many = IntStream.range(0, Agenda.MOST)
                .mapToObj(i -> new AgendaItem(new ItemId(new UUID(2, i)), new CadenceId(new UUID(3, 3)), title,
                        words.substring(0, Math.min(words.length(), 1_000)), 240, DIEGO, STARTS,
                        i % 4 == 0 ? null : new Origin("s" + i % 4, "k" + i, "x".repeat(300)),
                        "https://slack.example/" + "p".repeat(270), State.OPEN,
                        i + 1, false, 30, null))
                .toList();
        List<Stood> stood = many.stream().map(item -> new Stood(item, item.position(), Outcome.CARRIED, STARTS))
                .toList();
        String said = words.substring(0, Math.min(words.length(), SessionDecision.LONGEST));
        List<SessionDecision> decisions = IntStream.range(0, 50)
                .mapToObj(i -> new SessionDecision(new UUID(4, i), new SessionId(new UUID(5, 5)), null, said, MAYA,
                        STARTS))
                .toList();
        List<Part> parts = List.of(new Part("Open actions", IntStream.range(0, 50).mapToObj(i -> "y".repeat(300))
                .toList()));
        List<String> names = IntStream.range(0, 50).mapToObj(i -> title).toList();
        List<String> out = new ArrayList<>();
        for (SessionState state : SessionState.values()) {
            Session session = session(state, new Item(many.get(30).id().value(), STARTS, 20), words);
            Meeting meeting = new Meeting(cadence(title), session, state.open() ? many : List.of(),
                    state.open() ? stood.subList(0, 5) : stood, Map.of("s1", title, "s3", "Open"), decisions, parts,
                    names, 60, List.of(), STARTS, "https://slack.example/p2");
            Message card = MeetingCard.of(meeting);
            out.add(checked(card));
            View all = AgendaForms.all(meeting);
            assertThat(BlockKitRules.view(json(all))).as("all").isEmpty();
            out.add(json(all).toString());
            String summary = MeetingSummary.of(meeting);
            assertThat(summary).hasSizeLessThan(4_000);
            out.add(summary);
            Cadence cadence = meeting.cadence();
            for (View view : List.of(AgendaForms.add(MeetingCard.name(cadence), session.facts().id(), 8),
                    AgendaForms.edit(session.facts().id(), many.getFirst()),
                    AgendaForms.arrange(cadence, many, session.facts().id(), null),
                    AgendaForms.fromMessage(List.of(cadence), title, title, "", null),
                    SteerForms.skip(cadence, session, true), SteerForms.cancel(cadence, session, 3),
                    SteerForms.move(cadence, session), SteerForms.preRead(cadence, session),
                    SteerForms.decide(cadence, session, many))) {
                assertThat(BlockKitRules.view(json(view))).as(view.getCallbackId()).isEmpty();
                out.add(json(view).toString().replaceAll("\"(initial_value|plain_text)[^}]*", ""));
            }
        }
        return out;
    }

    private static String checked(Message card) {
        JsonNode blocks = JSON.readTree(GsonFactory.createSnakeCase().toJson(card.blocks()));
        assertThat(BlockKitRules.message(JSON.createObjectNode().put("text", "x").set("blocks", blocks))).isEmpty();
        assertThat(card.text()).hasSizeLessThan(4_000);
        return card.text() + blocks.toString().replaceAll("\\{\"type\":\"plain_text\"[^}]*}", "");
    }

    private static JsonNode json(View view) {
        return JSON.readTree(GsonFactory.createSnakeCase().toJson(view));
    }

    private static String words(Meeting meeting) {
        Message card = MeetingCard.of(meeting);
        JsonNode blocks = JSON.readTree(GsonFactory.createSnakeCase().toJson(card.blocks()));
        assertThat(BlockKitRules.message(JSON.createObjectNode().put("text", "x").set("blocks", blocks))).isEmpty();
        List<String> texts = new ArrayList<>();
        blocks.findValues("text")
                .forEach(text -> texts.add(text.isString() ? text.stringValue() : text.path("text").asString("")));
        return String.join("\n", texts);
    }

    private static Meeting ahead(List<AgendaItem> open) {
        return meeting(session(SessionState.AGENDA_POSTED, null), open, List.of(), List.of(), List.of());
    }

    private static Meeting over(SessionState state) {
        List<AgendaItem> items = items(3, 10);
        return meeting(session(state, null, "Fair"), List.of(),
                List.of(new Stood(items.get(1), 1, Outcome.DONE, STARTS),
                        new Stood(items.get(2), 2, Outcome.CARRIED, STARTS)),
                List.of(), List.of());
    }

    private static Meeting meeting(Session session, List<AgendaItem> open, List<Stood> stood,
            List<SessionDecision> decisions, List<Part> parts) {
        return new Meeting(cadence("Roadmap review"), session, open, stood,
                Map.of("approval.open", "Open requests"), decisions, parts, List.of(), 0, List.of(),
                STARTS.plusSeconds(7200), "https://slack.example/p2");
    }

    private static Cadence cadence(String title) {
        var rules = new Rules(title.substring(0, Math.min(title.length(), Rules.TITLE)), Template.BLANK, false,
                new ChannelId("C1"), null,
                Recurrence.of(LocalDateTime.of(2026, 11, 24, 10, 0), ZoneOffset.UTC, "FREQ=WEEKLY"),
                new AfterDowntime.Skip(), Duration.ofMinutes(60), new People(List.of(MAYA), List.of()), List.of(),
                Lead.days(1), null, List.of(), List.of());
        return Cadence.create(
                new Cadence.Facts(new CadenceId(new UUID(3, 3)), WORKSPACE, new Reference(Long.MAX_VALUE / 10), STARTS),
                MAYA, rules);
    }

    private static Session session(SessionState state, @Nullable Item item) {
        return session(state, item, "why");
    }

    private static Session session(SessionState state, @Nullable Item item, String reason) {
        boolean over = !state.open();
        return new Session(
                new Facts(new SessionId(new UUID(5, 5)), WORKSPACE, new CadenceId(new UUID(3, 3)), false), 1,
                LocalDateTime.of(2026, 11, 24, 10, 0),
                new Workings(STARTS, state, MAYA, true, false, List.of(), PRE_READ,
                        MAYA, List.of(DIEGO), STARTS, over ? STARTS.plus(Duration.ofMinutes(52)) : null,
                        state == SessionState.RUNNING ? item : null, List.of(), over ? Cause.PERSON : null, reason,
                        state == SessionState.MOVED ? new SessionId(new UUID(6, 6)) : null, 0, null, null));
    }

    private static List<AgendaItem> items(int many, int minutes) {
        return IntStream.range(0, many).mapToObj(i -> item(i, "Item " + i, minutes, 0, null)).toList();
    }

    private static AgendaItem item(int number, String title, int minutes, int stoodIn, @Nullable String source) {
        return new AgendaItem(new ItemId(new UUID(2, number)), new CadenceId(new UUID(3, 3)), title, "", minutes,
                source == null ? DIEGO : null, STARTS,
                source == null ? null : new Origin(source, "key", "waits"),
                source == null ? null : "https://slack.example/" + number, State.OPEN, number + 1, false, stoodIn,
                null);
    }
}
