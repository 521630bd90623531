package dev.steward.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import com.slack.api.model.view.View;
import com.slack.api.util.json.GsonFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.steward.release.Arrival.Fate;
import dev.steward.release.Arrival.Place;
import dev.steward.release.EditionDifference.Change;
import dev.steward.release.EditionDifference.Item;
import dev.steward.release.HistoryView.Entry;
import dev.steward.release.Question.Asked;
import dev.steward.release.Question.Standing;
import dev.steward.release.Question.Waiting;
import dev.steward.release.ReportCard.Done;
import dev.steward.release.ReportCard.Readership;
import dev.steward.release.ReportCard.Report;
import dev.steward.slack.BlockKitRules;
import dev.steward.slack.Message;
import dev.steward.slack.Mrkdwn;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Whatever people write and however much there is of it, Slack takes every card and form, and nothing typed formats or calls anybody. */
class ReaderCardLimitsTest {
    private static final String HOSTILE = "<!channel> <@UEVIL> @here *bold* `code` <https://evil.example|bank> evil.example\n> quote\n";
    private static final WorkspaceId WORKSPACE = new WorkspaceId(new UUID(1, 1));
    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
    private static final UserId MAYA = new UserId("UMAYA");
    private static final UserId ANA = new UserId("UANA");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static List<String> worst() {
        return List.of("a", "&".repeat(3_000), "👩‍👩‍👧‍👦".repeat(270), "*".repeat(3_000), "导".repeat(3_000),
                "\n>".repeat(1_500), HOSTILE.repeat(30));
    }

    @ParameterizedTest
    @MethodSource("worst")
    void keepsSlacksLimits(String words) {
        everything(words);
    }

    @Test
    void nothingTypedFormatsOrCallsAnybody() {
        assertThat(everything(HOSTILE).stream().filter(json -> !json.contains("rich_text_section")))
                .hasSizeGreaterThan(8).allSatisfy(json -> assertThat(json).doesNotContain("<!channel>", "<@UEVIL>",
                        "<https://evil", "@here", " *bold*", "`code`", " evil.example"));
    }

    private static List<String> everything(String words) {
        List<String> sent = new ArrayList<>();
        Release release = published(words);
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            places.add(new Place(new ChannelId("C" + i), Fate.values()[i % Fate.values().length],
                    "Slack did not accept how the message is made.", "https://x.slack.com/p?a=1&b=2", null));
        }
        List<Readership> readers = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            readers.add(new Readership(Mrkdwn.cut(words, Audience.LONGEST_NAME), 1_000 - i, 3, 1));
        }
        message(ReportCard.of(new Report(release, new Arrival(places), new Done(ANA, NOW), new Done(MAYA, NOW), readers,
                3, 4, 12)), sent);
        message(ReportCard.of(new Report(release, new Arrival(List.of()), null, null, List.of(), 0, 0, 0)), sent);
        Question open = question(words);
        message(QuestionWords.asked(open, words), sent);
        message(QuestionWords.card(open, release, "https://x.slack.com/p?a=1&b=2"), sent);
        Question answered = open.answered(MAYA, words, NOW);
        List.of(answered, open.elsewhere(MAYA, NOW), open.closed(NOW)).forEach(settled -> {
            message(QuestionWords.card(settled, release, null), sent);
            message(QuestionWords.settled(settled, release), sent);
        });
        Message waits = QuestionWords.helped(open, release, List.of(ANA));
        message(waits, sent);
        Message[] many = new Message[20];
        Arrays.fill(many, waits);
        assertThat(new RemindOfQuestions().merge(List.of(many))).as("one question").isEqualTo(waits);
        for (int i = 0; i < many.length; i++) {
            many[i] = QuestionWords.helped(question(words, i), release, List.of(ANA));
        }
        message(new RemindOfQuestions().merge(List.of(many)), sent);
        view(AskForm.of(release, new AskOwner.Place(release.facts().id(), new ChannelId("C1"), "1.2"),
                List.of(release.owner())), sent);
        view(AskForm.notAsked("No.", words), sent);
        history(release, words, sent);
        return sent;
    }

    /** Every page of it. */
    private static void history(Release release, String words, List<String> sent) {
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            entries.add(new Entry(new Happening(Happening.Kind.EDITED, ANA, NOW, List.of(), null), 50 - i,
                    List.of(new Change.Words("Wording for " + words, WordDifference.between(words, "x" + words + "y")),
                            new Change.Words("What changed", WordDifference.between(words, "quite another text")),
                            new Change.Choice("Audiences", List.of(new Item.Named(words)),
                                    List.of(new Item.Person(ANA), new Item.Channel(new ChannelId("C1")))))));
        }
        entries.add(new Entry(new Happening(Happening.Kind.SENT_BACK, ANA, NOW, List.of(), words), 0, List.of()));
        for (int from = 0; from < entries.size(); from += 7) {
            view(HistoryView.of(release, entries, from), sent);
        }
    }

    private static Question question(String words) {
        return question(words, 2);
    }

    private static Question question(String words, long id) {
        return new Question(new QuestionId(new UUID(2, id)), WORKSPACE, new ReleaseId(new UUID(3, 3)), 7,
                new Asked(ANA, true, new ChannelId("C1"), "1.2", Mrkdwn.cut(words, Question.LONGEST), NOW),
                Standing.OPEN, new Waiting(MAYA, NOW, 2, List.of(ANA)), null);
    }

    private static Release published(String words) {
        Content content = new Content(Mrkdwn.cut(words, Content.LONGEST_TITLE),
                Mrkdwn.cut(words, Content.LONGEST_VERSION), 1, null, List.of(), List.of(), words, words, words, words,
                List.of(), List.of(new ChannelId("C1")), true, true, List.of());
        Release release = Release.draft(new Release.Facts(new ReleaseId(new UUID(3, 3)), WORKSPACE, new Reference(4),
                NOW), MAYA, content, new When.Now());
        release.plan(MAYA, dev.steward.workspace.Role.MEMBER, Reach.of(content, java.util.Map.of()), 25, null, NOW);
        return release;
    }

    private static void message(Message message, List<String> sent) {
        JsonNode json = json(message);
        assertThat(BlockKitRules.message(json)).isEmpty();
        assertThat(message.text().length()).isLessThanOrEqualTo(message.blocks().isEmpty() ? 12_000 : 4_000);
        sent.add(json.toString());
    }

    private static void view(View view, List<String> sent) {
        JsonNode json = json(view);
        assertThat(BlockKitRules.view(json)).isEmpty();
        assertThat(json.toString().length()).isLessThan(250_000);
        sent.add(json.toString());
    }

    private static JsonNode json(Object slack) {
        return JSON.readTree(GsonFactory.createSnakeCase().toJson(slack));
    }
}
