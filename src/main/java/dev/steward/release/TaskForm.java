package dev.steward.release;

import static com.slack.api.model.block.Blocks.input;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.plainTextInput;
import static com.slack.api.model.block.element.BlockElements.usersSelect;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewSubmit;
import static com.slack.api.model.view.Views.viewTitle;

import java.util.List;
import java.util.Optional;

import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;

import dev.steward.slack.Claims;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.slack.TextBlocks;

/** The small form in which people say why a task is not needed, or who does it instead. */
final class TaskForm {
    static final String CALLBACK = "release.task.form";
    static final String FIELD = "release.task.field";
    private static final int LONGEST = 1_000;

    private TaskForm() {}

    /** What is asked. */
    enum Asks {
        WHY, WHO
    }

    /**
     * What was sent. The task is a claim.
     *
     * @param value a reason, or a member; empty when nothing was said
     * @param list  of the modal below it; null where it stood in a message
     */
    record Sent(Asks asks, TaskId task, String value, TasksView.@Nullable Which list) {}

    /** @param list of the modal that it is opened from; null for a message */
    static View of(Asks asks, LaunchTask task, TasksView.@Nullable Which list) {
        boolean why = asks == Asks.WHY;
        return View.builder().type("modal").callbackId(CALLBACK)
                .privateMetadata(asks + " " + task.id() + (list == null ? "" : " " + list.text()))
                .title(viewTitle(t -> t.type("plain_text").text(why ? "Not needed" : "Hand over")))
                .submit(viewSubmit(s -> s.type("plain_text").text(why ? "Not needed" : "Hand over")))
                .close(viewClose(c -> c.type("plain_text").text(list == null ? "Cancel" : "Back")))
                .blocks(List.of(
                        TextBlocks.section("release.task.of", TaskWords.named(task)),
                        input(field -> field.blockId(FIELD)
                                .label(plainText(why ? "Why is it not needed?" : "Who does it?"))
                                .element(why
                                        ? plainTextInput(text -> text.actionId(FIELD).multiline(true)
                                                .maxLength(LONGEST))
                                        : usersSelect(user -> user.actionId(FIELD)
                                                .placeholder(plainText("Choose a person")))))))
                .build();
    }

    /** Empty when it is not one of these forms. */
    static Optional<Sent> read(SubmissionRequest sent) {
        String[] parts = sent.privateMetadata().split(" ");
        String value = sent.values().value(FIELD);
        return parts.length < 2 || !parts[0].equals(Asks.WHY.name()) && !parts[0].equals(Asks.WHO.name())
                ? Optional.empty()
                : Claims.id(parts[1]).map(task -> new Sent(Asks.valueOf(parts[0]), new TaskId(task),
                        value == null ? "" : value.strip(),
                        parts.length < 3 ? null : TasksView.Which.read(parts[2]).orElse(null)));
    }
}
