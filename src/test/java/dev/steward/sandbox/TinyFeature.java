package dev.steward.sandbox;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.view.View;
import com.slack.api.util.json.GsonFactory;
import org.springframework.boot.test.context.TestComponent;
import tools.jackson.databind.JsonNode;

import dev.steward.slack.Access;
import dev.steward.slack.Message;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.CommandRequest;
import dev.steward.slack.SlackRequest.EventRequest;
import dev.steward.slack.SlackRequest.SubmissionRequest;

/** Orders tea: the least that a feature can be and yet use all of Slack. */
@TestComponent
class TinyFeature implements SlackFeature {
    /** What it heard of, as {@code reaction_added speech_balloon}. */
    final List<String> heard = new CopyOnWriteArrayList<>();

    @Override
    public List<Route> routes() {
        return List.of(
                new Route.Command("tea", "Orders tea", "[what]",
                        List.of(new Route.Usage("", "opens the form"), new Route.Usage("<what>", "orders it"),
                                new Route.Usage("late", "comes late")),
                        Access.ANYONE,
                        this::command),
                new Route.Submission("tea_form", Access.ANYONE, this::order),
                new Route.Submission("tea_note", Access.ANYONE, submission -> new Reply.ClosesAll()),
                new Route.Action("tea_kind", Access.ANYONE, this::kind),
                new Route.Action("tea_note", Access.ANYONE, action -> new Reply.Pushes(note("Note", "tea_note"))),
                new Route.Action("tea_deeper", Access.ANYONE, action -> new Reply.Pushes(note("Deeper", "tea_note"))),
                new Route.Action("tea_again", Access.ANYONE, action -> Reply.opens(form(""))),
                new Route.Action("tea_done", Access.ANYONE, action -> new Reply.Replaces(Message.of("Enjoy your tea"))),
                new Route.Options("tea_leaf", Access.ANYONE,
                        request -> new Reply.Offers(List.of("Assam", "Darjeeling", "Sencha")
                                .stream().filter(leaf -> leaf.toLowerCase(Locale.ROOT)
                                        .contains(request.typed().toLowerCase(Locale.ROOT)))
                                .map(leaf -> new Reply.Offers.Option(leaf, leaf.toLowerCase(Locale.ROOT)))
                                .toList())),
                new Route.MessageShortcut("tea_for_this", "Tea for this", "Orders tea with a message", Access.ANYONE,
                        request -> Reply.opens(form(request.text()))),
                new Route.GlobalShortcut("tea_now", "Tea now", "Orders tea", Access.ANYONE,
                        request -> Reply.opens(form(""))),
                new Route.Event("reaction_removed", Set.of("reactions:read"), Access.ANYONE, this::hear));
    }

    @Override
    public Set<String> scopes() {
        return Set.of("channels:read", "channels:history", "groups:read", "groups:history", "im:read", "im:history",
                "im:write", "channels:join", "users:read.email", "usergroups:read", "reactions:read",
                "reactions:write", "files:write");
    }

    private Reply command(CommandRequest request) {
        return switch (request.text()) {
            case "" -> Reply.opens(form(""));
            case "late" -> {
                sleep();
                yield Reply.done();
            }
            default -> Reply.says(message(request.text()));
        };
    }

    private Reply kind(ActionRequest request) {
        String chosen = String.valueOf(request.value());
        return new Reply.Updates(view(FORM.replace("\"Which leaf?\"", "\"Which leaf of " + chosen + "?\"")
                .replace("\"WORDS\"", "\"\"")));
    }

    private Reply order(SubmissionRequest request) {
        String words = String.valueOf(request.values().value("words"));
        return words.contains("coffee") ? Reply.refuses("words", "We serve tea only.") : Reply.done();
    }

    private Reply hear(EventRequest request) {
        heard.add(request.type() + " " + request.event().getOrDefault("reaction", request.event().get("channel")));
        return Reply.done();
    }

    /** As work does that nothing interrupts. */
    private static void sleep() {
        long end = System.nanoTime() + AppClient.PATIENCE.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(end - System.nanoTime());
            Thread.interrupted();
        }
    }

    private static Message message(String what) {
        JsonNode blocks = Json.parse("""
                [{"type": "section", "block_id": "s", "text": {"type": "mrkdwn", "text": "Ordered: WHAT"}},
                 {"type": "actions", "block_id": "a", "elements": [
                    {"type": "button", "action_id": "tea_done", "text": {"type": "plain_text", "text": "Drink it"}},
                    {"type": "button", "action_id": "tea_again", "text": {"type": "plain_text", "text": "Another"}}]}]
                """.replace("WHAT", what));
        return new Message("Ordered: " + what, List.of(GsonFactory.createSnakeCase()
                .fromJson(Json.write(blocks), LayoutBlock[].class)));
    }

    private static final String FORM = """
            {"type": "modal", "callback_id": "tea_form", "title": {"type": "plain_text", "text": "Tea"},
             "submit": {"type": "plain_text", "text": "Order"}, "close": {"type": "plain_text", "text": "Never mind"},
             "blocks": [
               {"type": "input", "block_id": "words", "label": {"type": "plain_text", "text": "Your words"},
                "element": {"type": "plain_text_input", "action_id": "words", "multiline": true,
                            "initial_value": "WORDS"}},
               {"type": "input", "block_id": "kind", "dispatch_action": true, "optional": true,
                "label": {"type": "plain_text", "text": "Kind"},
                "element": {"type": "static_select", "action_id": "tea_kind", "options": [
                    {"text": {"type": "plain_text", "text": "Black"}, "value": "black"},
                    {"text": {"type": "plain_text", "text": "Green"}, "value": "green"}]}},
               {"type": "input", "block_id": "leaf", "optional": true,
                "label": {"type": "plain_text", "text": "Which leaf?"},
                "element": {"type": "external_select", "action_id": "tea_leaf", "min_query_length": 1}},
               {"type": "actions", "block_id": "more", "elements": [
                  {"type": "button", "action_id": "tea_note", "text": {"type": "plain_text", "text": "Add a note"}}]}
             ]}
            """;

    private static View form(String words) {
        return view(FORM.replace("\"WORDS\"", Json.write(Json.object().put("w", words).get("w"))));
    }

    private static View note(String title, String callbackId) {
        return view("""
                {"type": "modal", "callback_id": "CALLBACK", "title": {"type": "plain_text", "text": "TITLE"},
                 "submit": {"type": "plain_text", "text": "Save"}, "notify_on_close": true,
                 "blocks": [{"type": "section", "block_id": "n", "text": {"type": "mrkdwn", "text": "A note"}},
                   {"type": "actions", "block_id": "d", "elements": [{"type": "button", "action_id": "tea_deeper",
                    "text": {"type": "plain_text", "text": "Go deeper"}}]}]}
                """.replace("TITLE", title).replace("CALLBACK", callbackId));
    }

    private static View view(String json) {
        return GsonFactory.createSnakeCase()
                .fromJson(json, View.class);
    }
}
