package dev.steward.approval;

import static dev.steward.approval.CardExamples.FRIDAY;
import static dev.steward.approval.CardExamples.MAYA;
import static dev.steward.approval.CardExamples.RITA;
import static dev.steward.approval.CardExamples.json;
import static dev.steward.approval.CardExamples.stage;
import static dev.steward.approval.CardExamples.terms;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.slack.api.model.view.View;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import dev.steward.approval.CardLinks.Links;
import dev.steward.approval.Question.Evidence;
import dev.steward.policy.Approver;
import dev.steward.policy.Need;
import dev.steward.policy.Scope;
import dev.steward.policy.Silence;
import dev.steward.schedule.Absences.Away;
import dev.steward.slack.Actor;
import dev.steward.slack.BlockKitRules;
import dev.steward.slack.Message;
import dev.steward.slack.Mrkdwn;
import dev.steward.workspace.Role;
import dev.steward.workspace.UserId;

/** Whatever people write and whatever happens, Slack takes every card, form and message, and nothing typed formats or calls anybody. */
class CardLimitsTest {
    private static final UserId[] CROWD = CardExamples.crowd(30);
    private static final Approver ALL = new Approver.Group("S9");
    /** Slack takes no more in a field. */
    private static final int LONGEST = 3_000;
    private static final String HOSTILE = "<!channel> <@UEVIL> @here *bold* `code` <https://evil.example|bank> evil.example\n> quote\n";

    @Property(tries = 12)
    void keepsSlacksLimitsWhateverHappens(@ForAll String words,
            @ForAll @Size(8) List<@IntRange(max = 11) Integer> acts,
            @ForAll @Size(8) List<@IntRange(max = 29) Integer> actors) {
        story(cut(words.repeat(200), LONGEST), acts, actors);
    }

    @Test
    void keepsSlacksLimitsAtTheirWorst() {
        for (String worst : new String[]{"&".repeat(3_000), "👩‍👩‍👧‍👦".repeat(270), "*".repeat(3_000),
                "导".repeat(3_000),
                "\n>".repeat(1_500), HOSTILE.repeat(30)}) {
            story(worst, List.of(4, 4, 4, 4, 4, 0, 0, 0, 1, 5, 2, 2, 3, 3, 0, 0, 9, 9, 7), List.of(1, 2, 3, 4, 5, 6, 7,
                    8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19));
            story(worst, List.of(2, 2, 2, 2, 6, 4, 8), List.of(1, 2, 3, 4, 5, 6, 7));
            story(worst, List.of(0, 10, 11, 0, 10), List.of(1, 2, 3, 4, 5));
        }
    }

    @Test
    void nothingTypedFormatsOrCallsAnybody() {
        Told told = story(HOSTILE, List.of(4, 5, 4, 0, 2, 6, 0, 1, 7, 2, 8), List.of(1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1));
        assertThat(told.shown()).hasSizeGreaterThan(30).allSatisfy(json -> assertThat(json)
                .doesNotContain("<!channel>", "<@UEVIL>", "<https://evil", "@here", " *bold*", "`code`",
                        " evil.example"));
    }

    /** All that Slack was sent on the way. */
    private record Told(List<String> shown) {}

    private static Told story(String words, List<Integer> acts, List<Integer> actors) {
        People people = new People().is(ALL, CROWD).is(CardExamples.ADMINS, RITA).is(CardExamples.MANAGER, CROWD[29]);
        List<Evidence> evidence = Collections.nCopies(10, new Evidence(cut(words, 75), words.length() % 2 == 0));
        Question question = new Question(words, words,
                new Scope(cut(words, 75), null, 3, null, null, cut(words, 75)), evidence,
                FRIDAY.plus(Duration.ofDays(9)),
                new Question.Prediction(words, LocalDate.of(2027, 1, 1)));
        ApprovalRequest request = CardExamples.open(people, question,
                terms(true, stage(cut("S" + words, 75), new Need.All(), Silence.WAIT, ALL),
                        stage("Second", new Need.AtLeast(28), Silence.APPROVE, ALL)));
        List<String> sent = new ArrayList<>();
        List<Happening> history = new ArrayList<>(request.happenings());
        check(request, people, words, history, sent);
        for (int i = 0; i < acts.size(); i++) {
            request = CardExamples.later(request);
            try {
                act(request, people, acts.get(i), CROWD[actors.get(i)], words, FRIDAY.plus(Duration.ofHours(5L * i)));
            } catch (Refused refused) {
                assertThat(refused.sentence()).isNotBlank();
            }
            history.addAll(request.happenings());
            if (i % 3 == 0 || i == acts.size() - 1) {
                check(request, people, words, history, sent);
            }
        }
        return new Told(sent);
    }

    private static void act(ApprovalRequest request, People people, int which, UserId who, String words, Instant now) {
        String reason = "r" + words;
        switch (which) {
            case 0 -> request.approve(who, reason, people, now);
            case 1 -> request.requestChanges(who, reason, people, now);
            case 2 -> request.block(who, reason, people, now);
            case 3 -> request.delegate(who, CROWD[0], people, now);
            case 4 -> request.ask(who, reason, people, now);
            case 5 -> request.answer(MAYA, 1, reason, now);
            case 6 -> request.rule(RITA, false, reason, people, now);
            case 7 -> request.passTime(people, now.plus(Duration.ofDays(4)));
            case 8 -> request.rule(RITA, true, reason, people, now);
            case 9 -> request.remind(MAYA, now);
            case 10 -> request.withdraw(MAYA, reason, now);
            default -> request.reopen(MAYA, false, reason, request.terms(), people, now);
        }
    }

    private static void check(ApprovalRequest request, People people, String words, List<Happening> history,
            List<String> sent) {
        Map<UserId, Away> away = new HashMap<>();
        Arrays.stream(CROWD).forEach(each -> away.put(each, new Away(RITA, FRIDAY)));
        Shown once = CardExamples.shown(request, people, name -> cut(words, 80), away);
        Shown shown = new Shown(request, once.initiative(), once.ahead(), List.copyOf(history), once.decisions(),
                once.names(), once.groups(), away);
        message(ApprovalCard.of(shown), sent);
        assertThat(json(ApprovalCard.of(shown))).isEqualTo(json(ApprovalCard.of(shown)));
        Set<UserId> everyone = new HashSet<>(List.of(CROWD));
        everyone.add(RITA);
        List.of(CROWD[1], CROWD[4], CROWD[29], RITA)
                .forEach(person -> message(AskCard.of(shown, person), sent));
        view(DetailsView.of(shown, new Actor(request.facts().workspace(), MAYA, "T0FERNHILL", Role.MEMBER)), sent);
        Verb verb = Verb.values()[history.size() % Verb.values().length];
        view(ReasonForm.of(verb, request, 1), sent);
        List<Message> reminders = new ArrayList<>();
        NoticeWords.of(request, new Links("https://x.slack.com/a?b=1&c=2", Map.of()), everyone, FRIDAY)
                .forEach(told -> {
                    message(told.message(), sent);
                    if (told.merges()) {
                        reminders.add(told.message());
                    }
                    assertThat(told.occasion().length()).isLessThanOrEqualTo(200);
                });
        if (!reminders.isEmpty()) {
            message(new RemindTogether().merge(Collections.nCopies(20, reminders.getFirst())), sent);
        }
    }

    private static void message(Message message, List<String> sent) {
        assertThat(BlockKitRules.message(json(message))).isEmpty();
        assertThat(message.text().length()).isLessThanOrEqualTo(message.blocks().isEmpty() ? 12_000 : 4_000);
        sent.add(json(message).toString());
    }

    private static void view(View view, List<String> sent) {
        assertThat(BlockKitRules.view(json(view))).isEmpty();
        sent.add(json(view).toString());
    }

    private static String cut(String words, int most) {
        String some = words.isBlank() ? "name" : words.strip();
        return Mrkdwn.cut(some, most);
    }
}
