package dev.steward.timetable;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.JsonNode;

import dev.steward.sandbox.ForgedPress;
import dev.steward.sandbox.Person;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Who;
import dev.steward.schedule.AfterDowntime;
import dev.steward.schedule.CalendarFeeds;
import dev.steward.schedule.OnHoliday;
import dev.steward.schedule.Recurrence;
import dev.steward.schedule.RitualKey;
import dev.steward.schedule.Rituals;
import dev.steward.slack.Actor;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.FormValues;
import dev.steward.workspace.Role;

@SandboxTest
@Import({ScheduleTest.Review.class, ScheduleTest.Nudge.class})
class CalendarTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:\\d+/calendar/stw_[\\w-]{64}\\.ics");

    @Autowired
    SandboxSlack slack;
    @Autowired
    Rituals rituals;
    @Autowired
    TransactionTemplate transaction;
    @Autowired
    ScheduleTest.Review review;
    @Autowired
    CalendarFeeds feeds;

    private final UUID subject = UUID.randomUUID();
    private final HttpClient web = HttpClient.newHttpClient();

    @BeforeEach
    void plan() {
        review.ofMaya.clear();
        transaction.executeWithoutResult(status -> rituals.plan(key(), Recurrence
                .of(LocalDateTime.parse("2026-01-05T10:00"), BERLIN, "FREQ=WEEKLY")
                .onHoliday(OnHoliday.NEXT_WORKING_DAY), new AfterDowntime.Skip()));
    }

    @Test
    void aMemberSubscribesToWhatConcernsThem() throws Exception {
        review.ofMaya.add(subject);

        Person maya = slack.as(Who.PM).types("/steward calendar").seesModal("Your calendar")
                .sees("Subscribe to this address")
                .sees("not shown again");
        String calendar = read(address(maya), 200);

        assertThat(calendar).contains("SUMMARY:Roadmap review of <Search & co>", "RRULE:FREQ=WEEKLY",
                "DTSTART;TZID=Europe/Berlin:20260105T100000");

        Person diego = slack.as(Who.SELLER).types("/steward calendar").seesModal("Your calendar");
        assertThat(read(address(diego), 200)).contains("BEGIN:VCALENDAR").doesNotContain("SUMMARY");
        slack.hadNoTrouble();
    }

    @Test
    void aNewAddressEndsTheOldOneAndOffEndsAll() throws Exception {
        Person maya = slack.as(Who.PM).types("/steward calendar");
        String first = address(maya);

        maya.closes().types("/steward calendar").seesModal("Your calendar").sees("shown only then");
        assertThat(maya.modal().toString()).doesNotContain("/calendar/");
        read(first, 200);

        maya.presses("New address").sees("Copy it now");
        String second = address(maya);
        assertThat(second).isNotEqualTo(first);
        read(first, 404);
        read(second, 200);

        maya.presses("Turn off").sees("It is turned off");
        read(second, 404);

        maya.presses("New address").sees("Copy it now");
        read(address(maya), 200);
        slack.hadNoTrouble();
    }

    @Test
    void whatWasShownForAnAddressBeforeLeavesTheOneThatWasJustShown() throws Exception {
        Person maya = slack.as(Who.PM).types("/steward calendar").closes().types("/steward calendar")
                .sees("shown only then");
        JsonNode before = maya.modal();
        String url = address(maya.presses("New address").sees("Copy it now"));

        for (String label : List.of("New address", "Turn off")) {
            new ForgedPress(slack, "T0FERNHILL").press(Who.PM, before, label);
            read(url, 200);
        }
        maya.presses("Turn off").sees("It is turned off");
        read(url, 404);
    }

    @Test
    void guestsOfOtherOrganisationsGetNone() {
        slack.as(Who.OUTSIDER).in("#customer-acme").types("/steward calendar")
                .sees("Only people of this workspace can do this.").seesNoModal();
    }

    /** Drafts and reviews are not for guests, whatever address they still have from before. */
    @Test
    void whoBecameAGuestReadsNoMore() throws Exception {
        String url = address(slack.as(Who.SELLER).types("/steward calendar"));
        read(url, 200);
        slack.makes(Who.SELLER, "GUEST");
        slack.settles();
        read(url, 404);
        slack.makes(Who.SELLER, "MEMBER");
        slack.settles();
        read(url, 200);
    }

    @Test
    void withoutAnAddressOfItsOwnStewardSaysWhatIsMissingAndKeepsWhatThereIs() throws Exception {
        String url = address(slack.as(Who.PM).types("/steward calendar"));
        var lost = new CalendarCommands(feeds, rituals, List.of(), Optional::empty);
        var renew = lost.routes().stream().filter(Route.Action.class::isInstance).map(Route.Action.class::cast)
                .filter(route -> route.actionId().equals(CalendarView.NEW.actionId())).findFirst().orElseThrow();

        Reply reply = renew.handler().handle(new ActionRequest(
                new Actor(slack.workspace(), Who.PM.id(), "T1", Role.MEMBER), "key", CalendarView.NEW.actionId(),
                "calendar.do", "own", null, null, NOTHING, null, Instant.EPOCH));

        assertThat(reply.toString()).contains("STEWARD_PUBLIC_URL");
        read(url, 200);
    }

    @Test
    void opsGiveARitualsCalendar() throws Exception {
        Person jonas = slack.as(Who.OPS).types("/steward schedule").presses("Calendar").seesModal("Calendar")
                .sees("Roadmap review of <Search & co>");
        String url = address(jonas);
        assertThat(read(url, 200)).contains("SUMMARY:Roadmap review of <Search & co>");

        transaction.executeWithoutResult(status -> rituals.pause(key()));
        assertThat(read(url, 200)).doesNotContain("SUMMARY");

        transaction.executeWithoutResult(status -> rituals.end(key()));
        jonas.presses("New address").sees("gone meanwhile");
        slack.hadNoTrouble();
    }

    @Test
    void aDayOffSetInTheFormMovesTheRitualAndItsEntry() throws Exception {
        LocalDate monday = LocalDate.ofInstant(slack.clock().instant(), BERLIN).plusDays(1)
                .with(TemporalAdjusters.next(DayOfWeek.MONDAY));
        review.ofMaya.add(subject);
        String url = address(slack.as(Who.PM).types("/steward calendar"));
        assertThat(read(url, 200)).doesNotContain("RECURRENCE-ID");

        slack.as(Who.OPS).types("/steward setup").presses("Edit holidays").presses("Add a day")
                .chooses("Which day?", monday.toString()).fills("What is it called?", "Company day").submits()
                .seesModal("Holidays").sees("Company day");

        assertThat(rituals.find(key()).orElseThrow().recurrence()
                .after(slack.clock().instant(), review.holidays(key())).limit(3))
                .anySatisfy(one -> assertThat(one.at())
                        .isEqualTo(monday.plusDays(1).atTime(10, 0).atZone(BERLIN).toInstant()));
        assertThat(read(url, 200)).contains("DTSTART;TZID=Europe/Berlin:"
                + monday.plusDays(1).toString().replace("-", "") + "T100000", "RECURRENCE-ID");
    }

    private RitualKey key() {
        return new RitualKey(slack.workspace(), "test.roadmap", subject);
    }

    private static String address(Person person) {
        var found = ADDRESS.matcher(person.modal().toString());
        assertThat(found.find()).as("an address in %s", person.modal()).isTrue();
        return Objects.requireNonNull(found.group());
    }

    private static final FormValues NOTHING = new FormValues() {
        @Override
        public @Nullable String value(String blockId) {
            return null;
        }

        @Override
        public List<String> values(String blockId) {
            return List.of();
        }
    };

    private String read(String url, int status) throws IOException, InterruptedException {
        var answer = web.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(status);
        return answer.body();
    }
}
