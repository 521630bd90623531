package dev.steward.approval;

import static dev.steward.approval.Office.PAUL;
import static java.util.Comparator.comparing;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import dev.steward.approval.Answer.Word;
import dev.steward.policy.Dimension;
import dev.steward.policy.Need;
import dev.steward.policy.Rule;
import dev.steward.policy.Rung;
import dev.steward.policy.Silence;
import dev.steward.policy.Stage;
import dev.steward.schedule.WorkingAmount;
import dev.steward.workspace.UserId;

/**
 * What a request should do, the plain way: tables with chairs, words said from them, and a clock looked at minute by minute. Who sat
 * down it takes from what the request says has happened; whether that, and all else, may have happened it finds out itself.
 */
final class NaiveRequest {
    private static final Set<Happening.Kind> TIMES = Set.of(Happening.Kind.REMINDED, Happening.Kind.CLIMBED,
            Happening.Kind.TIME_UP, Happening.Kind.NEEDED_NOW);

    final Office office;
    final List<Asked> questions = new ArrayList<>();
    List<Table> tables = List.of();
    RequestState state = RequestState.OPEN;
    @Nullable
    Table ruling;
    @Nullable
    Instant remindedAt;
    private final NaiveTime time;
    private ApprovalRequest.Terms terms;
    private Instant turnSince;
    private int requesterReminded;
    private @Nullable Instant needed;
    private int decisions;
    private boolean upheld;
    private boolean silenceSpoke;

    NaiveRequest(Office office, ApprovalRequest.Terms terms, @Nullable Instant needed, Instant now) {
        this.office = office;
        this.time = new NaiveTime(office);
        this.terms = terms;
        this.turnSince = now;
        begin(terms, needed, now);
    }

    static final class Asked {
        final UserId by;
        boolean answered;

        Asked(UserId by) {
            this.by = by;
        }
    }

    static final class Chair {
        UserId who;
        final List<UserId> before;
        final @Nullable String group;
        final boolean rung;
        Instant since;
        @Nullable
        Word word;

        Chair(Seat seat, Instant since) {
            this.who = seat.person();
            this.before = new ArrayList<>(seat.path());
            this.group = seat.group();
            this.rung = seat.rung();
            this.since = since;
        }

        UserId first() {
            return before.isEmpty() ? who : before.getFirst();
        }

        boolean silent() {
            return word == null;
        }

        boolean wasOf(UserId person) {
            return who.equals(person) || before.contains(person);
        }

        boolean canGoTo(UserId other) {
            return !before.contains(other) && before.size() < 5;
        }

        @Override
        public String toString() {
            return who + "<" + before + (rung ? " by a rung" : "") + " says " + word + " since " + since;
        }
    }

    static final class Table {
        final @Nullable Stage stage;
        boolean open;
        boolean passed;
        Instant opened = Instant.EPOCH;
        List<Chair> chairs = new ArrayList<>();
        final Set<String> done = new HashSet<>();

        Table(@Nullable Stage stage) {
            this.stage = stage;
        }

        Stage stage() {
            if (stage == null) {
                throw new IllegalStateException("The rulers' table is no stage");
            }
            return stage;
        }

        Optional<Chair> of(UserId person) {
            return chairs.stream().filter(chair -> chair.who.equals(person)).findFirst();
        }

        boolean says(Word word) {
            return chairs.stream().anyMatch(chair -> chair.word == word);
        }

        void clockAnew(Instant now) {
            opened = now;
            done.clear();
            chairs.stream().filter(Chair::silent).forEach(chair -> chair.since = now);
        }

        /** Enough of those who were asked have said yes, nobody objects. */
        boolean satisfied() {
            if (says(Word.BLOCKS) || says(Word.WANTS_CHANGES) || chairs.isEmpty()) {
                return false;
            }
            if (chairs.stream().anyMatch(chair -> chair.rung && chair.word == Word.APPROVES)) {
                return true;
            }
            List<Chair> asked = chairs.stream().filter(chair -> !chair.rung).toList();
            int yes = (int) asked.stream().filter(chair -> chair.word == Word.APPROVES).count();
            int dissent = (int) asked.stream().filter(chair -> chair.word == Word.OVERRULED).count();
            int wanted = switch (stage().need()) {
                case Need.Any any -> 1;
                case Need.All all -> Math.max(1, asked.size());
                case Need.Majority majority -> asked.size() / 2 + 1;
                case Need.AtLeast some -> some.people();
            };
            return yes >= wanted || asked.size() >= wanted && yes + dissent >= asked.size();
        }
    }

    private void begin(ApprovalRequest.Terms asked, @Nullable Instant by, Instant now) {
        terms = asked;
        needed = by == null || !by.isAfter(now) ? null : by;
        state = RequestState.OPEN;
        ruling = null;
        decisions = 0;
        upheld = false;
        silenceSpoke = false;
        tables = terms.rule().outcome() instanceof Rule.Outcome.Stages some
                ? some.stages().stream().map(Table::new).toList()
                : List.of();
    }

    // What people may do

    boolean active(UserId person) {
        return !office.deactivated.contains(person);
    }

    List<Table> seats(UserId by) {
        if (!state.open() || by.equals(PAUL) || !active(by)) {
            return List.of();
        }
        return tables.stream().filter(table -> table.open && table.of(by).filter(chair -> !gone(chair)).isPresent())
                .toList();
    }

    private boolean gone(Chair chair) {
        return !active(chair.who) || chair.group != null && chair.before.isEmpty()
                && !office.groups.getOrDefault(chair.group, Set.of()).contains(chair.who);
    }

    private boolean says(UserId by, Predicate<@Nullable Word> word) {
        return seats(by).stream().anyMatch(table -> word.test(table.of(by).orElseThrow().word));
    }

    boolean mayApprove(UserId by) {
        return says(by, word -> word != Word.APPROVES) && (state != RequestState.CHANGES_REQUESTED
                || says(by, word -> word == Word.WANTS_CHANGES || word == Word.BLOCKS));
    }

    boolean mayWantChanges(UserId by) {
        return state == RequestState.OPEN && !seats(by).isEmpty() && !says(by, word -> word == Word.OVERRULED);
    }

    boolean mayBlock(UserId by) {
        return !seats(by).isEmpty() && !says(by, word -> word == Word.OVERRULED || word == Word.BLOCKS);
    }

    boolean mayRule(UserId by) {
        return state == RequestState.BLOCKED && rulers().of(by).filter(chair -> !gone(chair)).isPresent();
    }

    boolean mayAsk(UserId by) {
        return state == RequestState.BLOCKED && rulers().of(by).isPresent() ? mayRule(by) : !seats(by).isEmpty();
    }

    boolean mayDelegate(UserId by, UserId to) {
        if (to.equals(by) || to.equals(PAUL) || !active(to)) {
            return false;
        }
        if (state == RequestState.BLOCKED && rulers().of(by).isPresent()) {
            return mayRule(by) && rulers().of(to).isEmpty() && !blockers().contains(to)
                    && rulers().of(by).orElseThrow().canGoTo(to);
        }
        List<Table> silent = seats(by).stream().filter(table -> table.of(by).orElseThrow().silent()).toList();
        return !silent.isEmpty() && silent.stream()
                .allMatch(table -> table.of(to).isEmpty() && table.of(by).orElseThrow().canGoTo(to));
    }

    private Table rulers() {
        if (ruling == null) {
            throw new IllegalStateException("Nobody rules in " + state);
        }
        return ruling;
    }

    private List<UserId> blockers() {
        return tables.stream().flatMap(table -> table.chairs.stream()).filter(chair -> chair.word == Word.BLOCKS)
                .map(chair -> chair.who).distinct().toList();
    }

    List<UserId> waitsFor() {
        return switch (state) {
            case OPEN -> tables.stream().filter(table -> table.open).flatMap(table -> table.chairs.stream())
                    .filter(Chair::silent).map(chair -> chair.who).distinct().toList();
            case BLOCKED -> rulers().chairs.stream().map(chair -> chair.who).toList();
            case CHANGES_REQUESTED -> List.of(PAUL);
            default -> List.of();
        };
    }

    /** Whoever sits at an open stage, silent or not. */
    List<UserId> seated() {
        return tables.stream().filter(table -> table.open).flatMap(table -> table.chairs.stream())
                .map(chair -> chair.who).distinct().toList();
    }

    // What it makes of what they do

    void said(UserId by, Word word, Instant now) {
        seats(by).forEach(table -> table.of(by).orElseThrow().word = word);
        switch (word) {
            case WANTS_CHANGES -> requestersTurn(now);
            case BLOCKS -> state = RequestState.BLOCKED;
            case APPROVES -> {
                boolean wants = tables.stream().anyMatch(table -> table.open && table.says(Word.WANTS_CHANGES));
                if (state == RequestState.CHANGES_REQUESTED && !wants
                        || state == RequestState.BLOCKED && blockers().isEmpty()) {
                    goOn(now);
                }
            }
            case OVERRULED -> throw new IllegalArgumentException("Nobody says so");
        }
    }

    void overruled(Instant now) {
        tables.forEach(table -> table.chairs.stream().filter(chair -> chair.word == Word.BLOCKS)
                .forEach(chair -> chair.word = Word.OVERRULED));
        goOn(now);
    }

    void upheld() {
        upheld = true;
    }

    private void goOn(Instant now) {
        state = RequestState.OPEN;
        ruling = null;
        tables.stream().filter(table -> table.open).forEach(table -> table.clockAnew(now));
        if (tables.stream().anyMatch(table -> table.open && table.says(Word.WANTS_CHANGES))) {
            requestersTurn(now);
        }
    }

    private void requestersTurn(Instant now) {
        state = RequestState.CHANGES_REQUESTED;
        turnSince = now;
        requesterReminded = 0;
    }

    void answered(int number, Instant now) {
        Asked asked = questions.get(number - 1);
        asked.answered = true;
        tables.stream().filter(table -> table.open && table.stage().silence() == Silence.APPROVE).forEach(table -> {
            List<Chair> theirs = table.chairs.stream().filter(chair -> chair.silent() && chair.wasOf(asked.by))
                    .toList();
            if (!theirs.isEmpty()) {
                theirs.forEach(chair -> chair.since = now);
                table.done.removeIf(key -> key.startsWith("end"));
            }
        });
    }

    void withdrawn() {
        state = RequestState.WITHDRAWN;
        ruling = null;
    }

    void reopened(ApprovalRequest.Terms today, @Nullable Instant by, Instant now) {
        remindedAt = null;
        begin(today, by, now);
    }

    void resubmitted(Set<Dimension> changed, ApprovalRequest.Terms again, @Nullable Instant by, Instant now) {
        List<Table> before = tables;
        begin(again, by, now);
        tables = tables.stream().map(fresh -> before.stream()
                .filter(old -> old.stage().equals(fresh.stage()) && (old.open || old.passed)
                        && old.stage().about().stream().noneMatch(changed::contains))
                .findFirst().orElse(fresh)).toList();
        tables.stream().filter(table -> table.open).forEach(table -> {
            table.chairs.stream().filter(chair -> chair.word == Word.BLOCKS || chair.word == Word.WANTS_CHANGES)
                    .forEach(chair -> chair.word = null);
            table.clockAnew(now);
            if (table.satisfied()) {
                table.chairs.stream().filter(chair -> chair.word == Word.APPROVES).forEach(chair -> {
                    chair.word = null;
                    chair.since = now;
                });
            }
        });
    }

    // What time should do

    record Due(Instant at, Plan.Kind kind, int table, String key, @Nullable UserId person) {}

    Optional<Due> next(Instant now) {
        List<Due> dues = new ArrayList<>();
        if (state == RequestState.OPEN) {
            for (int i = 0; i < tables.size(); i++) {
                Table table = tables.get(i);
                if (table.open) {
                    for (Chair chair : table.chairs) {
                        for (int n = 0; chair.silent() && n < table.stage().remind().size(); n++) {
                            dues.add(new Due(time.after(chair.who, chair.since, table.stage().remind().get(n)),
                                    Plan.Kind.REMIND, i, "remind/" + n + "/" + chair.first(), chair.who));
                        }
                    }
                    table(dues, i, table, table.stage().within(), table.stage().ladder(), now);
                }
            }
        } else if (state == RequestState.BLOCKED) {
            table(dues, -1, rulers(), disagreement().within(), disagreement().ladder(), now);
        } else if (state == RequestState.CHANGES_REQUESTED) {
            dues.add(new Due(time.after(PAUL, turnSince, WorkingAmount.days(2 * requesterReminded + 2)),
                    Plan.Kind.REMIND, -1, "changes", PAUL));
        } else {
            return Optional.empty();
        }
        if (needed != null) {
            dues.add(new Due(needed, Plan.Kind.NEEDED_NOW, -1, "needed", null));
        }
        return dues.stream()
                .filter(due -> due.table() < 0 && ruling == null
                        || !(due.table() < 0 ? rulers() : tables.get(due.table())).done.contains(due.key()))
                .min(comparing(Due::at).thenComparing(Due::kind).thenComparing(Due::table).thenComparing(Due::key));
    }

    private dev.steward.policy.Disagreement disagreement() {
        return ((Rule.Outcome.Stages) terms.rule().outcome()).disagreement();
    }

    private void table(List<Due> dues, int number, Table table, WorkingAmount within, List<Rung> ladder, Instant now) {
        table.chairs.stream().filter(Chair::silent).map(chair -> office.away.get(chair.who))
                .filter(away -> away != null && away.standIn() != null && away.from().isAfter(now))
                .forEach(away -> dues.add(new Due(away.from(), Plan.Kind.HAND_OVER, number, "away", null)));
        List<Chair> waited = table.chairs.stream().filter(chair -> chair.silent() && !chair.rung).toList();
        for (int n = 0; n < ladder.size(); n++) {
            dues.add(new Due(times(waited, ladder.get(n).after(), table).min(Instant::compareTo).orElseThrow(),
                    Plan.Kind.CLIMB, number, "rung/" + n, null));
        }
        int told = (int) table.done.stream().filter(key -> key.startsWith("end")).count();
        Instant over = times(waited, within, table).max(Instant::compareTo).orElseThrow();
        dues.add(new Due(told == 0 ? over : time.after(PAUL, over, WorkingAmount.days(told)), Plan.Kind.TIME_UP, number,
                "end/" + told, null));
    }

    private Stream<Instant> times(List<Chair> waited, WorkingAmount amount, Table table) {
        return waited.isEmpty()
                ? Stream.of(time.after(PAUL, table.opened, amount))
                : waited.stream().map(chair -> time.after(chair.who, chair.since, amount));
    }

    /** The request looked at the clock: what it says has happened must be what is due, no more and no less. */
    void timePassed(ApprovalRequest request, List<Happening> happened, Instant now) {
        Deque<Happening> left = new ArrayDeque<>(happened);
        surroundings(request, left, now);
        Set<UserId> reminded = new HashSet<>();
        Set<Integer> told = new HashSet<>();
        for (var next = next(now); next.isPresent() && !next.get().at().isAfter(now); next = next(now)) {
            Due due = next.get();
            Happening seen = left.peek();
            Table table = due.table() >= 0 ? tables.get(due.table()) : ruling;
            if (table != null) {
                table.done.add(due.key());
            }
            switch (due.kind()) {
                case NEEDED_NOW -> {
                    needed = null;
                    expect(left, Happening.Kind.NEEDED_NOW, waitsFor());
                }
                case REMIND -> {
                    requesterReminded += due.key().equals("changes") ? 1 : 0;
                    UserId person = due.person();
                    if (person != null && reminded.add(person)) {
                        expect(left, Happening.Kind.REMINDED, List.of(person));
                    }
                }
                case CLIMB -> climbed(request, left.remove(), due, now);
                case TIME_UP -> {
                    Silence means = due.table() < 0 ? Silence.WAIT : silence(tables.get(due.table()));
                    if (due.table() < 0 && disagreement().ladder().isEmpty() && seen != null
                            && seen.kind() == Happening.Kind.CLIMBED) {
                        assertThat(office.roster(now).lastResort()).extracting(Roster.Invited::person)
                                .containsAll(seen.to());
                        sitDown(rulers(), seen.to(), request, -1, now);
                        left.remove();
                    }
                    if (told.add(due.table()) || means != Silence.WAIT) {
                        expect(left, Happening.Kind.TIME_UP, waitsAt(due.table()));
                    }
                    if (means == Silence.APPROVE) {
                        silenceSpoke = true;
                        tables.get(due.table()).open = false;
                        tables.get(due.table()).passed = true;
                        assertThat(left.remove().kind()).isEqualTo(Happening.Kind.STAGE_PASSED);
                    }
                    silenceSpoke |= means == Silence.REJECT;
                }
                case HAND_OVER -> throw new AssertionError("Nobody was handed what was due: " + due);
            }
            surroundings(request, left, now);
        }
        assertThat(left).as("what happened though it was not due").isEmpty();
    }

    private List<UserId> waitsAt(int table) {
        return table < 0
                ? waitsFor()
                : tables.get(table).chairs.stream().filter(Chair::silent).map(chair -> chair.who).toList();
    }

    private Silence silence(Table table) {
        boolean asks = questions.stream().anyMatch(asked -> !asked.answered
                && table.chairs.stream().anyMatch(chair -> chair.silent() && chair.wasOf(asked.by)));
        return table.chairs.isEmpty() || asks && table.stage().silence() == Silence.APPROVE
                ? Silence.WAIT
                : table.stage().silence();
    }

    private static void expect(Deque<Happening> left, Happening.Kind kind, List<UserId> to) {
        Happening seen = left.poll();
        assertThat(seen).as("%s was due", kind).isNotNull();
        assertThat(seen.kind()).isEqualTo(kind);
        assertThat(seen.to()).containsExactlyInAnyOrderElementsOf(to);
    }

    private void climbed(ApprovalRequest request, Happening seen, Due due, Instant now) {
        assertThat(seen.kind()).isEqualTo(Happening.Kind.CLIMBED);
        assertThat(seen.to()).doesNotContain(PAUL);
        Rung rung = (due.table() < 0 ? disagreement().ladder() : tables.get(due.table()).stage().ladder())
                .get(Integer.parseInt(due.key().substring(5)));
        if (due.table() < 0) {
            assertThat(seen.to()).doesNotContainAnyElementsOf(blockers());
            sitDown(rulers(), seen.to(), request, -1, now);
        } else if (rung.decides()) {
            sitDown(tables.get(due.table()), seen.to(), request, due.table(), now);
        }
    }

    private void sitDown(Table table, List<UserId> people, ApprovalRequest request, int stage, Instant now) {
        for (UserId person : people) {
            assertThat(person).isNotEqualTo(PAUL);
            assertThat(active(person)).as("%s is active", person).isTrue();
            if (table.of(person).isEmpty()) {
                // Where it is decided at the same instant, nobody sits there any more.
                Seat seat = stage >= 0
                        ? request.stages().get(stage).seatOf(person).orElseThrow()
                        : request.ruling().seatsOf(person).getFirst();
                table.chairs.add(new Chair(seat, now));
            }
        }
    }

    // What follows, as the request says

    /** Takes what is not time's from the front. */
    void surroundings(ApprovalRequest request, Deque<Happening> left, Instant now) {
        while (!left.isEmpty() && !(TIMES.contains(left.peek().kind()) && left.peek().by() == null)) {
            happened(request, left.remove(), now);
        }
        if (left.isEmpty() && state == RequestState.OPEN) {
            assertThat(tables).as("what is satisfied goes on")
                    .noneMatch(table -> table.open && table.satisfied());
        }
    }

    private void happened(ApprovalRequest request, Happening seen, Instant now) {
        switch (seen.kind()) {
            case ASKED -> {
                int number = numberOf(seen);
                Table table = tables.get(number);
                if (!table.open) {
                    assertThat(table.passed).isFalse();
                    boolean together = ((Rule.Outcome.Stages) terms.rule().outcome()).together();
                    assertThat(together || tables.subList(0, number).stream().allMatch(each -> each.passed))
                            .as("its turn").isTrue();
                    table.open = true;
                    table.opened = now;
                } else if (table.chairs.isEmpty() && !seen.to().isEmpty()) {
                    table.clockAnew(now);
                }
                sitDown(table, seen.to(), request, number, now);
            }
            case LAPSED -> {
                Table table = tables.get(numberOf(seen));
                seen.to().forEach(person -> {
                    Chair chair = table.of(person).orElseThrow();
                    assertThat(chair.silent()).isTrue();
                    assertThat(gone(chair)).isTrue();
                    table.chairs.remove(chair);
                });
            }
            case DELEGATED -> seatsOf(seen.by()).forEach(table -> move(table, seen.about().getFirst(),
                    seen.to().getFirst()));
            case HANDED_OVER -> handedOver(request, seen, now);
            case BLOCKED -> {
                Table before = ruling;
                ruling = new Table(null);
                ruling.opened = before == null ? now : before.opened;
                if (before != null) {
                    ruling.done.addAll(before.done);
                    before.chairs.stream().filter(chair -> seen.to().contains(chair.who))
                            .forEach(ruling.chairs::add);
                }
                assertThat(seen.to()).doesNotContainAnyElementsOf(blockers());
                sitDown(ruling, seen.to(), request, -1, now);
            }
            case STAGE_PASSED -> {
                Table table = tables.get(numberOf(seen));
                assertThat(table.open && table.satisfied()).as("%s has what it needs", seen.stage()).isTrue();
                table.open = false;
                table.passed = true;
            }
            case DECIDED -> decided(request.outcome().orElseThrow());
            default -> {
                // follows from what was pressed
            }
        }
    }

    private Stream<Table> seatsOf(@Nullable UserId by) {
        if (by == null) {
            return Stream.empty();
        }
        return state == RequestState.BLOCKED && rulers().of(by).isPresent()
                ? Stream.of(rulers())
                : List.copyOf(seats(by)).stream();
    }

    private static void move(Table table, UserId from, UserId to) {
        table.of(from).filter(Chair::silent).ifPresent(chair -> {
            chair.before.add(from);
            chair.who = to;
        });
    }

    private void handedOver(ApprovalRequest request, Happening seen, Instant now) {
        if (state == RequestState.BLOCKED && rulers().chairs.stream()
                .anyMatch(chair -> seen.about().contains(chair.who) && gone(chair))) {
            rulers().chairs.removeIf(this::gone);
            sitDown(rulers(), seen.to(), request, -1, now);
            return;
        }
        if (state == RequestState.BLOCKED && seen.about().isEmpty()) {
            sitDown(rulers(), seen.to(), request, -1, now);
            return;
        }
        UserId from = seen.about().getFirst();
        UserId to = seen.to().getFirst();
        assertThat(office.roster(now).standIn(from)).contains(to);
        assertThat(to).isNotEqualTo(PAUL);
        Stream<Table> at = Stream.concat(tables.stream().filter(table -> table.open),
                ruling == null || blockers().contains(to) ? Stream.empty() : Stream.of(ruling));
        at.forEach(table -> table.of(from).filter(chair -> chair.silent() && chair.canGoTo(to)).ifPresent(chair -> {
            Optional<Chair> own = table.of(to);
            if (own.isEmpty()) {
                move(table, from, to);
            } else if (table == ruling || !own.get().rung) {
                table.chairs.remove(chair);
            }
        }));
    }

    private int numberOf(Happening seen) {
        for (int i = 0; i < tables.size(); i++) {
            if (tables.get(i).stage().name().equals(seen.stage())) {
                return i;
            }
        }
        throw new AssertionError("There is no stage " + seen.stage());
    }

    private void decided(Outcome outcome) {
        decisions++;
        assertThat(decisions).as("decisions in this round").isEqualTo(1);
        boolean alone = terms.rule().outcome() instanceof Rule.Outcome.Autonomous;
        assertThat(outcome.how() == Outcome.How.AUTONOMOUS).isEqualTo(alone);
        if (!alone) {
            assertThat(outcome.by()).isNotEqualTo(PAUL);
        }
        if (outcome.approved()) {
            assertThat(tables).as("approved").allMatch(table -> table.passed);
        } else {
            assertThat(upheld || silenceSpoke).as("somebody, or silence, rejected it").isTrue();
        }
        if (outcome.how() == Outcome.How.SILENCE) {
            assertThat(outcome.by()).isNull();
            assertThat(silenceSpoke || tables.stream().anyMatch(table -> table.passed)).isTrue();
        }
        state = outcome.approved() ? RequestState.APPROVED : RequestState.REJECTED;
        ruling = null;
    }
}
