package dev.steward.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;

import com.slack.api.model.view.View;
import com.slack.api.util.json.GsonFactory;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import dev.steward.initiative.Initiative;
import dev.steward.initiative.InitiativeId;
import dev.steward.initiative.Phase;
import dev.steward.policy.Gate;
import dev.steward.release.Release.Facts;
import dev.steward.release.ReleaseForm.Shown;
import dev.steward.slack.BlockKitRules;
import dev.steward.workspace.Area;
import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.Channel;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** However much is written, Slack takes the form and the pages around it. */
class ReleaseFormTest {
    private static final WorkspaceId WORKSPACE = new WorkspaceId(new UUID(1, 1));
    private static final UserId MAYA = new UserId("UMAYA");
    private static final int SLACK_TAKES = 250_000;
    private static final String LONG = "語".repeat(Content.LONGEST);

    @Test
    void theFullestFormThatOthersChangedThroughoutFits() {
        List<Audience> audiences = audiences(25);
        Written written = full(audiences.subList(0, ReleaseForm.MOST_AUDIENCES));
        Map<String, String> contested = new LinkedHashMap<>();
        for (Field field : Field.values()) {
            if (field.whole() == field && !field.many()) {
                contested.put(field.key(), "> " + "語".repeat(300));
            }
        }
        audiences.subList(0, ReleaseForm.MOST_AUDIENCES)
                .forEach(each -> contested.put(Field.wording(each.id()), "> " + "語".repeat(300)));
        JsonNode view = json(ReleaseForm.view(new Shown(new FormState(new UUID(1, 2), 1_000, id()), written, release(),
                "語".repeat(2_000), contested, audiences, areas(25), initiatives(20), gates(100), ZoneOffset.UTC)));

        assertThat(BlockKitRules.view(view)).isEmpty();
        assertThat(view.path("blocks").size()).isLessThanOrEqualTo(100);
        assertThat(view.path("private_metadata").stringValue().length()).isLessThan(200);
        assertThat(view.toString().getBytes(StandardCharsets.UTF_8).length).isLessThan(SLACK_TAKES);
    }

    @Test
    void withoutGatesAndWithFarTimesAndWithMoreThanMayBeChosenSlackStillTakesIt() {
        List<String> many = java.util.stream.IntStream.range(0, 30).mapToObj(n -> "U" + n).toList();
        for (Written odd : List.of(Written.NEW.with(Map.of("when", List.of("gate"))),
                Written.NEW.with(Map.of("when", List.of("at"), "at", List.of("9999999999"))),
                Written.NEW.with(Map.of("editors", many)))) {
            assertThat(BlockKitRules.view(json(ReleaseForm.view(new Shown(new FormState(new UUID(1, 2), 0, null), odd,
                    null, null, Map.of(), List.of(), List.of(), List.of(), List.of(), ZoneOffset.UTC))))).isEmpty();
        }
    }

    @Test
    void anEmptyWorkspaceHasAFormToo() {
        JsonNode view = json(ReleaseForm.view(new Shown(new FormState(new UUID(1, 2), 0, null), Written.NEW, null, null,
                Map.of(), List.of(), List.of(), List.of(), List.of(new Gate("launch", "Launch", null, null, List.of())),
                ZoneOffset.UTC)));

        assertThat(BlockKitRules.view(view)).isEmpty();
        assertThat(view.toString()).contains("New release", "Save draft").doesNotContain("release.form.audiences");
    }

    @Test
    void hundredsOfAudiencesAndAreasAreFoundByTyping() {
        String view = json(ReleaseForm.view(new Shown(new FormState(new UUID(1, 2), 0, null), Written.NEW, null, null,
                Map.of(), audiences(26), areas(26), List.of(), List.of(), ZoneOffset.UTC))).toString();

        assertThat(view).contains("multi_external_select").contains("\"external_select\"");
    }

    @Test
    void theAudiencesOfALargeWorkspaceTurnPageByPage() {
        List<Audience> audiences = audiences(130);
        for (int page = -1; page < 5; page++) {
            JsonNode view = json(AudienceForm.list(audiences, page, true, null));
            assertThat(BlockKitRules.view(view)).isEmpty();
        }
        assertThat(BlockKitRules.view(json(AudienceForm.view(audiences.getFirst())))).isEmpty();
        assertThat(BlockKitRules.view(json(AudienceForm.list(List.of(), 0, false, null)))).isEmpty();
    }

    @Test
    void thePageAndWhatItOpensFit() {
        Release release = release();
        List<Audience> audiences = audiences(30);
        Map<AudienceId, Audience> known = new LinkedHashMap<>();
        audiences.forEach(each -> known.put(each.id(), each));
        Reach reach = Reach.of(release.content(), known);
        var shown = new ReleasePage.Shown(release, true, true, reach, null, Instant.EPOCH, known, "語".repeat(60),
                initiatives(1).getFirst(),
                "語".repeat(500), IntStream.range(0, 100).mapToObj(n -> "語".repeat(800)).toList(), "語".repeat(500));
        for (View view : List.of(ReleasePage.view(shown),
                PlanForm.view(shown, 25, check(reach, true), "語".repeat(500), "Look again"),
                PlanForm.view(shown, 100_000, check(reach, false), null, null),
                SteerForm.view(SteerForm.Verb.RETRACT, release),
                SteerForm.view(SteerForm.Verb.HAND_OVER, release), Preview.view(release,
                        Preview.looks(release, reach, known), Preview.looks(release, reach, known).getFirst(),
                        ReleaseCard.of(new dev.steward.release.Shown(release, release.content().changed(), null,
                                List.of())),
                        null))) {
            assertThat(BlockKitRules.view(json(view))).isEmpty();
        }
    }

    /** Everything there is to say, of as many channels as there are. */
    private static ReachCheck check(Reach reach, boolean closed) {
        Map<ChannelId, Channel> facts = new LinkedHashMap<>();
        int n = 0;
        for (ChannelId channel : reach.channels().keySet()) {
            if (++n % 5 > 0) {
                facts.put(channel,
                        new Channel(new WorkspaceId(new UUID(0, 1)), channel, Channel.Kind.values()[n % 2], "x",
                                n % 3 == 0, n % 2 == 0, n % 7 > 0, n * 1_000));
            }
        }
        return new ReachCheck(reach.channels().keySet(), closed ? reach.channels().keySet() : Set.of(), true, facts);
    }

    @Test
    void whatTheFormRemembersIsReadBack() {
        for (FormState state : List.of(new FormState(new UUID(1, 2), 3, null),
                new FormState(new UUID(1, 2), 0, id()))) {
            assertThat(FormState.read(state.write())).contains(state);
        }
        assertThat(FormState.read(null)).isEmpty();
        assertThat(FormState.read("x y z")).isEmpty();
    }

    private static Written full(List<Audience> audiences) {
        Map<String, List<String>> fields = new TreeMap<>(Map.of("title", List.of("語".repeat(150)), "version",
                List.of("語".repeat(50)), "tier", List.of("1"), "feedback", List.of("FB-1, ".repeat(500)), "when",
                List.of(Written.GATED), "gate", List.of("gate3"), "told",
                List.of(Written.DIGESTS, Written.PUBLIC)));
        for (Field field : List.of(Field.CHANGED, Field.WHY, Field.AFFECTED, Field.ACTION)) {
            fields.put(field.key(), List.of(LONG));
        }
        fields.put("audiences", audiences.stream().map(each -> each.id().toString()).toList());
        audiences.forEach(each -> fields.put(Field.wording(each.id()), List.of(LONG)));
        fields.put("channels", IntStream.range(0, 100).mapToObj(n -> "C0CHANNEL" + n).toList());
        fields.put("editors", IntStream.range(0, 20).mapToObj(n -> "U0EDITOR" + n).toList());
        return new Written(fields);
    }

    private static Release release() {
        List<Addressed> addressed = audiences(10).stream().map(each -> new Addressed(each.id(), LONG)).toList();
        return Release.draft(new Facts(id(), WORKSPACE, new Reference(999_999), Instant.EPOCH), MAYA,
                new Content("語".repeat(150), "語".repeat(50), 1, null, List.of(), List.of(), LONG, LONG, LONG, LONG,
                        addressed, IntStream.range(0, 100).mapToObj(n -> new ChannelId("C0OTHER" + n)).toList(), true,
                        true, IntStream.range(0, 20).mapToObj(n -> new UserId("U0EDITOR" + n)).toList()),
                new When.Now());
    }

    private static ReleaseId id() {
        return new ReleaseId(new UUID(4, 4));
    }

    private static List<Audience> audiences(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> new Audience(new AudienceId(new UUID(5, n)), WORKSPACE, "語".repeat(56) + n,
                        IntStream.range(0, 500).mapToObj(m -> new ChannelId("C0MANY" + n + "X" + m)).toList(), 0))
                .toList();
    }

    private static List<Area> areas(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> new Area(new AreaId(new UUID(6, n)), WORKSPACE, "語".repeat(66) + n, null, null, 0))
                .toList();
    }

    private static List<Initiative> initiatives(int count) {
        List<Initiative> all = new ArrayList<>();
        for (int n = 0; n < count; n++) {
            all.add(new Initiative(new InitiativeId(new UUID(7, n)), WORKSPACE, n + 1, "語".repeat(100), MAYA, null,
                    Phase.EXECUTION, null, 0));
        }
        return all;
    }

    private static List<Gate> gates(int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> new Gate("gate" + n, "語".repeat(56) + n, null, null, List.of())).toList();
    }

    private static JsonNode json(View view) {
        return new JsonMapper().readTree(GsonFactory.createSnakeCase().toJson(view));
    }
}
