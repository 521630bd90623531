package dev.steward.cadence;

import static dev.steward.sandbox.Who.PM;
import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.schedule.AfterDowntime;
import dev.steward.schedule.Recurrence;
import dev.steward.schedule.RitualOccurrence;
import dev.steward.slack.Actor;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** A written session on PostgreSQL while several things happen to it at once, after downtime, and with many people. */
@SandboxTest
class WrittenRacesTest {
    @Autowired
    private SandboxSlack slack;
    @Autowired
    private CreateCadence create;
    @Autowired
    private Cadences cadences;
    @Autowired
    private Sessions sessions;
    @Autowired
    private Asks asks;
    @Autowired
    private AnswerQuestions answers;
    @Autowired
    private Aftermath aftermath;
    @Autowired
    private HoldSession hold;
    @Autowired
    private Rosters rosters;
    @Autowired
    private WrittenLook look;
    @Autowired
    private Members members;
    @Autowired
    private JdbcClient jdbc;
    @Autowired
    private TransactionTemplate transaction;

    private LocalDate tuesday = LocalDate.EPOCH;

    @BeforeEach
    void itIsMonday() {
        tuesday = LocalDate.ofInstant(slack.clock().instant(), UTC).with(TemporalAdjusters.next(DayOfWeek.MONDAY))
                .plusDays(1);
        slack.clock().to(tuesday.minusDays(1).atStartOfDay().toInstant(UTC));
    }

    @Test
    void whoAnswersJustAsItClosesIsInTimeOrLateAndNothingIsLost() throws Exception {
        List<UserId> people = people(8, List.of("UTC"));
        Cadence cadence = written(people, new AfterDowntime.Skip());
        transaction.executeWithoutResult(status -> pass(cadence, tuesday.atTime(10, 0)));
        Session session = only(cadence);
        List<Runnable> all = new ArrayList<>();
        all.add(() -> transaction.executeWithoutResult(status -> pass(cadence, tuesday.atTime(17, 0))));
        for (UserId person : people) {
            all.add(() -> answer(session, person, 0, "first " + person.value(), ""));
            all.add(() -> answer(session, person, 0, "", "second " + person.value()));
        }
        atOnce(all);
        assertThat(only(cadence).state()).isEqualTo(SessionState.CLOSED);
        for (UserId person : people) {
            Ask ask = asks.find(slack.workspace(), session.facts().id(), person).orElseThrow();
            assertThat(ask.given()).extracting(Ask.Answer::text).containsExactly("first " + person.value(),
                    "second " + person.value());
            assertThat(ask.version()).isEqualTo(2);
        }
    }

    @Test
    void ofTwoOnesWhoAddTheirsAtOnceThereIsOne() throws Exception {
        List<UserId> people = people(2, List.of("UTC"));
        Cadence cadence = written(people, new AfterDowntime.Skip());
        transaction.executeWithoutResult(status -> pass(cadence, tuesday.atTime(10, 0)));
        Session session = only(cadence);
        jdbc.sql("delete from cadence_ask where user_id = :user").param("user", people.getFirst().value()).update();
        atOnce(List.of(() -> answer(session, people.getFirst(), 0, "one", ""),
                () -> answer(session, people.getFirst(), 0, "", "other")));
        assertThat(asks.find(slack.workspace(), session.facts().id(), people.getFirst()).orElseThrow().given())
                .hasSize(2);
    }

    @Test
    void whereTheCadenceItselfIsTooLateOthersAreStillAskedAtTheirTime() {
        List<UserId> people = people(2, List.of("UTC", "America/New_York"));
        Cadence cadence = written(people, new AfterDowntime.Skip());
        transaction
                .executeWithoutResult(status -> hold.missed(HoldSession.ritual(cadence.facts()), tuesday.atTime(10, 0),
                        tuesday.atTime(10, 0).toInstant(UTC), false, tuesday.atTime(11, 0).toInstant(UTC)));
        assertThat(only(cadence).state()).isEqualTo(SessionState.COLLECTING);
        LocalDateTime tenInNewYork = LocalDateTime.ofInstant(
                tuesday.atTime(10, 0).atZone(ZoneId.of("America/New_York")).toInstant(), UTC);
        transaction.executeWithoutResult(status -> pass(cadence, tenInNewYork));
        assertThat(only(cadence).asked()).extracting(Session.Asked::person).containsExactly(people.getLast());
        transaction.executeWithoutResult(status -> pass(cadence, tuesday.plusDays(1).atTime(9, 0)));
        assertThat(look.of(cadence, only(cadence)).text()).contains("0 of 1 answered",
                "for 1 it was too late to be asked");
    }

    @Test
    void whatIsTooLateForEverybodyWasMissed() {
        Cadence cadence = written(people(2, List.of("UTC", "America/New_York")), new AfterDowntime.Skip());
        transaction
                .executeWithoutResult(status -> hold.missed(HoldSession.ritual(cadence.facts()), tuesday.atTime(10, 0),
                        tuesday.atTime(10, 0).toInstant(UTC), false, tuesday.plusDays(1).atTime(11, 0).toInstant(UTC)));
        assertThat(only(cadence).cause()).isEqualTo(Cause.DOWNTIME);
        slack.channel("#general").awaitMessage("Steward was down when it was time.");
    }

    @Test
    void afterDowntimeWhoIsStillInTimeIsAskedLateAndTheCardSaysSo() {
        Cadence cadence = written(people(3, List.of("Asia/Tokyo", "UTC", "America/New_York")),
                new AfterDowntime.RunLate(Duration.ofHours(3)));
        transaction.executeWithoutResult(status -> pass(cadence, tuesday.atTime(12, 0)));
        assertThat(only(cadence).asked()).hasSize(1);
        transaction.executeWithoutResult(status -> pass(cadence, tuesday.atTime(15, 0)));
        assertThat(only(cadence).asked()).hasSize(2);
        assertThat(look.of(cadence, only(cadence)).blocks().toString()).contains("asked later than planned",
                "for 1 it was too late to be asked");
    }

    @Test
    void oneThatStandsForThoseThatWereMissedAsksEverybodyAndSaysSo() {
        Cadence cadence = written(people(2, List.of("Asia/Tokyo", "UTC")), new AfterDowntime.Coalesce());
        Instant now = tuesday.plusDays(1).atTime(9, 0).toInstant(UTC);
        transaction.executeWithoutResult(status -> hold.hold(new RitualOccurrence(HoldSession.ritual(cadence.facts()),
                tuesday.atTime(10, 0), tuesday.atTime(10, 0).toInstant(UTC), now, 2)));
        transaction.executeWithoutResult(status -> pass(cadence, tuesday.plusDays(1).atTime(9, 0)));
        assertThat(only(cadence).asked()).hasSize(2).allMatch(one -> one.until().equals(now.plus(Duration.ofHours(7))));
        assertThat(look.of(cadence, only(cadence)).blocks().toString()).contains("stands for 2 more that were missed");
    }

    /** What a step costs the database does not depend on how many it asks: a few more, since some of them come to nothing for one. */
    @Test
    void twoHundredInTwentyZonesCostHardlyMoreStatementsThanOne() {
        List<String> zones = ZoneId.getAvailableZoneIds().stream().filter(zone -> zone.startsWith("Europe/")).sorted()
                .limit(20)
                .toList();
        long one = statements(written(people(1, List.of("UTC")), new AfterDowntime.Coalesce()), 1);
        Cadence many = written(people(200, zones), new AfterDowntime.Coalesce());
        assertThat(statements(many, 200)).as("statements for one: %s", one).isLessThanOrEqualTo(one + 20);
        assertThat(one).isPositive();
    }

    /** Other threads do their work meanwhile, so only what this one does counts. */
    private long statements(Cadence cadence, int people) {
        var logger = (Logger) LoggerFactory.getLogger(JdbcTemplate.class);
        var said = new ListAppender<ILoggingEvent>();
        Level before = logger.getLevel();
        said.start();
        logger.setLevel(Level.DEBUG);
        logger.setAdditive(false);
        logger.addAppender(said);
        try {
            transaction.executeWithoutResult(status -> {
                pass(cadence, tuesday.atTime(12, 0));
                assertThat(only(cadence).asked()).hasSize(people);
                status.setRollbackOnly();
            });
        } finally {
            logger.detachAppender(said);
            logger.setAdditive(true);
            logger.setLevel(before);
        }
        return List.copyOf(said.list).stream()
                .filter(one -> one.getThreadName().equals(Thread.currentThread().getName()))
                .filter(one -> one.getMessage().startsWith("Executing")).count();
    }

    private void pass(Cadence cadence, LocalDateTime when) {
        Instant now = when.toInstant(UTC);
        Cadence locked = cadences.lock(slack.workspace(), cadence.facts().id()).orElseThrow();
        Session session = only(cadence);
        SessionPlan.pass(session, rosters.around(locked, session, now), now);
        aftermath.changed(locked, session, now);
    }

    private Session only(Cadence cadence) {
        return sessions.find(slack.workspace(), cadence.facts().id(), tuesday.atTime(10, 0)).orElseThrow();
    }

    private void answer(Session session, UserId person, int version, String... typed) {
        answers.answer(new Actor(slack.workspace(), person, "T0FERNHILL", Role.MEMBER),
                new AskForm.Sent(session.facts().id(), version, false, List.of("What moved?", "What is next?"),
                        List.of(typed)));
    }

    private Cadence written(List<UserId> people, AfterDowntime rule) {
        return create.create(slack.workspace(), UUID.randomUUID().toString(), PM.id(), new Rules("Weekly update",
                Template.WEEKLY_UPDATE, true, slack.id("#general"), null,
                Recurrence.of(tuesday.minusDays(7).atTime(10, 0), UTC, "FREQ=WEEKLY;BYDAY=TU"), rule,
                Duration.ofHours(7),
                new People(people, List.of()), List.of(), Lead.minutes(0), null, List.of(Lead.hours(1)),
                List.of("What moved?", "What is next?")));
    }

    private List<UserId> people(int many, List<String> zones) {
        WorkspaceId workspace = slack.workspace();
        List<UserId> people = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            var person = new UserId("UMANY" + i);
            members.save(new Member(workspace, person, "T0FERNHILL", "Person " + i, null,
                    ZoneId.of(zones.get(i % zones.size())),
                    Role.MEMBER, false, false));
            people.add(person);
        }
        return people;
    }

    private static void atOnce(List<Runnable> all) throws Exception {
        var begin = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> done = new ArrayList<>();
            for (Runnable each : all) {
                done.add(threads.submit(() -> {
                    begin.await();
                    each.run();
                    return null;
                }));
            }
            begin.countDown();
            for (Future<?> each : done) {
                each.get(30, TimeUnit.SECONDS);
            }
        }
    }
}
