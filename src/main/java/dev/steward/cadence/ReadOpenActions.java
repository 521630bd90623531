package dev.steward.cadence;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;

import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** {@link OpenActions} from the rows. */
@Component
class ReadOpenActions implements OpenActions {
    private final Cadences cadences;
    private final Actions actions;

    ReadOpenActions(Cadences cadences, Actions actions) {
        this.cadences = cadences;
        this.actions = actions;
    }

    @Override
    public List<OpenAction> of(WorkspaceId workspace, UserId member, int most) {
        List<Action> open = actions.openOf(workspace, member, most);
        Map<CadenceId, Cadence> from = cadences
                .find(workspace, open.stream().map(action -> action.facts().cadence()).distinct().toList()).stream()
                .collect(Collectors.toMap(cadence -> cadence.facts().id(), cadence -> cadence));
        return open.stream().flatMap(action -> Optional.ofNullable(from.get(action.facts().cadence()))
                .map(cadence -> new OpenAction(action.facts().id().value(), action.facts().what(),
                        cadence.facts().reference().toString(), cadence.rules().title(), action.due().on(),
                        action.due().at()))
                .stream()).toList();
    }
}
