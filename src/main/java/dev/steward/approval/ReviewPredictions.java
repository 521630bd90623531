package dev.steward.approval;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.button;

import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.slack.api.model.block.element.BlockElement;
import org.springframework.stereotype.Component;

import dev.steward.approval.Decision.CameTrue;
import dev.steward.delivery.Notices;
import dev.steward.delivery.Notices.Recipient;
import dev.steward.schedule.DueTimer;
import dev.steward.schedule.TimerAudit;
import dev.steward.schedule.TimerHandler;
import dev.steward.schedule.TimerKey;
import dev.steward.schedule.TimerType;
import dev.steward.slack.Message;
import dev.steward.slack.Mrkdwn;

/** Asks the requester on the day they chose whether what they expected came true. */
@Component
class ReviewPredictions implements TimerHandler, TimerAudit {
    private static final int WORDS = 1_500;

    private final Decisions decisions;
    private final Requests requests;
    private final Notices notices;

    ReviewPredictions(Decisions decisions, Requests requests, Notices notices) {
        this.decisions = decisions;
        this.requests = requests;
        this.notices = notices;
    }

    @Override
    public TimerType type() {
        return PlanReviews.REVIEW;
    }

    @Override
    public String title(TimerKey timer) {
        return decisions.find(timer.workspace(), timer.subject()).map(one -> "the prediction of " + one.reference())
                .orElse("a prediction");
    }

    @Override
    public void handle(DueTimer timer) {
        Optional<Decision> found = decisions.find(timer.workspace(), timer.subject());
        if (found.isEmpty() || found.get().askedAt() != null || found.get().review() == null) {
            return;
        }
        Decision decision = found.get();
        decisions.asked(decision, timer.now());
        // what was reopened since is no decision any more, and the one that took its place comes back by itself
        requests.find(decision.workspace(), decision.request()).filter(request -> request.round() == decision.round())
                .ifPresent(request -> notices.say(decision.workspace(), decision.id(), "review " + decision.review(),
                        new Recipient.Direct(request.requester()), message(decision, request)));
    }

    private static Message message(Decision decision, ApprovalRequest request) {
        String words = "*Did it come true?* For *" + decision.reference() + "* ("
                + Mrkdwn.escape(request.question().asked().replaceAll("\\s+", " ").strip(), 200)
                + ") you expected:\n>" + Mrkdwn.escape(String.valueOf(decision.prediction()), WORDS).replace("\n",
                        "\n>");
        List<BlockElement> buttons = new ArrayList<>();
        for (CameTrue each : CameTrue.values()) {
            buttons.add(button(b -> b.actionId(ScorePredictions.SCORE + "#" + each.name().toLowerCase(
                    java.util.Locale.ROOT)).value(decision.id() + " " + each.name())
                    .text(plainText(ScoreForm.label(each)))));
        }
        return new Message("Did what you expected of " + decision.reference() + " come true?",
                List.of(section(text -> text.blockId("approval.review.words").text(markdownText(words))),
                        actions(row -> row.blockId("approval.review.buttons").elements(buttons))));
    }

    @Override
    public String name() {
        return "approval.review";
    }

    @Override
    public Stream<Needed> needed() {
        return decisions.unasked().map(one -> new Needed(PlanReviews.REVIEW.of(one.workspace(), one.decision()),
                one.review().atTime(LocalTime.of(9, 0)).toInstant(ZoneOffset.UTC)));
    }
}
