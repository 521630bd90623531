package dev.steward.approval;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import org.springframework.stereotype.Component;

import dev.steward.delivery.Things;
import dev.steward.workspace.WorkspaceId;

/** What delivery calls a request and the copies of it; the requester hears when a message about it does not arrive. */
@Component
class ApprovalThings implements Things {
    private final Requests requests;

    ApprovalThings(Requests requests) {
        this.requests = requests;
    }

    @Override
    public Map<UUID, Thing> find(WorkspaceId workspace, Set<UUID> things) {
        Map<UUID, Requests.Ask> asks = requests.asks(workspace, things);
        Set<UUID> wanted = new HashSet<>(things);
        wanted.removeAll(asks.keySet());
        asks.values().forEach(ask -> wanted.add(ask.request().value()));
        Map<UUID, Thing> found = new HashMap<>();
        requests.find(workspace, wanted).forEach(request -> found.put(request.facts().id().value(),
                new Thing(request.facts().reference().toString(), request.requester())));
        asks.forEach((id, ask) -> {
            Thing request = found.get(ask.request().value());
            if (request != null) {
                found.put(id, request);
            }
        });
        found.keySet().retainAll(things);
        return found;
    }
}
