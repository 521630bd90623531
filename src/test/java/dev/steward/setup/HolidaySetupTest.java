package dev.steward.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.steward.sandbox.Person;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Who;
import dev.steward.schedule.Holidays;
import dev.steward.schedule.Holidays.Place;

@SandboxTest
class HolidaySetupTest {
    private static final String COUNTRY = "Which country's public holidays do you keep?";
    private static final String REGION = "Which region's?";
    private static final String WEEKEND = "Which days are the weekend?";

    @Autowired
    SandboxSlack slack;
    @Autowired
    Holidays holidays;

    @Test
    void opsSayWhereTheyAreAndWhenTheyRest() {
        form().picks(COUNTRY, "germ", "Germany").sees(REGION).picks(REGION, "Berlin")
                .chooses(WEEKEND, "Friday", "Saturday").submits().seesModal("Set up Steward")
                .sees("Germany, Berlin. The weekend is Friday and Saturday.");

        assertThat(holidays.place(slack.workspace())).contains(new Place("de", "be"));
        assertThat(holidays.of(slack.workspace()).weekend()).containsExactlyInAnyOrder(DayOfWeek.FRIDAY,
                DayOfWeek.SATURDAY);

        Person jonas = form();
        assertThat(jonas.field(COUNTRY)).contains("Germany");
        assertThat(jonas.field(REGION)).contains("Berlin");
        jonas.picks(COUNTRY, "No public").seesNo(REGION).submits().sees("No public holidays yet.");
        assertThat(holidays.place(slack.workspace())).isEmpty();
        slack.hadNoTrouble();
    }

    @Test
    void countriesAreFoundByTheirNames() {
        Person jonas = form();

        assertThat(jonas.offered(COUNTRY, "united")).first().asString().startsWith("United");
        assertThat(jonas.offered(COUNTRY, "land")).contains("Finland", "Poland").doesNotContain("Germany");
        assertThat(jonas.offered(COUNTRY, "")).startsWith("No public holidays").hasSizeGreaterThan(70);
        assertThat(jonas.offered(COUNTRY, "Atlantis")).isEmpty();
    }

    @Test
    void aRegionOfAnotherCountryIsNotKept() {
        form().picks(COUNTRY, "Germany").picks(REGION, "Bavaria").picks(COUNTRY, "Austria").sees(REGION).submits()
                .sees("Austria.");

        assertThat(holidays.place(slack.workspace())).contains(new Place("at", null));
    }

    @Test
    void whatWasChosenStaysWhileDaysAreAddedAndRemoved() {
        LocalDate day = LocalDate.ofInstant(slack.clock().instant(), ZoneId.of("UTC")).plusDays(10);
        Person jonas = form().picks(COUNTRY, "Germany").picks(REGION, "Berlin").chooses(WEEKEND, "Sunday");

        jonas.presses("Add a day").seesModal("Add a day off").chooses("Which day?", day.toString())
                .fills("What is it called?", "Summer <party>").submits().seesModal("Holidays").sees("Summer <party>");
        assertThat(holidays.own(slack.workspace())).containsEntry(day, "Summer <party>");
        assertThat(jonas.field(COUNTRY)).contains("Germany");
        assertThat(jonas.field(REGION)).contains("Berlin");

        jonas.presses("Remove").seesNo("Summer <party>");
        assertThat(holidays.own(slack.workspace())).isEmpty();

        jonas.submits().sees("Germany, Berlin. The weekend is Sunday.");
        slack.hadNoTrouble();
    }

    @Test
    void mistakesStandBesideTheirFieldsAndNothingIsLost() {
        LocalDate past = LocalDate.ofInstant(slack.clock().instant(), ZoneId.of("UTC")).minusDays(3);
        form().presses("Add a day").chooses("Which day?", past.toString()).fills("What is it called?", "  ").submits()
                .seesFieldError("Which day?", "This day is over. Please choose one ahead.")
                .seesFieldError("What is it called?", "Please give the day a name.");
        assertThat(holidays.own(slack.workspace())).isEmpty();

        Person jonas = form().picks(COUNTRY, "Germany")
                .chooses(WEEKEND, "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
                .submits().seesFieldError(WEEKEND, "At least one day of the week is worked.");
        assertThat(jonas.field(COUNTRY)).contains("Germany");
        assertThat(holidays.place(slack.workspace())).isEmpty();
    }

    @Test
    void whatSomebodyElseSetMeanwhileIsNotTakenBack() {
        slack.makes(Who.EXECUTIVE, "ADMIN");
        Person jonas = form().picks(COUNTRY, "germ", "Germany");
        Person amara = slack.as(Who.EXECUTIVE).types("/steward setup").presses("Edit holidays")
                .chooses(WEEKEND, "Friday", "Saturday");
        jonas.submits().seesModal("Set up Steward");
        amara.submits().seesModal("Set up Steward");
        assertThat(holidays.place(slack.workspace())).as("only one changed it").contains(new Place("de", null));
        assertThat(holidays.of(slack.workspace()).weekend()).containsExactlyInAnyOrder(DayOfWeek.FRIDAY,
                DayOfWeek.SATURDAY);
        jonas.closesAll();
        amara.closesAll();

        LocalDate day = LocalDate.ofInstant(slack.clock().instant(), ZoneId.of("UTC")).plusDays(10);
        jonas = form().picks(COUNTRY, "fran", "France");
        amara = slack.as(Who.EXECUTIVE).types("/steward setup").presses("Edit holidays").picks(COUNTRY, "pol", "Poland")
                .presses("Add a day").chooses("Which day?", day.toString()).fills("What is it called?", "Party")
                .submits().seesModal("Holidays");
        jonas.submits().seesModal("Set up Steward");
        amara.submits().seesFieldError(COUNTRY, "Somebody else changed this just now.");
        assertThat(holidays.place(slack.workspace())).contains(new Place("fr", null));
    }

    private Person form() {
        return slack.as(Who.OPS).types("/steward setup").presses("Edit holidays").seesModal("Holidays");
    }
}
