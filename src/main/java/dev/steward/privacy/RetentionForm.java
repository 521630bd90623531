package dev.steward.privacy;

import static com.slack.api.model.block.Blocks.input;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.staticSelect;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewSubmit;
import static com.slack.api.model.view.Views.viewTitle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.BlockCompositions;
import com.slack.api.model.block.composition.OptionObject;
import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;

import dev.steward.inventory.DataKind;
import dev.steward.inventory.Retention;
import dev.steward.slack.FieldMarks;
import dev.steward.slack.SlackRequest.FormValues;
import dev.steward.slack.TextBlocks;

/** The form in which an admin says how long what is kept. */
final class RetentionForm {
    static final String CALLBACK = "privacy.retention";
    private static final String FIELD = "retention.";
    private static final int[] DAYS = {0, 30, 90, 180, 365, 730, 1_095, 1_825, 3_650};

    private RetentionForm() {}

    /** Where its kind is chosen. */
    static String field(DataKind kind) {
        return FIELD + kind.name();
    }

    /** @param days of each kind, as it stands */
    static View view(List<DataKind> kinds, Map<String, Integer> days) {
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(TextBlocks.section("retention.about",
                "*What is older goes, and does not come back.* It goes each night, "
                        + "for the first time a day after you save. The other admins hear of what you change, and the decision "
                        + "log keeps it."));
        kinds.forEach(kind -> blocks.add(field(kind, days.getOrDefault(kind.name(), 0))));
        return View.builder().type("modal").callbackId(CALLBACK)
                .privateMetadata(FieldMarks.CODEC.encode(FieldMarks.of(days)))
                .title(viewTitle(t -> t.type("plain_text").text("How long what is kept")))
                .submit(viewSubmit(s -> s.type("plain_text").text("Save")))
                .close(viewClose(c -> c.type("plain_text").text("Cancel"))).blocks(blocks).build();
    }

    private static LayoutBlock field(DataKind kind, int days) {
        String removes = kind.retention() == null ? "" : kind.retention().removes();
        List<OptionObject> options = IntStream.concat(IntStream.of(DAYS), IntStream.of(days)).distinct().sorted()
                .mapToObj(RetentionForm::option).toList();
        return input(field -> field.blockId(field(kind)).label(plainText(kind.title()))
                .hint(plainText("Goes: " + removes + "."))
                .element(staticSelect(select -> select.actionId(field(kind)).options(options)
                        .initialOption(option(days)))));
    }

    private static OptionObject option(int days) {
        return BlockCompositions.option(plainText(words(days)),
                Integer.toString(days));
    }

    /** {@code For 2 years}; for good, {@code Until Steward is uninstalled} */
    static String words(int days) {
        if (days == 0) {
            return DataKind.FOR_GOOD;
        }
        return days % 365 == 0
                ? days == 365 ? "For 1 year" : "For " + days / 365 + " years"
                : days == 1 ? "For 1 day" : "For " + days + " days";
    }

    /** What was chosen for each kind; what nobody offered is passed over. */
    static Map<String, Integer> read(FormValues values, List<DataKind> kinds) {
        Map<String, Integer> chosen = new LinkedHashMap<>();
        for (DataKind kind : kinds) {
            Retention retention = kind.retention();
            Integer days = days(values.value(field(kind)));
            if (retention != null && days != null) {
                chosen.put(kind.name(), days);
            }
        }
        return chosen;
    }

    private static @Nullable Integer days(@Nullable String value) {
        return value != null && value.matches("\\d{1,5}") ? Integer.valueOf(value) : null;
    }
}
