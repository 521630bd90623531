package dev.steward.approval;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.agenda.AgendaEntry;
import dev.steward.agenda.AgendaQuery;
import dev.steward.agenda.AgendaSource;
import dev.steward.approval.ApprovalRequest.Facts;
import dev.steward.approval.ApprovalRequest.Terms;
import dev.steward.policy.Conditions;
import dev.steward.policy.Disagreement;
import dev.steward.policy.Need;
import dev.steward.policy.Rule;
import dev.steward.policy.Scope;
import dev.steward.policy.Silence;
import dev.steward.policy.Stage;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Who;
import dev.steward.schedule.WorkingAmount;
import dev.steward.workspace.Area;
import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.Areas;
import dev.steward.workspace.Channel;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Channels;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** What reviews of decisions talk about: what is open, the most pressing first, and what was decided since the last one. */
@SandboxTest
class ForReviewTest {
    private static final String YUKI = Who.SUPPORT.id().mention();
    private static final String AMARA = Who.EXECUTIVE.id().mention();
    private static final String JONAS = Who.OPS.id().mention();

    private static final ChannelId PRIVATE = new ChannelId("C0PLANS");

    @Autowired
    private SandboxSlack slack;
    @Autowired
    private ChangeRequest changes;
    @Autowired
    private Requests requests;
    @Autowired
    private Rosters rosters;
    @Autowired
    private Aftermath aftermath;
    @Autowired
    private Areas areas;
    @Autowired
    private Channels channels;
    @Autowired
    private OpenForReview open;
    @Autowired
    private DecidedForReview decided;
    @Autowired
    private TransactionTemplate transaction;

    private Instant begun = Instant.EPOCH;
    private @Nullable ChannelId asksIn;

    @BeforeEach
    void begin() {
        begun = now();
    }

    @Test
    void whatIsBlockedComesFirstThenWhatIsNeededSoonThenTheOldest() {
        ask("May we launch?", null, null);
        RequestId blocked = ask("May we <!channel> &\nspend?", null, null);
        ask("May we hire?", begun.plus(Duration.ofDays(60)), null);
        ask("May we move?", begun.plus(Duration.ofDays(5)), null);
        RequestId changed = ask("May we wait?", null, null);
        RequestId over = ask("May we stop?", null, null);
        press(blocked, (it, roster, now) -> it.block(Who.SUPPORT.id(), "too early", roster, now));
        press(changed, (it, roster, now) -> it.requestChanges(Who.SUPPORT.id(), "the price", roster, now));
        press(over, (it, roster, now) -> it.approve(Who.SUPPORT.id(), null, roster, now));

        List<AgendaEntry> entries = open.entries(query(null, begun, 20));

        assertThat(entries).extracting(AgendaEntry::title).containsExactly("AP-2 May we <!channel> & spend?",
                "AP-4 May we move?", "AP-1 May we launch?", "AP-3 May we hire?", "AP-5 May we wait?");
        assertThat(entries).extracting(AgendaEntry::key).containsExactly("AP-2", "AP-4", "AP-1", "AP-3", "AP-5");
        assertThat(entries.getFirst().more())
                .startsWith("*blocked* by " + YUKI + ", waits for " + JONAS + " since <!date^");
        assertThat(entries.get(1).more()).startsWith("waits for " + AMARA + " and " + YUKI + " since <!date^")
                .contains(" · needed by <!date^" + begun.plus(Duration.ofDays(5)).getEpochSecond());
        assertThat(entries.getLast().more()).startsWith("waits for changes by " + Who.PM.id().mention() + " since ");
        assertThat(open.entries(query(null, begun, 2))).isEqualTo(entries.subList(0, 2));
    }

    @Test
    void itIsNewsWhenItIsBlockedOrSomebodyElsesTurn() {
        RequestId request = ask("May we launch?", null, null);
        Instant asked = open.entries(query(null, begun, 1)).getFirst().newsAt();
        slack.clock().advance(Duration.ofMinutes(10));
        press(request, (it, roster, now) -> it.ask(Who.SUPPORT.id(), "why?", roster, now));
        assertThat(open.entries(query(null, begun, 1)).getFirst().newsAt()).isEqualTo(asked);

        press(request, (it, roster, now) -> it.block(Who.SUPPORT.id(), "too early", roster, now));

        assertThat(open.entries(query(null, begun, 1)).getFirst().newsAt())
                .isAfterOrEqualTo(asked.plus(Duration.ofMinutes(10)));
    }

    @Test
    void whatSomebodyDissentedFromComesFirstThenTheLatest() {
        RequestId before = ask("May we begin?", null, null);
        press(before, (it, roster, now) -> it.approve(Who.SUPPORT.id(), null, roster, now));
        slack.clock().advance(Duration.ofHours(1));
        Instant last = now();
        RequestId overruled = ask("May we launch?", null, null);
        press(overruled, (it, roster, now) -> it.block(Who.SUPPORT.id(), "<!here> no", roster, now));
        press(overruled, (it, roster, now) -> it.rule(Who.OPS.id(), false, "we go", roster, now));
        press(overruled, (it, roster, now) -> it.approve(Who.EXECUTIVE.id(), null, roster, now));
        RequestId upheld = ask("May we spend?", null, null);
        press(upheld, (it, roster, now) -> it.block(Who.SUPPORT.id(), "no", roster, now));
        press(upheld, (it, roster, now) -> it.rule(Who.OPS.id(), true, "we wait", roster, now));
        alone("May we fix it?");

        List<AgendaEntry> entries = decided.entries(query(null, last, 20));

        assertThat(entries).extracting(AgendaEntry::title).containsExactly("DEC-2 May we launch?",
                "DEC-4 May we fix it?", "DEC-3 May we spend?");
        assertThat(entries).extracting(AgendaEntry::more).containsExactly(
                "*approved*, " + AMARA + " had the last word · dissent of " + YUKI
                        + ": “&lt;!here&gt; no” · AP-2, asked by " + Who.PM.id().mention(),
                "*approved*, " + Who.PM.id().mention() + " decides this alone · AP-4, asked by "
                        + Who.PM.id().mention(),
                "*rejected*, by a ruling of " + JONAS + " · AP-3, asked by " + Who.PM.id().mention());
        assertThat(entries.getFirst().newsAt()).isAfterOrEqualTo(last);
        assertThat(decided.entries(query(null, begun, 20))).extracting(AgendaEntry::key)
                .containsExactly("DEC-2", "DEC-4", "DEC-3", "DEC-1");
        assertThat(decided.entries(query(null, begun, 1))).extracting(AgendaEntry::key).containsExactly("DEC-2");
    }

    @Test
    void anAreasReviewTalksOfItsOwnOnly() {
        Area area = areas.all(slack.workspace()).getFirst();
        ask("May we launch?", null, null);
        RequestId own = ask("May we spend?", null, area.name().toUpperCase(Locale.ROOT));
        assertThat(keys(open, area.id())).containsExactly("AP-2");

        press(own, (it, roster, now) -> it.approve(Who.SUPPORT.id(), null, roster, now));
        press(ask("May we stop?", null, null), (it, roster, now) -> it.approve(Who.SUPPORT.id(), null, roster, now));

        assertThat(keys(decided, area.id())).containsExactly("DEC-1");
        assertThat(keys(open, area.id())).isEmpty();
        assertThat(keys(open, new AreaId(new UUID(1, 2)))).isEmpty();
        assertThat(keys(decided, new AreaId(new UUID(1, 2)))).isEmpty();
    }

    @Test
    void whatWasAskedInAPrivateChannelIsOnItsOwnAgendaOnly() {
        channels.save(new Channel(slack.workspace(), PRIVATE, Channel.Kind.PRIVATE, "plans", false, false, true, 2),
                List.of(Who.OPS.id(), Who.EXECUTIVE.id()), now());
        asksIn = PRIVATE;
        RequestId secret = ask("May we close?", null, null);
        asksIn = slack.id("#general");
        RequestId plain = ask("May we spend?", null, null);
        assertThat(open.entries(query(null, begun, 20))).extracting(AgendaEntry::key).containsExactly("AP-2");
        assertThat(open.entries(query(PRIVATE))).extracting(AgendaEntry::key).containsExactly("AP-1", "AP-2");

        for (RequestId each : List.of(secret, plain)) {
            press(each, (it, roster, now) -> it.approve(Who.SUPPORT.id(), null, roster, now));
        }

        assertThat(decided.entries(query(null, begun, 20))).extracting(AgendaEntry::key).containsExactly("DEC-2");
        assertThat(decided.entries(query(PRIVATE))).extracting(AgendaEntry::key).containsExactly("DEC-2", "DEC-1");
    }

    private AgendaQuery query(ChannelId channel) {
        return new AgendaQuery(slack.workspace(), null, channel, begun, now(), begun.plus(Duration.ofDays(14)), 20);
    }

    private List<String> keys(AgendaSource source, AreaId area) {
        return source.entries(query(area, begun, 20)).stream().map(AgendaEntry::key).toList();
    }

    private AgendaQuery query(@Nullable AreaId area, Instant since, int most) {
        return new AgendaQuery(slack.workspace(), area, new ChannelId("C1"), since, now(),
                begun.plus(Duration.ofDays(14)), most);
    }

    private Instant now() {
        return slack.clock().instant().truncatedTo(ChronoUnit.MICROS);
    }

    private void press(RequestId request, ChangeRequest.Change change) {
        changes.change(slack.workspace(), request, change);
    }

    private RequestId ask(String asked, @Nullable Instant neededBy, @Nullable String area) {
        List<UserId> approvers = List.of(Who.EXECUTIVE.id(), Who.SUPPORT.id());
        boolean both = asked.contains("launch");
        var stage = new Stage("review", approvers.stream().map(Story::person).toList(),
                both ? Need.ALL : Need.ANY, WorkingAmount.days(2), List.of(), List.of(), Silence.WAIT,
                Stage.EVERYTHING);
        return open(asked, neededBy, area, new Rule.Outcome.Stages(false, List.of(stage), new Disagreement(
                List.of(Story.person(Who.OPS.id())), WorkingAmount.days(1), List.of())));
    }

    private void alone(String asked) {
        open(asked, null, null, new Rule.Outcome.Autonomous(null));
    }

    private RequestId open(String asked, @Nullable Instant neededBy, @Nullable String area, Rule.Outcome outcome) {
        var terms = new Terms(1, Story.LAUNCH, new Rule("Any", Set.of(), Conditions.NONE, outcome));
        return Objects.requireNonNull(transaction.execute(status -> {
            WorkspaceId workspace = slack.workspace();
            Instant now = now();
            var facts = new Facts(new RequestId(UuidCreator.getTimeOrderedEpoch()), workspace,
                    requests.nextReference(workspace), Who.PM.id(), asksIn, null, now);
            var question = new Question(asked, null, new Scope(area, null, null, null, null, null), List.of(), neededBy,
                    null);
            Roster roster = rosters.of(facts, null, now);
            var request = ApprovalRequest.open(facts, question, terms, roster);
            requests.add(request, facts.id().toString());
            aftermath.opened(request, roster, now);
            return facts.id();
        }));
    }
}
