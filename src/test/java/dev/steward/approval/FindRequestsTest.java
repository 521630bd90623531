package dev.steward.approval;

import static dev.steward.approval.SimulatedPeople.AMARA;
import static dev.steward.approval.SimulatedPeople.JONAS;
import static dev.steward.approval.SimulatedPeople.MAYA;
import static dev.steward.approval.SimulatedPeople.YUKI;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import com.github.f4b6a3.uuid.UuidCreator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import dev.steward.approval.ApprovalRequest.Facts;
import dev.steward.approval.ApprovalRequest.Terms;
import dev.steward.approval.FindRequests.Found;
import dev.steward.approval.FindRequests.From;
import dev.steward.approval.FindRequests.Whose;
import dev.steward.initiative.InitiativeId;
import dev.steward.policy.Gate;
import dev.steward.policy.Rule;
import dev.steward.policy.Scope;
import dev.steward.policy.Silence;
import dev.steward.schedule.WorkingAmount;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;

class FindRequestsTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private final Lists lists = Lists.fresh(Clock.fixed(NOON, ZoneOffset.UTC));
    private final SimulatedPeople people = new SimulatedPeople();

    FindRequestsTest() {
        Map.of(MAYA, "Maya Lindqvist", AMARA, "Amara Okafor", JONAS, "Jonas Weber", YUKI, "Jonas Other")
                .forEach((id, name) -> lists.the(Members.class).save(new Member(lists.workspace, id, "T1", name, null,
                        ZoneId.of("Europe/Berlin"), Role.MEMBER, false, false)));
    }

    @Test
    void filtersBySomeOfEverything() {
        add(1, "2026-11-01T09:00:00Z", MAYA, SamplePolicy.LAUNCH, "Export", "Launch the ledger", null);
        add(2, "2026-11-02T22:59:00Z", MAYA, SamplePolicy.BUILD, null, "Build 100% of it", Lists.LEDGER);
        add(3, "2026-11-02T23:01:00Z", AMARA, SamplePolicy.LAUNCH, "export", "Launch a_b for all", null);
        assertThat(asked("")).containsExactly("Launch a_b for all", "Build 100% of it", "Launch the ledger");
        assertThat(asked("gate:launch")).containsExactly("Launch a_b for all", "Launch the ledger");
        assertThat(asked("gate:\"build it\"")).containsExactly("Build 100% of it");
        assertThat(asked("area:EXPORT")).containsExactly("Launch a_b for all", "Launch the ledger");
        assertThat(asked("initiative:3")).containsExactly("Build 100% of it");
        assertThat(asked("requester:@maya")).containsExactly("Build 100% of it", "Launch the ledger");
        assertThat(asked("requester:<@UAMARA|amara>")).containsExactly("Launch a_b for all");
        assertThat(asked("requester:me gate:launch")).containsExactly("Launch the ledger");
        assertThat(asked("since:2026-11-03")).as("days are the reader's").containsExactly("Launch a_b for all");
        assertThat(asked("until:2026-11-02")).containsExactly("Build 100% of it", "Launch the ledger");
        assertThat(asked("LAUNCH ledger")).containsExactly("Launch the ledger");
        assertThat(asked("100%")).containsExactly("Build 100% of it");
        assertThat(asked("a_b")).containsExactly("Launch a_b for all");
        assertThat(asked("%")).containsExactly("Build 100% of it");
        assertThat(asked("state:open")).hasSize(3);
        assertThat(asked("state:approved")).isEmpty();
    }

    @Test
    void mineIsWhatIAskedAndWaitingIsWhatWaitsForMe() {
        add(1, "2026-11-01T09:00:00Z", MAYA, SamplePolicy.LAUNCH, null, "mine", null);
        add(2, "2026-11-02T09:00:00Z", JONAS, SamplePolicy.LAUNCH, null, "another's", null);
        assertThat(texts(page(MAYA, Whose.MINE, "", new From.Newest()))).containsExactly("mine");
        assertThat(texts(page(AMARA, Whose.WAITING, "", new From.Newest()))).containsExactly("another's", "mine");
        assertThat(page(AMARA, Whose.WAITING, "", new From.Newest()).requests().getFirst().waiting())
                .containsExactly(AMARA, YUKI);
        assertThat(texts(page(MAYA, Whose.WAITING, "", new From.Newest()))).isEmpty();
    }

    @Test
    void pagesForthAndBack() {
        for (int i = 1; i <= 25; i++) {
            add(i, "2026-11-01T09:00:%02dZ".formatted(i), MAYA, SamplePolicy.LAUNCH, null, "number " + i, null);
        }
        var first = page(MAYA, Whose.ANYBODYS, "", new From.Newest());
        assertThat(numbers(first)).containsExactly(25L, 24L, 23L, 22L, 21L, 20L, 19L, 18L, 17L, 16L);
        assertThat(first.newer()).isFalse();
        assertThat(first.older()).isTrue();
        var second = page(MAYA, Whose.MINE, "",
                new From.OlderThan(first.requests().getLast().id()));
        assertThat(numbers(second)).startsWith(15L).endsWith(6L);
        var last = page(AMARA, Whose.WAITING, "", new From.OlderThan(second.requests().getLast().id()));
        assertThat(numbers(last)).containsExactly(5L, 4L, 3L, 2L, 1L);
        assertThat(last.older()).isFalse();
        var back = page(MAYA, Whose.ANYBODYS, "", new From.NewerThan(last.requests().getFirst().id()));
        assertThat(numbers(back)).isEqualTo(numbers(second));
        assertThat(back.newer()).isTrue();
    }

    @Test
    void mistakesSayWhatIsThere() {
        assertThat(mistake("initiative:99")).isEqualTo("There is no INIT-99 here.");
        assertThat(mistake("requester:nobody")).isEqualTo("There is nobody called “nobody” here.");
        assertThat(mistake("requester:jonas")).startsWith("“jonas” may be Jonas Other or Jonas Weber.");
        assertThat(mistake("state:odd")).startsWith("A state is one of");
    }

    private void add(long number, String at, UserId requester, Gate gate, @Nullable String area, String asked,
            @Nullable InitiativeId initiative) {
        Instant now = Instant.parse(at);
        Rule rule = SimulatedPeople.terms(false, SimulatedPeople.stage("Area", WorkingAmount.days(1), Silence.WAIT,
                List.of(), List.of(), SimulatedPeople.person(AMARA), SimulatedPeople.person(YUKI))).rule();
        var id = new RequestId(UuidCreator.getTimeOrderedEpoch(now));
        var request = ApprovalRequest.open(
                new Facts(id, lists.workspace, new Reference(number), requester, null, initiative, now),
                new Question(asked, null, new Scope(area, null, null, null, null, null), List.of(), null, null),
                new Terms(1, gate, rule), people.at(now));
        lists.inTransaction(() -> lists.the(Requests.class).add(request, "key " + number));
    }

    private List<String> asked(String typed) {
        return texts(page(MAYA, Whose.ANYBODYS, typed, new From.Newest()));
    }

    private static List<String> texts(Found.Page page) {
        return page.requests().stream().map(Listed::asked).toList();
    }

    private Found.Page page(UserId person, Whose whose, String typed, From from) {
        return (Found.Page) lists.the(FindRequests.class).find(lists.workspace, person, whose, typed, from);
    }

    private String mistake(String typed) {
        return ((Found.Mistaken) lists.the(FindRequests.class).find(lists.workspace, MAYA, Whose.ANYBODYS, typed,
                new From.Newest())).sentence();
    }

    private static List<Long> numbers(Found.Page page) {
        return page.requests().stream().map(each -> each.reference().number()).toList();
    }
}
