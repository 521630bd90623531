package dev.steward.sandbox;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import dev.steward.sandbox.Blocks.Element;
import dev.steward.sandbox.Choices.Choice;
import dev.steward.workspace.UserId;

/** Buttons, fields and modals: what using them sends to the app, and what its answer does. */
@Component
@SandboxMode
class Interactions {
    private static final String TROUBLE = "We had some trouble connecting. Try again?";

    private final Views views;
    private final Payloads payloads;
    private final Timestamps timestamps;
    private final AppClient app;
    private final TransactionTemplate transaction;
    /** Labels of what was offered; only needed until one is chosen, whose label the state then keeps. */
    private final Cache<String, JsonNode> offered = Caffeine.newBuilder().maximumSize(20_000)
            .expireAfterWrite(Duration.ofHours(1)).build();

    Interactions(Views views, Payloads payloads, Timestamps timestamps, AppClient app,
            TransactionTemplate transaction) {
        this.views = views;
        this.payloads = payloads;
        this.timestamps = timestamps;
        this.app = app;
        this.transaction = transaction;
    }

    Outcome uses(UserId person, StoredMessage message, Field used, List<Field> fields) {
        Optional<Element> element = Blocks.element(message.body().path("blocks"), used.blockId(), used.actionId());
        if (element.isEmpty()) {
            return gone();
        }
        ViewState.Offered labels = labels(message.channel() + message.ts());
        ObjectNode values = Payloads.valuesOf(message, joined(fields, used), labels);
        ObjectNode action = ViewState.action(element.get(), used.values(), values, labels, timestamps.next());
        return acknowledged(app.interaction("block_actions " + used.actionId(),
                payloads.actionInMessage(person, message, action, values)));
    }

    Outcome uses(View shown, Field used, List<Field> fields) {
        Optional<Element> element = Blocks.element(shown.body().path("blocks"), used.blockId(), used.actionId());
        if (element.isEmpty()) {
            return gone();
        }
        ViewState.Offered labels = labels(shown.id());
        View view = keeps(shown, joined(fields, used));
        ObjectNode action = ViewState.action(element.get(), used.values(), view.values(), labels, timestamps.next());
        if (element.get().input() != null && !Json.flag(element.get().input(), "dispatch_action")) {
            // a field of a form tells the app nothing until the form is submitted
            return Outcome.done(Duration.ZERO);
        }
        return acknowledged(
                app.interaction("block_actions " + used.actionId(), payloads.actionInView(view, action)));
    }

    View keeps(View view, List<Field> fields) {
        ObjectNode values = ViewState.with(view.body().path("blocks"), view.values(), fields, labels(view.id()));
        return views.fill(view, values);
    }

    Choices asks(UserId person, StoredMessage message, String blockId, String actionId, String typed) {
        return asks(message.body(), message.channel() + message.ts(), blockId, actionId, typed,
                payloads.suggestionInMessage(person, message, blockId, actionId, typed));
    }

    Choices asks(View view, String blockId, String actionId, String typed) {
        return asks(view.body(), view.id(), blockId, actionId, typed,
                payloads.suggestionInView(view, blockId, actionId, typed));
    }

    Outcome submits(View shown, List<Field> fields) {
        if (views.top(shown.person()).filter(top -> top.id().equals(shown.id())).isEmpty()) {
            return gone();
        }
        View view = keeps(shown, fields);
        Map<String, String> refusals = ViewState.refusals(view.body().path("blocks"), view.values());
        if (!refusals.isEmpty()) {
            return Outcome.refused(refusals, Duration.ZERO);
        }
        AppClient.Answer answer = app.interaction("view_submission " + view.callbackId(), payloads.submission(view));
        if (!answer.ok()) {
            return Outcome.failed(TROUBLE, answer.took());
        }
        try {
            Map<String, String> errors = new LinkedHashMap<>();
            transaction.executeWithoutResult(status -> errors.putAll(follow(view, answer.body())));
            return errors.isEmpty() ? Outcome.done(answer.took()) : Outcome.refused(errors, answer.took());
        } catch (ApiError | JacksonException e) {
            return Outcome.failed(TROUBLE + " (" + e.getMessage() + ")", answer.took());
        }
    }

    Outcome closes(View view, boolean all) {
        List<View> stack = views.stack(view.person());
        boolean everything = all || Json.flag(view.body(), "clear_on_close");
        List<View> going = stack.stream().filter(open -> everything || open.level() >= view.level()).toList();
        transaction.executeWithoutResult(status -> {
            if (everything) {
                views.clear(view.person());
            } else {
                views.close(view);
            }
        });
        Outcome outcome = Outcome.done(Duration.ZERO);
        for (View closed : going.reversed()) {
            if (Json.flag(closed.body(), "notify_on_close")) {
                outcome = acknowledged(app.interaction("view_closed " + closed.callbackId(),
                        payloads.closed(closed, everything)));
            }
        }
        return outcome;
    }

    Outcome shortcut(UserId person, String callbackId, StoredMessage message) {
        return acknowledged(app.interaction("message_action " + callbackId,
                payloads.messageShortcut(person, callbackId, message)));
    }

    Outcome shortcut(UserId person, String callbackId) {
        return acknowledged(app.interaction("shortcut " + callbackId, payloads.globalShortcut(person, callbackId)));
    }

    /** Does what the app answered to a submission; what it refused, by block id. */
    private Map<String, String> follow(View view, String body) {
        if (body.isBlank()) {
            views.close(view);
            return Map.of();
        }
        JsonNode answer = Json.parse(body);
        switch (Json.text(answer, "response_action")) {
            case "errors" -> {
                Map<String, String> errors = new LinkedHashMap<>();
                answer.path("errors").properties()
                        .forEach(entry -> errors.put(entry.getKey(), entry.getValue().stringValue("")));
                boolean known = Blocks.elements(view.body().path("blocks")).stream()
                        .filter(element -> element.input() != null).map(Element::blockId).toList()
                        .containsAll(errors.keySet());
                if (errors.isEmpty() || !known) {
                    throw new ApiError("the errors name no input block of this view");
                }
                return errors;
            }
            case "update" -> views.update(view, answer.path("view"), null);
            case "push" -> views.push(view.id(), answer.path("view"));
            case "clear" -> views.clear(view.person());
            case "" -> views.close(view);
            default -> throw new ApiError("unknown response_action");
        }
        return Map.of();
    }

    private Choices asks(JsonNode body, String place, String blockId, String actionId, String typed,
            ObjectNode payload) {
        Optional<Element> element = Blocks.element(body.path("blocks"), blockId, actionId);
        if (element.isEmpty()) {
            return new Choices(List.of(), "This is no longer here.");
        }
        // Slack's default is three characters
        if (typed.codePointCount(0, typed.length()) < element.get().json().path("min_query_length").asInt(3)) {
            return new Choices(List.of(), null);
        }
        AppClient.Answer answer = app.interaction("block_suggestion " + actionId, payload);
        if (!answer.ok()) {
            return new Choices(List.of(), "Options could not be loaded");
        }
        try {
            List<Choice> choices = choices(Json.parse(answer.body().isBlank() ? "{}" : answer.body()));
            choices.forEach(choice -> offered.put(key(place, blockId, actionId, choice.value()), option(choice)));
            return new Choices(choices, null);
        } catch (ApiError | JacksonException e) {
            return new Choices(List.of(), "Options could not be loaded");
        }
    }

    private static List<Choice> choices(JsonNode answer) {
        List<Choice> choices = new ArrayList<>();
        List<JsonNode> groups = new ArrayList<>(answer.path("option_groups").values());
        if (answer.path("options").size() > 100 || groups.size() > 100) {
            throw new ApiError("too many options");
        }
        answer.path("options").values().forEach(option -> choices.add(choice(option, null)));
        for (JsonNode group : groups) {
            String label = Json.text(group.path("label"), "text");
            group.path("options").values().forEach(option -> choices.add(choice(option, label)));
        }
        return choices;
    }

    private static Choice choice(JsonNode option, @org.jspecify.annotations.Nullable String group) {
        String label = Json.text(option.path("text"), "text");
        String value = Json.text(option, "value");
        if (label.isEmpty() || label.length() > 75 || value.length() > 150) {
            throw new ApiError("invalid option");
        }
        return new Choice(label, value, Json.textOrNull(option.path("description"), "text"), group);
    }

    private static ObjectNode option(Choice choice) {
        ObjectNode option = Json.object();
        option.set("text", Blocks.plainText(choice.label()));
        option.put("value", choice.value());
        if (choice.description() != null) {
            option.set("description", Blocks.plainText(choice.description()));
        }
        return option;
    }

    private ViewState.Offered labels(String place) {
        return (blockId, actionId, value) -> Optional
                .ofNullable(offered.getIfPresent(key(place, blockId, actionId, value)));
    }

    private static String key(String place, String blockId, String actionId, String value) {
        return String.join("\n", place, blockId, actionId, value);
    }

    private static List<Field> joined(List<Field> fields, Field used) {
        List<Field> all = new ArrayList<>(fields);
        all.add(used);
        return all;
    }

    private static Outcome gone() {
        return Outcome.failed("This is no longer here.", Duration.ZERO);
    }

    private static Outcome acknowledged(AppClient.Answer answer) {
        return answer.ok() ? Outcome.done(answer.took()) : Outcome.failed(answer.complaint(), answer.took());
    }
}
