package dev.steward.release;

import static dev.steward.sandbox.Who.EXECUTIVE;
import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;
import static dev.steward.sandbox.Who.SUPPORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;

import dev.steward.sandbox.Person;
import dev.steward.sandbox.Race;
import dev.steward.sandbox.Races;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Shown;
import dev.steward.sandbox.Who;
import dev.steward.workspace.Members;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;

/** Every button and form of releases, used at two whole Stewards in the same instant: one effect, and the other hears what has changed. */
@SandboxTest
class TwoInstancesTest {
    private static final String HAPPENED = "release_happening where kind = ";

    @Autowired
    private SandboxSlack slack;
    @Autowired
    private DraftRelease drafts;
    @Autowired
    private ChangeRelease changes;
    @Autowired
    private Members members;

    /** The one that was drafted last. */
    private ReleaseId latest = new ReleaseId(UUID.randomUUID());

    @AfterEach
    void tidy() {
        slack.unarchives("#releases");
    }

    @Races({"form release.form", "form release.plan"})
    void aReleaseIsWrittenAndPublishedOnce(Race race) throws Exception {
        slack.as(PM).types("/release").seesModal("New release").fills("Title", "Ledger export")
                .chooses("How big is it?", "Tier 3 (minor)").fills("What changed?", "You can export.")
                .chooses("Other channels", slack.id("#general").value());
        race.once("release", submitting(PM));
        slack.as(PM).closesEverything().types("/release mine").sees("*REL-1*").seesNo("*REL-2*");

        both("Edit", person -> person.seesModal("Edit REL-1").fills("What changed?", "Says " + name(person)));
        race.once(HAPPENED + "'EDITED'", submitting(PM), submitting(OPS));
        race.tells("Somebody else changed this");

        both("Publish to 1 channel", person -> person.seesModal("Publish").sees("At most"));
        race.once(HAPPENED + "'PUBLISHED'", submitting(PM), submitting(OPS));
        stands("#general", "Ledger export");
    }

    @Races({"form release.plan", "release.page.call-back", "release.page.discard"})
    void whatIsPlannedIsCalledBackAndDiscardedOnce(Race race) throws Exception {
        draft(new When.At(slack.clock().instant().plus(Duration.ofDays(2))), "#general");
        both("Schedule for 1 channel", person -> person.seesModal("Schedule").sees("At most"));
        race.once(HAPPENED + "'PLANNED'", submitting(PM), submitting(OPS));

        both(null, person -> person.sees("*Planned*"));
        race.once(HAPPENED + "'CALLED_BACK'", pressing(PM, "Call back"), pressing(OPS, "Call back"));
        both(null, person -> person.sees("A *draft*"));
        race.once(HAPPENED + "'DISCARDED'", pressing(PM, "Discard"), pressing(OPS, "Discard"));
        slack.as(PM).sees("*Discarded*");
    }

    @Races({"form release.plan", "release.page.discard"})
    void whatIsDiscardedIsNotPublished(Race race) throws Exception {
        draft(new When.Now(), "#general");
        both("Publish to 1 channel", person -> person.seesModal("Publish").sees("At most"));
        slack.as(OPS).closes().seesModal("REL-1");
        race.once("release_happening where kind in ('PUBLISHED', 'DISCARDED')", submitting(PM),
                pressing(OPS, "Discard"));
    }

    @Races({"form release.steer", "form release.form", "form release.edit"})
    void whatIsPublishedIsEditedRetractedAndHandedOverOnce(Race race) throws Exception {
        published("#general");
        both("Hand over", person -> person.seesModal("Hand over")
                .chooses("Who answers for it", (name(person).equals(PM.name()) ? SELLER : SUPPORT).id().value()));
        race.once(HAPPENED + "'HANDED_OVER'", submitting(PM), submitting(OPS));

        members.grantOps(slack.workspace(), List.of(EXECUTIVE.id(), PM.id()));
        slack.as(EXECUTIVE).types("/release REL-1").presses("Edit").seesModal("Edit REL-1")
                .chooses("Other channels", slack.id("#general").value(), slack.id("#customer-acme").value()).submits()
                .seesModal("Save the edit").sees("At most");
        race.once(HAPPENED + "'EDITED'", submitting(EXECUTIVE));
        slack.channel("#customer-acme").awaitMessage("Ledger export");

        slack.as(EXECUTIVE).closesEverything().types("/release REL-1").presses("Edit").seesModal("Edit REL-1")
                .fills("What changed?", "You can export more.");
        slack.as(OPS).closesEverything().types("/release REL-1").presses("Retract").fills("Why?", "It lost rows.");
        race.once("release_happening where kind in ('EDITED', 'RETRACTED')", submitting(EXECUTIVE), submitting(OPS));
        stands("#general", "Ledger export");
    }

    @Races({"release.second.agree", "form release.second.reason"})
    void aSecondPersonAnswersOnce(Race race) throws Exception {
        Shown asked = wide();
        slack.as(EXECUTIVE).inDirectMessages().presses("Send it back", asked).fills("What should change?", "Which?");
        race.once(HAPPENED + "'SENT_BACK'", submitting(EXECUTIVE));
        slack.directMessages(EXECUTIVE).awaitMessage("It is a draft again");
        plan(EXECUTIVE.id());
        Shown again = slack.directMessages(EXECUTIVE).awaitMessage("Looks good, publish it");
        race.once(HAPPENED + "'AGREED'", at -> at.as(EXECUTIVE).inDirectMessages().presses("Looks good, publish it",
                again));
        stands("#general", "Ledger export");
    }

    @Races({"release.second.agree", "form release.second.reason", "release.page.call-back"})
    void whatIsSentBackOrCalledBackIsNotPublished(Race race) throws Exception {
        Shown asked = wide();
        slack.as(EXECUTIVE).inDirectMessages().presses("Send it back", asked).fills("What should change?", "Which?");
        race.once("release_happening where kind in ('SENT_BACK', 'AGREED')", submitting(EXECUTIVE),
                at -> at.as(EXECUTIVE).inDirectMessages().presses("Looks good, publish it", asked));

        slack.as(EXECUTIVE).closesEverything();
        draft(new When.Now(), "#general");
        changes.change(slack.workspace(), latest, (release, around) -> release.plan(PM.id(), Role.MEMBER,
                around.reach(release.content()), around.wide(), EXECUTIVE.id(), around.now()));
        Shown other = slack.directMessages(EXECUTIVE).awaitMessage("*REL-2*");
        slack.as(PM).closesEverything().types("/release REL-2").seesModal("REL-2");
        race.once("release_happening where kind in ('CALLED_BACK', 'AGREED')", pressing(PM, "Call back"),
                at -> at.as(EXECUTIVE).inDirectMessages().presses("Looks good, publish it", other));
    }

    @Races({"release.reader.got", "form release.reader.question", "form release.question.words",
            "release.question.elsewhere"})
    void aReaderCountsOnceAndIsAnsweredOnce(Race race) throws Exception {
        published("#general");
        Shown copy = slack.channel("#general").awaitMessage("Ledger export");
        race.once("release_reader", at -> at.as(SELLER).presses("Got it", copy));
        race.tells("You had said so already.");

        slack.as(SELLER).presses("Ask", copy).fills("What do you want to know?", "Since when?");
        race.once("release_question", submitting(SELLER));
        Shown card = slack.directMessages(PM).awaitMessage("Since when?");
        slack.as(PM).inDirectMessages().presses("Answer", card).fills("Your answer", "Since today.");
        race.between(submitting(PM), at -> at.as(PM).inDirectMessages().presses("Answered elsewhere", card));
        slack.settles();
        assertThat(slack.channel("#general").replies(copy)).filteredOn(
                each -> each.text().contains("answers question 1") || each.text().contains("question 1 was answered"))
                .hasSize(1);

        slack.as(SUPPORT).presses("Ask", copy).fills("What do you want to know?", "As CSV?").submits();
        Shown second = slack.directMessages(PM).awaitMessage("As CSV?");
        race.between(at -> at.as(PM).inDirectMessages().presses("Answered elsewhere", second));
        slack.settles();
        assertThat(slack.channel("#general").replies(copy))
                .filteredOn(each -> each.text().contains("question 2 was answered elsewhere")).hasSize(1);
        slack.as(SUPPORT).presses("Ask", copy).fills("What do you want to know?", "As PDF?").submits();
        Shown third = slack.directMessages(PM).awaitMessage("As PDF?");
        slack.as(PM).closesEverything().inDirectMessages().presses("Answer", third).fills("Your answer", "No.");
        race.between(submitting(PM));
        slack.settles();
        assertThat(slack.channel("#general").replies(copy))
                .filteredOn(each -> each.text().contains("answers question 3")).hasSize(1);
    }

    @Races({"release.report.again"})
    void aChannelThatFailedIsTriedAgainOnce(Race race) throws Exception {
        slack.archives("#releases");
        published("#general", "#releases");
        Shown report = slack.directMessages(PM).awaitMessage("*1* failed");
        slack.unarchives("#releases");
        race.between(at -> at.as(PM).inDirectMessages().presses("Try again", report));
        stands("#releases", "Ledger export");
    }

    @Races({"release.report.skip"})
    void aChannelThatFailedIsSkippedOnce(Race race) throws Exception {
        slack.archives("#releases");
        published("#general", "#releases");
        Shown other = slack.directMessages(PM).awaitMessage("*1* failed");
        race.once(HAPPENED + "'SKIPPED'", at -> at.as(PM).inDirectMessages().presses("Skip this channel", other));
    }

    @Races({"release.task.done", "release.task.reopen", "form release.task.form", "form release.task.add.form"})
    void aTaskIsDealtWithOnce(Race race) throws Exception {
        draft(new When.At(slack.clock().instant().plus(Duration.ofDays(20))), 1, "#general");
        for (Who who : List.of(PM, OPS)) {
            slack.as(who).types("/release checklist REL-1").seesModal("Launch checklist");
        }
        race.between(pressing(PM, "Done"), pressing(OPS, "Done"));
        race.tells("It is done already, says <@");
        race.tells("Checklist: 1 of 5 done");
        race.between(pressing(PM, "Open it again"), pressing(OPS, "Open it again"));
        race.tells("Checklist: 0 of 5 done");

        slack.as(PM).presses("Not needed").seesModal("Not needed").fills("Why is it not needed?", "No sales");
        slack.as(OPS).presses("Hand over").seesModal("Hand over").chooses("Who does it?", SUPPORT.id().value());
        race.between(submitting(PM), submitting(OPS));
        slack.as(PM).closesEverything().types("/release checklist REL-1").presses("Add a task")
                .fills("What is to be done?", "Call Acme");
        race.once("release_task", submitting(PM));
        for (Who who : List.of(PM, OPS)) {
            slack.as(who).closesEverything().types("/release checklist REL-1").presses("Add a task")
                    .fills("What is to be done?", "Call Globex");
        }
        race.once("release_task", submitting(PM), submitting(OPS));
        race.tells("It is on the checklist already.");
    }

    @Races({"release.intake.discard", "release.intake.take-over", "release.hooks.replay"})
    void aDraftFromOutsideIsDealtWithOnce(Race race) throws Exception {
        Sender github = source("github", "ledger");
        github.github(GithubPayloads.release("ledger-api", "2.3.0"));
        slack.clock().advance(Duration.ofDays(3));
        Shown card = slack.directMessages(PM).awaitMessage("ledger-api");
        Shown hooks = slack.as(OPS).types("/release hooks").sees("Replay").whisper();
        race.between(at -> at.as(OPS).presses("Replay", hooks));
        slack.as(PM).types("/release mine").sees("*REL-1*").seesNo("*REL-2*");
        race.once(HAPPENED + "'DISCARDED'", at -> at.as(PM).inDirectMessages().presses("Discard", card));

        github.github(GithubPayloads.release("ledger-web", "1.0.0"));
        slack.deactivates(PM);
        slack.settles();
        slack.clock().advance(Duration.ofDays(3));
        Shown orphan = slack.directMessages(OPS).awaitMessage("Take it over");
        race.once(HAPPENED + "'HANDED_OVER'", at -> at.as(OPS).inDirectMessages().presses("Take it over", orphan));
    }

    @Races({"form release.source", "release.source.remove"})
    void aSourceIsMadeChangedAndRemovedOnce(Race race) throws Exception {
        members.grantOps(slack.workspace(), List.of(EXECUTIVE.id()));
        for (Who who : List.of(OPS, EXECUTIVE)) {
            slack.as(who).types("/release source new github ledger").seesModal("New source")
                    .chooses("Whose are its drafts?", PM.id().value());
        }
        race.once("release_source", submitting(OPS), submitting(EXECUTIVE));
        race.tells("There is a source of that name already.");
        for (Who who : List.of(OPS, EXECUTIVE)) {
            slack.as(who).closesEverything().types("/release source change ledger").seesModal("Change source")
                    .fills("What is one draft?", who == OPS ? "10" : "20");
        }
        race.between(submitting(OPS), submitting(EXECUTIVE));
        race.tells("Somebody else changed this source meanwhile.");
        List<Shown> asked = Stream.of(OPS, EXECUTIVE).map(who -> slack.as(who).closesEverything()
                .types("/release source remove ledger").sees("Take nothing from").whisper()).toList();
        race.between(at -> at.as(OPS).presses("Remove it", asked.getFirst()),
                at -> at.as(EXECUTIVE).presses("Remove it", asked.getLast()));
        race.tells("It is removed.");
        race.tells("It was removed already.");
    }

    @Races({"form release.audience", "release.audience.remove"})
    void anAudienceIsMadeChangedAndRemovedOnce(Race race) throws Exception {
        members.grantOps(slack.workspace(), List.of(EXECUTIVE.id()));
        for (Who who : List.of(OPS, EXECUTIVE)) {
            slack.as(who).types("/release audiences").presses("New audience").fills("Name", "Sales")
                    .chooses("Which channels?", slack.id("#releases").value());
        }
        race.once("release_audience", submitting(OPS), submitting(EXECUTIVE));
        race.tells("There is already an audience with this name.");
        for (Who who : List.of(OPS, EXECUTIVE)) {
            slack.as(who).closesEverything().types("/release audiences").presses("Change").fills("Name", "By " + who);
        }
        race.between(submitting(OPS), submitting(EXECUTIVE));
        race.tells("Somebody else changed or removed this audience just now.");
        for (Who who : List.of(OPS, EXECUTIVE)) {
            slack.as(who).closesEverything().types("/release audiences").presses("Change").sees("Remove");
        }
        race.between(pressing(OPS, "Remove this audience"), pressing(EXECUTIVE, "Remove this audience"));
        race.tells("is removed.");
        race.tells("That audience is not there any more.");
    }

    @Races({"release.changelog.new", "release.changelog.close", "form release.changelog"})
    void theChangelogHasTheAddressThatWasShownLast(Race race) throws Exception {
        members.grantOps(slack.workspace(), List.of(EXECUTIVE.id()));
        changelogs();
        race.once("release_changelog", submitting(OPS), submitting(EXECUTIVE));
        race.tells("*Copy the address now*");
        race.tells("It has an address, made by");

        changelogs();
        race.between(pressing(OPS, "New address"), pressing(EXECUTIVE, "New address"));
        race.tells("*Copy the address now*");
        race.tells("It has an address, made by");

        changelogs();
        race.between(pressing(OPS, "Close it"), pressing(EXECUTIVE, "New address"));
    }

    @Races({"form release.checklists.item.form", "release.checklists.item", "release.checklists.reset"})
    void aChecklistIsChangedOneStepAtATime(Race race) throws Exception {
        members.grantOps(slack.workspace(), List.of(EXECUTIVE.id()));
        checklists(person -> person.presses("Add to tier 3").seesModal("Add to tier 3").fills("What is to be done?",
                "Changelog read"));
        race.once("release_checklist_item where tier = 3", submitting(OPS), submitting(EXECUTIVE));
        race.tells("This checklist has such an item already.");

        checklists(person -> person.sees("*Sales briefed*"));
        race.between(at -> at.as(OPS).chooses("*Sales briefed*", "Move down"),
                at -> at.as(EXECUTIVE).chooses("*Sales briefed*", "Move down"));
        race.tells("This checklist is in another order now.");

        checklists(person -> person.chooses("*Sales briefed*", "Change").seesModal("Change tier 1")
                .fills("What is to be done?", "Sales know"));
        race.between(submitting(OPS), submitting(EXECUTIVE));
        race.tells("Somebody else changed this item just now.");

        checklists(person -> person.sees("*Sales know*"));
        race.between(at -> at.as(OPS).chooses("*Sales know*", "Remove"),
                at -> at.as(EXECUTIVE).chooses("*Sales know*", "Remove"));
        race.tells("It is not there any more.");

        checklists(person -> person.sees("Back to the usual"));
        race.between(pressing(OPS, "Back to the usual"), pressing(EXECUTIVE, "Back to the usual"));
    }

    @Races({"form release.digest.form", "release.digest.do"})
    void aDigestIsBegunPausedAndStoppedOnce(Race race) throws Exception {
        for (Who who : List.of(PM, OPS)) {
            slack.as(who).types("/release subscribe").seesModal("Digest of releases").sees("*Every Friday");
        }
        race.once("release_subscription", submitting(PM), submitting(OPS));
        race.tells("Somebody else changed this digest while you were here.");

        for (String what : List.of("Pause", "Resume", "Stop")) {
            List<Shown> lists = lists();
            race.between(at -> at.as(PM).presses(what, lists.getFirst()),
                    at -> at.as(OPS).presses(what, lists.getLast()));
        }
        race.tells("is stopped.");
        race.tells("That digest is gone meanwhile.");

        slack.as(PM).closesEverything().types("/release subscribe weekly fri 16:00").sees("gets a digest");
        List<Shown> lists = lists();
        slack.as(PM).presses("Change", lists.getFirst()).seesModal("Digest of releases")
                .chooses("How often?", "Every Monday at 9:00").sees("*Every Monday at 09:00");
        race.between(submitting(PM), at -> at.as(OPS).presses("Stop", lists.getLast()));
    }

    @Races({"release.drafts.throw-away"})
    void whatWasBegunIsThrownAwayOnce(Race race) throws Exception {
        slack.as(PM).types("/release").fills("Title", "Ledger export").fills("What changed?", "Exports.").closes();
        Shown drafts = slack.as(PM).types("/release drafts").sees("Throw away").whisper();
        race.between(at -> at.as(PM).presses("Throw away", drafts));
        slack.as(PM).types("/release drafts").sees("You have no drafts.");
    }

    // ---- what they look at

    private void changelogs() {
        for (Who who : List.of(OPS, EXECUTIVE)) {
            slack.as(who).closesEverything().types("/release changelog").seesModal("Changelog");
        }
    }

    private void checklists(Looking looking) {
        for (Who who : List.of(OPS, EXECUTIVE)) {
            looking.at(slack.as(who).closesEverything().types("/release checklists").seesModal("Launch checklists"));
        }
    }

    private List<Shown> lists() {
        return Stream.of(PM, OPS).map(who -> slack.as(who).closesEverything().types("/release subscriptions")
                .sees("One channel has a digest.").whisper()).toList();
    }

    @FunctionalInterface
    private interface Looking {
        Person at(Person person);
    }

    /** Maya and Jonas have the page of the first release open, and press a button on it, if any. */
    private void both(@Nullable String button, Looking looking) {
        for (Who who : List.of(PM, OPS)) {
            Person person = slack.as(who).closesEverything().types("/release REL-1").seesModal("REL-1");
            looking.at(button == null ? person : person.presses(button));
        }
    }

    private String name(Person person) {
        return person.id().equals(PM.id()) ? PM.name() : OPS.name();
    }

    private static Race.Deed submitting(Who who) {
        return at -> at.as(who).submits();
    }

    private static Race.Deed pressing(Who who, String label) {
        return at -> at.as(who).presses(label);
    }

    private void stands(String channel, String words) {
        slack.channel(channel).awaitMessage(words);
        slack.settles();
        assertThat(slack.channel(channel).messages()).filteredOn(each -> each.text().contains(words)).hasSize(1);
    }

    // ---- what there is

    private void draft(When when, String... channels) {
        draft(when, 3, channels);
    }

    private void draft(When when, int tier, String... channels) {
        var content = new Content("Ledger export", "", tier, null, List.of(), List.of(), "You can export.", "", "", "",
                List.of(), Stream.of(channels).map(slack::id).toList(), true, false, List.of());
        latest = drafts.draft(slack.workspace(), UUID.randomUUID().toString(), PM.id(), content, when).facts().id();
    }

    private void plan(@Nullable UserId second) {
        changes.change(slack.workspace(), latest, (release, around) -> release.plan(PM.id(), Role.MEMBER,
                around.reach(release.content()), around.wide(), second, around.now()));
    }

    private void published(String... channels) {
        draft(new When.Now(), channels);
        plan(null);
        slack.channel("#general").awaitMessage("Ledger export");
    }

    /** Amara is asked to look at it first. */
    private Shown wide() {
        draft(new When.Now(), "#general");
        plan(EXECUTIVE.id());
        return slack.directMessages(EXECUTIVE).awaitMessage("to look at");
    }

    private Sender source(String kind, String name) {
        Person jonas = slack.as(OPS).types("/release source new " + kind + " " + name).seesModal("New source")
                .chooses("Whose are its drafts?", PM.id().value()).fills("What is one draft?", "30").submits()
                .sees("shown only now");
        Sender sender = Sender.of(jonas.modal().toString());
        jonas.closesEverything();
        return sender;
    }
}
