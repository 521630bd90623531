package dev.steward.approval;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import dev.steward.approval.Happening.Kind;
import dev.steward.initiative.InitiativeId;
import dev.steward.policy.Dimension;
import dev.steward.policy.Disagreement;
import dev.steward.policy.Gate;
import dev.steward.policy.Rule;
import dev.steward.policy.Rung;
import dev.steward.policy.Silence;
import dev.steward.policy.Stage;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * One question put to a gate. It changes by the methods below only; each checks who may and whether it still can, says why not with a
 * {@link Refused}, and otherwise notes what happened.
 *
 * <pre>
 * OPEN ⇄ CHANGES_REQUESTED   an approver wants changes; the requester resubmits, or the approver approves after all
 * OPEN ⇄ BLOCKED             an approver blocks; a ruler overrules, the approver approves after all, or the requester resubmits
 * OPEN → APPROVED, REJECTED  the stages agree, or their time is up and the policy says what silence means
 * BLOCKED → REJECTED         a ruler upholds the block
 * any open one → WITHDRAWN   by the requester
 * any other → OPEN           reopened, as a new round under the policy of that day
 * </pre>
 */
final class ApprovalRequest {
    static final Duration REMIND_AGAIN = Duration.ofHours(4);
    private static final int HANDS = 5;
    private static final int STEPS = 500;

    /**
     * What never changes of it.
     *
     * @param channel where its card stands; null: nowhere
     */
    record Facts(RequestId id, WorkspaceId workspace, Reference reference, UserId requester,
            @Nullable ChannelId channel, @Nullable InitiativeId initiative, Instant openedAt) {}

    /**
     * What of the policy it is decided by.
     *
     * @param version the policy's
     */
    record Terms(long version, Gate gate, Rule rule) {}

    /**
     * All that changes, as it is kept.
     *
     * @param turnSince since when it is the requester's turn, or was at last
     * @param fired     marks of what was done about the whole request
     */
    record Workings(Question question, Terms terms, RequestState state, int round, List<StageRun> stages,
            @Nullable Ruling ruling, List<Exchange> exchanges, @Nullable Instant remindedAt, Instant turnSince,
            Set<String> fired, @Nullable Outcome outcome) {}

    private final Facts facts;
    private final long version;
    private final List<Happening> happenings = new ArrayList<>();
    private Question question;
    private Terms terms;
    private RequestState state = RequestState.OPEN;
    private int round = 1;
    private List<StageRun> stages = new ArrayList<>();
    private @Nullable Ruling ruling;
    private final List<Exchange> exchanges = new ArrayList<>();
    private @Nullable Instant remindedAt;
    private Instant turnSince;
    private final Set<String> fired = new TreeSet<>();
    private @Nullable Outcome outcome;
    private boolean undone;

    private ApprovalRequest(Facts facts, Question question, Terms terms) {
        this.facts = facts;
        this.version = 0;
        this.question = question;
        this.terms = terms;
        this.turnSince = facts.openedAt();
    }

    /** As it was kept. @param version grows with every change */
    ApprovalRequest(Facts facts, long version, Workings kept) {
        this.facts = facts;
        this.version = version;
        this.question = kept.question();
        this.terms = kept.terms();
        this.state = kept.state();
        this.round = kept.round();
        this.stages = new ArrayList<>(kept.stages());
        this.ruling = kept.ruling();
        this.exchanges.addAll(kept.exchanges());
        this.remindedAt = kept.remindedAt();
        this.turnSince = kept.turnSince();
        this.fired.addAll(kept.fired());
        this.outcome = kept.outcome();
    }

    /** Puts a question to a gate; where the rule lets the requester decide alone, it is decided at once. */
    static ApprovalRequest open(Facts facts, Question question, Terms terms, Roster roster) {
        var request = new ApprovalRequest(facts, question, terms);
        request.note(Kind.OPENED, facts.requester(), facts.openedAt(), null, question.asked());
        request.begin(roster, facts.openedAt());
        return request;
    }

    private void begin(Roster roster, Instant now) {
        switch (terms.rule().outcome()) {
            case Rule.Outcome.Autonomous alone -> decide(
                    new Outcome(true, Outcome.How.AUTONOMOUS, facts.requester(), alone.because(), now));
            case Rule.Outcome.Stages some -> {
                stages = new ArrayList<>(some.stages().stream().map(StageRun::waiting).toList());
                advance(null, roster, now);
            }
        }
    }

    /** An approver agrees; whoever blocked it or wanted changes may change their mind so. */
    void approve(UserId by, @Nullable String reason, Roster roster, Instant now) {
        List<Integer> seats = seatsOf(by, roster);
        boolean changedMind = saysAt(seats, by, seat -> seat.says(Answer.Word.WANTS_CHANGES))
                || saysAt(seats, by, seat -> seat.says(Answer.Word.BLOCKS));
        if (state == RequestState.CHANGES_REQUESTED && !changedMind) {
            throw new Refused("It is " + facts.requester().mention() + "'s turn to change " + facts.reference()
                    + ". You will be asked again.");
        }
        if (saysAt(seats, by, seat -> seat.says(Answer.Word.APPROVES))) {
            throw new Refused("You have approved " + facts.reference() + " already; it waits for others.");
        }
        answer(seats, by, new Answer(Answer.Word.APPROVES, reason, now), Kind.APPROVED);
        if (state == RequestState.CHANGES_REQUESTED && nobody(Answer.Word.WANTS_CHANGES)
                || state == RequestState.BLOCKED && nobody(Answer.Word.BLOCKS)) {
            goOn(now);
        }
        settle(by, roster, now);
    }

    void requestChanges(UserId by, String reason, Roster roster, Instant now) {
        List<Integer> seats = seatsOf(by, roster);
        if (state != RequestState.OPEN) {
            throw new Refused(state == RequestState.BLOCKED
                    ? facts.reference() + " is blocked at the moment. Once that is settled you can ask for changes."
                    : "Somebody asked for changes to " + facts.reference() + " already; you will be asked again.");
        }
        answer(seats, by, new Answer(Answer.Word.WANTS_CHANGES, reason, now), Kind.CHANGES_REQUESTED);
        state = RequestState.CHANGES_REQUESTED;
        turnSince = now;
        fired.removeIf(key -> key.startsWith("changes/"));
    }

    /** An approver objects for good; somebody above has to rule. */
    void block(UserId by, String reason, Roster roster, Instant now) {
        List<Integer> seats = seatsOf(by, roster);
        if (saysAt(seats, by, seat -> seat.says(Answer.Word.BLOCKS))) {
            throw new Refused("You have blocked " + facts.reference() + " already.");
        }
        if (saysAt(seats, by, seat -> seat.says(Answer.Word.OVERRULED))) {
            throw new Refused("Your block was ruled on; your dissent is on record.");
        }
        answer(seats, by, new Answer(Answer.Word.BLOCKS, reason, now), null);
        state = RequestState.BLOCKED;
        Ruling open = ruling;
        List<Seat> rulers = open == null
                ? seats(roster.invite(disagreement().to(), Set.of(by)), now, false)
                : open.rulers();
        rulers = rulers.stream().filter(seat -> !blockers().contains(seat.person())).toList();
        if (rulers.isEmpty()) {
            rulers = seats(roster.lastResort(), now, false).stream()
                    .filter(seat -> !blockers().contains(seat.person())).toList();
        }
        ruling = open == null ? new Ruling(rulers, now, Set.of()) : open.with(rulers);
        happenings.add(new Happening(Kind.BLOCKED, by, now, stages.get(seats.getFirst()).stage().name(),
                ruling.people(), List.of(by), reason));
    }

    /** Somebody asked to rule decides about every block there is. */
    void rule(UserId by, boolean uphold, String reason, Roster roster, Instant now) {
        Ruling open = ruling;
        if (state != RequestState.BLOCKED || open == null) {
            throw new Refused(state.open() ? "There is no block to rule on any more." : over());
        }
        notOwn(by);
        if (!open.mayRule(by) || !roster.mayAnswer(by)) {
            throw new Refused("Only " + names(open.people()) + " can rule on this block.");
        }
        List<UserId> blockers = blockers();
        if (uphold) {
            happenings.add(new Happening(Kind.UPHELD, by, now, null, List.of(), blockers, reason));
            decide(new Outcome(false, Outcome.How.RULING, by, reason, now));
            return;
        }
        happenings.add(new Happening(Kind.OVERRULED, by, now, null, List.of(), blockers, reason));
        replaceAll(run -> run.each(seat -> seat.says(Answer.Word.BLOCKS), seat -> {
            Answer said = seat.answer();
            return seat.answered(new Answer(Answer.Word.OVERRULED, said == null ? null : said.reason(), now));
        }));
        goOn(now);
        settle(by, roster, now);
    }

    /** Hands one's seats to somebody else; the clock goes on. */
    void delegate(UserId by, UserId to, Roster roster, Instant now) {
        Ruling open = ruling;
        boolean rules = state == RequestState.BLOCKED && open != null && open.mayRule(by);
        List<Integer> seats = rules ? List.of() : seatsOf(by, roster);
        if (to.equals(by)) {
            throw new Refused("Please choose somebody else: it waits for you already.");
        }
        if (to.equals(facts.requester())) {
            throw new Refused(to.mention() + " asks for this approval and cannot give it.");
        }
        if (!roster.mayAnswer(to)) {
            throw new Refused(to.mention() + " cannot answer here. Please choose an active member of this workspace.");
        }
        if (rules && open != null) {
            if (open.mayRule(to) || blockers().contains(to)) {
                throw new Refused(to.mention() + (open.mayRule(to) ? " is asked to rule already." : " blocks it."));
            }
            ruling = open.with(open.rulers().stream().map(seat -> seat.person().equals(by) ? handed(seat, to) : seat)
                    .toList());
        } else {
            for (int i : seats) {
                StageRun run = stages.get(i);
                if (run.seatOf(to).isPresent()) {
                    throw new Refused(to.mention() + " is asked already.");
                }
                Seat mine = run.seatOf(by).orElseThrow();
                if (mine.answer() != null) {
                    throw new Refused("You have answered already, so there is nothing to delegate.");
                }
                stages.set(i, run.each(mine::equals, seat -> handed(seat, to)));
            }
        }
        happenings.add(new Happening(Kind.DELEGATED, by, now, null, List.of(to), List.of(by), null));
    }

    private static Seat handed(Seat seat, UserId to) {
        if (seat.path().contains(to)) {
            throw new Refused(to.mention() + " handed this on before, and would only get it back.");
        }
        if (seat.path().size() >= HANDS) {
            throw new Refused("This was handed on " + HANDS + " times already. Please answer it yourself.");
        }
        return seat.handedTo(to);
    }

    /** Whoever is asked wants to know something first. The clock goes on. */
    Exchange ask(UserId by, String words, Roster roster, Instant now) {
        if (!(ruling != null && state == RequestState.BLOCKED && ruling.mayRule(by))) {
            seatsOf(by, roster);
        }
        var exchange = new Exchange(exchanges.size() + 1, by, words, now, null, null);
        exchanges.add(exchange);
        happenings.add(new Happening(Kind.QUESTION, by, now, null, List.of(facts.requester()), List.of(), words));
        return exchange;
    }

    void answer(UserId by, int number, String words, Instant now) {
        if (!by.equals(facts.requester())) {
            throw new Refused("Only " + facts.requester().mention() + " can answer questions about "
                    + facts.reference() + ".");
        }
        if (number < 1 || number > exchanges.size()) {
            throw new Refused("There is no such question.");
        }
        Exchange asked = exchanges.get(number - 1);
        if (asked.answer() != null) {
            throw new Refused("You have answered this question already.");
        }
        exchanges.set(number - 1, new Exchange(number, asked.by(), asked.question(), asked.at(), words, by));
        happenings.add(new Happening(Kind.ANSWER, by, now, null, List.of(asked.by()), List.of(), words));
    }

    /** The requester reminds whoever it waits for; once in four hours. Answers whom. */
    List<UserId> remind(UserId by, Instant now) {
        requester(by, "remind");
        stillOpen();
        Instant before = remindedAt;
        if (state == RequestState.CHANGES_REQUESTED) {
            throw new Refused("It is your turn: change what was asked for, and resubmit it.");
        }
        if (before != null && before.plus(REMIND_AGAIN).isAfter(now)) {
            throw new Refused("You reminded them less than " + REMIND_AGAIN.toHours() + " hours ago. You can again at "
                    + Wording.time(before.plus(REMIND_AGAIN)) + ".");
        }
        List<UserId> waiting = waitingFor();
        remindedAt = now;
        happenings.add(new Happening(Kind.REMINDED, by, now, null, waiting, List.of(), null));
        return waiting;
    }

    void withdraw(UserId by, @Nullable String reason, Instant now) {
        requester(by, "withdraw");
        stillOpen();
        List<UserId> asked = waitingFor();
        state = RequestState.WITHDRAWN;
        ruling = null;
        happenings.add(new Happening(Kind.WITHDRAWN, by, now, null, asked, List.of(), reason));
    }

    /**
     * The requester asks again, perhaps for something else. Who agreed to what has not changed is not asked again, unless they wanted
     * changes.
     *
     * @param again what the policy that it was opened under says of it now
     */
    void resubmit(UserId by, Question changed, Terms again, Roster roster, Instant now) {
        requester(by, "resubmit");
        stillOpen();
        Set<Dimension> differences = changed.changedFrom(question);
        if (differences.isEmpty() && changed.equals(question) && state == RequestState.OPEN) {
            throw new Refused("Nothing has changed, so nobody needs to be asked again.");
        }
        List<StageRun> before = stages;
        question = changed;
        terms = again;
        state = RequestState.OPEN;
        ruling = null;
        round++;
        fired.clear();
        happenings.add(new Happening(Kind.RESUBMITTED, by, now, null, List.of(), List.of(),
                differences.isEmpty() ? null : Wording.list(differences)));
        if (!(again.rule().outcome() instanceof Rule.Outcome.Stages some)) {
            stages = new ArrayList<>();
            begin(roster, now);
            return;
        }
        stages = new ArrayList<>(some.stages().stream().map(stage -> before.stream()
                .filter(run -> run.stage().equals(stage)).findFirst().map(run -> carried(run, differences, now))
                .orElseGet(() -> StageRun.waiting(stage))).toList());
        advance(by, roster, now);
    }

    private StageRun carried(StageRun run, Set<Dimension> differences, Instant now) {
        boolean touched = run.stage().about().stream().anyMatch(differences::contains);
        if (run.status() == StageRun.Status.WAITING || touched) {
            return StageRun.waiting(run.stage());
        }
        if (run.status() == StageRun.Status.PASSED) {
            return run;
        }
        StageRun anew = run.each(seat -> !seat.lapsed() && !seat.says(Answer.Word.APPROVES), seat -> seat.anew(now))
                .clockAnew(now);
        noteAsked(anew, anew.silent().stream().map(Seat::person).toList(), now);
        return anew;
    }

    /**
     * What was decided or withdrawn is asked again, of everyone.
     *
     * @param mayReopen whether they may besides those who took part: ops people and admins
     */
    void reopen(UserId by, boolean mayReopen, String reason, Terms today, Roster roster, Instant now) {
        if (state.open()) {
            throw new Refused(facts.reference() + " is open.");
        }
        boolean tookPart = by.equals(facts.requester())
                || stages.stream().flatMap(run -> run.seats().stream()).anyMatch(seat -> seat.person().equals(by));
        if (!tookPart && !mayReopen) {
            throw new Refused("Only those who took part, ops people and admins can reopen " + facts.reference() + ".");
        }
        undone = state == RequestState.APPROVED;
        terms = today;
        state = RequestState.OPEN;
        ruling = null;
        outcome = null;
        remindedAt = null;
        round++;
        fired.clear();
        stages = new ArrayList<>();
        happenings.add(new Happening(Kind.REOPENED, by, now, null, List.of(), List.of(), reason));
        begin(roster, now);
    }

    /** Whoever left the group they were asked for, or may answer no more, is asked no more. */
    private void lapse(Roster roster, Instant now) {
        Predicate<Seat> gone = seat -> seat.silent() && (!roster.mayAnswer(seat.person()) || seat.group() != null
                && seat.path().isEmpty() && !roster.inGroup(seat.person(), seat.group()));
        for (int i = 0; i < stages.size(); i++) {
            StageRun run = stages.get(i);
            List<UserId> leaving = run.seats().stream().filter(gone).map(Seat::person).toList();
            if (run.open() && !leaving.isEmpty()) {
                happenings.add(new Happening(Kind.LAPSED, null, now, run.stage().name(), leaving, List.of(), null));
                StageRun without = run.each(gone, Seat::left);
                StageRun filled = filled(without, roster, now);
                stages.set(i, filled);
                noteAsked(filled, filled.silent().stream().map(Seat::person)
                        .filter(other -> without.seatOf(other).isEmpty()).toList(), now);
            }
        }
        settle(null, roster, now);
    }

    /** Whoever stands in for somebody who is away is asked in their place. */
    private void handOver(UserId person, Roster roster, Instant now) {
        Optional<UserId> standIn = roster.standIn(person).filter(roster::mayAnswer)
                .filter(other -> !other.equals(facts.requester()));
        if (standIn.isEmpty()) {
            return;
        }
        UserId to = standIn.get();
        boolean any = false;
        for (int i = 0; i < stages.size(); i++) {
            StageRun run = stages.get(i);
            if (run.open() && run.seatOf(to).isEmpty()) {
                StageRun handed = run.each(seat -> canTake(seat, person, to), seat -> seat.handedTo(to));
                any |= !handed.equals(run);
                stages.set(i, handed);
            }
        }
        Ruling open = ruling;
        if (open != null && !open.mayRule(to) && !blockers().contains(to)) {
            Ruling handed = open.with(open.rulers().stream()
                    .map(seat -> canTake(seat, person, to) ? seat.handedTo(to) : seat).toList());
            any |= !handed.equals(open);
            ruling = handed;
        }
        if (any) {
            happenings.add(new Happening(Kind.HANDED_OVER, null, now, null, List.of(to), List.of(person), null));
        }
    }

    private static boolean canTake(Seat seat, UserId from, UserId to) {
        return seat.silent() && seat.person().equals(from) && !seat.path().contains(to) && seat.path().size() < HANDS;
    }

    /**
     * Does what time has brought, in its order: people who went away or left, reminders, rungs, ends. Does nothing to what is not open.
     */
    void passTime(Roster roster, Instant now) {
        if (!state.open()) {
            return;
        }
        lapse(roster, now);
        waitingFor().forEach(person -> handOver(person, roster, now));
        Set<UserId> reminded = new HashSet<>();
        int steps = 0;
        for (var next = Plan.next(this, roster, now); next.isPresent() && !next.get().at().isAfter(now)
                && steps < STEPS; next = Plan.next(this, roster, now)) {
            take(next.get(), roster, now, reminded);
            steps++;
        }
    }

    private void take(Plan.Step step, Roster roster, Instant now, Set<UserId> reminded) {
        switch (step.kind()) {
            case REMIND -> {
                mark(step);
                UserId person = step.person();
                if (person != null && reminded.add(person)) {
                    happenings.add(new Happening(Kind.REMINDED, null, now, stageName(step), List.of(person), List.of(),
                            null));
                }
            }
            case CLIMB -> climb(step, roster, now);
            case TIME_UP -> timeUp(step, roster, now);
            case NEEDED_NOW -> {
                mark(step);
                happenings.add(new Happening(Kind.NEEDED_NOW, null, now, null, waitingFor(), List.of(), null));
            }
            case HAND_OVER -> throw new IllegalStateException("Who is away by now was replaced before: " + step);
        }
    }

    private void climb(Plan.Step step, Roster roster, Instant now) {
        Ruling open = ruling;
        List<Seat> silent = step.stage() < 0 && open != null
                ? open.rulers().stream().filter(seat -> !seat.rung()).toList()
                : stages.get(step.stage()).silent().stream().filter(seat -> !seat.rung()).toList();
        Set<UserId> about = new LinkedHashSet<>(silent.stream().map(Seat::person).toList());
        Rung rung = step.stage() < 0
                ? disagreement().ladder().get(step.rung())
                : stages.get(step.stage()).stage().ladder().get(step.rung());
        mark(step);
        List<Seat> comers = seats(roster.invite(rung.to(), about), now, true).stream()
                .filter(seat -> !about.contains(seat.person())).toList();
        if (step.stage() < 0) {
            comers = comers.stream().filter(seat -> !blockers().contains(seat.person())).toList();
            ruling = ruling == null ? null : ruling.plus(comers);
        } else if (rung.decides()) {
            stages.set(step.stage(), stages.get(step.stage()).plus(comers));
        }
        happenings.add(new Happening(Kind.CLIMBED, null, now, stageName(step),
                comers.stream().map(Seat::person).toList(), List.copyOf(about), null));
    }

    private void timeUp(Plan.Step step, Roster roster, Instant now) {
        mark(step);
        if (step.stage() < 0) {
            Ruling open = ruling;
            if (open != null) {
                List<Seat> others = seats(roster.lastResort(), now, true).stream()
                        .filter(seat -> !blockers().contains(seat.person())).toList();
                ruling = disagreement().ladder().isEmpty() ? open.plus(others) : open;
                happenings.add(new Happening(Kind.TIME_UP, null, now, null, waitingFor(), blockers(),
                        Silence.WAIT.name()));
            }
            return;
        }
        StageRun run = stages.get(step.stage());
        List<UserId> silent = run.silent().stream().map(Seat::person).toList();
        happenings.add(new Happening(Kind.TIME_UP, null, now, run.stage().name(), silent, List.of(),
                run.stage().silence().name()));
        switch (run.stage().silence()) {
            case WAIT -> {
                // everyone was told; it waits on
            }
            case APPROVE -> {
                pass(step.stage(), now);
                advance(null, roster, now);
            }
            case REJECT -> decide(new Outcome(false, Outcome.How.SILENCE, null, null, now));
        }
    }

    private void mark(Plan.Step step) {
        Ruling open = ruling;
        if (step.stage() >= 0) {
            stages.set(step.stage(), stages.get(step.stage()).fired(step.key()));
        } else if (open != null && state == RequestState.BLOCKED && step.kind() != Plan.Kind.NEEDED_NOW) {
            ruling = open.fired(step.key());
        } else {
            fired.add(step.key());
        }
    }

    private @Nullable String stageName(Plan.Step step) {
        return step.stage() < 0 ? null : stages.get(step.stage()).stage().name();
    }

    /** Whatever agrees passes, and what comes after it opens. */
    private void settle(@Nullable UserId by, Roster roster, Instant now) {
        if (state == RequestState.OPEN) {
            boolean any = false;
            for (int i = 0; i < stages.size(); i++) {
                if (stages.get(i).open() && stages.get(i).agreed()) {
                    pass(i, now);
                    any = true;
                }
            }
            if (any) {
                advance(by, roster, now);
            }
        }
    }

    private void pass(int stage, Instant now) {
        stages.set(stage, stages.get(stage).passed());
        note(Kind.STAGE_PASSED, null, now, stages.get(stage).stage().name(), null);
    }

    private void advance(@Nullable UserId by, Roster roster, Instant now) {
        boolean together = terms.rule().outcome() instanceof Rule.Outcome.Stages some && some.together();
        for (int i = 0; i < stages.size(); i++) {
            StageRun run = stages.get(i);
            if (run.status() == StageRun.Status.WAITING) {
                openStage(i, roster, now);
            }
            if (!together && stages.get(i).status() != StageRun.Status.PASSED) {
                return;
            }
        }
        if (stages.stream().allMatch(run -> run.status() == StageRun.Status.PASSED)) {
            boolean silence = by == null && stages.stream()
                    .anyMatch(run -> run.fired().contains("end/0") && !run.agreed());
            decide(new Outcome(true, silence ? Outcome.How.SILENCE : Outcome.How.AGREED, by, null, now));
        }
    }

    private void openStage(int index, Roster roster, Instant now) {
        Stage stage = stages.get(index).stage();
        StageRun opened = stages.get(index).opened(seats(roster.invite(stage.ask(), Set.of()), now, false), now);
        stages.set(index, filled(opened, roster, now));
        noteAsked(stages.get(index), stages.get(index).silent().stream().map(Seat::person).toList(), now);
    }

    /** Where the policy's words mean too few who may answer, the last resort is asked as well. */
    private StageRun filled(StageRun run, Roster roster, Instant now) {
        return run.tooFew() ? run.plus(seats(roster.lastResort(), now, false)) : run;
    }

    private void decide(Outcome decided) {
        outcome = decided;
        ruling = null;
        state = decided.approved() ? RequestState.APPROVED : RequestState.REJECTED;
        note(Kind.DECIDED, decided.by(), decided.at(), null, decided.reason());
    }

    /** Back to the stages; their clocks begin anew, since they could not know whether it would go on. */
    private void goOn(Instant now) {
        state = RequestState.OPEN;
        ruling = null;
        replaceAll(run -> run.open() ? run.clockAnew(now) : run);
    }

    private void answer(List<Integer> seats, UserId by, Answer said, @Nullable Kind kind) {
        for (int i : seats) {
            stages.set(i, stages.get(i).each(seat -> seat.person().equals(by) && !seat.lapsed(),
                    seat -> seat.answered(said)));
        }
        if (kind != null) {
            note(kind, by, said.at(), stages.get(seats.getFirst()).stage().name(), said.reason());
        }
    }

    /** The open stages in which they may answer now; never empty. */
    private List<Integer> seatsOf(UserId by, Roster roster) {
        stillOpen();
        notOwn(by);
        List<Integer> seats = new ArrayList<>();
        for (int i = 0; i < stages.size(); i++) {
            if (stages.get(i).open() && stages.get(i).seatOf(by).isPresent()) {
                seats.add(i);
            }
        }
        if (seats.isEmpty()) {
            throw new Refused(whyNot(by));
        }
        if (!roster.mayAnswer(by)) {
            throw new Refused("You cannot answer here: your account is not an active member of this workspace.");
        }
        for (int i : seats) {
            Seat seat = stages.get(i).seatOf(by).orElseThrow();
            if (seat.group() != null && seat.path().isEmpty() && !roster.inGroup(by, seat.group())) {
                throw new Refused("You were asked as one of " + seat.as() + ", and you are no longer in that group.");
            }
        }
        return seats;
    }

    private String whyNot(UserId by) {
        for (StageRun run : stages) {
            Optional<Seat> lapsed = run.seats().stream().filter(seat -> seat.lapsed() && seat.person().equals(by))
                    .findFirst();
            if (lapsed.isPresent()) {
                return "You were asked as one of " + lapsed.get().as() + ", and you are no longer in that group.";
            }
            Optional<Seat> handed = run.seats().stream().filter(seat -> seat.path().contains(by)).findFirst();
            if (handed.isPresent() && run.open()) {
                return handed.get().person().mention() + " answers in your place now.";
            }
            if (run.status() == StageRun.Status.PASSED && run.seatOf(by).isPresent()) {
                return "The stage " + Wording.bold(run.stage().name())
                        + " is through already, so your answer was not needed.";
            }
        }
        List<UserId> asked = stages.stream().filter(StageRun::open).flatMap(run -> run.seats().stream())
                .filter(seat -> !seat.lapsed()).map(Seat::person).distinct().toList();
        return asked.isEmpty()
                ? "Nobody can answer " + facts.reference() + " at the moment."
                : "Only " + names(asked) + " can answer " + facts.reference() + " now.";
    }

    private void notOwn(UserId by) {
        if (by.equals(facts.requester())) {
            throw new Refused("This is your own request, so somebody else has to decide it.");
        }
    }

    private void requester(UserId by, String what) {
        if (!by.equals(facts.requester())) {
            throw new Refused("Only " + facts.requester().mention() + ", who asked, can " + what + " it.");
        }
    }

    private void stillOpen() {
        if (!state.open()) {
            throw new Refused(over());
        }
    }

    private String over() {
        Outcome ended = outcome;
        if (ended == null) {
            return facts.reference() + " was withdrawn, so there is nothing to do any more.";
        }
        String by = ended.by() == null || ended.how() == Outcome.How.AUTONOMOUS ? "" : " by " + ended.by().mention();
        return facts.reference() + " was " + ended.word() + by + " " + Wording.time(ended.at())
                + ", so nothing has changed now.";
    }

    private boolean saysAt(List<Integer> seats, UserId by, Predicate<Seat> what) {
        return seats.stream().anyMatch(i -> stages.get(i).seatOf(by).filter(what).isPresent());
    }

    private boolean nobody(Answer.Word word) {
        return stages.stream().filter(StageRun::open).flatMap(run -> run.seats().stream())
                .noneMatch(seat -> seat.says(word));
    }

    private List<UserId> blockers() {
        return stages.stream().flatMap(run -> run.seats().stream()).filter(seat -> seat.says(Answer.Word.BLOCKS))
                .map(Seat::person).distinct().toList();
    }

    private List<Seat> seats(List<Roster.Invited> invited, Instant now, boolean rung) {
        return invited.stream().filter(each -> !each.person().equals(facts.requester()))
                .map(each -> Seat.of(each, now, rung)).toList();
    }

    private void replaceAll(java.util.function.UnaryOperator<StageRun> change) {
        stages.replaceAll(change);
    }

    private void noteAsked(StageRun run, List<UserId> asked, Instant now) {
        if (asked.isEmpty() && !run.seats().isEmpty()) {
            return;
        }
        happenings.add(new Happening(Kind.ASKED, null, now, run.stage().name(), asked, List.of(), null));
    }

    private void note(Kind kind, @Nullable UserId by, Instant at, @Nullable String stage, @Nullable String words) {
        happenings.add(new Happening(kind, by, at, stage, List.of(), List.of(), words));
    }

    private static String names(List<UserId> people) {
        return Wording.people(people);
    }

    /** Whose turn it is, each once; nobody's when it is not open. */
    List<UserId> waitingFor() {
        Ruling open = ruling;
        return switch (state) {
            case OPEN -> stages.stream().filter(StageRun::open).flatMap(run -> run.silent().stream())
                    .map(Seat::person).distinct().toList();
            case CHANGES_REQUESTED -> List.of(facts.requester());
            case BLOCKED -> open == null ? List.of() : open.people();
            default -> List.of();
        };
    }

    /** Who was overruled, and why they had blocked. */
    List<Decision.Dissent> dissents() {
        return stages.stream().flatMap(run -> run.seats().stream()).filter(seat -> seat.says(Answer.Word.OVERRULED))
                .map(seat -> new Decision.Dissent(seat.person(),
                        seat.answer() == null ? null : seat.answer().reason()))
                .distinct().toList();
    }

    /** Because of which user group it waits for somebody; null where that is not why. */
    @Nullable
    String groupOf(UserId person) {
        return stages.stream().filter(StageRun::open).flatMap(run -> run.silent().stream())
                .filter(seat -> seat.person().equals(person) && seat.path().isEmpty()).map(Seat::group)
                .filter(Objects::nonNull).findFirst().orElse(null);
    }

    Disagreement disagreement() {
        if (terms.rule().outcome() instanceof Rule.Outcome.Stages some) {
            return some.disagreement();
        }
        throw new IllegalStateException("What the requester decides alone has no stages");
    }

    Ruling ruling() {
        if (ruling == null) {
            throw new IllegalStateException(facts.reference() + " is not blocked");
        }
        return ruling;
    }

    Facts facts() {
        return facts;
    }

    UserId requester() {
        return facts.requester();
    }

    long version() {
        return version;
    }

    Question question() {
        return question;
    }

    Terms terms() {
        return terms;
    }

    RequestState state() {
        return state;
    }

    int round() {
        return round;
    }

    List<StageRun> stages() {
        return List.copyOf(stages);
    }

    List<Exchange> exchanges() {
        return List.copyOf(exchanges);
    }

    Optional<Outcome> outcome() {
        return Optional.ofNullable(outcome);
    }

    Instant turnSince() {
        return turnSince;
    }

    Set<String> fired() {
        return Set.copyOf(fired);
    }

    Optional<Instant> remindedAt() {
        return Optional.ofNullable(remindedAt);
    }

    Workings workings() {
        return new Workings(question, terms, state, round, List.copyOf(stages), ruling, List.copyOf(exchanges),
                remindedAt, turnSince, Set.copyOf(fired), outcome);
    }

    /** Whether what had been approved was reopened since it was read. */
    boolean undone() {
        return undone;
    }

    /** What happened since it was read, in order. */
    List<Happening> happenings() {
        return List.copyOf(happenings);
    }
}
