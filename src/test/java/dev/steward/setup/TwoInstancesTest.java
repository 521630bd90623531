package dev.steward.setup;

import static dev.steward.sandbox.Who.EXECUTIVE;
import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;
import static dev.steward.sandbox.Who.SUPPORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.steward.sandbox.Person;
import dev.steward.sandbox.Race;
import dev.steward.sandbox.Races;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Shown;
import dev.steward.sandbox.Who;

/** How Steward is set up and kept running, said at two whole Stewards in the same instant: one effect, and nothing is taken back unseen. */
@SandboxTest
class TwoInstancesTest {
    private static final String INTAKE = "#product-feedback";

    @Autowired
    private SandboxSlack slack;
    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void twoAdmins() {
        slack.makes(EXECUTIVE, "ADMIN");
        slack.settles();
    }

    @AfterEach
    void tidy() {
        slack.unarchives(INTAKE);
    }

    @Races({"form setup"})
    void whatTwoAdminsSetUpIsKeptOfBothOrOfOne(Race race) throws Exception {
        slack.as(OPS).types("/steward setup").chooses("Who is in ops?", PM.id().value());
        slack.as(EXECUTIVE).types("/steward setup").fills("Which reaction captures a message?", "ear");
        race.between(submitting(OPS), submitting(EXECUTIVE));
        slack.as(PM).types("/steward setup").seesModal("Set up Steward");
        assertThat(jdbc.sql("select capture_emoji from workspace").query(String.class).single()).isEqualTo("ear");

        slack.as(OPS).types("/steward setup").chooses("Who is in ops?", SELLER.id().value());
        slack.as(EXECUTIVE).types("/steward setup").chooses("Who is in ops?", SUPPORT.id().value());
        race.between(submitting(OPS), submitting(EXECUTIVE));
        race.tells("Somebody else changed this just now.");
    }

    @Races({"form setup.area", "form setup.people", "people.manager.remove", "form setup.holidays",
            "form setup.holidays.day", "holidays.day.remove"})
    void anAreaAManagerAndADayOffAreSetOnce(Race race) throws Exception {
        both("/steward setup", person -> person.presses("Add an area").seesModal("New area").fills("Name", "Search"));
        race.once("area", submitting(OPS), submitting(EXECUTIVE));
        race.tells("There is already an area with this name.");
        both("/steward setup", person -> person.presses("People").chooses("Whose manager?", PM.id().value())
                .sees("Who do they report to?").chooses("Who do they report to?", SELLER.id().value()));
        race.between(submitting(OPS), submitting(EXECUTIVE));
        both("/steward setup", person -> person.presses("People").chooses("Whose manager?", PM.id().value())
                .sees("Remove the manager"));
        race.between(pressing(OPS, "Remove the manager"), pressing(EXECUTIVE, "Remove the manager"));
        race.tells("has no manager now");

        String day = LocalDate.ofInstant(slack.clock().instant(), ZoneOffset.UTC).plusDays(9).toString();
        both("/steward setup", person -> person.presses("Edit holidays").presses("Add a day")
                .seesModal("Add a day off").chooses("Which day?", day).fills("What is it called?", "Summer party"));
        race.once("holiday", submitting(OPS), submitting(EXECUTIVE));
        both("/steward setup", person -> person.presses("Edit holidays").sees("Summer party"));
        race.between(pressing(OPS, "Remove"), pressing(EXECUTIVE, "Remove"));
        both("/steward setup", person -> person.presses("Edit holidays").seesModal("Holidays")
                .chooses("Which days are the weekend?", "Friday", "Saturday"));
        race.between(submitting(OPS), submitting(EXECUTIVE));
    }

    /** Though it has just looked, and remembers. */
    @Races({})
    void whatIsChangedAtOneTheOtherKnowsSoon(Race race) {
        SandboxSlack second = race.second();
        second.as(PM).types("/steward setup").sees("Only ops people and admins can do this");
        slack.as(OPS).types("/steward setup").chooses("Who is in ops?", PM.id().value()).submits().seesNoModal();
        soon(() -> second.as(PM).types("/steward setup").modals() == 1);
        second.as(PM).closesEverything();
        slack.as(OPS).types("/steward setup").chooses("Who is in ops?").submits().seesNoModal();
        soon(() -> second.as(PM).closesEverything().types("/steward setup").modals() == 0);

        second.as(OPS).types("/steward setup").presses("Edit holidays").seesModal("Holidays").seesNo("Summer party")
                .closesEverything();
        LocalDate day = LocalDate.ofInstant(slack.clock().instant(), ZoneOffset.UTC).plusDays(9);
        slack.as(OPS).types("/steward setup").presses("Edit holidays").presses("Add a day")
                .seesModal("Add a day off").chooses("Which day?", day.toString())
                .fills("What is it called?", "Summer party").submits().sees("Summer party").closesEverything();
        soon(() -> second.as(OPS).closesEverything().types("/steward setup").presses("Edit holidays")
                .seesModal("Holidays").modal().toString().contains("Summer party"));
    }

    private static void soon(Callable<Boolean> seen) {
        Awaitility.await().atMost(Duration.ofSeconds(3)).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(100))
                .until(seen);
    }

    @Races({"form policy", "policy.restore"})
    void thePolicyIsChangedOnce(Race race) throws Exception {
        both("/steward policy", person -> person.seesModal("Policy").fills("Rule 1: Low risk goes alone",
                "name: Low risk goes alone\nwhen: {risk: low}\ndecide: autonomous\nbecause: " + person.id().value()));
        race.once("policy_version", submitting(OPS), submitting(EXECUTIVE));
        race.tells("Save anyway");
        both("/steward policy history", person -> person.seesModal("Policy: history"));
        race.once("policy_version", pressing(OPS, "Restore"), pressing(EXECUTIVE, "Restore"));
    }

    @Races({"form initiative.form"})
    void anInitiativeIsMadeAndChangedOnce(Race race) throws Exception {
        slack.as(PM).types("/initiative new Dark mode").seesModal("New initiative");
        race.once("initiative", submitting(PM));
        slack.as(PM).closesEverything().types("/initiative edit INIT-1").fills("Name", "Maya's");
        slack.as(OPS).types("/initiative edit INIT-1").fills("Name", "Jonas's");
        race.between(submitting(PM), submitting(OPS));
        race.tells("Somebody else changed");
    }

    @Races({"form away", "away.cancel", "away.replace", "form hours", "calendar.new", "calendar.off"})
    void whoIsAwayIsAwayOnce(Race race) throws Exception {
        LocalDate today = LocalDate.ofInstant(slack.clock().instant(), ZoneOffset.UTC);
        slack.as(PM).types("/steward away").seesModal("Away").chooses("First day", today.plusDays(10).toString())
                .chooses("Last day", today.plusDays(12).toString());
        race.once("absence", submitting(PM));
        slack.as(PM).closesEverything().types("/steward away " + today.plusDays(12) + " to " + today.plusDays(14))
                .sees("You are away then already");
        Shown asked = slack.as(PM).whisper();
        race.between(at -> at.as(PM).presses("Replace", asked));
        assertThat(jdbc.sql("select count(*) from absence").query(Integer.class).single()).isOne();
        Shown list = slack.as(PM).types("/steward away list").sees("Cancel").whisper();
        race.between(at -> at.as(PM).presses("Cancel", list));
        assertThat(jdbc.sql("select count(*) from absence").query(Integer.class).single()).isZero();

        slack.as(PM).types("/steward hours").fills("When do you work?", "tue-thu 10am-4pm");
        race.once("working_hours", submitting(PM));
        slack.as(PM).closesEverything().types("/steward calendar").seesModal("Your calendar");
        race.between(pressing(PM, "New address"));
        slack.as(PM).closesEverything().types("/steward calendar").seesModal("Your calendar");
        race.between(pressing(PM, "Turn off"));
    }

    @Races({"schedule.pause", "schedule.resume", "schedule.run", "schedule.retry", "schedule.drop",
            "calendar.ritual"})
    void whatRecursIsPausedResumedAndRunOnce(Race race) throws Exception {
        slack.as(PM).types("/release subscribe weekly fri 16:00").sees("gets a digest");
        for (String what : List.of("Pause", "Resume", "Run now")) {
            both("/steward schedule", person -> person.sees("What recurs"));
            race.between(pressing(OPS, what), pressing(EXECUTIVE, what));
        }
        slack.as(OPS).closesEverything().types("/steward schedule").seesModal("Schedule");
        race.once("calendar_feed", pressing(OPS, "Calendar"));
        slack.as(PM).types("/cadence new \"Talk\" every Tuesday 10:00 in #general with @maya").sees("is set up");
        for (String what : List.of("Try again", "Drop")) {
            assertThat(jdbc.sql("""
                    update timer set try_at = null, failed_at = now(), attempts = 1, failure = 'no luck'
                    where type like 'cadence%'
                    """).update()).isPositive();
            both("/steward schedule", person -> person.sees("Needs a look"));
            race.between(pressing(OPS, what), pressing(EXECUTIVE, what));
            race.tells("That one is gone meanwhile.");
        }
    }

    @Races({"delivery.again", "delivery.arrived", "delivery.drop", "delivery.all.again", "delivery.all.drop"})
    void whatFailedIsSentAgainOrDroppedOnce(Race race) throws Exception {
        List<Shown> failed = failed("One is slow");
        race.between(at -> at.as(OPS).presses("Drop", failed.getFirst()),
                at -> at.as(EXECUTIVE).presses("Drop", failed.getLast()));
        race.tells("somebody has dropped it meanwhile.");

        List<Shown> again = failed("Two is slow");
        slack.unarchives(INTAKE);
        race.between(at -> at.as(OPS).presses("Send again", again.getFirst()),
                at -> at.as(EXECUTIVE).presses("Send again", again.getLast()));
        stands("Two is slow");

        failed("Three is slow");
        jdbc.sql("update delivery set state = 'held', uncertain = true where state = 'failed'").update();
        List<Shown> held = lists();
        race.between(at -> at.as(OPS).presses("It arrived", held.getFirst()),
                at -> at.as(EXECUTIVE).presses("It arrived", held.getLast()));

        failed("Four is slow");
        List<Shown> many = failed("Five is slow");
        slack.unarchives(INTAKE);
        race.between(at -> at.as(OPS).presses("Send all 2 again", many.getFirst()),
                at -> at.as(EXECUTIVE).presses("Drop all 2", many.getLast()));
    }

    @FunctionalInterface
    private interface Looking {
        Person at(Person person);
    }

    private void both(String command, Looking looking) {
        Stream.of(OPS, EXECUTIVE).forEach(who -> looking.at(slack.as(who).closesEverything().types(command)));
    }

    private static Race.Deed submitting(Who who) {
        return at -> at.as(who).submits();
    }

    private static Race.Deed pressing(Who who, String label) {
        return at -> at.as(who).presses(label);
    }

    private void stands(String words) {
        slack.channel(INTAKE).awaitMessage(words);
        slack.settles();
        assertThat(slack.channel(INTAKE).messages()).filteredOn(each -> each.text().contains(words)).hasSize(1);
    }

    /** A card that cannot be posted, and what the two admins are shown of it. */
    private List<Shown> failed(String said) {
        slack.archives(INTAKE);
        long before = failures();
        slack.as(SUPPORT).types("/feedback " + said);
        Awaitility.await().atMost(Duration.ofSeconds(8)).until(() -> failures() > before && jdbc
                .sql("select count(*) from delivery where due_at is not null").query(Long.class).single() == 0);
        return lists();
    }

    private List<Shown> lists() {
        return Stream.of(OPS, EXECUTIVE).map(who -> slack.as(who).types("/steward deliveries").sees("*FB-").whisper())
                .toList();
    }

    private long failures() {
        return jdbc.sql("select count(*) from delivery where form = 'card' and state = 'failed'").query(Long.class)
                .single();
    }
}
