package dev.steward.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import dev.steward.initiative.InitiativeId;
import dev.steward.release.CheckWritten.Checked;
import dev.steward.release.CheckWritten.Known;
import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;

class CheckWrittenTest {
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final AudienceId SALES = new AudienceId(new UUID(1, 1));
    private static final InitiativeId EXPORT = new InitiativeId(new UUID(2, 1));
    private static final InitiativeId IMPORT = new InitiativeId(new UUID(2, 2));
    private static final AreaId AREA = new AreaId(new UUID(3, 1));
    private static final Known KNOWN = new Known(Set.of(SALES), Set.of(AREA), Set.of(EXPORT, IMPORT), Set.of("launch"),
            NOON);

    @Test
    void whatIsReadIsWhatWasWritten() {
        Content content = new Content("Ledger export", "2.14.0", 1, AREA, List.of(EXPORT), List.of("FB-12", "FB-3"),
                "Whole ledgers", "Asked for", "All", "Nothing", List.of(new Addressed(SALES, "Sell it")),
                List.of(new ChannelId("C1")), true, false, List.of(new UserId("U1")));
        for (When when : List.of(new When.Now(), new When.At(NOON.plusSeconds(60)),
                new When.OnGate("launch", EXPORT))) {
            assertThat(check(Written.of(content, when), State.DRAFT)).isEqualTo(new Checked.Fine(content, when));
        }
    }

    @Test
    void aDraftMayHaveGapsButNotWithoutTitleAndTier() {
        assertThat(mistakes(Written.NEW, State.DRAFT)).containsOnlyKeys("title", "tier");
        assertThat(mistakes(Written.NEW.with(fields("title", "x", "tier", "2")), State.PLANNED))
                .containsEntry("changed", "Please say what changed.");
        assertThat(check(Written.NEW.with(fields("title", "x", "tier", "2")), State.DRAFT))
                .isInstanceOf(Checked.Fine.class);
    }

    @Test
    void noMoreIsKeptThanTheFormCanShowAgain() {
        List<String> many = java.util.stream.IntStream.rangeClosed(0, ReleaseForm.MOST_EDITORS)
                .mapToObj(n -> "U" + n).toList();
        Written written = Written.NEW.with(fields("title", "x", "tier", "2"));
        assertThat(mistakes(written.with(Map.of("editors", many)), State.DRAFT)).containsEntry("editors",
                "Please choose 20 at most; with what others chose meanwhile these are 21.");
        assertThat(check(written.with(Map.of("editors", many.subList(1, many.size()))), State.DRAFT))
                .isInstanceOf(Checked.Fine.class);
    }

    @Test
    void theTimeIsToCome() {
        Written written = Written.NEW.with(fields("title", "x", "tier", "2", "when", "at"));
        assertThat(mistakes(written, State.DRAFT)).containsEntry("at", "Please choose the day and the time.");
        assertThat(mistakes(written.with(fields("at", Long.toString(NOON.getEpochSecond()))), State.DRAFT))
                .containsEntry("at", "That time has passed. Please choose a later one.");
    }

    @Test
    void aGateDecidesAboutOneOfItsInitiatives() {
        Written written = Written.NEW.with(fields("title", "x", "tier", "2", "when", "gate", "gate", "launch"));
        assertThat(mistakes(written, State.DRAFT)).containsOnlyKeys("initiatives");
        Written both = written.with(Map.of("initiatives", List.of(EXPORT.toString(), IMPORT.toString())));
        assertThat(mistakes(both, State.DRAFT)).containsOnlyKeys("gate-for");
        assertThat(check(both.with(fields("gate-for", IMPORT.toString())), State.DRAFT))
                .isInstanceOfSatisfying(Checked.Fine.class,
                        fine -> assertThat(fine.when()).isEqualTo(new When.OnGate("launch", IMPORT)));
        assertThat(mistakes(both.with(fields("gate", "gone", "gate-for", IMPORT.toString())), State.DRAFT))
                .containsOnlyKeys("gate");
    }

    @Test
    void whatIsNotThereAnyMoreIsLeftOut() {
        Written written = Written.NEW.with(fields("title", "x", "tier", "2", "area", new UUID(9, 9).toString(),
                "audiences", new UUID(9, 9).toString(), "initiatives", "nonsense"));
        assertThat(check(written, State.DRAFT)).isInstanceOfSatisfying(Checked.Fine.class, fine -> {
            assertThat(fine.content().area()).isNull();
            assertThat(fine.content().audiences()).isEmpty();
            assertThat(fine.content().initiatives()).isEmpty();
        });
    }

    @Test
    void feedbackIsTypedAsPeopleTypeIt() {
        assertThat(FeedbackReferences.read(" FB-12, fb3;FB-012\nfb-0012 ").references()).containsExactly("FB-12",
                "FB-3");
        assertThat(FeedbackReferences.read("FB-12 und 13, FB-0").strange()).containsExactly("und", "13", "FB-0");
        assertThat(FeedbackReferences.read("  ")).isEqualTo(new FeedbackReferences.Read(List.of(), List.of()));
    }

    private static Checked check(Written written, State state) {
        return CheckWritten.check(written, KNOWN, state, new When.Now());
    }

    private static Map<String, String> mistakes(Written written, State state) {
        return check(written, state) instanceof Checked.Mistaken(var sentences) ? sentences : Map.of();
    }

    private static Map<String, List<String>> fields(String... pairs) {
        var fields = new TreeMap<String, List<String>>();
        for (int i = 0; i < pairs.length; i += 2) {
            fields.put(pairs[i], new ArrayList<>(List.of(pairs[i + 1])));
        }
        return fields;
    }
}
