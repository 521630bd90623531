package dev.steward.approval;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;

import dev.steward.approval.Happening.Kind;
import dev.steward.initiative.InitiativeId;
import dev.steward.policy.Dimension;
import dev.steward.policy.Disagreement;
import dev.steward.policy.Gate;
import dev.steward.policy.Rule;
import dev.steward.policy.Silence;
import dev.steward.slack.Phrases;
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
     * @param blocks    how often it was blocked, since Steward counts it
     */
    record Workings(Question question, Terms terms, RequestState state, int round, List<StageRun> stages,
            @Nullable Ruling ruling, List<Exchange> exchanges, @Nullable Instant remindedAt, Instant turnSince,
            Set<String> fired, @Nullable Outcome outcome, int blocks) {}

    private final Facts facts;
    private final long version;
    private final Course course;
    private @Nullable Gate undone;
    private @Nullable Question former;

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
        if (!course.saysAt(seats, by, seat -> !seat.says(Answer.Word.APPROVES))) {
            throw new Refused("You have approved " + facts.reference() + " already; it waits for others.");
        }
        answer(seats, by, new Answer(Answer.Word.APPROVES, reason, now), Kind.APPROVED);
        if (course.state == RequestState.CHANGES_REQUESTED && course.nobody(Answer.Word.WANTS_CHANGES)
                || course.state == RequestState.BLOCKED && course.nobody(Answer.Word.BLOCKS)) {
            course.goOn(now);
        }
        course.settle(by, roster, now);
        new Ladder(this, course, roster, now).lookRound();
    }

    void requestChanges(UserId by, String reason, Roster roster, Instant now) {
        List<Integer> seats = seatsOf(by, roster);
        if (course.state != RequestState.OPEN) {
            throw new Refused(course.state == RequestState.BLOCKED
                    ? facts.reference() + " is blocked at the moment. Once that is settled you can ask for changes."
                    : "Somebody asked for changes to " + facts.reference() + " already; you will be asked again.");
        }
        notOverruled(seats, by);
        answer(seats, by, new Answer(Answer.Word.WANTS_CHANGES, reason, now), Kind.CHANGES_REQUESTED);
        course.requestersTurn(now);
    }

    /** An approver objects for good; somebody above has to rule. */
    void block(UserId by, String reason, Roster roster, Instant now) {
        List<Integer> seats = seatsOf(by, roster);
        if (course.saysAt(seats, by, seat -> seat.says(Answer.Word.BLOCKS))) {
            throw new Refused("You have blocked " + facts.reference() + " already.");
        }
        notOverruled(seats, by);
        answer(seats, by, new Answer(Answer.Word.BLOCKS, reason, now), null);
        course.state = RequestState.BLOCKED;
        course.blocks++;
        Ruling open = course.ruling;
        List<Seat> rulers = open == null
                ? course.seats(roster.invite(course.disagreement().to(), Set.of(by)), now, false)
                : open.rulers();
        rulers = course.rulers(rulers, roster, now);
        course.ruling = open == null ? new Ruling(rulers, now, Set.of()) : open.with(rulers);
        course.happenings.add(new Happening(Kind.BLOCKED, by, now, course.stages.get(seats.getFirst()).stage().name(),
                course.ruling.people(), List.of(by), reason));
    }

    private void notOverruled(List<Integer> seats, UserId by) {
        if (course.saysAt(seats, by, seat -> seat.says(Answer.Word.OVERRULED))) {
            throw new Refused("Your block was ruled on; your dissent is on record.");
        }
    }

    /** Somebody asked to rule decides about every block there is. */
    void rule(UserId by, boolean uphold, String reason, Roster roster, Instant now) {
        Ruling open = course.ruling;
        if (course.state != RequestState.BLOCKED || open == null) {
            throw new Refused(course.state.open() ? "There is no block to rule on any more." : over());
        }
        notOwn(by);
        if (!open.mayRule(by)) {
            throw new Refused("Only " + names(open.people()) + " can rule on this block.");
        }
        stillThere(open.seatsOf(by), roster);
        List<UserId> blockers = course.blockers();
        if (uphold) {
            course.happenings.add(new Happening(Kind.UPHELD, by, now, null, List.of(), blockers, reason));
            course.decide(new Outcome(false, Outcome.How.RULING, by, reason, now));
            return;
        }
        course.happenings.add(new Happening(Kind.OVERRULED, by, now, null, List.of(), blockers, reason));
        course.stages.replaceAll(run -> run.each(seat -> seat.says(Answer.Word.BLOCKS), seat -> {
            Answer said = seat.answer();
            return seat.answered(new Answer(Answer.Word.OVERRULED, said == null ? null : said.reason(), now));
        }));
        course.goOn(now);
        course.settle(by, roster, now);
        new Ladder(this, course, roster, now).lookRound();
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
            stillThere(open.seatsOf(by), roster);
            if (open.mayRule(to) || course.blockers().contains(to)) {
                throw new Refused(to.mention() + (open.mayRule(to) ? " is asked to rule already." : " blocks it."));
            }
            course.ruling = open.with(open.rulers().stream()
                    .map(seat -> seat.person().equals(by) ? handed(seat, to) : seat).toList());
        } else {
            course.stages = handed(seats, by, to);
        }
        course.happenings.add(new Happening(Kind.DELEGATED, by, now, null, List.of(to), List.of(by), null));
        new Ladder(this, course, roster, now).lookRound();
    }

    private List<StageRun> handed(List<Integer> seats, UserId by, UserId to) {
        List<StageRun> handed = new ArrayList<>(course.stages);
        for (int i : seats) {
            StageRun run = handed.get(i);
            if (run.seatOf(by).filter(Seat::silent).isPresent()) {
                if (run.seatOf(to).isPresent()) {
                    throw new Refused(to.mention() + " is asked already.");
                }
                handed.set(i, run.each(seat -> seat.silent() && seat.person().equals(by), seat -> handed(seat, to)));
            }
        }
        if (handed.equals(course.stages)) {
            throw new Refused("You have answered already, so there is nothing to delegate.");
        }
        return handed;
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
        Ruling open = course.ruling;
        if (course.state == RequestState.BLOCKED && open != null && open.mayRule(by)) {
            stillThere(open.seatsOf(by), roster);
        } else {
            seatsOf(by, roster);
        }
        var exchange = new Exchange(course.exchanges.size() + 1, by, words, now, null, null);
        course.exchanges.add(exchange);
        course.happenings
                .add(new Happening(Kind.QUESTION, by, now, null, List.of(facts.requester()), List.of(), words));
        return exchange;
    }

    /** Where silence would have approved meanwhile, whoever asked has their time from now on. */
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
        for (int i = 0; i < course.stages.size(); i++) {
            StageRun run = course.stages.get(i);
            Predicate<Seat> theirs = seat -> seat.silent() && seat.wasOf(asked.by());
            if (run.open() && run.stage().silence() == Silence.APPROVE && run.seats().stream().anyMatch(theirs)) {
                course.stages.set(i, run.moreTime(theirs, now));
            }
        }
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
                    + Phrases.time(before.plus(REMIND_AGAIN)) + ".");
        }
        List<UserId> waiting = course.waitingFor();
        if (waiting.isEmpty()) {
            throw new Refused("There is nobody to remind at the moment.");
        }
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
     * The requester asks again, perhaps for something else. Who agreed to what has not changed is not asked again, see
     * {@link Course#carried}.
     *
     * @param again what the policy that it was opened under says of it now
     */
    void resubmit(UserId by, Question changed, Terms again, Roster roster, Instant now) {
        requester(by, "resubmit");
        stillOpen();
        Set<Dimension> differences = changed.changedFrom(course.question);
        if (changed.equals(course.question) && course.state != RequestState.CHANGES_REQUESTED) {
            throw new Refused(course.state == RequestState.BLOCKED
                    ? "Nothing has changed, so the block stands until " + names(course.waitingFor()) + " rules on it."
                    : "Nothing has changed, so nobody needs to be asked again.");
        }
        List<StageRun> before = course.stages;
        former = course.question;
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
        course.forgetPastNeed(now);
        course.stages = new ArrayList<>(some.stages().stream().map(stage -> before.stream()
                .filter(run -> run.stage().equals(stage)).findFirst()
                .map(run -> course.carried(run, differences, roster, now))
                .orElseGet(() -> StageRun.waiting(stage))).toList());
        course.advance(null, roster, now);
        new Ladder(this, course, roster, now).lookRound();
    }

    /** @param steers whether they are ops people or an admin */
    boolean mayReopen(UserId who, boolean steers) {
        Outcome outcome = course.outcome;
        return !course.state.open() && (steers || who.equals(facts.requester())
                || outcome != null && who.equals(outcome.by())
                || course.stages.stream().flatMap(run -> run.seats().stream()).anyMatch(seat -> seat.wasOf(who)));
    }

    /**
     * What was decided or withdrawn is asked again, of everyone.
     *
     * @param steers whether they are ops people or an admin, who may besides those who took part
     */
    void reopen(UserId by, boolean steers, String reason, Terms today, Roster roster, Instant now) {
        if (course.state.open()) {
            throw new Refused(facts.reference() + " is open.");
        }
        if (!mayReopen(by, steers)) {
            throw new Refused("Only those who took part, ops people and admins can reopen " + facts.reference() + ".");
        }
        undone = course.state == RequestState.APPROVED ? course.terms.gate() : null;
        former = course.question;
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
        stillThere(seats.stream().map(i -> course.stages.get(i).seatOf(by).orElseThrow()).toList(), roster);
        seats.removeIf(i -> Course.leftGroup(course.stages.get(i).seatOf(by).orElseThrow(), roster));
        return seats;
    }

    /** @param seats all of one person */
    private static void stillThere(List<Seat> seats, Roster roster) {
        if (!roster.mayAnswer(seats.getFirst().person())) {
            throw new Refused("You cannot answer here: your account is not an active member of this workspace.");
        }
        if (seats.stream().allMatch(seat -> Course.leftGroup(seat, roster))) {
            throw new Refused(left(seats.getFirst()));
        }
    }

    private static String left(Seat seat) {
        return "You were asked as one of " + seat.as() + ", and you are no longer in that group.";
    }

    private String whyNot(UserId by) {
        for (StageRun run : course.stages) {
            Optional<Seat> lapsed = run.seats().stream().filter(seat -> seat.lapsed() && seat.group() != null
                    && seat.path().isEmpty() && seat.person().equals(by)).findFirst();
            if (lapsed.isPresent()) {
                return left(lapsed.get());
            }
            Optional<Seat> handed = run.seats().stream().filter(seat -> seat.path().contains(by)).findFirst();
            if (handed.isPresent() && run.open()) {
                return handed.get().person().mention() + " answers in your place now.";
            }
            if (run.status() == StageRun.Status.PASSED && run.seatOf(by).isPresent()) {
                if (run.seatOf(by).get().says(Answer.Word.APPROVES)) {
                    return "You approved the stage " + Phrases.bold(run.stage().name()) + " already.";
                }
                return "The stage " + Phrases.bold(run.stage().name())
                        + " is approved already, so your answer was not needed.";
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
        return facts.reference() + " was " + ended.word() + by + " " + Phrases.time(ended.at())
                + ", so nothing has changed now.";
    }

    private static String names(List<UserId> people) {
        return Phrases.people(people);
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

    int blocks() {
        return course.blocks;
    }

    boolean blockedBy(UserId person) {
        return course.stages.stream().filter(StageRun::open).flatMap(run -> run.seatOf(person).stream())
                .anyMatch(seat -> seat.says(Answer.Word.BLOCKS));
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

    /** What the end of an open stage's time means as things stand, which may be less than what the policy says. */
    Silence silence(StageRun run) {
        return course.silence(run);
    }

    Disagreement disagreement() {
        return course.disagreement();
    }

    /** The gate it had been approved at, when it was reopened since it was read. */
    Optional<Gate> undone() {
        return Optional.ofNullable(undone);
    }

    /** What was asked in the round before, when a new one began since it was read. */
    Optional<Question> former() {
        return Optional.ofNullable(former);
    }

    /** What happened since it was read, in order. */
    List<Happening> happenings() {
        return List.copyOf(course.happenings);
    }
}
