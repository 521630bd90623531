package dev.steward.approval;

import java.util.List;

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
        return readers.seen(reader, requests.of(reader.workspace(), initiative, RECENT)).stream()
                .sorted((one, other) -> Boolean.compare(other.state().open(), one.state().open())).limit(LINES)
                .map(this::line)
                .toList();
    }

    private String line(ApprovalRequest request) {
        String begins = "*" + request.facts().reference() + "* " + Mrkdwn.escape(request.terms().gate().title(), TITLE)
                + ": " + request.state().word();
        if (request.state().open()) {
            return begins + ", waits for " + Phrases.people(request.waitingFor());
        }
        return begins + decisions.of(request.facts().workspace(), request.facts().id()).stream()
                .filter(decision -> decision.round() == request.round()).findFirst()
                .map(decision -> " as *" + decision.reference() + "* " + Phrases.time(decision.outcome().at()))
                .orElse("");
    }
}
