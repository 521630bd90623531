package dev.steward.approval;

import java.time.Instant;
import java.util.Optional;

import org.springframework.stereotype.Component;

import dev.steward.schedule.DueTimer;
import dev.steward.schedule.TimerHandler;
import dev.steward.schedule.TimerKey;
import dev.steward.schedule.TimerType;
import dev.steward.workspace.Members;

/** Climbs a request's ladder: its one timer is due at the next thing its plan foresees. */
@Component
class PassTime implements TimerHandler {
    static final TimerType STEP = new TimerType("approval.step");

    private final Requests requests;
    private final Rosters rosters;
    private final Aftermath aftermath;
    private final Members members;

    PassTime(Requests requests, Rosters rosters, Aftermath aftermath, Members members) {
        this.requests = requests;
        this.rosters = rosters;
        this.aftermath = aftermath;
        this.members = members;
    }

    @Override
    public TimerType type() {
        return STEP;
    }

    @Override
    public String title(TimerKey timer) {
        return requests.find(timer.workspace(), new RequestId(timer.subject()))
                .map(request -> "the next step of " + request.facts().reference()).orElse("an approval request");
    }

    @Override
    public void handle(DueTimer timer) {
        Optional<ApprovalRequest> found = requests.lock(timer.workspace(), new RequestId(timer.subject()));
        if (found.isEmpty() || !found.get().state().open()) {
            return;
        }
        ApprovalRequest request = found.get();
        Instant now = timer.now();
        Roster roster = rosters.of(request);
        request.passTime(roster, now);
        if (request.happenings().isEmpty()) {
            // something around it has changed, perhaps on another instance, and this one may not know it yet
            members.refresh(timer.workspace(), request.waitingFor());
            roster = rosters.of(request);
            request.passTime(roster, now);
        }
        if (!request.happenings().isEmpty()) {
            requests.save(request, now);
            aftermath.changed(request, roster, now);
        } else {
            aftermath.unchanged(request, roster, now);
        }
    }
}
