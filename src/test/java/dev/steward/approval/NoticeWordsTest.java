package dev.steward.approval;

import static dev.steward.approval.CardExamples.ANA;
import static dev.steward.approval.CardExamples.BEN;
import static dev.steward.approval.CardExamples.CLEO;
import static dev.steward.approval.CardExamples.EVE;
import static dev.steward.approval.CardExamples.FRIDAY;
import static dev.steward.approval.CardExamples.LEADS;
import static dev.steward.approval.CardExamples.MAYA;
import static dev.steward.approval.CardExamples.OWNER;
import static dev.steward.approval.CardExamples.RITA;
import static dev.steward.approval.CardExamples.later;
import static dev.steward.approval.CardExamples.open;
import static dev.steward.approval.CardExamples.people;
import static dev.steward.approval.CardExamples.question;
import static dev.steward.approval.CardExamples.stage;
import static dev.steward.approval.CardExamples.terms;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import dev.steward.approval.CardLinks.Links;
import dev.steward.policy.Approver;
import dev.steward.policy.Need;
import dev.steward.policy.Rung;
import dev.steward.policy.Silence;
import dev.steward.policy.Stage;
import dev.steward.schedule.WorkingAmount;
import dev.steward.slack.Message;
import dev.steward.slack.Phrases;
import dev.steward.workspace.UserId;

/** Who is told what. */
class NoticeWordsTest {
    private static final Instant LATER = FRIDAY.plus(Duration.ofHours(1));
    private static final Links LINKS = new Links("https://s/card",
            Map.of(BEN, "https://s/ben", CLEO, "https://s/cleo"));
    private final People people = people();
    private final ApprovalRequest request = later(open(people, question("Ship it?"),
            terms(false, stage("Leads", new Need.All(), Silence.WAIT, LEADS))));

    @Test
    void anOpenedRequestIsToldByItsCards() {
        assertThat(told(open(people), Set.of())).isEmpty();
    }

    @Test
    void theRequesterHearsThatChangesAreWantedAndCanMakeThemAtOnce() {
        request.requestChanges(BEN, "Cheaper\nplease", people, LATER);

        assertThat(told(request, Set.of(BEN, CLEO))).containsOnlyKeys(MAYA);
        assertThat(said(request, MAYA)).contains("<@UBEN> asks for changes to <https://s/card|AP-7> “Ship it?”:",
                "> Cheaper\n> please", "Change and resubmit");
    }

    @Test
    void aBlockIsToldToTheRequesterAndToRulersWhoHaveACardAlready() {
        request.block(BEN, "Not safe", people, LATER);

        assertThat(told(request, Set.of(BEN, CLEO))).containsOnlyKeys(MAYA);
        assertThat(said(request, MAYA)).contains("<@UBEN> blocks", "> Not safe", "<@URITA> decide");
        assertThat(told(request, Set.of(BEN, CLEO, RITA)).get(RITA)).contains("you are asked to rule on it");
    }

    @Test
    void aRulingIsToldToTheRequesterAndToWhoeverBlocked() {
        request.block(BEN, "Not safe", people, LATER);
        ApprovalRequest ruled = later(request);
        ruled.rule(RITA, false, "Safe", people, LATER);

        assertThat(told(ruled, Set.of(BEN, CLEO, RITA))).containsOnlyKeys(MAYA, BEN);
        assertThat(said(ruled, BEN)).contains("<@URITA> overruled your block of <https://s/ben|AP-7>", "“Safe”",
                "Your dissent is on record.");
        assertThat(said(ruled, MAYA)).contains("It goes on.");
    }

    @Test
    void theRequesterHearsOfTheDecisionOnce() {
        request.block(BEN, "Not safe", people, LATER);
        ApprovalRequest ruled = later(request);
        ruled.rule(RITA, true, "Indeed", people, LATER);

        assertThat(NoticeWords.of(ruled, LINKS, Set.of(BEN, CLEO, RITA), null))
                .filteredOn(each -> each.to().equals(MAYA))
                .singleElement().satisfies(each -> assertThat(each.message().text())
                        .contains("✗ <https://s/card|AP-7> “Ship it?” is *rejected*", "upheld the block", "“Indeed”"));

        ApprovalRequest agreed = later(open(people));
        agreed.approve(ANA, null, people, LATER);
        assertThat(told(agreed, Set.of(ANA))).containsOnlyKeys(MAYA);
        assertThat(said(agreed, MAYA)).contains("✓ ", "is *approved* by " + ANA.mention() + ".");
    }

    @Test
    void remindersMayBeSaidTogether() {
        request.passTime(people, Instant.parse("2026-11-23T10:00:00Z"));
        List<NoticeWords.Told> told = NoticeWords.of(request, LINKS, Set.of(BEN, CLEO), null);

        assertThat(told).extracting(NoticeWords.Told::to).containsExactlyInAnyOrder(BEN, CLEO);
        assertThat(told).allSatisfy(each -> {
            assertThat(each.merges()).isTrue();
            assertThat(each.message().text()).contains("waits for your answer since " + Phrases.time(FRIDAY));
        });
        Message both = new RemindTogether().merge(told.stream().map(NoticeWords.Told::message).toList());
        assertThat(both.text()).startsWith("*2 requests wait for you:*\n• <https://s/").contains("\n• ");
    }

    @Test
    void theRequestersOwnReminderSaysWhoReminds() {
        request.remind(MAYA, LATER);

        assertThat(told(request, Set.of(BEN, CLEO))).containsOnlyKeys(BEN, CLEO);
        assertThat(said(request, BEN)).startsWith("<@UMAYA> reminds you: <https://s/ben|AP-7>");
    }

    @Test
    void aRungTellsWhoMayDecideByTheirCardAndWhoMayNotByAMessage() {
        ApprovalRequest climbed = later(request);
        climbed.passTime(people, Instant.parse("2026-11-24T10:00:00Z"));
        assertThat(told(climbed, Set.of(BEN, CLEO))).as("her first card").doesNotContainKey(EVE);
        assertThat(told(climbed, Set.of(BEN, CLEO, EVE)).get(EVE)).contains(
                "<@UBEN> and <@UCLEO> have not answered *AP-7* “Ship it?” yet; you may decide it too.");

        Stage telling = new Stage("Area", List.of(OWNER), new Need.Any(), WorkingAmount.days(3), List.of(),
                List.of(new Rung(WorkingAmount.days(1), List.of(new Approver.Person(CLEO)), false)), Silence.WAIT,
                Stage.EVERYTHING);
        ApprovalRequest told = later(open(people, question("Ship it?"), terms(false, telling)));
        told.passTime(people, Instant.parse("2026-11-23T10:00:00Z"));
        assertThat(told(told, Set.of(ANA)).get(CLEO)).contains("<@UANA> has not answered",
                "You are told so that you can help.", "Details");
    }

    @Test
    void theEndOfTheTimeIsToldToAllAndAgainEveryWorkingDay() {
        request.passTime(people, Instant.parse("2026-11-25T10:00:00Z"));
        Map<UserId, String> told = told(request, Set.of(BEN, CLEO, EVE));

        assertThat(told.get(BEN)).contains("The time to answer", "is up, and it waits for you.");
        assertThat(told.get(MAYA)).contains("It goes on waiting for <@UBEN>, <@UCLEO> and <@UEVE>.");
    }

    @Test
    void resubmittingTellsWhoIsAskedAgainAndWhoseApprovalStands() {
        ApprovalRequest answered = later(request);
        answered.approve(BEN, null, people, LATER);
        ApprovalRequest same = later(answered);
        same.resubmit(MAYA, evidence(), same.terms(), people, LATER);
        assertThat(told(same, Set.of(BEN, CLEO)).get(BEN)).contains("Your approval stands");
        assertThat(told(same, Set.of(BEN, CLEO)).get(CLEO)).contains("Please look at it again.");

        ApprovalRequest other = later(answered);
        other.resubmit(MAYA, question("Ship half of it?"), other.terms(), people, LATER);
        assertThat(told(other, Set.of(BEN, CLEO)).get(BEN)).contains("changed", "(what is asked)",
                "Please look at it again.");
    }

    @Test
    void withdrawalDelegationQuestionsAndAnswersReachWhomTheyConcern() {
        ApprovalRequest delegated = later(request);
        delegated.delegate(BEN, EVE, people, LATER);
        assertThat(told(delegated, Set.of(BEN, CLEO))).containsOnlyKeys(MAYA);
        assertThat(told(delegated, Set.of(BEN, CLEO, EVE)).get(EVE)).contains("<@UBEN> asks you to answer");

        ApprovalRequest asked = later(request);
        asked.ask(BEN, "Who pays?", people, LATER);
        assertThat(told(asked, Set.of(BEN, CLEO))).containsOnlyKeys(MAYA);
        assertThat(said(asked, MAYA)).contains("<@UBEN> has a question", "> Who pays?", "Answer");
        ApprovalRequest answered = later(asked);
        answered.answer(MAYA, 1, "Sales", LATER);
        assertThat(told(answered, Set.of(BEN, CLEO))).containsOnlyKeys(BEN);
        assertThat(said(answered, BEN)).contains("<@UMAYA> answered your question", "> Sales");

        ApprovalRequest withdrawn = later(request);
        withdrawn.withdraw(MAYA, null, LATER);
        assertThat(told(withdrawn, Set.of(BEN, CLEO))).containsOnlyKeys(BEN, CLEO);

        ApprovalRequest reopened = later(withdrawn);
        reopened.reopen(MAYA, false, "After all", reopened.terms(), people, LATER);
        assertThat(told(reopened, Set.of(BEN, CLEO))).containsOnlyKeys(BEN, CLEO);
        assertThat(said(reopened, BEN)).contains("<@UMAYA> reopened", "“After all”", "Please look at it again.");
    }

    @Test
    void whatIsSaidOnceHasAnOccasionOfItsOwn() {
        request.passTime(people, Instant.parse("2026-11-25T10:00:00Z"));
        List<NoticeWords.Told> first = NoticeWords.of(request, LINKS, Set.of(BEN, CLEO), null);
        ApprovalRequest next = later(request);
        next.passTime(people, Instant.parse("2026-11-26T10:00:00Z"));

        assertThat(first).extracting(each -> each.to() + each.occasion()).doesNotHaveDuplicates();
        assertThat(NoticeWords.of(next, LINKS, Set.of(BEN, CLEO), null)).isNotEmpty()
                .noneMatch(each -> first.stream().anyMatch(before -> before.occasion().equals(each.occasion())));
    }

    private Question evidence() {
        Question was = request.question();
        return new Question(was.asked(), was.options(), was.scope(),
                was.evidence().stream().map(each -> new Question.Evidence(each.item(), true)).toList(), was.neededBy(),
                was.prediction());
    }

    private static String said(ApprovalRequest request, UserId person) {
        return String.valueOf(told(request, Set.of(BEN, CLEO, RITA)).get(person));
    }

    /** What each is told, the last of it where there is more. */
    private static Map<UserId, String> told(ApprovalRequest request, Set<UserId> hadCards) {
        Map<UserId, String> told = new TreeMap<>((one, other) -> one.value().compareTo(other.value()));
        NoticeWords.of(request, LINKS, hadCards, null).forEach(each -> told.put(each.to(), each.message().blocks()
                .isEmpty() ? each.message().text().replace("\u2060", "") : CardExamples.text(each.message())));
        return told;
    }
}
