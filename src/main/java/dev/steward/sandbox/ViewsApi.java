package dev.steward.sandbox;

import java.util.List;
import java.util.function.Supplier;

import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import dev.steward.sandbox.RateLimits.Tier;
import dev.steward.sandbox.Triggers.Trigger;
import dev.steward.workspace.UserId;

/** {@code views.*}. */
@Component
@SandboxMode
class ViewsApi implements ApiMethod.Family {
    private final Views views;
    private final Triggers triggers;
    private final People people;

    ViewsApi(Views views, Triggers triggers, People people) {
        this.views = views;
        this.triggers = triggers;
        this.people = people;
    }

    @Override
    public List<ApiMethod> methods() {
        return List.of(ApiMethod.of("views.open", Tier.FOUR, "", this::open),
                ApiMethod.of("views.push", Tier.FOUR, "", this::push),
                ApiMethod.of("views.update", Tier.FOUR, "", this::update),
                ApiMethod.of("views.publish", Tier.FOUR, "", this::publish));
    }

    private ObjectNode open(ApiCall call) {
        String triggerId = trigger(call);
        return json(call, () -> {
            Trigger trigger = triggers.exchange(triggerId);
            return views.open(trigger.person(), view(call));
        });
    }

    private ObjectNode push(ApiCall call) {
        String triggerId = trigger(call);
        return json(call, () -> {
            Trigger trigger = triggers.exchange(triggerId);
            if (trigger.viewId() == null) {
                // only a modal's own buttons and submissions can stack another on it
                throw new ApiError("invalid_trigger_id");
            }
            return views.push(trigger.viewId(), view(call));
        });
    }

    private ObjectNode update(ApiCall call) {
        return json(call, () -> {
            String externalId = call.text("external_id");
            View view = (externalId.isEmpty()
                    ? views.find(call.required("view_id"))
                    : views.byExternalId(externalId)).orElseThrow(() -> new ApiError("not_found"));
            return views.update(view, view(call), call.textOrNull("hash"));
        });
    }

    private ObjectNode publish(ApiCall call) {
        var person = new UserId(call.required("user_id"));
        if (people.find(person.value()).isEmpty()) {
            throw new ApiError("user_not_found");
        }
        return json(call, () -> views.publish(person, view(call), call.textOrNull("hash")));
    }

    private static String trigger(ApiCall call) {
        String trigger = call.text("trigger_id");
        return trigger.isEmpty() ? call.required("interactivity_pointer") : trigger;
    }

    private static JsonNode view(ApiCall call) {
        JsonNode view = call.json("view");
        if (view.isMissingNode()) {
            throw ApiError.withMessages("invalid_arguments", List.of("missing required field: view"));
        }
        return view;
    }

    private static ObjectNode json(ApiCall call, Supplier<View> view) {
        ObjectNode response = Json.object();
        response.set("view", view.get().json(call.team()));
        return response;
    }
}
