package dev.steward.cadence;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

import dev.steward.slack.Actor;
import dev.steward.slack.Reply;
import dev.steward.slack.Route.Usage;
import dev.steward.slack.SlackRequest.CommandRequest;
import dev.steward.workspace.WorkspaceId;

/** {@code /cadence actions} and {@code /cadence actions REV-2}, and the lists that they open. */
@Component
@Order(30)
class ActionLists implements CadenceWords {
    private final CadenceLookup lookup;
    private final Cadences cadences;
    private final Sessions sessions;
    private final Actions actions;
    private final Clock clock;

    ActionLists(CadenceLookup lookup, Cadences cadences, Sessions sessions, Actions actions, Clock clock) {
        this.lookup = lookup;
        this.cadences = cadences;
        this.sessions = sessions;
        this.actions = actions;
        this.clock = clock;
    }

    @Override
    public List<Usage> usages() {
        return List.of(new Usage("actions", "What sessions left you to do").reading(),
                new Usage("actions REV-2", "What is to be done from a review").reading());
    }

    @Override
    public Optional<Reply> answer(CommandRequest request, String word, String rest) {
        if (!word.equals("actions")) {
            return Optional.empty();
        }
        if (rest.isEmpty()) {
            return Optional.of(Reply.opens(mine(request.actor(), null)));
        }
        Optional<Reference> reference = Reference.parse(rest);
        return Optional.of(reference.isEmpty()
                ? Reply.says("Say which review, as in `/cadence actions REV-2`.")
                : lookup.find(request.actor(), reference.get())
                        .map(cadence -> Reply.opens(of(cadence, null)))
                        .orElseGet(() -> Reply.says("There is no " + reference.get() + " here.")));
    }

    /** As it is now; empty where what it is of is not there, or not for them. @param said a sentence on top, mrkdwn; null for none */
    Optional<View> view(Actor actor, ActionsView.Which which, @Nullable String said) {
        return switch (which) {
            case ActionsView.Which.Mine mine -> Optional.of(mine(actor, said));
            case ActionsView.Which.Of(var id) -> lookup.find(actor, id).map(cadence -> of(cadence, said));
            case ActionsView.Which.From(var id) -> lookup.find(actor, id)
                    .map(found -> from(found.cadence(), found.session(), said));
        };
    }

    private View mine(Actor actor, @Nullable String said) {
        List<Action> open = actions.openOf(actor.workspace(), actor.user(), ActionsView.SHOWN);
        Map<CadenceId, Cadence> from = cadences
                .find(actor.workspace(), open.stream().map(action -> action.facts().cadence()).distinct().toList())
                .stream().collect(Collectors.toMap(cadence -> cadence.facts().id(), cadence -> cadence));
        return ActionsView.mine(open, from, actions.countOpenOf(actor.workspace(), actor.user()), clock.instant(),
                said);
    }

    private View of(Cadence cadence, @Nullable String said) {
        WorkspaceId workspace = cadence.facts().workspace();
        CadenceId id = cadence.facts().id();
        return ActionsView.of(new ActionsView.Which.Of(id), cadence, actions.open(workspace, id, ActionsView.SHOWN),
                actions.countOpen(workspace, id), clock.instant(), said);
    }

    /** What the cadence has open, and what came of the rest that this session left. */
    private View from(Cadence cadence, Session session, @Nullable String said) {
        WorkspaceId workspace = cadence.facts().workspace();
        CadenceId id = cadence.facts().id();
        List<Action> ended = actions.of(workspace, session.facts().id()).stream().filter(action -> !action.open())
                .toList();
        List<Action> shown = new ArrayList<>(actions.open(workspace, id, ActionsView.SHOWN));
        ended.stream().limit(ActionsView.SHOWN - shown.size()).forEach(shown::add);
        return ActionsView.of(new ActionsView.Which.From(session.facts().id()), cadence, shown,
                actions.countOpen(workspace, id) + ended.size(), clock.instant(), said);
    }
}
