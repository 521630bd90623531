package dev.steward.setup;

import static com.slack.api.model.block.Blocks.asBlocks;
import static com.slack.api.model.block.Blocks.input;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.datePicker;
import static com.slack.api.model.block.element.BlockElements.plainTextInput;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewSubmit;
import static com.slack.api.model.view.Views.viewTitle;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;

import dev.steward.slack.Codec;
import dev.steward.slack.SlackRequest.FormValues;

/** The form of one day off of the workspace's own. It carries what was chosen in the form beneath, which is drawn anew after it. */
final class DayOffForm {
    static final String CALLBACK = "setup.holidays.day";
    static final String DAY = "day.date";
    static final String NAME = "day.name";
    private static final int LONGEST_NAME = 100;

    private DayOffForm() {}

    /**
     * The form beneath, which is drawn anew once the day is added.
     *
     * @param opened what was kept when it was opened; null where it does not say
     * @param typed  what stands in it
     */
    record Beneath(@Nullable RestDays opened, RestDays typed) {
        static final Codec<Beneath> CODEC = Codec.text(Beneath::write, Beneath::read);

        private String write() {
            return RestDays.CODEC.encode(typed) + (opened == null ? "" : ";" + RestDays.CODEC.encode(opened));
        }

        private static Beneath read(String written) {
            String[] parts = written.split(";", 2);
            return new Beneath(parts.length == 1 ? null : RestDays.CODEC.read(parts[1]).orElse(null),
                    RestDays.CODEC.read(parts[0]).orElseThrow());
        }
    }

    static View view(Beneath beneath) {
        return View.builder().type("modal").callbackId(CALLBACK).privateMetadata(Beneath.CODEC.encode(beneath))
                .title(viewTitle(t -> t.type("plain_text").text("Add a day off")))
                .submit(viewSubmit(s -> s.type("plain_text").text("Add")))
                .close(viewClose(c -> c.type("plain_text").text("Back")))
                .blocks(asBlocks(
                        input(field -> field.blockId(DAY).label(plainText("Which day?"))
                                .element(datePicker(day -> day.actionId(DAY).placeholder(plainText("Choose a day"))))),
                        input(field -> field.blockId(NAME).label(plainText("What is it called?"))
                                .element(plainTextInput(text -> text.actionId(NAME).maxLength(LONGEST_NAME)
                                        .placeholder(plainText("Company day, carnival …")))))))
                .build();
    }

    /** What the form says: {@link Valid}, or a sentence for each field that is {@link Invalid}. */
    sealed interface Read {}

    record Valid(LocalDate day, String name) implements Read {}

    record Invalid(Map<String, String> errors) implements Read {}

    /** @param today where the one who fills it in is */
    static Read read(FormValues values, LocalDate today) {
        Map<String, String> errors = new LinkedHashMap<>();
        LocalDate day = day(values.value(DAY));
        if (day == null) {
            errors.put(DAY, "Please choose a day.");
        } else if (day.isBefore(today)) {
            errors.put(DAY, "This day is over. Please choose one ahead.");
        }
        String typed = values.value(NAME);
        String name = typed == null ? "" : typed.strip();
        if (name.isEmpty()) {
            errors.put(NAME, "Please give the day a name.");
        }
        return day == null || !errors.isEmpty() ? new Invalid(errors) : new Valid(day, name);
    }

    private static @Nullable LocalDate day(@Nullable String chosen) {
        try {
            return chosen == null ? null : LocalDate.parse(chosen);
        } catch (DateTimeException noDay) {
            return null;
        }
    }
}
