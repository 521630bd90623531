package dev.steward.approval;

import java.util.List;

import org.springframework.stereotype.Component;

import dev.steward.policy.PastRequests;
import dev.steward.workspace.WorkspaceId;

/** What was asked lately, for whoever tries a policy on it. */
@Component
class TellPolicy implements PastRequests {
    private final Requests requests;

    TellPolicy(Requests requests) {
        this.requests = requests;
    }

    @Override
    public List<Past> latest(WorkspaceId workspace, int most) {
        return requests.latest(workspace, most).stream()
                .map(request -> new Past(request.facts().reference().toString(), request.question().asked(),
                        request.terms().gate().name(), request.question().scope(), request.terms().rule().name()))
                .toList();
    }
}
