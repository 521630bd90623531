package dev.steward.slack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import com.slack.api.model.File;
import com.slack.api.model.view.ViewState;
import org.jspecify.annotations.Nullable;

import dev.steward.slack.SlackRequest.FormValues;

/** What a form's fields hold, from the state Slack sends with it. */
record StateValues(Map<String, Map<String, ViewState.Value>> byBlock) implements FormValues {
    static final FormValues NONE = new StateValues(Map.of());

    static FormValues of(@Nullable ViewState state) {
        return state == null || state.getValues() == null ? NONE : new StateValues(state.getValues());
    }

    @Override
    public @Nullable String value(String blockId) {
        return fields(blockId).map(StateValues::single).filter(Objects::nonNull).findFirst().orElse(null);
    }

    @Override
    public List<String> values(String blockId) {
        return fields(blockId).flatMap(field -> {
            List<String> many = many(field);
            String one = many.isEmpty() ? single(field) : null;
            return one == null ? many.stream() : Stream.of(one);
        }).toList();
    }

    private Stream<ViewState.Value> fields(String blockId) {
        Map<String, ViewState.Value> block = byBlock.get(blockId);
        return block == null ? Stream.empty() : block.values().stream().filter(Objects::nonNull);
    }

    /** What the one value is, whichever kind of field it is; null when nothing is typed or chosen. */
    private static @Nullable String single(ViewState.Value field) {
        if (field.getSelectedOption() != null) {
            return empty(field.getSelectedOption().getValue());
        }
        if (field.getRichTextValue() != null) {
            return empty(RichText.plain(field.getRichTextValue()));
        }
        if (field.getSelectedDateTime() != null) {
            return field.getSelectedDateTime().toString();
        }
        return Stream
                .of(field.getValue(), field.getSelectedDate(), field.getSelectedTime(), field.getSelectedUser(),
                        field.getSelectedConversation(), field.getSelectedChannel())
                .map(StateValues::empty).filter(Objects::nonNull).findFirst().orElse(null);
    }

    private static List<String> many(ViewState.Value field) {
        List<String> values = new ArrayList<>();
        if (field.getSelectedOptions() != null) {
            add(values, field.getSelectedOptions().stream().filter(Objects::nonNull)
                    .map(ViewState.SelectedOption::getValue).toList());
        }
        add(values, field.getSelectedUsers());
        add(values, field.getSelectedConversations());
        add(values, field.getSelectedChannels());
        if (field.getFiles() != null) {
            add(values, field.getFiles().stream().filter(Objects::nonNull).map(File::getId).toList());
        }
        return values;
    }

    private static void add(List<String> values, @Nullable List<String> chosen) {
        if (chosen != null) {
            chosen.stream().filter(Objects::nonNull).map(Typed::clean).forEach(values::add);
        }
    }

    private static @Nullable String empty(@Nullable String value) {
        return value == null || value.isEmpty() ? null : Typed.clean(value);
    }
}
