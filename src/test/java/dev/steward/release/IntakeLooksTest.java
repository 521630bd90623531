package dev.steward.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import com.slack.api.model.view.View;
import com.slack.api.util.json.GsonFactory;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import dev.steward.release.Release.Facts;
import dev.steward.release.Shipped.Said;
import dev.steward.release.Shipped.Standing;
import dev.steward.slack.BlockKitRules;
import dev.steward.slack.Message;
import dev.steward.slack.Outgoing;
import dev.steward.workspace.Area;
import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Slack takes what is shown, however long and strange it is, and nobody is pinged. */
class IntakeLooksTest {
    private static final Outgoing OUTGOING = new Outgoing(true);
    private static final WorkspaceId WORKSPACE = new WorkspaceId(UUID.randomUUID());
    private static final UserId MAYA = new UserId("U0MAYAPM01");
    private static final String STRANGE = "<!channel> *a* `b` <@U0MAYAPM01> & ".repeat(20);

    @Test
    void theCardOfADraft() {
        for (int count : List.of(0, 1, 2, 100)) {
            List<Part> parts = IntStream.range(0, count).mapToObj(i -> part(STRANGE + i)).toList();
            Message card = IntakeCard.of(release(), parts, STRANGE, count % 2 == 1);
            assertTaken(card);
            assertThat(card.toString()).doesNotContain("<!channel>");
        }
        assertTaken(IntakeCard.notice(release(), IntakeWords.stillWaits(release())));
    }

    @Test
    void theListOfWhatWasSent() {
        List<Hook> hooks = IntStream.range(0, HookList.PAGE).mapToObj(i -> new Hook(UUID.randomUUID(), WORKSPACE,
                new SourceId(UUID.randomUUID()), "k", Instant.EPOCH, Map.of("x-github-event", STRANGE),
                new Hook.Came(Hook.Outcome.values()[i % 4], STRANGE, 422,
                        Map.of("/" + STRANGE, STRANGE, "/a", STRANGE, "/b", STRANGE, "/c", STRANGE), null),
                new Hook.Replayed(MAYA, Instant.EPOCH))).toList();
        Message list = HookList.of("*Looked at again*", hooks, Map.of(), Map.of(), true, UUID.randomUUID());
        assertTaken(list);
        assertThat(list.toString()).doesNotContain("<!channel>").contains("… and 1 more");
        assertTaken(HookList.of(null, List.of(), Map.of(), Map.of(), false, null));
    }

    @Test
    void theFormOfASource() {
        List<Area> areas = IntStream.range(0, 150).mapToObj(i -> new Area(new AreaId(UUID.randomUUID()), WORKSPACE,
                STRANGE.substring(0, 70) + i, null, null, 0)).toList();
        for (List<Area> some : List.of(List.<Area>of(), areas.subList(0, 3), areas)) {
            assertTaken(SourceForm.of(new SourceForm.About.Fresh(Source.Kind.GITHUB),
                    new SourceForm.Typed("", MAYA, 60, 3, some.isEmpty() ? null : some.getFirst().id()), some));
        }
        Source source = Sources.fresh(WORKSPACE, Source.Kind.WEBHOOK, STRANGE.substring(0, 60), MAYA, 60, 3, null, MAYA,
                Instant.EPOCH);
        assertTaken(SourceForm.secret(source, "stwh_secret", null, true));
        assertTaken(SourceForm.secret(source, "stwh_secret", "https://steward.example.com", false));
    }

    private static void assertTaken(View view) {
        String json = GsonFactory.createSnakeCase().toJson(view);
        assertThat(BlockKitRules.view(JsonMapper.shared().readTree(json))).isEmpty();
    }

    private static void assertTaken(Message message) {
        assertThat(OUTGOING.message(message)).isNotNull();
    }

    private static Part part(String name) {
        return new Part(new Shipped(name, name, "1.0", "https://example.com/?a=b&c", "notes", Standing.OUT,
                Instant.EPOCH, new Said(Instant.EPOCH, 0)), null);
    }

    private static Release release() {
        return Release.draft(new Facts(new ReleaseId(UUID.randomUUID()), WORKSPACE, new Reference(9), Instant.EPOCH),
                MAYA, new Content(STRANGE.substring(0, 150), "1.0", 3, null, List.of(), List.of(), STRANGE, "", "", "",
                        List.of(), List.of(), true, true, List.of()),
                new When.Now());
    }
}
