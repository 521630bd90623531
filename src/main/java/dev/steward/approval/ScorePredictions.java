package dev.steward.approval;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.springframework.stereotype.Component;

import dev.steward.approval.Decision.CameTrue;
import dev.steward.approval.Decision.Score;
import dev.steward.approval.PredictionCard.Scoring;
import dev.steward.record.DecisionLog;
import dev.steward.slack.Access;
import dev.steward.slack.Actor;
import dev.steward.slack.Modals;
import dev.steward.slack.PlainWords;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.workspace.Members;

/** Keeps what came of a prediction, beside the decision and in the decision log. */
@Component
class ScorePredictions implements SlackFeature {
    private static final String GONE = "There is no such decision any more.";
    private static final int YEARS = 5;

    private final Decisions decisions;
    private final Requests requests;
    private final PlanReviews reviews;
    private final DecisionLog log;
    private final Members members;
    private final Clock clock;

    ScorePredictions(Decisions decisions, Requests requests, PlanReviews reviews, DecisionLog log, Members members,
            Clock clock) {
        this.decisions = decisions;
        this.requests = requests;
        this.reviews = reviews;
        this.log = log;
        this.members = members;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(PredictionCard.SCORE.route(Access.MEMBERS, this::open),
                new Route.Submission(ScoreForm.CALLBACK, Access.MEMBERS, this::keep));
    }

    private Reply open(ActionRequest request, Scoring scoring) {
        Optional<Decision> decision = decisions.find(request.actor().workspace(), scoring.decision());
        if (decision.isEmpty()) {
            return Reply.opens(Modals.says("Prediction", GONE));
        }
        return refusal(request.actor(), decision.get(), scoring)
                .map(why -> Reply.opens(Modals.says(decision.get().reference(), why)))
                .orElseGet(() -> Reply.opens(ScoreForm.view(decision.get(), scoring)));
    }

    private Optional<String> refusal(Actor actor, Decision decision, Scoring scoring) {
        Optional<ApprovalRequest> request = requests.find(decision.workspace(), decision.request());
        if (request.isEmpty() || !request.get().requester().equals(actor.user())) {
            return Optional.of("Only whoever made the prediction can say what came of it.");
        }
        if (request.get().round() != decision.round()) {
            return Optional.of("*" + request.get().facts().reference() + "* was reopened after *" + decision.reference()
                    + "* was made, so this prediction isn't looked at any more.");
        }
        Score score = decision.score();
        if (score != null && score.cameTrue() != CameTrue.TOO_EARLY) {
            return Optional.of("You said what came of it already: " + score.cameTrue().word() + ".");
        }
        if (score != null && decision.askedAt() == null) {
            return Optional.of("It was too early when you looked at it. You will be asked again on "
                    + decision.review() + ".");
        }
        boolean present = scoring.review() == null ? score == null : scoring.review().equals(decision.review());
        return present
                ? Optional.empty()
                : Optional.of("You were asked again on " + decision.review() + ". Please answer that message.");
    }

    private Reply keep(SubmissionRequest request) {
        Actor actor = request.actor();
        Optional<Scoring> said = Scoring.CODEC.read(request.privateMetadata());
        Optional<Decision> found = said.flatMap(each -> decisions.find(actor.workspace(), each.decision()));
        boolean early = said.isPresent() && said.get().cameTrue() == CameTrue.TOO_EARLY;
        String field = early ? ScoreForm.AGAIN : ScoreForm.LEARNED;
        if (said.isEmpty() || found.isEmpty()) {
            return Reply.refuses(field, GONE);
        }
        Decision decision = found.get();
        Optional<String> refusal = refusal(actor, decision, said.get());
        if (refusal.isPresent()) {
            return Reply.refuses(field, PlainWords.of(refusal.get(), user -> members.find(actor.workspace(), user)));
        }
        LocalDate again = ScoreForm.again(request.values());
        if (early) {
            ZoneId zone = members.zone(actor.workspace(), actor.user());
            LocalDate today = LocalDate.ofInstant(clock.instant(), zone);
            if (again == null || !again.isAfter(today) || again.isAfter(today.plusYears(YEARS))) {
                return Reply.refuses(field, "Please choose a day after today, within " + YEARS + " years.");
            }
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var score = new Score(said.get().cameTrue(), early ? null : ScoreForm.learned(request.values()), now);
        if (!decisions.score(decision, score)) {
            return Reply.refuses(field, "You said what came of it already.");
        }
        if (again != null) {
            decisions.reviewOn(decision, again);
            reviews.plan(decision, actor.user(), again);
        }
        append(actor, decision, score, again);
        return Reply.done();
    }

    private void append(Actor actor, Decision decision, Score score,
            @org.jspecify.annotations.Nullable LocalDate again) {
        ApprovalRequest request = requests.find(decision.workspace(), decision.request()).orElseThrow();
        Map<String, Object> facts = new TreeMap<>();
        facts.put("decision", decision.reference());
        facts.put("prediction", String.valueOf(decision.prediction()));
        facts.put("came-true", score.cameTrue().word());
        if (score.learned() != null) {
            facts.put("learned", score.learned());
        }
        if (again != null) {
            facts.put("review", again.toString());
        }
        log.append(decision.workspace(), new DecisionLog.NewEntry("approval.scored", decision.request().value(),
                request.facts().reference().toString(), actor.user(), score.at(), facts));
    }
}
