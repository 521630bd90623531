package dev.steward.approval;

import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Component;

import dev.steward.initiative.InitiativeFacts;
import dev.steward.initiative.InitiativeId;
import dev.steward.slack.Actor;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Phrases;

/** What was asked and decided about an initiative, a line each; what is open comes first. */
@Component
class TellInitiatives implements InitiativeFacts {
    private static final int RECENT = 50;
    private static final int LINES = 10;
    private static final int TITLE = 60;

    private final Requests requests;
    private final RequestReaders readers;
    private final Decisions decisions;

    TellInitiatives(Requests requests, RequestReaders readers, Decisions decisions) {
        this.requests = requests;
        this.readers = readers;
        this.decisions = decisions;
    }

    @Override
    public List<String> lines(Actor reader, InitiativeId initiative) {
        List<ApprovalRequest> told = readers.seen(reader, requests.of(reader.workspace(), initiative, RECENT)).stream()
                .sorted((one, other) -> Boolean.compare(other.state().open(), one.state().open())).limit(LINES)
                .toList();
        Map<RequestId, List<Decision>> decided = decisions.of(reader.workspace(),
                told.stream().filter(request -> !request.state().open()).map(request -> request.facts().id()).toList());
        return told.stream().map(request -> line(request, decided.getOrDefault(request.facts().id(), List.of())))
                .toList();
    }

    private static String line(ApprovalRequest request, List<Decision> decided) {
        String begins = "*" + request.facts().reference() + "* " + Mrkdwn.escape(request.terms().gate().title(), TITLE)
                + ": " + request.state().word();
        if (request.state().open()) {
            return begins + ", waits for " + Phrases.people(request.waitingFor());
        }
        return begins + decided.stream().filter(decision -> decision.round() == request.round()).findFirst()
                .map(decision -> " as *" + decision.reference() + "* " + Phrases.time(decision.outcome().at()))
                .orElse("");
    }
}
