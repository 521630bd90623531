package dev.steward.cadence;

import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.OUTSIDER;
import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;
import static dev.steward.sandbox.Who.SUPPORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import dev.steward.sandbox.Person;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.schedule.AfterDowntime;

/** People set reviews up with words and with the form, and see what they are. */
@SandboxTest
class CadenceSetUpStoryTest {
    @Autowired
    private SandboxSlack slack;
    @Autowired
    private Cadences cadences;

    @Test
    void wordsThatAreClearSetItUpAtOnce() {
        Person maya = slack.as(PM).types(
                "/cadence new \"Roadmap review\" every other Tuesday 10:00 in #releases with @product for 45 minutes");
        maya.sees("REV-1 *Roadmap review* is set up, in <#C0RELEASES>")
                .sees("Every other Tuesday at 10:00, Stockholm time")
                .sees("for 45 minutes").sees("everybody in turn").sees("facilitates");
        Rules rules = only().rules();
        assertThat(rules.template()).isEqualTo(Template.ROADMAP_REVIEW);
        assertThat(rules.channel()).isEqualTo(slack.id("#releases"));
        assertThat(rules.participants()).isEqualTo(new People(List.of(), List.of("S0PRODUCTS")));
        assertThat(rules.duration()).isEqualTo(Duration.ofMinutes(45));
        slack.channel("#releases").awaitMessage("set up REV-1");
        maya.presses("Change").seesModal("Change REV-1");
        assertThat(maya.field("When?")).isEqualTo("Every other Tuesday at 10:00");
    }

    @Test
    void namesAsTypedAreUnderstoodAndUnknownOnesGetASentence() {
        slack.as(PM).types("/cadence new \"Standup\" weekdays 9:30 in #general with @jonas and @maya")
                .sees("is set up");
        assertThat(only().rules().participants().members()).containsExactly(OPS.id(), PM.id());
        slack.as(PM).types("/cadence new \"Sync\" weekdays 9:30 in #nowhere with @nobody").seesModal("Set up a review")
                .sees("I do not know “#nowhere”").sees("I do not know “@nobody”");
        slack.as(PM).closes().in("#customer-acme").types("/cadence new \"Sync\" weekdays 9:30 with @nadia @maya")
                .seesModal("Set up a review").sees("Nadia Haddad is of another organisation.");
        slack.as(OUTSIDER).in("#customer-acme").types("/cadence").sees("Only people of this workspace can do this.")
                .types("/cadence list").sees("Only people of this workspace can do this.");
    }

    @Test
    void whatIsMissingOpensTheFormWithTheRest() {
        Person maya = slack.as(PM).types("/cadence new \"Team talk\" now and then, in #releases as retro");
        maya.seesModal("Set up a review").sees("I did not understand “now”")
                .sees("Say who takes part: people, groups, or both.");
        assertThat(maya.field("What is it called?")).isEqualTo("Team talk");
        maya.submits().seesFieldError("When?", "I did not understand").seesFieldError("Who takes part?",
                "Say who takes part");
        maya.fills("When?", "every friday 15:00").sees("*Every Friday at 15:00, Stockholm time*").sees("The next ones")
                .chooses("Who takes part?", PM.id().value(), SELLER.id().value()).sees("· " + PM.id().mention())
                .sees("· " + SELLER.id().mention()).submits().seesModal("REV-1").sees("It is set up.")
                .sees("Every Friday at 15:00, Stockholm time");
        assertThat(only().rules().template()).isEqualTo(Template.RETROSPECTIVE);
    }

    @Test
    void theTemplateFillsInWhatIsUsualAndKeepsWhatWasTyped() {
        Person maya = slack.as(PM).in("#releases").types("/cadence").seesModal("Set up a review");
        assertThat(maya.field("What is it called?")).isEqualTo("Roadmap review");
        maya.fills("When?", "every monday 8:00").chooses("What kind of review is it?", "Weekly written update")
                .sees("What do you ask?").seesNo("Who facilitates?");
        assertThat(maya.field("What is it called?")).isEqualTo("Weekly written update");
        assertThat(maya.field("When?")).isEqualTo("every monday 8:00");
        assertThat(maya.field("What do you ask?")).contains("What moved this week?");
        maya.fills("What do you ask?", "What did you learn?\nWhat did you ship?")
                .chooses("What kind of review is it?", "Retrospective").sees("Who facilitates?")
                .seesNo("What do you ask?").chooses("What kind of review is it?", "Blank")
                .sees("Do you meet, or write?")
                .chooses("Do you meet, or write?", "In writing: everybody is asked in their own time");
        assertThat(maya.field("What do you ask?")).isEqualTo("What did you learn?\nWhat did you ship?");
        maya.presses("More settings")
                .picks("How long does everybody have to answer?", "90 minutes", "1 hour and 30 minutes")
                .picks("Whose day is it?", "new york", "America/New_York").sees("New York time")
                .chooses("On holidays", "It moves to the next working day")
                .chooses("If Steward was down when one was to begin", "One is held for all that were missed")
                .presses("Fewer settings").seesNo("On holidays").fills("What is it called?", "Learnings")
                .picks("And which groups?", "cust", "@customer-facing").submits().seesModal("REV-1");
        Rules rules = only().rules();
        assertThat(rules.written()).isTrue();
        assertThat(rules.title()).isEqualTo("Learnings");
        assertThat(rules.questions()).containsExactly("What did you learn?", "What did you ship?");
        assertThat(rules.duration()).isEqualTo(Duration.ofMinutes(90));
        assertThat(rules.zone().getId()).isEqualTo("America/New_York");
        assertThat(rules.afterDowntime()).isEqualTo(new AfterDowntime.Coalesce());
        assertThat(rules.recurrence().onHoliday()).isEqualTo(dev.steward.schedule.OnHoliday.NEXT_WORKING_DAY);
        assertThat(rules.participants().groups()).containsExactly("S0CUSTOMER");
        assertThat(rules.channel()).isEqualTo(slack.id("#releases"));
    }

    @Test
    void onceAnHourIsOftenEnough() {
        slack.as(PM).types("/cadence new \"Pulse\" every 15 minutes in #general with @maya for 5 minutes")
                .sees("That is too often: once an hour at most.").closesAll();
    }

    @Test
    void facilitatorsAreCheckedWhereTheyStand() {
        Person maya = slack.as(PM).types("/cadence").chooses("Who takes part?", PM.id().value(), SUPPORT.id().value())
                .chooses("Who facilitates?", "Always the same person").sees("This person").submits();
        maya.seesFieldError("This person", "Say who facilitates.").chooses("This person", SUPPORT.id().value())
                .sees("· " + SUPPORT.id().mention()).submits().seesModal("REV-1")
                .sees(SUPPORT.id().mention() + " facilitates");
        assertThat(only().rules().facilitators()).containsExactly(SUPPORT.id());
    }

    private Cadence only() {
        List<Cadence> all = cadences.in(slack.workspace(), CadenceState.ACTIVE, 10);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }
}
