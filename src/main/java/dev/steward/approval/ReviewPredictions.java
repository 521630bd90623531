package dev.steward.approval;

import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;

import dev.steward.delivery.Notices;
import dev.steward.delivery.Notices.Recipient;
import dev.steward.schedule.DueTimer;
import dev.steward.schedule.TimerAudit;
import dev.steward.schedule.TimerHandler;
import dev.steward.schedule.TimerKey;
import dev.steward.schedule.TimerType;

/** Asks the requester on the day they chose whether what they expected came true. */
@Component
class ReviewPredictions implements TimerHandler, TimerAudit {
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
                        new Recipient.Direct(request.requester()), PredictionCard.of(decision, request)));
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
