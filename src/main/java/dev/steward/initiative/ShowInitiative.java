package dev.steward.initiative;

import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import dev.steward.initiative.InitiativeView.Shown;
import dev.steward.slack.Actor;
import dev.steward.slack.Message;
import dev.steward.workspace.Area;
import dev.steward.workspace.Areas;

/** Puts together all there is to show of an initiative, with what features know of it. */
@Component
class ShowInitiative {
    /** More than anybody moves one; the ticks of the phases gone through need all of them. */
    private static final int ALL_STEPS = 100;

    private final KeptInitiatives initiatives;
    private final Areas areas;
    private final ObjectProvider<InitiativeFacts> facts;

    ShowInitiative(KeptInitiatives initiatives, Areas areas, ObjectProvider<InitiativeFacts> facts) {
        this.initiatives = initiatives;
        this.areas = areas;
        this.facts = facts;
    }

    Message message(Actor actor, Initiative initiative) {
        return InitiativeView.of(shown(actor, initiative), initiative.mayEdit(actor.user(), actor.role()));
    }

    /** Without buttons. */
    Message saved(Actor actor, Initiative initiative) {
        return InitiativeView.of(shown(actor, initiative), false);
    }

    @Nullable
    String area(Initiative initiative) {
        return Optional.ofNullable(initiative.area()).flatMap(id -> areas.find(initiative.workspace(), id))
                .map(Area::name).orElse(null);
    }

    private Shown shown(Actor actor, Initiative initiative) {
        List<String> lines = facts.orderedStream()
                .flatMap(feature -> feature.lines(actor, initiative.id()).stream()).toList();
        return new Shown(initiative, area(initiative),
                initiatives.steps(initiative.workspace(), initiative.id(), ALL_STEPS), lines);
    }
}
