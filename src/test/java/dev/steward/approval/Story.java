package dev.steward.approval;

import static dev.steward.approval.Office.PAUL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import dev.steward.approval.ApprovalRequest.Facts;
import dev.steward.approval.ApprovalRequest.Terms;
import dev.steward.policy.Approver;
import dev.steward.policy.Conditions;
import dev.steward.policy.Dimension;
import dev.steward.policy.Disagreement;
import dev.steward.policy.Gate;
import dev.steward.policy.Need;
import dev.steward.policy.Rule;
import dev.steward.policy.Rung;
import dev.steward.policy.Scope;
import dev.steward.policy.Silence;
import dev.steward.policy.Stage;
import dev.steward.schedule.WorkingAmount;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * One request and what people and time do to it, from Monday, 2 March 2026, 9:00 UTC on. Time passes as it does under the timers: each
 * step at its instant. After everything the request is read anew, as from the database.
 */
final class Story {
    static final Instant MONDAY = Instant.parse("2026-03-02T09:00:00Z");
    static final Gate LAUNCH = new Gate("launch", "Launch", null, null, List.of());
    private static final RequestJson JSON = new RequestJson();

    final Office office = new Office(PAUL);
    final List<Happening> all = new ArrayList<>();
    Instant now = MONDAY;
    Disagreement disagreement = new Disagreement(List.of(person(Office.EMIL)), WorkingAmount.days(1), List.of());
    private @Nullable ApprovalRequest request;

    /** What one stage says, the rest as usual: any, within three working days, then wait. */
    static StageTerms ask(UserId... people) {
        return new StageTerms("review", Arrays.stream(people).map(Story::person).toList());
    }

    static StageTerms askAll(Approver... named) {
        return new StageTerms("review", List.of(named));
    }

    static Approver person(UserId user) {
        return new Approver.Person(user);
    }

    static final class StageTerms {
        private String name;
        private final List<Approver> ask;
        private Need need = Need.ANY;
        private WorkingAmount within = WorkingAmount.days(3);
        private List<WorkingAmount> remind = List.of();
        private List<Rung> ladder = List.of();
        private Silence silence = Silence.WAIT;
        private Set<Dimension> about = Stage.EVERYTHING;

        private StageTerms(String name, List<Approver> ask) {
            this.name = name;
            this.ask = ask;
        }

        StageTerms named(String other) {
            name = other;
            return this;
        }

        StageTerms need(Need other) {
            need = other;
            return this;
        }

        StageTerms within(WorkingAmount time) {
            within = time;
            return this;
        }

        StageTerms remind(WorkingAmount... after) {
            remind = List.of(after);
            return this;
        }

        StageTerms climb(WorkingAmount after, boolean decides, Approver... to) {
            ladder = new ArrayList<>(ladder);
            ladder.add(new Rung(after, List.of(to), decides));
            return this;
        }

        StageTerms silence(Silence means) {
            silence = means;
            return this;
        }

        StageTerms about(Dimension first, Dimension... others) {
            about = EnumSet.of(first, others);
            return this;
        }

        Stage stage() {
            return new Stage(name, ask, need, within, remind, ladder, silence, about);
        }
    }

    Terms terms(boolean together, StageTerms... stages) {
        return new Terms(1, LAUNCH, new Rule("big things", Set.of(), Conditions.NONE, new Rule.Outcome.Stages(together,
                Arrays.stream(stages).map(StageTerms::stage).toList(), disagreement)));
    }

    static Terms alone() {
        return new Terms(1, LAUNCH, new Rule("small things", Set.of(), Conditions.NONE,
                new Rule.Outcome.Autonomous("low risk")));
    }

    static Question question() {
        return new Question("May we launch?", null,
                new Scope("Checkout", null, 2, new BigDecimal("1000"), null, null), List.of(), null, null);
    }

    static Question neededBy(Instant then) {
        return new Question("May we launch?", null, Scope.UNKNOWN, List.of(), then, null);
    }

    static Question costs(String cost) {
        return new Question("May we launch?", null, new Scope("Checkout", null, 2, new BigDecimal(cost), null, null),
                List.of(), null, null);
    }

    Story opens(StageTerms... inOrder) {
        return opens(question(), terms(false, inOrder));
    }

    Story opensTogether(StageTerms... together) {
        return opens(question(), terms(true, together));
    }

    Story opens(Question question, Terms terms) {
        var facts = new Facts(new RequestId(new UUID(0, 7)), new WorkspaceId(new UUID(0, 1)), new Reference(7), PAUL,
                null, null, now);
        keep(ApprovalRequest.open(facts, question, terms, office.roster(now)));
        return this;
    }

    @FunctionalInterface
    interface Press {
        void on(ApprovalRequest request, Roster roster, Instant now);
    }

    Story does(Press press) {
        ApprovalRequest changed = request();
        press.on(changed, office.roster(now), now);
        keep(changed);
        return this;
    }

    Story approves(UserId by) {
        return does((request, roster, at) -> request.approve(by, null, roster, at));
    }

    Story wantsChanges(UserId by) {
        return does((request, roster, at) -> request.requestChanges(by, "the price", roster, at));
    }

    Story blocks(UserId by) {
        return does((request, roster, at) -> request.block(by, "too early", roster, at));
    }

    Story overrules(UserId by) {
        return does((request, roster, at) -> request.rule(by, false, "we go", roster, at));
    }

    Story upholds(UserId by) {
        return does((request, roster, at) -> request.rule(by, true, "we wait", roster, at));
    }

    Story delegates(UserId by, UserId to) {
        return does((request, roster, at) -> request.delegate(by, to, roster, at));
    }

    Story asks(UserId by) {
        return does((request, roster, at) -> request.ask(by, "who pays?", roster, at));
    }

    Story answers(int number) {
        return does((request, roster, at) -> request.answer(PAUL, number, "we do", at));
    }

    Story reminds() {
        return does((request, roster, at) -> request.remind(PAUL, at));
    }

    Story resubmits(Question changed, Terms again) {
        return does((request, roster, at) -> request.resubmit(PAUL, changed, again, roster, at));
    }

    Story resubmits(Question changed) {
        return resubmits(changed, request().terms());
    }

    /** The sentence with which it is refused; that nothing has changed is checked. */
    String refused(Press press) {
        ApprovalRequest kept = request();
        ApprovalRequest.Workings before = kept.workings();
        Refused refused = catchThrowableOfType(Refused.class, () -> press.on(kept, office.roster(now), now));
        assertThat(refused).as("is refused").isNotNull();
        assertThat(kept.workings()).as("what is refused changes nothing").isEqualTo(before);
        assertThat(kept.happenings()).isEmpty();
        return refused.sentence();
    }

    /** Until then, in UTC: {@code 2026-03-03T09:00}. */
    Story until(String time) {
        Instant then = Instant.parse(time + ":00Z");
        for (var next = next(); next.isPresent()
                && !next.get().isAfter(then); next = next()) {
            now = next.get().isBefore(now) ? now : next.get();
            look();
        }
        now = then;
        return this;
    }

    private Optional<Instant> next() {
        return Plan.next(request(), office.roster(now), now).map(Plan.Step::at);
    }

    /** Like until, but nobody was looking meanwhile: Steward was down. */
    Story downUntil(String time) {
        now = Instant.parse(time + ":00Z");
        return look();
    }

    /** What a timer does when it is set to now, because something has changed around the request. */
    Story look() {
        return does((request, roster, at) -> request.passTime(roster, at));
    }

    ApprovalRequest request() {
        if (request == null) {
            throw new IllegalStateException("Nothing is asked yet");
        }
        return request;
    }

    private void keep(ApprovalRequest changed) {
        all.addAll(changed.happenings());
        ApprovalRequest.Workings workings = changed.workings();
        ApprovalRequest.Workings read = JSON.read(JSON.write(workings));
        assertThat(read).as("as it was kept").isEqualTo(workings);
        request = new ApprovalRequest(changed.facts(), changed.version() + 1, read);
        if (request.state().open()) {
            assertThat(Plan.next(request, office.roster(now), now)).as("an open request has a next step").isPresent();
        } else {
            assertThat(Plan.next(request, office.roster(now), now)).isEmpty();
        }
    }

    List<UserId> waitsFor() {
        return request().waitingFor();
    }

    RequestState state() {
        return request().state();
    }

    List<Happening> all(Happening.Kind kind) {
        return all.stream().filter(each -> each.kind() == kind).toList();
    }

    /** When something happened, each in UTC. */
    List<String> times(Happening.Kind kind) {
        return all(kind).stream().map(each -> each.at().toString().replaceAll(":00Z$", "")).toList();
    }
}
