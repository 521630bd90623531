package dev.steward.slack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import com.google.gson.JsonObject;
import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.request.builtin.BlockActionRequest;
import com.slack.api.bolt.request.builtin.BlockSuggestionRequest;
import com.slack.api.bolt.request.builtin.SlashCommandRequest;
import com.slack.api.bolt.request.builtin.ViewSubmissionRequest;
import com.slack.api.bolt.response.Response;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import dev.steward.slack.Answers.Answer;
import dev.steward.web.Refusal;
import dev.steward.web.RefusalLog;
import dev.steward.workspace.Installation;
import dev.steward.workspace.Installations;

/** Tells people in friendly words that something went wrong, and operators in one line what. */
final class Mishaps {
    private static final Logger log = LoggerFactory.getLogger(Mishaps.class);
    private static final int SECTION = 3_000;
    /** What fits under the 13,200 characters all blocks of a message may have. */
    private static final int MOST_SECTIONS = 5;

    private final Installations installations;
    private final SlackWebApi api;
    private final Outgoing outgoing;
    private final AfterAck afterAck;
    private final Diagnosis diagnosis;
    private final RefusalLog refusals;

    Mishaps(Installations installations, SlackWebApi api, Outgoing outgoing, AfterAck afterAck,
            Diagnosis diagnosis, RefusalLog refusals) {
        this.installations = installations;
        this.api = api;
        this.outgoing = outgoing;
        this.afterAck = afterAck;
        this.diagnosis = diagnosis;
        this.refusals = refusals;
    }

    /** Whether what failed was not even begun, for want of a connection. */
    boolean notBegun(RuntimeException failure) {
        Trouble trouble = diagnosis.of(failure);
        return trouble == Trouble.BUSY || trouble == Trouble.DATABASE_AWAY;
    }

    /** The answer to a request that failed. */
    Response answer(Request<?> request, RuntimeException failure, String reference) {
        Trouble trouble = diagnosis.of(failure, InTime.gaveUp());
        String kind = String.valueOf(request.getRequestType());
        switch (trouble) {
            // a crowd would fill the log with what it says itself: a line for the first, and then their number
            case BUSY -> refusals.count(Refusal.BUSY, kind + ", no connection to the database was free in time ("
                    + failure.getMessage() + ")");
            case LATE -> refusals.count(Refusal.LATE, kind + ", given up because Slack waits no longer ("
                    + failure.getMessage() + ")");
            case LATE_COMMIT -> log.error("A {} was given up during its commit, and may be done ({})", kind,
                    failure.getMessage());
            case DATABASE_AWAY -> log.error("The database is away: a {} could not be answered ({})", kind,
                    failure.getMessage());
            case DATABASE_FULL ->
                log.error("The database's disk is full, make room on it: a {} could not be answered ({})",
                        kind, failure.getMessage());
            case IN_DOUBT -> log.error("The database was lost during the commit of a {}, which may be done ({})", kind,
                    failure.getMessage());
            case OURS -> log.error("A {} failed (reference {})", kind, reference, failure);
        }
        if (request instanceof com.slack.api.bolt.request.builtin.EventRequest) {
            // asked to, Slack sends it again; it would not help what fails for a reason of its own
            return switch (trouble) {
                case OURS -> Answers.empty();
                case BUSY -> later("busy");
                case LATE, LATE_COMMIT -> later("too_late");
                case DATABASE_FULL -> later("database_full");
                case DATABASE_AWAY, IN_DOUBT -> later("database_away");
            };
        }
        if (request instanceof ViewSubmissionRequest submission) {
            return refuse(submission.getPayload().getView(), Sentences.notSaved(trouble, reference)).ack();
        }
        return refuse(request, Sentences.notDone(trouble, reference));
    }

    private static Response later(String error) {
        return Response.json(503, Map.of("error", error));
    }

    /** The answer where nobody knows yet whether the work will still be done. */
    Response tooLate(Request<?> request) {
        log.error("A {} hangs, and is answered without its outcome", request.getRequestType());
        if (request instanceof com.slack.api.bolt.request.builtin.EventRequest) {
            return Response.json(503, Map.of("error", "too_late"));
        }
        // a form sent again finds the receipt of the first time; a command would be done twice
        return refuse(request,
                request instanceof ViewSubmissionRequest ? Sentences.MAYBE_NOT_SAVED : Sentences.MAYBE_NOT_DONE);
    }

    /** Tells the person that this cannot be done for them. */
    Response refuse(Request<?> request, String sentence) {
        return switch (request) {
            case SlashCommandRequest command -> ephemeral(sentence, command);
            case ViewSubmissionRequest submission -> refuse(submission.getPayload().getView(), sentence).ack();
            case BlockSuggestionRequest options -> {
                var none = new JsonObject();
                none.add("options", new com.google.gson.JsonArray());
                yield Answers.json(none);
            }
            case BlockActionRequest action -> {
                boolean modal = action.getPayload().getView() != null;
                later(request, sentence, modal ? action.getPayload().getTriggerId() : null, modal);
                yield Answers.empty();
            }
            case com.slack.api.bolt.request.builtin.GlobalShortcutRequest shortcut -> {
                later(request, sentence, shortcut.getPayload().getTriggerId(), false);
                yield Answers.empty();
            }
            case com.slack.api.bolt.request.builtin.MessageShortcutRequest shortcut -> {
                later(request, sentence, null, false);
                yield Answers.empty();
            }
            default -> Answers.empty();
        };
    }

    /** Keeps the form open with all that was typed, and the sentence at its first field. */
    Answer refuse(@Nullable View view, String sentence) {
        List<String> inputs = Payloads.inputBlocks(view);
        var body = new JsonObject();
        if (inputs.isEmpty()) {
            body.addProperty("response_action", "push");
            body.add("view", outgoing.view(Sentences.modal("Steward", sentence)));
        } else {
            var errors = new JsonObject();
            errors.addProperty(inputs.getFirst(), sentence);
            body.addProperty("response_action", "errors");
            body.add("errors", errors);
        }
        return new Answer(Answers.json(body), null, false);
    }

    /** The sentence, and below it what was typed, to be taken up again. */
    private Response ephemeral(String sentence, SlashCommandRequest command) {
        String text = command.getPayload().getText();
        String typed = command.getPayload().getCommand() + (text == null ? "" : " " + text);
        List<LayoutBlock> blocks = new ArrayList<>();
        if (text != null && !text.isBlank()) {
            blocks.add(plain(sentence));
            String rest = "You typed: " + typed;
            while (!rest.isEmpty() && blocks.size() < MOST_SECTIONS) {
                String part = Mrkdwn.beginning(rest, SECTION);
                blocks.add(plain(part));
                rest = rest.substring(part.length());
            }
        }
        JsonObject body = outgoing.message(new Message(sentence, blocks));
        body.addProperty("response_type", "ephemeral");
        return Answers.json(body);
    }

    private static SectionBlock plain(String text) {
        return SectionBlock.builder().text(PlainTextObject.builder().text(text).emoji(false).build()).build();
    }

    private void later(Request<?> request, String sentence, @Nullable String triggerId, boolean modal) {
        String responseUrl = request.getResponseUrl();
        afterAck.run("telling of a mishap", () -> {
            if (responseUrl != null) {
                JsonObject body = outgoing.message(Message.of(sentence));
                body.addProperty("response_type", "ephemeral");
                body.addProperty("replace_original", false);
                api.respond(responseUrl, Outgoing.write(body));
            } else if (triggerId != null) {
                Optional<Installation> installation = installations.find(request.getContext().getEnterpriseId(),
                        request.getContext().getTeamId());
                String view = Outgoing.write(outgoing.view(Sentences.modal("Steward", sentence)));
                if (installation.isPresent()) {
                    var client = api.client(installation.get());
                    var answer = modal
                            ? client.viewsPush(r -> r.triggerId(triggerId).viewAsString(view))
                            : client.viewsOpen(r -> r.triggerId(triggerId).viewAsString(view));
                    if (!answer.isOk()) {
                        log.warn("Could not tell the person: {}", answer.getError());
                    }
                }
            }
        });
    }

    /** Looks something up where a failure must not hide the one being dealt with. */
    <T> Optional<T> quietly(Supplier<Optional<T>> lookUp) {
        try {
            return lookUp.get();
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }
}
