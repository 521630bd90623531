package dev.steward.cadence;

import static dev.steward.sandbox.Who.EXECUTIVE;
import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;
import static dev.steward.sandbox.Who.SUPPORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

import dev.steward.cadence.SessionHappening.Kind;
import dev.steward.sandbox.Who;
import dev.steward.schedule.Absence;
import dev.steward.schedule.Absences;
import dev.steward.schedule.AfterDowntime;
import dev.steward.schedule.Holidays;
import dev.steward.schedule.OnHoliday;
import dev.steward.schedule.Recurrence;
import dev.steward.slack.Actor;
import dev.steward.testing.TestDatabase;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserGroups;
import dev.steward.workspace.UserGroups.Said;
import dev.steward.workspace.UserGroups.UserGroup;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * Four reviews for a whole year, 2040, with all that a year brings, compared line by line with what was looked through by hand:
 * {@code cadence/golden-year.txt}. {@code -Dsteward.regenerate=true} writes it anew; then look through what is different.
 */
class GoldenYearTest {
    private static final Path GOLDEN = Path.of("src/test/resources/cadence/golden-year.txt");
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final ZoneId TOKYO = ZoneId.of("Asia/Tokyo");
    private static final ZoneId SYDNEY = ZoneId.of("Australia/Sydney");
    private static final String GROUP = "S0UPDATES";
    private static final Duration MINUTE = Duration.ofMinutes(1);
    /** By cadence, as their lines name them: what is done to a session instead of starting and closing it. */
    private static final Set<String> NOBODY_STARTS = Set.of("1 Tue 14 Feb 10:00", "3 Thu 19 Jan 14:00");

    private static final WorkspaceId WORKSPACE = new WorkspaceId(
            UUID.fromString("00000000-0000-0000-0000-0000000000aa"));
    private static final ChannelId GENERAL = new ChannelId("C0GENERAL1");

    private final String url = TestDatabase.create().url();
    private final HandClock clock = new HandClock(berlin("2040-01-02T08:00"));
    private final Year year = new Year(clock, WORKSPACE);
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path home;

    private @Nullable ConfigurableApplicationContext steward;
    @SuppressWarnings("NullAway.Init")
    private CreateCadence create;
    @SuppressWarnings("NullAway.Init")
    private ChangeCadence changes;
    @SuppressWarnings("NullAway.Init")
    private ChangeSession sessionChanges;
    @SuppressWarnings("NullAway.Init")
    private SteerSession steer;
    @SuppressWarnings("NullAway.Init")
    private AnswerQuestions answers;
    @SuppressWarnings("NullAway.Init")
    private Sessions sessions;
    @SuppressWarnings("NullAway.Init")
    private Members members;
    @SuppressWarnings("NullAway.Init")
    private Absences absences;
    @SuppressWarnings("NullAway.Init")
    private Holidays holidays;
    @SuppressWarnings("NullAway.Init")
    private UserGroups groups;
    @SuppressWarnings("NullAway.Init")
    private CadenceId roadmap;
    @SuppressWarnings("NullAway.Init")
    private CadenceId update;
    @SuppressWarnings("NullAway.Init")
    private CadenceId decisions;
    @SuppressWarnings("NullAway.Init")
    private CadenceId retrospective;

    @AfterEach
    void stop() {
        if (steward != null) {
            steward.close();
        }
    }

    /** Again, and nothing that was kept in memory is there any more. */
    private void start() {
        stop();
        ConfigurableApplicationContext fresh = WholeSteward.start("golden", url, home, clock);
        steward = fresh;
        year.runs(fresh);
        create = fresh.getBean(CreateCadence.class);
        changes = fresh.getBean(ChangeCadence.class);
        sessionChanges = fresh.getBean(ChangeSession.class);
        steer = fresh.getBean(SteerSession.class);
        answers = fresh.getBean(AnswerQuestions.class);
        sessions = fresh.getBean(Sessions.class);
        members = fresh.getBean(Members.class);
        absences = fresh.getBean(Absences.class);
        holidays = fresh.getBean(Holidays.class);
        groups = fresh.getBean(UserGroups.class);
    }

    @Test
    void aYearOfReviewsIsAsItWasLookedThrough() throws IOException {
        start();
        Objects.requireNonNull(steward).getBean(JdbcTemplate.class).update("""
                insert into workspace (id, team_id, name, app_id, bot_user_id, bot_id, bot_token_ciphertext, installed_at)
                values (?, 'T0FERNHILL', 'Fernhill', 'A1', 'U0', 'B0', '', now())
                """, WORKSPACE.value());
        lives(PM, BERLIN);
        lives(SELLER, BERLIN);
        lives(OPS, NEW_YORK);
        lives(EXECUTIVE, TOKYO);
        lives(SUPPORT, SYDNEY);
        year.begin(berlin("2040-01-02T08:00"));
        holidays.place(WORKSPACE, new Holidays.Place("de", null));
        group(1, SELLER, OPS, EXECUTIVE);
        createAll();
        year.reacts(this::react);
        script();
        try {
            year.until(berlin("2041-01-01T00:00"));
        } finally {
            Files.write(Path.of("target/golden-year.txt"), year.lines());
        }
        compare();
    }

    private void createAll() {
        var everyOther = new Recurrence(LocalDateTime.parse("2040-01-03T10:00"), BERLIN,
                "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", OnHoliday.NEXT_WORKING_DAY, false, Collections.emptySortedSet(),
                Collections.emptySortedSet());
        roadmap = cadence("Roadmap review", Template.ROADMAP_REVIEW, everyOther, new AfterDowntime.Coalesce(), 60,
                people(PM, SELLER, EXECUTIVE), Lead.days(2), Lead.days(1), Lead.minutes(10));
        update = cadence("Weekly update", Template.WEEKLY_UPDATE,
                Recurrence.of(LocalDateTime.parse("2040-01-06T10:00"), BERLIN, "FREQ=WEEKLY;BYDAY=FR")
                        .onHoliday(OnHoliday.SKIP),
                new AfterDowntime.RunLate(Duration.ofHours(4)), 420, new People(List.of(PM.id()), List.of(GROUP)),
                Lead.minutes(0), null, Lead.hours(1));
        decisions = cadence("Decision review", Template.DECISION_REVIEW,
                Recurrence.of(LocalDateTime.parse("2040-01-05T14:00"), NEW_YORK, "FREQ=WEEKLY;BYDAY=TH"),
                new AfterDowntime.Skip(), 45, people(OPS, PM), Lead.days(1), null, Lead.minutes(10));
        retrospective = cadence("Retrospective", Template.RETROSPECTIVE,
                Recurrence.of(LocalDateTime.parse("2040-01-31T15:00"), TOKYO,
                        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1").onHoliday(OnHoliday.PREVIOUS_WORKING_DAY),
                new AfterDowntime.RunLate(Duration.ofDays(7)), 60, people(EXECUTIVE, SUPPORT), Lead.days(1), null,
                Lead.minutes(10));
    }

    private void script() {
        at("2040-01-26T12:00", "Jonas skips the decision review of 26 January: fair week",
                () -> steer.skip(WORKSPACE, SessionSnapshot.of(next(decisions)), OPS.id(), Role.ADMIN, "Fair week"));
        at("2040-02-24T09:00", "Maya moves the roadmap review of 28 February to Thursday 1 March, 15:00",
                () -> steer.move(WORKSPACE, SessionSnapshot.of(next(roadmap)), PM.id(), Role.MEMBER,
                        LocalDateTime.parse("2040-03-01T15:00")));
        at("2040-02-28T09:00", "Maya cancels the retrospective of 29 February: nobody is in",
                () -> steer.cancel(WORKSPACE, SessionSnapshot.of(next(retrospective)), PM.id(), Role.MEMBER,
                        "Nobody is in"));
        at("2040-04-03T09:00", "Yuki joins the group of the weekly update", () -> group(2, SELLER, OPS, EXECUTIVE,
                SUPPORT));
        at("2040-04-10T18:00", "Maya says that she is away from 23 April to 18 May", () -> away(PM,
                "2040-04-23T00:00", "2040-05-19T00:00"));
        at("2040-05-22T09:00", "5 June is a company day", () -> holidays.declare(WORKSPACE,
                LocalDate.parse("2040-06-05"), "Company day"));
        at("2040-06-18T09:00", "Whoever facilitates the roadmap review of 19 June falls ill for that day", () -> {
            UserId ill = Objects.requireNonNull(next(roadmap).facilitator());
            year.note(berlin("2040-06-18T09:00"), "It is " + Year.name(ill));
            away(ill, "2040-06-18T09:00", "2040-06-20T00:00");
        });
        at("2040-07-03T18:00", "Jonas pauses the decision review", () -> changes.change(WORKSPACE, decisions,
                (cadence, now) -> cadence.pause(OPS.id(), Role.ADMIN, now)));
        at("2040-07-24T18:00", "Jonas resumes the decision review", () -> changes.change(WORKSPACE, decisions,
                (cadence, now) -> cadence.resume(OPS.id(), Role.ADMIN, now)));
        at("2040-08-06T09:00", "14 August is a company day", () -> holidays.declare(WORKSPACE,
                LocalDate.parse("2040-08-14"), "Another day"));
        at("2040-08-07T09:00", "14 August is not a company day after all",
                () -> holidays.withdraw(WORKSPACE, LocalDate.parse("2040-08-14")));
        at("2040-09-04T09:00", "Diego leaves the group of the weekly update", () -> group(3, OPS, EXECUTIVE, SUPPORT));
        year.restarts(berlin("2040-03-19T03:00"), this::start);
        year.restarts(berlin("2040-09-24T03:00"), this::start);
        year.down(Instant.parse("2040-10-30T20:00:00Z"), Instant.parse("2040-11-06T20:00:00Z"), this::start);
    }

    /** Meetings are started a minute late and closed after half their time; what is asked in writing is answered by some. */
    private void react(Year.Happening happening) {
        String name = happening.reference() + " " + happening.planned();
        if (happening.kind() == Kind.DUE && !NOBODY_STARTS.contains(name) && happening.reference() != 2) {
            year.at(clock.instant().plus(MINUTE), "", () -> lead(happening, Session::start));
            year.at(clock.instant().plus(MINUTE.multipliedBy(25)), "", () -> lead(happening, Session::close));
        }
        if (happening.kind() == Kind.ASKED) {
            for (UserId person : happening.to()) {
                Duration after = Map.of(PM.id(), Duration.ofMinutes(20), SELLER.id(), Duration.ofHours(5),
                        EXECUTIVE.id(), Duration.ofMinutes(390), OPS.id(), Duration.ofHours(30))
                        .getOrDefault(person, Duration.ofDays(400));
                year.at(clock.instant().plus(after), Year.name(person) + " answers the weekly update",
                        () -> answers.answer(new Actor(WORKSPACE, person, "T0FERNHILL", Role.MEMBER),
                                new AskForm.Sent(happening.session(), 0, false, List.of("What moved?"),
                                        List.of("All of it"))));
            }
        }
    }

    @FunctionalInterface
    private interface Doing {
        void does(Session session, Standing who, Instant now);
    }

    private void lead(Year.Happening happening, Doing doing) {
        UserId facilitator = sessions.find(WORKSPACE, happening.session()).orElseThrow().facilitator();
        UserId who = facilitator == null ? PM.id() : facilitator;
        sessionChanges.change(WORKSPACE, happening.session(), who, Role.MEMBER,
                (cadence, session, standing, now) -> doing.does(session, standing, now));
    }

    private Session next(CadenceId cadence) {
        return sessions.open(WORKSPACE, cadence).stream().filter(each -> each.state().ahead() && !each.due())
                .findFirst().orElseThrow();
    }

    private CadenceId cadence(String title, Template template, Recurrence recurrence, AfterDowntime afterDowntime,
            int minutes, People people, Lead agenda, @Nullable Lead preRead, Lead reminder) {
        var rules = new Rules(title, template, template.written(), GENERAL, null, recurrence,
                afterDowntime, Duration.ofMinutes(minutes), people, List.of(), agenda, preRead, List.of(reminder),
                template.written() ? List.of("What moved?") : List.of());
        return create.create(WORKSPACE, "golden-" + title, PM.id(), rules).facts().id();
    }

    private static People people(Who... who) {
        return new People(Arrays.stream(who).map(Who::id).toList(), List.of());
    }

    private void group(long updated, Who... who) {
        groups.save(WORKSPACE, new Said(new UserGroup(GROUP, "updates", "Updates"),
                Arrays.stream(who).map(Who::id).collect(Collectors.toSet()), false, updated));
    }

    private void away(Who who, String from, String to) {
        away(who.id(), from, to);
    }

    private void away(UserId who, String from, String to) {
        absences.add(WORKSPACE, who, new Absence(berlin(from), berlin(to)));
    }

    private void lives(Who who, ZoneId zone) {
        members.save(new Member(WORKSPACE, who.id(), "T0FERNHILL", Year.name(who.id()), null, zone,
                who == OPS ? Role.ADMIN : Role.MEMBER, false, false));
        year.lives(who, zone);
    }

    private void at(String local, String words, Runnable what) {
        year.at(berlin(local), words, what);
    }

    private static Instant berlin(String local) {
        return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
    }

    private void compare() throws IOException {
        List<String> lines = year.lines();
        if (Boolean.getBoolean("steward.regenerate")) {
            Files.createDirectories(Objects.requireNonNull(GOLDEN.getParent()));
            Files.writeString(GOLDEN, HEAD + String.join("\n", lines) + "\n");
            return;
        }
        assertThat(lines).containsExactlyElementsOf(
                Files.readAllLines(GOLDEN).stream().filter(line -> !line.startsWith("#")).toList());
    }

    private static final String HEAD = """
            # Four reviews in the year 2040, as GoldenYearTest lets it pass. Times at the front are UTC.
            #   *  somebody does something, or Steward stops and starts
            #      (nothing) what becomes of a session, named by its cadence and by what that one's rule says, on its own clock
            #   >  what people are told: where, the reader's own time in brackets for direct messages, and what phones show of it;
            #      dates in it are on the reader's clock, in channels UTC. "now": what a card shows is something else from now on
            # REV-1  Roadmap review    every other Tuesday from 3 January, 10:00 Berlin, 60 min; on a holiday the next working day;
            #                          after downtime one for all; Maya and Diego (Berlin), Amara (Tokyo)
            # REV-2  Weekly update     Fridays 10:00 on everybody's clock, 7 h to answer; not on holidays; after downtime up to 4 h late;
            #                          Maya and a group: Diego, Jonas (New York), Amara; Yuki (Sydney) from April; Diego until September
            # REV-3  Decision review   Thursdays 14:00 New York, 45 min, holiday or not; missed is missed; Jonas and Maya
            # REV-4  Retrospective     last working day of the month 15:00 Tokyo, 60 min; on a holiday the day before;
            #                          after downtime up to 7 days late; Amara and Yuki
            # Clocks: New York 11 March and 4 November, Berlin 25 March and 28 October, Sydney 1 April and 7 October; Tokyo never.
            # Holidays of Germany: Good Friday 30 March, Easter Monday 2 April, 1 May, 10 May, 21 May, 3 October, 25 and 26 December.
            """;
}
