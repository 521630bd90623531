package dev.steward.release;

import static dev.steward.sandbox.Who.EXECUTIVE;
import static dev.steward.sandbox.Who.OPS;
import static dev.steward.sandbox.Who.OUTSIDER;
import static dev.steward.sandbox.Who.PM;
import static dev.steward.sandbox.Who.SELLER;
import static dev.steward.sandbox.Who.SUPPORT;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import dev.steward.sandbox.ForgedPress;
import dev.steward.sandbox.Person;
import dev.steward.sandbox.SandboxSlack;
import dev.steward.sandbox.SandboxTest;
import dev.steward.sandbox.Shown;
import dev.steward.sandbox.Who;
import dev.steward.slack.Actor;
import dev.steward.workspace.Areas;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Role;
import dev.steward.workspace.WorkspaceId;

/** What happens around a published release: its report, its readers, their questions, and what it said when. */
@SandboxTest
class ReleaseReadersStoryTest {
    private static final ZoneId STOCKHOLM = ZoneId.of("Europe/Stockholm");

    @Autowired
    private SandboxSlack slack;
    @Autowired
    private DraftRelease drafts;
    @Autowired
    private ChangeRelease changes;
    @Autowired
    private Releases releases;
    @Autowired
    private Audiences audiences;
    @Autowired
    private Areas areas;
    @Autowired
    private Questions questions;
    @Autowired
    private SettleQuestion settle;
    @Autowired
    private JdbcClient jdbc;

    @AfterEach
    void tidy() {
        slack.unarchives("#releases");
    }

    @Test
    void readersAreCountedOnceAndByAudience() throws Exception {
        Audience sales = audiences.create(workspace(), "Sales", List.of(channel("#releases")));
        Audience customers = audiences.create(workspace(), "Customers", List.of(channel("#customer-acme")));
        Release release = publish(content("You can export.", List.of(new Addressed(sales.id(), ""),
                new Addressed(customers.id(), "")), "#general"));
        Shown report = report("All 3 channels have it");
        assertThat(report.text()).contains("REL-1", "Ledger export", "Got it*: nobody yet");

        Person diego = slack.as(SELLER).in("#releases");
        diego.presses("Got it", copy("#releases")).sees("Thanks! <@" + PM.id() + "> sees how many got it, not who.");
        diego.presses("Got it", copy("#releases")).sees("You had said so already.");
        diego.in("#general").presses("Got it", copy("#general")).sees("You had said so already.");
        slack.as(SUPPORT).presses("Got it", copy("#general")).sees("Thanks!");
        slack.as(OUTSIDER).in("#customer-acme").presses("Got it", copy("#customer-acme")).sees("Thanks!");

        report = report("*Got it*: *3*");
        assertThat(report.text()).contains("Sales 1", "Customers 1", "other channels 1", "1 of other organisations");

        edit(release, content("You can export more.", List.of(new Addressed(sales.id(), ""),
                new Addressed(customers.id(), "")), "#general"), PM);
        report("(0 since the last edit)");
        forged().press(SELLER, forged().team(), channel("#releases"), ReleaseCard.GOT_IT.actionId(),
                ReleaseCard.GOT_IT.value(new EditionAsShown(release.facts().id(), 1)));
        diego.in("#releases").sees("You had said so already. Thanks! It has been edited since");
        diego.presses("Got it", slack.channel("#releases").awaitMessage("You can export more."))
                .sees("Thanks for reading it again!");
        report = report("(1 since the last edit)");
        assertThat(report.text()).contains("*Got it*: *3*", "edition 2, edited by <@" + PM.id() + ">",
                "All 3 channels have edition 2.");
        assertThat(slack.directMessages(PM).messages()).filteredOn(each -> each.text().contains("Got it*:"))
                .as("one report").hasSize(1);
    }

    @Test
    void oneOfFiveChannelsRefusesUntilItIsSkipped() {
        publish(content("You can export.", List.of(), "#general", "#product-feedback", "#customer-acme", "#releases",
                "#leadership"));
        Shown report = report("*4 of 5* channels have it  ·  *1* failed");
        assertThat(report.text()).contains("✗ <#" + channel("#leadership") + ">",
                "it is private and Steward is not in it", "Try again", "Skip this channel", "Show all");
        int failures = failures();
        Person maya = slack.as(PM).inDirectMessages().presses("Try again", report).sees("Steward tries once more.");
        Awaitility.await().until(() -> failures() > failures);
        maya.presses("Show all", report("*1* failed")).seesModal("Where it went").sees("✗ <#" + channel("#leadership"))
                .sees("✓ <#" + channel("#general") + ">").presses("Skip this channel")
                .sees("– <#" + channel("#leadership") + ">  skipped").closes();
        report = report("✓ *All 4 channels have it.*");
        assertThat(report.text()).contains("1 skipped").doesNotContain("Try again", "failed");
        assertThat(slack.channel("#general").messages()).filteredOn(each -> each.text().contains("You can export."))
                .hasSize(1);
    }

    private int failures() {
        return (int) slack.calls().stream().filter(call -> call.startsWith("TO_SLACK chat.postMessage")
                && !call.endsWith(" ok")).count();
    }

    @Test
    void whatArrivesLateIsSaidOnce() {
        slack.archives("#releases");
        publish(content("You can export.", List.of(), "#general", "#releases"));
        Shown report = report("*1* failed");
        slack.clock().advance(Duration.ofMinutes(30));
        slack.unarchives("#releases");
        slack.as(PM).inDirectMessages().presses("Try again", report).sees("Steward tries once more.");
        slack.channel("#releases").awaitMessage("You can export.");
        slack.settles();
        slack.clock().advance(Duration.ofMinutes(1));
        slack.directMessages(PM).awaitMessage("reached the last of its 2 channels.");
        edit(releases.find(workspace(), new Reference(1)).orElseThrow(),
                content("You can export more.", List.of(), "#general", "#releases"), PM);
        report("All 2 channels have edition 2.");
        slack.clock().advance(Duration.ofMinutes(1));
        assertThat(slack.directMessages(PM).messages())
                .filteredOn(each -> each.text().contains("reached the last of its")).hasSize(1);
    }

    @Test
    void aChannelThatIsSkippedIsNotToldAnyMore() {
        slack.archives("#releases");
        Release release = publish(content("You can export.", List.of(), "#general", "#releases"));
        Shown report = report("*1* failed");
        slack.as(PM).inDirectMessages().presses("Skip this channel", report);
        report = report("Its channel has it.");
        assertThat(report.text()).contains("1 skipped").doesNotContain("Skip this channel");

        slack.unarchives("#releases");
        edit(release, content("You can export more.", List.of(), "#general", "#releases"), PM);
        slack.channel("#general").awaitMessage("You can export more.");
        slack.channel("#releases").hasNoMessage("You can export");
        slack.as(PM).inDirectMessages().presses("Edit", report("has edition 2")).sees("Ledger export").closes();
        slack.as(PM).inDirectMessages().presses("History", report("has edition 2"))
                .sees("skipped <#" + channel("#releases") + ">");
    }

    @Test
    void aQuestionIsAnsweredInTheThreadOfTheCopyUnderWhichItWasAsked() {
        publish(content("You can export.", List.of(), "#general", "#releases"));
        Shown copy = copy("#releases");
        slack.as(SELLER).in("#releases").presses("Ask", copy).seesModal("Ask").fills("What do you want to know?", "  ")
                .submits().seesFieldError("What do you want to know?", "Please write what you want to know.")
                .fills("What do you want to know?", "Also *CSV*, <!channel>?").submits().seesNoModal();
        Shown asked = slack.channel("#releases").awaitMessage("Question 1");
        assertThat(asked.threadTs()).isEqualTo(copy.ts());
        assertThat(asked.json().toString()).contains("Maya Lindqvist is asked").doesNotContain("<!channel>");
        Shown card = slack.directMessages(PM).awaitMessage("asks in <#" + channel("#releases") + ">");
        report("*1 open*");

        slack.as(SUPPORT).in("#releases").presses("Ask", copy).fills("What do you want to know?", "Since when?")
                .submits().seesNoModal();
        slack.directMessages(PM).awaitMessage("Since when?");
        slack.as(PM).inDirectMessages().presses("Answer", card).seesModal("Answer").sees("Also *CSV*, <!channel>?")
                .fills("Your answer", "Yes, <!here> since *today*.").submits().seesNoModal();
        Shown answer = slack.channel("#releases").awaitMessage("answers question 1");
        assertThat(answer.threadTs()).isEqualTo(copy.ts());
        assertThat(answer.json().toString()).contains("<@" + SELLER.id() + ">, <@" + PM.id() + "> answers")
                .doesNotContain("<!here>");
        assertThat(slack.channel("#general").replies(copy("#general"))).isEmpty();
        assertThat(report("1 settled").text()).contains("*1 open*");
        Shown answered = slack.directMessages(PM).awaitMessage("answered <!date");
        assertThat(answered.ts()).isEqualTo(card.ts());

        slack.as(PM).inDirectMessages().presses("Questions", report("1 settled")).sees("Since when?").closes()
                .presses("Answered elsewhere", slack.directMessages(PM).awaitMessage("Since when?"));
        slack.channel("#releases").awaitMessage("says that question 2 was answered elsewhere.");
        report("none open");
    }

    @Test
    void whoAsksTooMuchIsAskedToWait() {
        publish(content("You can export.", List.of(), "#general"));
        Person diego = slack.as(SELLER);
        for (int i = 1; i <= 3; i++) {
            diego.presses("Ask", copy("#general")).fills("What do you want to know?", "And " + i + "?").submits()
                    .seesNoModal();
        }
        diego.presses("Ask", copy("#general")).sees("You have 3 open questions about REL-1.").seesNoModal();
        slack.as(SUPPORT).presses("Ask", copy("#general")).seesModal("Ask").closes();
        assertThat(questions.about(workspace(), release().facts().id(), 9)).extracting(Question::number)
                .containsExactly(3, 2, 1);
    }

    @Test
    void peopleOfOtherOrganisationsMayAskWhereItWasAnnouncedToThem() {
        publish(content("You can export.", List.of(), "#customer-acme"));
        slack.as(OUTSIDER).in("#customer-acme").presses("Ask", copy("#customer-acme"))
                .fills("What do you want to know?", "For us, too?").submits().seesNoModal();
        Shown card = slack.directMessages(PM).awaitMessage("For us, too?");
        assertThat(card.text()).contains("(of another organisation)");
        slack.as(PM).inDirectMessages().presses("Answer", card).fills("Your answer", "Of course.").submits()
                .seesNoModal();
        slack.channel("#customer-acme").awaitMessage("Of course.");
    }

    @Test
    void aQuestionThatWaitsIsChasedInWorkingTimeUntilSomebodyAnswers() {
        // before work begins, so that both of them count from the same moment
        slack.clock().to(slack.clock().instant().atZone(STOCKHOLM).toLocalDate().plusDays(1)
                .with(TemporalAdjusters.next(java.time.DayOfWeek.FRIDAY)).atTime(LocalTime.of(8, 30)).atZone(STOCKHOLM)
                .toInstant());
        var billing = areas.named(workspace(), "Billing").orElseThrow();
        areas.change(new dev.steward.workspace.Area(billing.id(), workspace(), billing.name(), EXECUTIVE.id(), null,
                billing.version()));
        publish(new Content("Ledger export", "2.14", 2, billing.id(), List.of(), List.of(), "You can export.", "", "",
                "", List.of(), List.of(channel("#general")), true, true, List.of()));
        slack.as(SELLER).presses("Ask", copy("#general")).fills("What do you want to know?", "Since when?").submits()
                .seesNoModal();
        slack.as(SELLER).presses("Ask", copy("#general")).fills("What do you want to know?", "And then?").submits()
                .seesNoModal();
        Shown second = slack.directMessages(PM).awaitMessage("And then?");

        slack.clock().advance(Duration.ofDays(2));
        slack.directMessages(PM).hasNoMessage("has waited since");
        slack.clock().advance(Duration.ofDays(1).plusHours(1));
        assertThat(slack.directMessages(PM).awaitMessage("has waited since").text())
                .contains("2 questions wait for you");
        slack.directMessages(EXECUTIVE).hasNoMessage("Since when?");

        slack.clock().advance(Duration.ofDays(2));
        Shown help = slack.directMessages(EXECUTIVE).awaitMessage("Since when?");
        slack.directMessages(PM).awaitMessage("<@" + EXECUTIVE.id() + "> is asked as well now.");
        slack.as(SUPPORT).in("#general");
        slack.as(EXECUTIVE).inDirectMessages().presses("Answer", help).fills("Your answer", "Since May.").submits()
                .seesNoModal();
        slack.channel("#general").awaitMessage("<@" + SELLER.id() + ">, <@" + EXECUTIVE.id() + "> answers question 1");
        slack.as(PM).inDirectMessages().presses("Answered elsewhere", second);
        slack.settles();
        int before = slack.directMessages(PM).messages().size();
        slack.clock().advance(Duration.ofDays(10));
        assertThat(slack.directMessages(PM).messages()).hasSize(before);
        assertThat(jdbc.sql("select count(*) from timer where type = 'release.question'").query(Long.class).single())
                .isZero();
    }

    @Test
    void aRetractionClosesQuestionsAndSaysSo() {
        publish(content("You can export.", List.of(), "#general"));
        slack.as(SELLER).presses("Ask", copy("#general")).fills("What do you want to know?", "Since when?").submits()
                .seesNoModal();
        Shown card = slack.directMessages(PM).awaitMessage("Since when?");
        slack.as(PM).inDirectMessages().presses("Retract", report("*1 open*")).seesModal("Retract")
                .fills("Why?", "It lost rows.").submits().seesNoModal();

        Shown copy = slack.channel("#general").awaitMessage("It lost rows.");
        assertThat(slack.channel("#general").awaitMessage("so question 1 is closed").text())
                .contains("<@" + SELLER.id() + ">, REL-1 was retracted");
        Shown report = report("Its channel shows that it is retracted.");
        assertThat(report.text()).contains("*retracted* by <@" + PM.id() + ">", "1 settled")
                .doesNotContain("Retract\n");
        slack.directMessages(PM).awaitMessage("It was closed: the release was retracted.");
        slack.as(PM).inDirectMessages().sees("It was closed: the release was retracted.");
        assertThat(slack.directMessages(PM).message("It was closed").text()).doesNotContain("Answer");
        assertThat(card.text()).contains("Answer");
        assertThat(copy.text()).doesNotContain("Got it");
        slack.as(PM).inDirectMessages().presses("History", report).sees("retracted it: “It lost rows.”");
    }

    @Test
    void whoeverGetsTheReleaseGetsItsReportAndItsQuestions() {
        Release release = publish(content("You can export.", List.of(), "#general"));
        slack.as(SELLER).presses("Ask", copy("#general")).fills("What do you want to know?", "Since when?").submits()
                .seesNoModal();
        changes.change(workspace(), release.facts().id(),
                (now, around) -> now.handOver(PM.id(), Role.MEMBER, SUPPORT.id(), around.now()));
        Shown card = slack.directMessages(SUPPORT).awaitMessage("Since when?");
        assertThat(slack.directMessages(SUPPORT).awaitMessage("Got it*:").text())
                .contains("owner <@" + SUPPORT.id() + ">");
        slack.as(SUPPORT).inDirectMessages().presses("Answer", card).fills("Your answer", "Today.").submits()
                .seesNoModal();
        slack.channel("#general").awaitMessage("<@" + SUPPORT.id() + "> answers question 1");
        slack.as(PM).inDirectMessages().presses("Retract",
                slack.directMessages(PM).awaitMessage("owner <@" + SUPPORT.id() + ">"))
                .sees("Only <@" + SUPPORT.id() + ">");
    }

    @Test
    void theHistoryShowsWhatWasSaidWhenWordByWord() {
        Release release = publish(content("Exports of up to 10,000 rows work.", List.of(), "#general"));
        edit(release, content("Exports of up to 20,000 rows work.", List.of(), "#general", "#releases"), OPS);
        Person diego = slack.as(SELLER).inDirectMessages();
        Shown report = report("All 2 channels have edition 2.");
        assertThat(report.text()).contains("edition 2, edited by <@" + OPS.id() + ">");
        Person maya = slack.as(PM).inDirectMessages().presses("History", report).seesModal("History")
                .sees("*Edition 2*").sees("<@" + OPS.id() + "> edited it:").sees("What changed").sees("10,000")
                .sees("20,000").sees("*Edition 1*").sees("drafted it.");
        String blocks = maya.modal().path("blocks").toString();
        assertThat(blocks).containsPattern("10,000\"[^}]*\\{[^}]*\"strike\":true")
                .containsPattern("20,000\"[^}]*\\{[^}]*\"bold\":true")
                .contains("\"channel_id\":\"" + channel("#releases"));
        assertThat(diego).isNotNull();
    }

    @Test
    void theReportSaysInHowManyDigestsItWas() {
        slack.as(SELLER).in("#releases").types("/release subscribe weekly fri 16:00").sees("gets a digest");
        publish(content("You can export.", List.of(), "#general"));
        report("Its channel has it.");
        slack.clock().advance(Duration.ofDays(8));
        slack.channel("#releases").awaitMessage("1 release");
        report("in the digest of 1 channel");
    }

    @Test
    void whatAButtonSaysIsAClaim() throws Exception {
        Release release = publish(content("You can export.", List.of(), "#general"));
        report("Its channel has it.");
        ForgedPress forged = forged();
        String id = release.facts().id().toString();
        forged.press(SELLER, forged.team(), channel("#releases"), ReleaseCard.GOT_IT.actionId(), id);
        forged.press(SELLER, forged.team(), channel("#general"), ReleaseCard.GOT_IT.actionId(),
                UUID.randomUUID().toString());
        forged.press(SELLER, forged.team(), channel("#general"), ReleaseCard.ASK.actionId(), "nonsense");
        forged.press(SELLER, forged.team(), channel("#general"), ReportCard.SKIP.actionId(),
                id + " " + channel("#general"));
        forged.press(SELLER, forged.team(), channel("#general"), ReportCard.AGAIN.actionId(), id);
        forged.press(SELLER, forged.team(), channel("#general"), ReleasePage.RETRACT.actionId(), id);
        forged.press(OUTSIDER, "T0ACME0000", channel("#customer-acme"), ReportCard.HISTORY.actionId(), id);
        slack.as(SUPPORT).presses("Ask", copy("#general")).fills("What do you want to know?", "Since when?").submits()
                .seesNoModal();
        String question = questions.about(workspace(), release.facts().id(), 1).getFirst().id().toString();
        forged.press(SELLER, forged.team(), channel("#general"), QuestionWords.ELSEWHERE.actionId(), question);
        forged.press(OUTSIDER, "T0ACME0000", channel("#customer-acme"), QuestionWords.ELSEWHERE.actionId(), question);

        slack.settles();
        assertThat(jdbc.sql("select count(*) from release_reader").query(Long.class).single()).isZero();
        assertThat(release().state()).isEqualTo(State.PUBLISHED);
        assertThat(jdbc.sql("select count(*) from release_copy where skipped").query(Long.class).single()).isZero();
        assertThat(questions.about(workspace(), release.facts().id(), 9)).allMatch(Question::open);
        slack.as(SELLER).presses("Got it", copy("#general")).sees("Thanks!");
    }

    @Test
    void twoAnswerInTheSameInstantAndOneIsToldSo() throws Exception {
        Release release = publish(content("You can export.", List.of(), "#general"));
        try (var threads = Executors.newFixedThreadPool(2)) {
            for (int round = 1; round <= 5; round++) {
                slack.as(SELLER).presses("Ask", copy("#general")).fills("What do you want to know?", "And " + round)
                        .submits().seesNoModal();
                QuestionId question = questions.about(workspace(), release.facts().id(), 1).getFirst().id();
                var barrier = new CyclicBarrier(2);
                List<Future<String>> said = new ArrayList<>();
                for (Who who : List.of(PM, OPS)) {
                    said.add(threads.submit(() -> {
                        barrier.await();
                        try {
                            settle.settle(new Actor(workspace(), who.id(), "T", Role.OPS), question,
                                    (it, at) -> it.answered(who.id(), "Yes", at));
                            return "";
                        } catch (Refused refused) {
                            return refused.sentence();
                        }
                    }));
                }
                List<String> answers = new ArrayList<>();
                for (Future<String> each : said) {
                    answers.add(each.get(20, TimeUnit.SECONDS));
                }
                assertThat(answers).filteredOn(String::isEmpty).hasSize(1);
                assertThat(answers).filteredOn(each -> !each.isEmpty()).singleElement().asString()
                        .contains("has answered it already.");
            }
        }
        slack.settles();
        assertThat(slack.channel("#general").replies(copy("#general")))
                .filteredOn(each -> each.text().contains("answers question")).hasSize(5);
    }

    private ForgedPress forged() {
        return new ForgedPress(slack, "T0FERNHILL");
    }

    private Release publish(Content content) {
        Release release = drafts.draft(workspace(), UUID.randomUUID().toString(), PM.id(), content, new When.Now());
        return changes.change(workspace(), release.facts().id(), (now, around) -> now.plan(PM.id(), Role.MEMBER,
                around.reach(now.content()), around.wide(), null, around.now()));
    }

    private void edit(Release release, Content content, Who by) {
        changes.change(workspace(), release.facts().id(), (now, around) -> now.edit(by.id(),
                by == OPS ? Role.ADMIN : Role.MEMBER, content, now.when(), around.reach(content), around.wide(),
                around.now()));
    }

    private Release release() {
        return releases.find(workspace(), new Reference(1)).orElseThrow();
    }

    private Content content(String changed, List<Addressed> addressed, String... channels) {
        return new Content("Ledger export", "2.14", 2, null, List.of(), List.of(), changed, "", "", "", addressed,
                List.of(channels).stream().map(this::channel).toList(), true, true, List.of());
    }

    private Shown report(String saying) {
        return Awaitility.await().atMost(Duration.ofSeconds(8)).pollInterval(Duration.ofMillis(20))
                .until(() -> slack.directMessages(PM).messages().stream()
                        .filter(each -> each.text().contains("Got it*:")).reduce((one, later) -> later).orElse(null),
                        each -> each != null && each.text().contains(saying));
    }

    private Shown copy(String name) {
        return slack.channel(name).awaitMessage("Ledger export");
    }

    private WorkspaceId workspace() {
        return slack.workspace();
    }

    private ChannelId channel(String name) {
        return slack.id(name);
    }
}
