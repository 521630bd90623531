package dev.steward.cadence;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import com.google.gson.Gson;
import com.slack.api.model.view.View;
import com.slack.api.util.json.GsonFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.steward.cadence.Ask.Answer;
import dev.steward.cadence.Session.Facts;
import dev.steward.cadence.WrittenCard.State;
import dev.steward.cadence.WrittenCard.Written;
import dev.steward.schedule.AfterDowntime;
import dev.steward.schedule.Recurrence;
import dev.steward.slack.BlockKitRules;
import dev.steward.slack.Message;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Whatever people write, and however many they are, Slack takes it, it calls nobody, and all of it can be read. */
class WrittenCardTest {
    private static final Gson GSON = GsonFactory.createSnakeCase();
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Instant NOW = Instant.parse("2026-11-03T10:00:00Z");
    private static final String HOSTILE = "<!channel> <@UEVIL> @here *bold* `code` <https://evil.example|bank>\n> quote\n";

    private final Facts facts = new Facts(new SessionId(UUID.randomUUID()), new WorkspaceId(UUID.randomUUID()),
            new CadenceId(UUID.randomUUID()), true);

    static List<String> worst() {
        return List.of("a", "&".repeat(3_000), "👩‍👩‍👧‍👦".repeat(270), "*".repeat(3_000), "导".repeat(3_000),
                "\n>".repeat(1_500), HOSTILE.repeat(30), "word ".repeat(600));
    }

    @ParameterizedTest
    @MethodSource("worst")
    void slackTakesItAndAllCanBeRead(String words) {
        for (int people : new int[]{0, 1, 9, 200}) {
            for (int questions : new int[]{1, 10}) {
                Cadence cadence = cadence(words, questions);
                List<Written> answered = answered(words, people, questions);
                State state = new State(cadence, running(), new Turnout(people, people, 1, 2, 1), 3, NOW, null,
                        answered.subList(0, Math.min(40, people)),
                        answered.stream().skip(40).map(Written::name).toList());
                message(WrittenCard.of(state));
                if (people == 9) {
                    for (String by : List.of("people", "questions")) {
                        readAll(cadence, answered, by, people * questions);
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("worst")
    void soDoTheCardAndTheFormOfWhoWasAsked(String words) {
        Cadence cadence = cadence(words, 10);
        Session session = running();
        Ask ask = Ask.of(new AskId(UUID.randomUUID()), session, new UserId("U1"), cadence.rules().questions(), NOW,
                NOW);
        message(AskCard.of(ask, session, cadence));
        Ask answered = ask.write(List.of(), Collections.nCopies(10, words), true, NOW);
        message(AskCard.of(answered, session, cadence));
        message(AskCard.reminder(cadence, session, UUID.randomUUID(), NOW));
        View view = AskForm.of(cadence, facts.id(), answered, null);
        assertThat(BlockKitRules.view(json(view))).isEmpty();
    }

    @Test
    void whoseAnswerIsMissingIsNeverSaid() {
        Cadence cadence = cadence("a", 1);
        Session session = running();
        session.ask(List.of(new UserId("U1"), new UserId("U2"), new UserId("U3")), List.of(), Duration.ofHours(1), NOW);
        session.closed(null, NOW.plusSeconds(3_600));
        String shown = message(
                WrittenCard.of(new State(cadence, session, Turnout.of(session, Set.of(new UserId("U1"))), 0, null,
                        null, answered("a", 1, 1), List.of())));
        assertThat(shown).contains("1 of 3 answered").doesNotContain("U2", "U3");
    }

    private void readAll(Cadence cadence, List<Written> answered, String by, int answers) {
        int from = 0;
        int pages = 0;
        int shown = 0;
        while (from >= 0) {
            View view = ReadAnswers.view(cadence, answered, new ReadAnswers.Page(facts.id(), by, from));
            JsonNode json = json(view);
            assertThat(BlockKitRules.view(json)).isEmpty();
            callsNobody(json);
            shown += (int) json.path("blocks").valueStream().filter(block -> block.path("block_id").asString("")
                    .matches("cadence\\.answers\\.\\d+")).count();
            from = next(json);
            assertThat(++pages).isLessThan(1_500);
        }
        assertThat(shown).isGreaterThanOrEqualTo(answers);
    }

    private static int next(JsonNode view) {
        for (JsonNode block : view.path("blocks")) {
            for (JsonNode element : block.path("elements")) {
                if (element.path("action_id").asString("").equals(ReadAnswers.READ.numbered("next").actionId())) {
                    return ReadAnswers.READ.read(element.path("value").asString("")).orElseThrow().from();
                }
            }
        }
        return -1;
    }

    private static String message(Message message) {
        var body = new com.google.gson.JsonObject();
        body.addProperty("text", message.text());
        body.add("blocks", GSON.toJsonTree(message.blocks()));
        JsonNode json = JSON.readTree(GSON.toJson(body));
        assertThat(BlockKitRules.message(json)).isEmpty();
        callsNobody(json);
        return json.toString();
    }

    /** In plain text nothing is a call. */
    private static void callsNobody(JsonNode node) {
        assertThat(node.path("type").asString("").equals("mrkdwn") ? node.path("text").asString("") : "")
                .doesNotContain("<!channel>", "<@UEVIL>");
        node.values().forEach(WrittenCardTest::callsNobody);
    }

    private static JsonNode json(View view) {
        return JSON.readTree(GSON.toJson(view));
    }

    private static List<Written> answered(String words, int people, int questions) {
        List<Written> answered = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            List<Answer> given = new ArrayList<>();
            for (int q = 0; q < questions; q++) {
                given.add(new Answer(question(words, q), words));
            }
            answered.add(new Written("Maya <!channel> " + i, "U" + i, i % 2 == 0 ? "" : "added later", given));
        }
        return answered;
    }

    private static String question(String words, int number) {
        return number + " " + words.substring(0, Math.min(words.length(), 140)).replace('\n', ' ')
                .replaceAll("[\\ud800-\\udfff]$", "");
    }

    private Session running() {
        Session session = Session.prepare(facts, LocalDateTime.of(2026, 11, 3, 10, 0), NOW, null, NOW);
        session.ask(List.of(), List.of(), Duration.ofHours(1), NOW);
        return session;
    }

    private Cadence cadence(String words, int questions) {
        var rules = new Rules("Weekly " + words.substring(0, Math.min(words.length(), 90)), Template.WEEKLY_UPDATE,
                true,
                new ChannelId("C1"), null,
                Recurrence.of(LocalDateTime.of(2026, 11, 3, 10, 0), UTC, "FREQ=WEEKLY;BYDAY=TU"),
                new AfterDowntime.Skip(),
                Duration.ofHours(1), new People(List.of(), List.of()), List.of(), Lead.minutes(0), null, List.of(),
                java.util.stream.IntStream.range(0, questions).mapToObj(i -> question(words, i)).toList());
        return Cadence.create(new Cadence.Facts(facts.cadence(), facts.workspace(), new Reference(3), NOW),
                new UserId("U1"), rules);
    }
}
