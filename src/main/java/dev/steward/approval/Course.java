package dev.steward.approval;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.steward.approval.ApprovalRequest.Facts;
import dev.steward.approval.ApprovalRequest.Terms;
import dev.steward.approval.ApprovalRequest.Workings;
import dev.steward.approval.Happening.Kind;
import dev.steward.policy.Dimension;
import dev.steward.policy.Disagreement;
import dev.steward.policy.Rule;
import dev.steward.policy.Silence;
import dev.steward.policy.Stage;
import dev.steward.workspace.UserId;

/**
 * How far a request is, and how it goes on once somebody's word or time has changed something. It asks nobody whether they may:
 * {@link ApprovalRequest} does, for what people do, and {@link Ladder} does what time brings.
 */
final class Course {
    final Facts facts;
    final List<Happening> happenings = new ArrayList<>();
    final List<Exchange> exchanges = new ArrayList<>();
    final Set<String> fired = new TreeSet<>();
    Question question;
    Terms terms;
    RequestState state = RequestState.OPEN;
    int round = 1;
    int blocks;
    List<StageRun> stages = new ArrayList<>();
    @Nullable
    Ruling ruling;
    @Nullable
    Instant remindedAt;
    Instant turnSince;
    @Nullable
    Outcome outcome;

    Course(Facts facts, Question question, Terms terms) {
        this.facts = facts;
        this.question = question;
        this.terms = terms;
        this.turnSince = facts.openedAt();
    }

    /** As it was kept. */
    Course(Facts facts, Workings kept) {
        this.facts = facts;
        this.question = kept.question();
        this.terms = kept.terms();
        this.state = kept.state();
        this.round = kept.round();
        this.blocks = kept.blocks();
        this.stages = new ArrayList<>(kept.stages());
        this.ruling = kept.ruling();
        this.exchanges.addAll(kept.exchanges());
        this.remindedAt = kept.remindedAt();
        this.turnSince = kept.turnSince();
        this.fired.addAll(kept.fired());
        this.outcome = kept.outcome();
    }

    Workings workings() {
        return new Workings(question, terms, state, round, List.copyOf(stages), ruling, List.copyOf(exchanges),
                remindedAt, turnSince, Set.copyOf(fired), outcome, blocks);
    }

    void begin(Roster roster, Instant now) {
        switch (terms.rule().outcome()) {
            case Rule.Outcome.Autonomous alone -> decide(
                    new Outcome(true, Outcome.How.AUTONOMOUS, facts.requester(), alone.because(), now));
            case Rule.Outcome.Stages some -> {
                forgetPastNeed(now);
                stages = new ArrayList<>(some.stages().stream().map(StageRun::waiting).toList());
                advance(null, roster, now);
            }
        }
    }

    /** Nobody needs to hear that a day has come which was past when it was asked. */
    void forgetPastNeed(Instant now) {
        Instant needed = question.neededBy();
        if (needed != null && !needed.isAfter(now)) {
            fired.add(Plan.needed(round));
        }
    }

    /**
     * A stage in a round after something was changed. What was approved stands where its stage is not about that, and so does a block
     * that was overruled; all others are asked again. Where what stands would be enough without whoever objected, everyone is.
     */
    StageRun carried(StageRun run, Set<Dimension> differences, Roster roster, Instant now) {
        boolean touched = run.stage().about().stream().anyMatch(differences::contains);
        if (run.status() == StageRun.Status.WAITING || touched) {
            return StageRun.waiting(run.stage());
        }
        if (run.status() == StageRun.Status.PASSED) {
            return run;
        }
        StageRun kept = run.each(seat -> seat.says(Answer.Word.WANTS_CHANGES) || seat.says(Answer.Word.BLOCKS),
                seat -> seat.anew(now)).clockAnew(now);
        StageRun anew = kept.agreed()
                ? kept.each(seat -> seat.says(Answer.Word.APPROVES), seat -> seat.anew(now))
                : kept;
        noteAsked(anew, anew.silent().stream().filter(seat -> !gone(seat, roster)).map(Seat::person).toList(), now);
        return anew;
    }

    /** Whatever agrees passes, and what comes after it opens. */
    void settle(@Nullable UserId by, Roster roster, Instant now) {
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

    void pass(int stage, Instant now) {
        stages.set(stage, stages.get(stage).passed());
        note(Kind.STAGE_PASSED, null, now, stages.get(stage).stage().name(), null);
    }

    void advance(@Nullable UserId by, Roster roster, Instant now) {
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

    void openStage(int index, Roster roster, Instant now) {
        Stage stage = stages.get(index).stage();
        StageRun opened = stages.get(index).opened(seats(roster.invite(stage.ask(), Set.of()), now, false), now);
        stages.set(index, filled(opened, roster, now));
        noteAsked(stages.get(index), stages.get(index).silent().stream().map(Seat::person).toList(), now);
    }

    /** Where the policy's words mean too few who may answer, the last resort is asked as well. */
    StageRun filled(StageRun run, Roster roster, Instant now) {
        return run.tooFew() ? run.plus(seats(roster.lastResort(), now, false)) : run;
    }

    void decide(Outcome decided) {
        outcome = decided;
        ruling = null;
        state = decided.approved() ? RequestState.APPROVED : RequestState.REJECTED;
        note(Kind.DECIDED, decided.by(), decided.at(), null, decided.reason());
    }

    /**
     * Back to the stages; their clocks begin anew, since they could not know whether it would go on. Where somebody wants changes, it is
     * the requester's turn first.
     */
    void goOn(Instant now) {
        state = RequestState.OPEN;
        ruling = null;
        stages.replaceAll(run -> run.open() ? run.clockAnew(now) : run);
        if (!nobody(Answer.Word.WANTS_CHANGES)) {
            requestersTurn(now);
        }
    }

    void requestersTurn(Instant now) {
        state = RequestState.CHANGES_REQUESTED;
        turnSince = now;
        fired.removeIf(key -> key.startsWith("changes/"));
    }

    /**
     * What the end of a stage's time means as things stand. Silence says nothing where nobody could be asked; nor does it approve
     * while somebody who is silent waits for the answer to a question.
     */
    Silence silence(StageRun run) {
        boolean nobody = run.seats().stream().allMatch(Seat::lapsed);
        boolean asks = exchanges.stream().filter(each -> each.answer() == null)
                .anyMatch(each -> run.silent().stream().anyMatch(seat -> seat.wasOf(each.by())));
        return nobody || asks && run.stage().silence() == Silence.APPROVE ? Silence.WAIT : run.stage().silence();
    }

    /** Who would rule: nobody rules on what they block, and somebody always does if there is but an admin. */
    List<Seat> rulers(List<Seat> named, Roster roster, Instant now) {
        List<UserId> blockers = blockers();
        List<Seat> able = named.stream().filter(seat -> !blockers.contains(seat.person())).toList();
        return able.isEmpty()
                ? seats(roster.lastResort(), now, false).stream().filter(seat -> !blockers.contains(seat.person()))
                        .toList()
                : able;
    }

    /** Whether they may answer no more, or left the group because of which they were asked. */
    static boolean gone(Seat seat, Roster roster) {
        return !roster.mayAnswer(seat.person()) || leftGroup(seat, roster);
    }

    static boolean leftGroup(Seat seat, Roster roster) {
        return seat.group() != null && seat.path().isEmpty() && !roster.inGroup(seat.person(), seat.group());
    }

    boolean saysAt(List<Integer> seats, UserId by, Predicate<Seat> what) {
        return seats.stream().anyMatch(i -> stages.get(i).seatOf(by).filter(what).isPresent());
    }

    boolean nobody(Answer.Word word) {
        return stages.stream().filter(StageRun::open).flatMap(run -> run.seats().stream())
                .noneMatch(seat -> seat.says(word));
    }

    List<UserId> blockers() {
        return stages.stream().flatMap(run -> run.seats().stream()).filter(seat -> seat.says(Answer.Word.BLOCKS))
                .map(Seat::person).distinct().toList();
    }

    List<Seat> seats(List<Roster.Invited> invited, Instant now, boolean rung) {
        return invited.stream().filter(each -> !each.person().equals(facts.requester()))
                .map(each -> Seat.of(each, now, rung)).toList();
    }

    void noteAsked(StageRun run, List<UserId> asked, Instant now) {
        if (asked.isEmpty() && !run.seats().isEmpty()) {
            return;
        }
        happenings.add(new Happening(Kind.ASKED, null, now, run.stage().name(), asked, List.of(), null));
    }

    void note(Kind kind, @Nullable UserId by, Instant at, @Nullable String stage, @Nullable String words) {
        happenings.add(new Happening(kind, by, at, stage, List.of(), List.of(), words));
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
        Ruling open = ruling;
        Stream<Seat> seats = open == null
                ? stages.stream().filter(StageRun::open).flatMap(run -> run.silent().stream())
                : open.rulers().stream();
        return seats.filter(seat -> seat.person().equals(person) && seat.path().isEmpty()).map(Seat::group)
                .filter(Objects::nonNull).findFirst().orElse(null);
    }

    Disagreement disagreement() {
        if (terms.rule().outcome() instanceof Rule.Outcome.Stages some) {
            return some.disagreement();
        }
        throw new IllegalStateException("What the requester decides alone has no stages");
    }
}
