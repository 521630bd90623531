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

import dev.steward.slack.Codec;
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

    /** What the form is about. @param list of the modal that it is opened from; null for a message */
    record About(Asks asks, TaskAsShown task, TasksView.@Nullable Which list) {
        private static final String NO_LIST = "-";
        static final Codec<About> CODEC = Codec.of(about -> List.of(about.asks(), about.task().task(),
                about.task().since(), about.task().owner(), about.list() == null ? NO_LIST : about.list().text()),
                in -> new About(Asks.valueOf(in.word()),
                        new TaskAsShown(new TaskId(in.id()), in.number(), in.word()),
                        TasksView.Which.read(in.word()).orElse(null)));
    }

    /** What was sent: claims. @param value a reason, or a member; empty when nothing was said */
    record Sent(About about, String value) {}

    /** @param list of the modal that it is opened from; null for a message */
    static View of(Asks asks, LaunchTask task, TasksView.@Nullable Which list) {
        boolean why = asks == Asks.WHY;
        return View.builder().type("modal").callbackId(CALLBACK)
                .privateMetadata(About.CODEC.encode(new About(asks, TaskAsShown.of(task), list)))
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
        String value = sent.values().value(FIELD);
        return About.CODEC.read(sent.privateMetadata())
                .map(about -> new Sent(about, value == null ? "" : value.strip()));
    }
}
