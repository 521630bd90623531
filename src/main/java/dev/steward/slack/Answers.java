package dev.steward.slack;

import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import com.github.f4b6a3.uuid.UuidCreator;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.slack.api.bolt.response.Response;
import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;

import dev.steward.slack.Reply.Offers.Option;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.CommandRequest;
import dev.steward.slack.SlackRequest.OptionsRequest;
import dev.steward.slack.SlackRequest.SubmissionRequest;

/** Says which ack a reply is, and what is still to be done once Slack has it. Calls nobody. */
final class Answers {
    private static final int MOST_OPTIONS = 100;
    private static final int OPTION_TEXT = 75;
    private static final int OPTION_VALUE = 150;

    private final Outgoing outgoing;
    private final Deeds deeds;

    Answers(Outgoing outgoing, Deeds deeds) {
        this.outgoing = outgoing;
        this.deeds = deeds;
    }

    /**
     * An answer ready to go.
     *
     * @param after  what is to be done beside or after the ack
     * @param stands whether the same delivery must be answered with it again: a refused form is filled in anew, and an
     *               opened one needs its own trigger
     * @param form   what becomes of the form in the modal that was used
     */
    record Answer(Response ack, AfterAck.@Nullable Work after, boolean stands, Form form) {
        Answer(Response ack, AfterAck.@Nullable Work after, boolean stands) {
            this(ack, after, stands, Form.AS_IT_WAS);
        }

        static Answer ack(Response ack) {
            return new Answer(ack, null, true);
        }

        private Answer form(Form becomes) {
            return new Answer(ack, after, stands, becomes);
        }
    }

    /** Whether what stands in a modal can be sent. */
    enum Form {
        AS_IT_WAS,
        /** It was sent, and no form is left. */
        SENT,
        /** There was none, and now there is one. */
        OFFERED
    }

    /** @throws IllegalStateException when the reply does not fit the request, or Slack would refuse what it shows */
    Answer prepare(Arrival<?> arrival, Reply reply) {
        Answer answer = answer(arrival, reply);
        boolean sent = arrival.request() instanceof SubmissionRequest && answer.stands();
        return switch (reply) {
            case Reply.Done done when sent -> answer.form(Form.SENT);
            case Reply.ClosesAll all when sent -> answer.form(Form.SENT);
            case Reply.Returns returns when sent -> answer.form(Form.SENT);
            case Reply.Updates(var view, var then) when sent && !isForm(view) -> answer.form(Form.SENT);
            case Reply.Updates(var view, var then) when arrival.request() instanceof ActionRequest press
                    && !isForm(press.view()) && (isForm(view) || then != null) ->
                answer.form(Form.OFFERED);
            default -> answer;
        };
    }

    private static boolean isForm(@Nullable View view) {
        return view != null && view.getSubmit() != null;
    }

    private Answer answer(Arrival<?> arrival, Reply reply) {
        return switch (reply) {
            case Reply.Done done -> Answer.ack(empty());
            case Reply.Says says -> says(arrival, says.message());
            case Reply.Replaces replaces -> {
                JsonObject message = outgoing.message(replaces.message());
                yield arrival.request() instanceof ActionRequest
                        ? new Answer(empty(), () -> deeds.replace(arrival, message), true)
                        : says(arrival, replaces.message());
            }
            case Reply.Opens opens -> opens(arrival, opens.view(), opens.then());
            case Reply.Updates updates -> updates(arrival, updates.view(), updates.then());
            case Reply.Pushes pushes -> opens(arrival, pushes.view(), null);
            case Reply.Refuses refuses -> refuses(arrival, refuses);
            case Reply.Returns returns -> returns(arrival, returns.beneath());
            case Reply.ClosesAll all -> Answer.ack(
                    arrival.request() instanceof SubmissionRequest ? json(responseAction("clear")) : empty());
            case Reply.Offers offers -> offers(arrival, offers.options());
        };
    }

    private Answer says(Arrival<?> arrival, Message message) {
        JsonObject body = outgoing.message(message);
        if (arrival.request() instanceof CommandRequest) {
            body.addProperty("response_type", "ephemeral");
            return Answer.ack(json(body));
        }
        return new Answer(empty(), () -> deeds.say(arrival, body), true);
    }

    private Answer opens(Arrival<?> arrival, View view, @Nullable Supplier<View> then) {
        JsonObject json = outgoing.view(view);
        return arrival.request() instanceof SubmissionRequest
                ? submitted(arrival, "push", json, then, false)
                : new Answer(empty(), () -> deeds.open(arrival, json, then), false);
    }

    private Answer submitted(Arrival<?> arrival, String action, JsonObject view, @Nullable Supplier<View> then,
            boolean stands) {
        if (then != null) {
            // the ack cannot tell when Slack shows the view, so it gets a name of ours, by which it is filled
            String externalId = UuidCreator.getTimeOrderedEpoch().toString();
            view.addProperty("external_id", externalId);
            return new Answer(json(withView(action, view)), () -> deeds.fillNamed(arrival, externalId, view, then),
                    false);
        }
        return new Answer(json(withView(action, view)), null, stands);
    }

    private Answer updates(Arrival<?> arrival, View view, @Nullable Supplier<View> then) {
        JsonObject json = outgoing.view(view);
        if (arrival.request() instanceof SubmissionRequest) {
            return submitted(arrival, "update", json, then, true);
        }
        if (arrival.viewId() == null) {
            // whatever the button stood in, it is no view: a modal opens over it, and there is no home here
            return "modal".equals(view.getType())
                    ? opens(arrival, view, then)
                    : says(arrival, Message.of(Sentences.GONE));
        }
        deeds.begins(arrival);
        return new Answer(empty(), () -> deeds.update(arrival, json, then), true);
    }

    private Answer returns(Arrival<?> arrival, View beneath) {
        if (!(arrival.request() instanceof SubmissionRequest submission)) {
            throw new IllegalStateException("Only a form that is sent returns to what is beneath");
        }
        if (submission.view().getPreviousViewId() == null) {
            return Answer.ack(empty());
        }
        JsonObject json = outgoing.view(beneath);
        String viewId = submission.view().getPreviousViewId();
        return new Answer(empty(), () -> deeds.updateBeneath(arrival, viewId, json), true);
    }

    private Answer refuses(Arrival<?> arrival, Reply.Refuses refuses) {
        if (!(arrival.request() instanceof SubmissionRequest)) {
            String sentences = refuses.byBlockId().values().stream().collect(Collectors.joining("\n"));
            Answer said = says(arrival, Message.of(sentences));
            return new Answer(said.ack(), said.after(), false);
        }
        var errors = new JsonObject();
        refuses.byBlockId().forEach(errors::addProperty);
        JsonObject body = responseAction("errors");
        body.add("errors", errors);
        return new Answer(json(body), null, false);
    }

    private static Answer offers(Arrival<?> arrival, List<Option> options) {
        if (!(arrival.request() instanceof OptionsRequest)) {
            throw new IllegalStateException("Choices are offered to a field that asks for them only");
        }
        var offered = new JsonArray();
        for (Option option : options.subList(0, Math.min(options.size(), MOST_OPTIONS))) {
            if (option.value().length() > OPTION_VALUE || option.label().isBlank()) {
                throw new IllegalStateException("An option's value has at most " + OPTION_VALUE
                        + " characters, and its label at least one");
            }
            var text = new JsonObject();
            text.addProperty("type", "plain_text");
            text.addProperty("text", Mrkdwn.cut(Mrkdwn.plain(option.label()), OPTION_TEXT));
            text.addProperty("emoji", false);
            var json = new JsonObject();
            json.add("text", text);
            json.addProperty("value", option.value());
            offered.add(json);
        }
        var body = new JsonObject();
        body.add("options", offered);
        return new Answer(json(body), null, false);
    }

    private static JsonObject withView(String action, JsonObject view) {
        JsonObject body = responseAction(action);
        body.add("view", view);
        return body;
    }

    private static JsonObject responseAction(String action) {
        var body = new JsonObject();
        body.addProperty("response_action", action);
        return body;
    }

    static Response empty() {
        return Response.builder().statusCode(200).contentType("text/plain").body("").build();
    }

    static Response json(JsonObject body) {
        return Response.builder().statusCode(200).contentType("application/json; charset=utf-8")
                .body(Outgoing.write(body)).build();
    }
}
