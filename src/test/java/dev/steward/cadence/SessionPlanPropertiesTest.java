package dev.steward.cadence;

import static dev.steward.cadence.Given.ANA;
import static dev.steward.cadence.Given.BEN;
import static dev.steward.cadence.Given.CHI;
import static dev.steward.cadence.Given.TUESDAY;
import static dev.steward.cadence.Given.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import dev.steward.cadence.SessionHappening.Kind;
import dev.steward.schedule.Absence;
import dev.steward.schedule.AfterDowntime;
import dev.steward.workspace.UserId;

/** What holds however time passes over a session, with whatever rules, people, absences and downtime. */
class SessionPlanPropertiesTest {
    private static final Instant FROM = at("2026-02-24T10:00");
    private static final Instant END = at("2026-04-20T10:00");

    /** @param away who is away from and to so many hours after {@link #FROM} */
    record Case(boolean written, AfterDowntime afterDowntime, int minutes, int lead, List<Integer> reminders,
            boolean overtaken, List<List<Integer>> away, boolean preRead, boolean starts, boolean answers) {
        Given given() {
            Given given = written ? Given.written() : Given.meeting();
            given.afterDowntime = afterDowntime;
            given.duration = Duration.ofMinutes(minutes);
            given.agendaLead = Lead.days(lead);
            given.reminders = reminders.stream().map(each -> each < 30 ? Lead.minutes(each) : Lead.hours(each - 29))
                    .toList();
            given.overtaken = overtaken;
            for (int i = 0; i < away.size(); i++) {
                UserId who = List.of(ANA, BEN, CHI).get(i % 3);
                Instant begin = FROM.plus(Duration.ofHours(away.get(i).get(0)));
                List<Absence> absences = new ArrayList<>(given.away.getOrDefault(who, List.of()));
                absences.add(new Absence(begin, begin.plus(Duration.ofHours(away.get(i).get(1)))));
                absences.sort(java.util.Comparator.comparing(Absence::from));
                given.away.put(who, absences);
            }
            if (answers) {
                given.answered.add(BEN);
            }
            return given;
        }
    }

    @Property(tries = 200)
    void anOpenSessionAlwaysHasANextStepAndAnEnd(@ForAll("cases") Case one,
            @ForAll @Size(max = 12) List<@IntRange(min = 1, max = 300) Integer> hours) {
        Given given = one.given();
        Session session = begun(one, given);
        Instant now = FROM;
        for (int each : hours) {
            now = now.plus(Duration.ofHours(each));
            live(one, given, session, now);
            if (session.state().open()) {
                assertThat(SessionPlan.next(session, given.around()).orElseThrow().at()).isAfter(now);
            }
            once(session);
        }
        for (int i = 0; i < 40 && session.state().open(); i++) {
            Instant next = SessionPlan.next(session, given.around()).orElseThrow().at();
            assertThat(next).isAfter(now);
            now = next;
            given.pass(session, now);
        }
        assertThat(session.state().open()).isFalse();
        once(session);
    }

    @Property(tries = 150)
    void inSmallStepsItComesToTheSameAsAtTheVeryMoments(@ForAll("cases") Case one,
            @ForAll @IntRange(min = 1, max = 5) int minutes) {
        Given given = one.given();
        Session exact = begun(one, given);
        for (Instant now = FROM; exact.state().open() && now.isBefore(END);) {
            Instant next = SessionPlan.next(exact, given.around()).orElseThrow().at();
            boolean starts = !exact.due() && now.isBefore(exact.startsAt()) && !next.isBefore(exact.startsAt());
            now = starts ? exact.startsAt() : next;
            live(one, given, exact, now);
        }
        Session stepped = begun(one, given);
        Duration step = Duration.ofMinutes(minutes);
        for (Instant now = FROM; stepped.state().open() && now.isBefore(END);) {
            live(one, given, stepped, now);
            Instant next = SessionPlan.next(stepped, given.around()).map(SessionPlan.Next::at).orElse(END);
            Instant until = stepped.due() || next.isBefore(stepped.startsAt()) ? next : stepped.startsAt();
            now = now.plus(step.multipliedBy(Math.max(1, Duration.between(now, until).dividedBy(step))));
        }
        assertThat(stepped.state()).isEqualTo(exact.state());
        assertThat(stepped.asked()).extracting(Session.Asked::person)
                .containsExactlyInAnyOrderElementsOf(exact.asked().stream().map(Session.Asked::person).toList());
        assertThat(new java.util.TreeSet<>(said(stepped))).as("reminders that are close to each other may become one")
                .isEqualTo(new java.util.TreeSet<>(said(exact)));
    }

    @Property(tries = 150)
    void whatRunsComesToTheSameInOneLeap(@ForAll @IntRange(min = 1, max = 400) int hours,
            @ForAll @IntRange(min = 1, max = 90) int box) {
        Given given = Given.meeting();
        Session leapt = given.session();
        Session walked = given.session();
        for (Session session : List.of(leapt, walked)) {
            session.start(Given.facilitator(), at("2026-03-03T10:00"));
            session.beginItem(Given.facilitator(), UUID.randomUUID(), box, at("2026-03-03T10:01"));
        }
        Instant end = at("2026-03-03T10:01").plus(Duration.ofHours(hours));
        for (Instant now = at("2026-03-03T10:01"); now.isBefore(end); now = now.plus(Duration.ofMinutes(7))) {
            given.pass(walked, now);
        }
        given.pass(walked, end);
        given.pass(leapt, end);
        assertThat(leapt.state()).isEqualTo(walked.state());
        once(walked);
        once(leapt);
    }

    /** Time passes; its ritual says that its time has come as soon as anybody looks, as long as that is on time. */
    private static void live(Case one, Given given, Session session, Instant now) {
        boolean came = !now.isBefore(session.startsAt()) && !session.due();
        if (came && !now.isAfter(session.startsAt().plus(AfterDowntime.ON_TIME))) {
            given.pass(session, now);
            session.begin(0, now);
            if (one.starts() && session.state().ahead() && !one.written()) {
                session.start(Given.facilitator(), session.startsAt());
            }
        }
        given.pass(session, now);
    }

    private static Session begun(Case one, Given given) {
        Session session = given.session(TUESDAY);
        if (one.preRead()) {
            session.preRead(ANA, "https://pre-read.example", FROM);
        }
        given.pass(session, FROM);
        return session;
    }

    /** Nothing is said twice, and nobody is asked or excused twice, or both. */
    private static void once(Session session) {
        Map<String, Long> counts = said(session).stream().collect(Collectors.groupingBy(each -> each,
                Collectors.counting()));
        counts.forEach((what, count) -> {
            int most = what.startsWith(Kind.REMINDED.name()) || what.startsWith(Kind.ASK_REMINDED.name())
                    ? Rules.REMINDERS
                    : 1;
            assertThat(count).as(what).isLessThanOrEqualTo(most);
        });
        List<UserId> met = session.happenings().stream()
                .filter(each -> each.kind() == Kind.ASKED || each.kind() == Kind.EXCUSED)
                .flatMap(each -> each.to().stream()).toList();
        assertThat(met).doesNotHaveDuplicates();
    }

    /** Each kind with each whom it was said to. */
    private static List<String> said(Session session) {
        return session.happenings().stream().flatMap(each -> each.to().isEmpty()
                ? java.util.stream.Stream.of(each.kind().name())
                : each.to().stream().map(to -> each.kind() + " " + to.value())).toList();
    }

    @Provide
    Arbitrary<Case> cases() {
        Arbitrary<AfterDowntime> rules = Arbitraries.of(new AfterDowntime.Skip(),
                new AfterDowntime.RunLate(Duration.ofHours(2)), new AfterDowntime.RunLate(Duration.ofDays(2)),
                new AfterDowntime.Coalesce());
        Arbitrary<List<Integer>> reminders = Arbitraries.integers().between(6, 50).list().ofMaxSize(3).uniqueElements();
        Arbitrary<List<List<Integer>>> away = Combinators.combine(Arbitraries.integers().between(0, 400),
                Arbitraries.integers().between(1, 300)).as(List::of).list().ofMaxSize(4);
        Arbitrary<Boolean> coin = Arbitraries.of(true, false);
        return Combinators.combine(coin, rules, Arbitraries.of(15, 30, 60, 120, 420, 1440),
                Arbitraries.integers().between(0, 5), reminders, coin, away, Combinators.combine(coin, coin, coin)
                        .as(List::of))
                .as((written, rule, minutes, lead, remind, overtaken, gone, coins) -> new Case(written, rule, minutes,
                        lead, remind, overtaken, gone, coins.get(0), coins.get(1), coins.get(2)));
    }
}
