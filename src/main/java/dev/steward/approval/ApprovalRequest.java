package dev.steward.approval;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;

import dev.steward.approval.Happening.Kind;
import dev.steward.initiative.InitiativeId;
import dev.steward.policy.Dimension;
import dev.steward.policy.Disagreement;
import dev.steward.policy.Gate;
import dev.steward.policy.Rule;
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
    static final int HANDS = 5;

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
    private final Course course;
    private boolean undone;

    private ApprovalRequest(Course course, long version) {
        this.facts = course.facts;
        this.version = version;
        this.course = course;
    }

    /** As it was kept. @param version grows with every change */
    ApprovalRequest(Facts facts, long version, Workings kept) {
        this(new Course(facts, kept), version);
    }

    /** Puts a question to a gate; where the rule lets the requester decide alone, it is decided at once. */
    static ApprovalRequest open(Facts facts, Question question, Terms terms, Roster roster) {
        var request = new ApprovalRequest(new Course(facts, question, terms), 0);
        request.course.note(Kind.OPENED, facts.requester(), facts.openedAt(), null, question.asked());
        request.course.begin(roster, facts.openedAt());
        return request;
    }

    /** An approver agrees; whoever blocked it or wanted changes may change their mind so. */
    void approve(UserId by, @Nullable String reason, Roster roster, Instant now) {
        List<Integer> seats = seatsOf(by, roster);
        boolean changedMind = course.saysAt(seats, by, seat -> seat.says(Answer.Word.WANTS_CHANGES))
                || course.saysAt(seats, by, seat -> seat.says(Answer.Word.BLOCKS));
        if (course.state == RequestState.CHANGES_REQUESTED && !changedMind) {
            throw new Refused("It is " + facts.requester().mention() + "'s turn to change " + facts.reference()
                    + ". You will be asked again.");
        }
        if (course.saysAt(seats, by, seat -> seat.says(Answer.Word.APPROVES))) {
            throw new Refused("You have approved " + facts.reference() + " already; it waits for others.");
        }
        answer(seats, by, new Answer(Answer.Word.APPROVES, reason, now), Kind.APPROVED);
        if (course.state == RequestState.CHANGES_REQUESTED && course.nobody(Answer.Word.WANTS_CHANGES)
                || course.state == RequestState.BLOCKED && course.nobody(Answer.Word.BLOCKS)) {
            course.goOn(now);
        }
        course.settle(by, roster, now);
    }

    void requestChanges(UserId by, String reason, Roster roster, Instant now) {
        List<Integer> seats = seatsOf(by, roster);
        if (course.state != RequestState.OPEN) {
            throw new Refused(course.state == RequestState.BLOCKED
                    ? facts.reference() + " is blocked at the moment. Once that is settled you can ask for changes."
                    : "Somebody asked for changes to " + facts.reference() + " already; you will be asked again.");
        }
        answer(seats, by, new Answer(Answer.Word.WANTS_CHANGES, reason, now), Kind.CHANGES_REQUESTED);
        course.state = RequestState.CHANGES_REQUESTED;
        course.turnSince = now;
        course.fired.removeIf(key -> key.startsWith("changes/"));
    }

    /** An approver objects for good; somebody above has to rule. */
    void block(UserId by, String reason, Roster roster, Instant now) {
        List<Integer> seats = seatsOf(by, roster);
        if (course.saysAt(seats, by, seat -> seat.says(Answer.Word.BLOCKS))) {
            throw new Refused("You have blocked " + facts.reference() + " already.");
        }
        if (course.saysAt(seats, by, seat -> seat.says(Answer.Word.OVERRULED))) {
            throw new Refused("Your block was ruled on; your dissent is on record.");
        }
        answer(seats, by, new Answer(Answer.Word.BLOCKS, reason, now), null);
        course.state = RequestState.BLOCKED;
        Ruling open = course.ruling;
        List<Seat> rulers = open == null
                ? course.seats(roster.invite(course.disagreement().to(), Set.of(by)), now, false)
                : open.rulers();
        rulers = rulers.stream().filter(seat -> !course.blockers().contains(seat.person())).toList();
        if (rulers.isEmpty()) {
            rulers = course.seats(roster.lastResort(), now, false).stream()
                    .filter(seat -> !course.blockers().contains(seat.person())).toList();
        }
        course.ruling = open == null ? new Ruling(rulers, now, Set.of()) : open.with(rulers);
        course.happenings.add(new Happening(Kind.BLOCKED, by, now, course.stages.get(seats.getFirst()).stage().name(),
                course.ruling.people(), List.of(by), reason));
    }

    /** Somebody asked to rule decides about every block there is. */
    void rule(UserId by, boolean uphold, String reason, Roster roster, Instant now) {
        Ruling open = course.ruling;
        if (course.state != RequestState.BLOCKED || open == null) {
            throw new Refused(course.state.open() ? "There is no block to rule on any more." : over());
        }
        notOwn(by);
        if (!open.mayRule(by) || !roster.mayAnswer(by)) {
            throw new Refused("Only " + names(open.people()) + " can rule on this block.");
        }
        List<UserId> blockers = course.blockers();
        if (uphold) {
            course.happenings.add(new Happening(Kind.UPHELD, by, now, null, List.of(), blockers, reason));
            course.decide(new Outcome(false, Outcome.How.RULING, by, reason, now));
            return;
        }
        course.happenings.add(new Happening(Kind.OVERRULED, by, now, null, List.of(), blockers, reason));
        course.replaceAll(run -> run.each(seat -> seat.says(Answer.Word.BLOCKS), seat -> {
            Answer said = seat.answer();
            return seat.answered(new Answer(Answer.Word.OVERRULED, said == null ? null : said.reason(), now));
        }));
        course.goOn(now);
        course.settle(by, roster, now);
    }

    /** Hands one's seats to somebody else; the clock goes on. */
    void delegate(UserId by, UserId to, Roster roster, Instant now) {
        Ruling open = course.ruling;
        boolean rules = course.state == RequestState.BLOCKED && open != null && open.mayRule(by);
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
            if (open.mayRule(to) || course.blockers().contains(to)) {
                throw new Refused(to.mention() + (open.mayRule(to) ? " is asked to rule already." : " blocks it."));
            }
            course.ruling = open
                    .with(open.rulers().stream().map(seat -> seat.person().equals(by) ? handed(seat, to) : seat)
                            .toList());
        } else {
            for (int i : seats) {
                StageRun run = course.stages.get(i);
                if (run.seatOf(to).isPresent()) {
                    throw new Refused(to.mention() + " is asked already.");
                }
                Seat mine = run.seatOf(by).orElseThrow();
                if (mine.answer() != null) {
                    throw new Refused("You have answered already, so there is nothing to delegate.");
                }
                course.stages.set(i, run.each(mine::equals, seat -> handed(seat, to)));
            }
        }
        course.happenings.add(new Happening(Kind.DELEGATED, by, now, null, List.of(to), List.of(by), null));
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
        if (!(course.ruling != null && course.state == RequestState.BLOCKED && course.ruling.mayRule(by))) {
            seatsOf(by, roster);
        }
        var exchange = new Exchange(course.exchanges.size() + 1, by, words, now, null, null);
        course.exchanges.add(exchange);
        course.happenings
                .add(new Happening(Kind.QUESTION, by, now, null, List.of(facts.requester()), List.of(), words));
        return exchange;
    }

    void answer(UserId by, int number, String words, Instant now) {
        if (!by.equals(facts.requester())) {
            throw new Refused("Only " + facts.requester().mention() + " can answer questions about "
                    + facts.reference() + ".");
        }
        if (number < 1 || number > course.exchanges.size()) {
            throw new Refused("There is no such question.");
        }
        Exchange asked = course.exchanges.get(number - 1);
        if (asked.answer() != null) {
            throw new Refused("You have answered this question already.");
        }
        course.exchanges.set(number - 1, new Exchange(number, asked.by(), asked.question(), asked.at(), words, by));
        course.happenings.add(new Happening(Kind.ANSWER, by, now, null, List.of(asked.by()), List.of(), words));
    }

    /** The requester reminds whoever it waits for; once in four hours. Answers whom. */
    List<UserId> remind(UserId by, Instant now) {
        requester(by, "remind");
        stillOpen();
        Instant before = course.remindedAt;
        if (course.state == RequestState.CHANGES_REQUESTED) {
            throw new Refused("It is your turn: change what was asked for, and resubmit it.");
        }
        if (before != null && before.plus(REMIND_AGAIN).isAfter(now)) {
            throw new Refused("You reminded them less than " + REMIND_AGAIN.toHours() + " hours ago. You can again at "
                    + Wording.time(before.plus(REMIND_AGAIN)) + ".");
        }
        List<UserId> waiting = course.waitingFor();
        course.remindedAt = now;
        course.happenings.add(new Happening(Kind.REMINDED, by, now, null, waiting, List.of(), null));
        return waiting;
    }

    void withdraw(UserId by, @Nullable String reason, Instant now) {
        requester(by, "withdraw");
        stillOpen();
        List<UserId> asked = course.waitingFor();
        course.state = RequestState.WITHDRAWN;
        course.ruling = null;
        course.happenings.add(new Happening(Kind.WITHDRAWN, by, now, null, asked, List.of(), reason));
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
        Set<Dimension> differences = changed.changedFrom(course.question);
        if (differences.isEmpty() && changed.equals(course.question) && course.state == RequestState.OPEN) {
            throw new Refused("Nothing has changed, so nobody needs to be asked again.");
        }
        List<StageRun> before = course.stages;
        course.question = changed;
        course.terms = again;
        course.state = RequestState.OPEN;
        course.ruling = null;
        course.round++;
        course.fired.clear();
        course.happenings.add(new Happening(Kind.RESUBMITTED, by, now, null, List.of(), List.of(),
                differences.isEmpty() ? null : Wording.list(differences)));
        if (!(again.rule().outcome() instanceof Rule.Outcome.Stages some)) {
            course.stages = new ArrayList<>();
            course.begin(roster, now);
            return;
        }
        course.stages = new ArrayList<>(some.stages().stream().map(stage -> before.stream()
                .filter(run -> run.stage().equals(stage)).findFirst().map(run -> course.carried(run, differences, now))
                .orElseGet(() -> StageRun.waiting(stage))).toList());
        course.advance(by, roster, now);
    }

    /**
     * What was decided or withdrawn is asked again, of everyone.
     *
     * @param mayReopen whether they may besides those who took part: ops people and admins
     */
    void reopen(UserId by, boolean mayReopen, String reason, Terms today, Roster roster, Instant now) {
        if (course.state.open()) {
            throw new Refused(facts.reference() + " is open.");
        }
        boolean tookPart = by.equals(facts.requester())
                || course.stages.stream().flatMap(run -> run.seats().stream())
                        .anyMatch(seat -> seat.person().equals(by));
        if (!tookPart && !mayReopen) {
            throw new Refused("Only those who took part, ops people and admins can reopen " + facts.reference() + ".");
        }
        undone = course.state == RequestState.APPROVED;
        course.terms = today;
        course.state = RequestState.OPEN;
        course.ruling = null;
        course.outcome = null;
        course.remindedAt = null;
        course.round++;
        course.fired.clear();
        course.stages = new ArrayList<>();
        course.happenings.add(new Happening(Kind.REOPENED, by, now, null, List.of(), List.of(), reason));
        course.begin(roster, now);
    }

    private void answer(List<Integer> seats, UserId by, Answer said, @Nullable Kind kind) {
        for (int i : seats) {
            course.stages.set(i, course.stages.get(i).each(seat -> seat.person().equals(by) && !seat.lapsed(),
                    seat -> seat.answered(said)));
        }
        if (kind != null) {
            course.note(kind, by, said.at(), course.stages.get(seats.getFirst()).stage().name(), said.reason());
        }
    }

    /** The open stages in which they may answer now; never empty. */
    private List<Integer> seatsOf(UserId by, Roster roster) {
        stillOpen();
        notOwn(by);
        List<Integer> seats = new ArrayList<>();
        for (int i = 0; i < course.stages.size(); i++) {
            if (course.stages.get(i).open() && course.stages.get(i).seatOf(by).isPresent()) {
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
            Seat seat = course.stages.get(i).seatOf(by).orElseThrow();
            if (seat.group() != null && seat.path().isEmpty() && !roster.inGroup(by, seat.group())) {
                throw new Refused("You were asked as one of " + seat.as() + ", and you are no longer in that group.");
            }
        }
        return seats;
    }

    private String whyNot(UserId by) {
        for (StageRun run : course.stages) {
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
        List<UserId> asked = course.stages.stream().filter(StageRun::open).flatMap(run -> run.seats().stream())
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
        if (!course.state.open()) {
            throw new Refused(over());
        }
    }

    private String over() {
        Outcome ended = course.outcome;
        if (ended == null) {
            return facts.reference() + " was withdrawn, so there is nothing to do any more.";
        }
        String by = ended.by() == null || ended.how() == Outcome.How.AUTONOMOUS ? "" : " by " + ended.by().mention();
        return facts.reference() + " was " + ended.word() + by + " " + Wording.time(ended.at())
                + ", so nothing has changed now.";
    }

    private static String names(List<UserId> people) {
        return Wording.people(people);
    }

    Ruling ruling() {
        if (course.ruling == null) {
            throw new IllegalStateException(facts.reference() + " is not blocked");
        }
        return course.ruling;
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
        return course.question;
    }

    Terms terms() {
        return course.terms;
    }

    RequestState state() {
        return course.state;
    }

    int round() {
        return course.round;
    }

    List<StageRun> stages() {
        return List.copyOf(course.stages);
    }

    List<Exchange> exchanges() {
        return List.copyOf(course.exchanges);
    }

    Optional<Outcome> outcome() {
        return Optional.ofNullable(course.outcome);
    }

    Instant turnSince() {
        return course.turnSince;
    }

    Set<String> fired() {
        return Set.copyOf(course.fired);
    }

    Optional<Instant> remindedAt() {
        return Optional.ofNullable(course.remindedAt);
    }

    Workings workings() {
        return course.workings();
    }

    /** Does what time has brought, in its order. Does nothing to what is not open. */
    void passTime(Roster roster, Instant now) {
        new Ladder(this, course, roster, now).climb();
    }

    /** Whose turn it is, each once; nobody's when it is not open. */
    List<UserId> waitingFor() {
        return course.waitingFor();
    }

    /** Who was overruled, and why they had blocked. */
    List<Decision.Dissent> dissents() {
        return course.dissents();
    }

    /** Because of which user group it waits for somebody; null where that is not why. */
    @Nullable
    String groupOf(UserId person) {
        return course.groupOf(person);
    }

    Disagreement disagreement() {
        return course.disagreement();
    }

    /** Whether what had been approved was reopened since it was read. */
    boolean undone() {
        return undone;
    }

    /** What happened since it was read, in order. */
    List<Happening> happenings() {
        return List.copyOf(course.happenings);
    }
}
