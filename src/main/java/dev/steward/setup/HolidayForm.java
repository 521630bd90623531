package dev.steward.setup;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.divider;
import static com.slack.api.model.block.Blocks.header;
import static com.slack.api.model.block.Blocks.input;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.asElements;
import static com.slack.api.model.block.element.BlockElements.button;
import static com.slack.api.model.block.element.BlockElements.checkboxes;
import static com.slack.api.model.block.element.BlockElements.externalSelect;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewSubmit;
import static com.slack.api.model.view.Views.viewTitle;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.BlockCompositions;
import com.slack.api.model.block.composition.OptionObject;
import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;

import dev.steward.schedule.Holidays;
import dev.steward.slack.Codec;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Press;
import dev.steward.slack.Reply.Offers.Option;
import dev.steward.slack.SlackRequest.FormValues;

/** The form of the days on which the workspace rests, and how it is read. */
final class HolidayForm {
    static final String CALLBACK = "setup.holidays";
    static final String COUNTRY = "holidays.country";
    static final String REGION = "holidays.region";
    static final String WEEKEND = "holidays.weekend";
    static final String ADD_DAY = "holidays.day.add";
    static final Press<LocalDate> REMOVE_DAY = Press.of("holidays.day.remove",
            Codec.text(LocalDate::toString, HolidayForm::day));

    /** A select that was filled cannot be emptied, so that nothing is a choice. */
    static final String NONE = "none";

    /** A view holds 100 blocks; the others need the rest. */
    private static final int DAYS_SHOWN = 80;
    private static final int OPTION_TEXT = 75;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEEE, d MMMM uuuu", Locale.ENGLISH);

    private HolidayForm() {}

    /** What its fields hold, by the block that says what is wrong with them: a region is part of its country. */
    static Map<String, Object> values(RestDays days) {
        return Map.of(COUNTRY, String.valueOf(days.place()), WEEKEND, new TreeSet<>(days.weekend()));
    }

    /**
     * Its state.
     *
     * @param opened what was kept when it was opened; null of an older form, which does not say
     * @param shown  what stands in it
     * @param days   the workspace's own, of today and later
     */
    static View view(@Nullable RestDays opened, RestDays shown, Holidays known, SortedMap<LocalDate, String> days) {
        List<LayoutBlock> blocks = new ArrayList<>();
        blocks.add(input(field -> field.blockId(COUNTRY).optional(true).dispatchAction(true)
                .label(plainText("Which country's public holidays do you keep?"))
                .element(externalSelect(select -> select.actionId(COUNTRY).minQueryLength(0)
                        .placeholder(plainText("Type to find it"))
                        .initialOption(option(known.countries(), shown.country()))))));
        String country = shown.country();
        if (country != null && !known.regions(country).isEmpty()) {
            // an id of its own for each country, or the region of another would stay in it
            blocks.add(input(field -> field.blockId(region(country)).optional(true).label(plainText("Which region's?"))
                    .hint(plainText("Empty: those of the whole country only."))
                    .element(externalSelect(select -> select.actionId(REGION).minQueryLength(0)
                            .placeholder(plainText("Type to find it"))
                            .initialOption(option(known.regions(country), shown.region()))))));
        }
        List<OptionObject> week = Arrays.stream(DayOfWeek.values()).map(HolidayForm::option).toList();
        List<OptionObject> weekend = shown.weekend().stream().sorted().map(HolidayForm::option).toList();
        blocks.add(input(field -> field.blockId(WEEKEND).optional(true).label(plainText("Which days are the weekend?"))
                .element(checkboxes(boxes -> boxes.actionId(WEEKEND).options(week)
                        .initialOptions(weekend.isEmpty() ? null : weekend)))));
        blocks.add(divider());
        blocks.add(header(title -> title.text(plainText("Days off of your own"))));
        if (days.isEmpty()) {
            blocks.add(section(text -> text.blockId("holidays.none")
                    .text(markdownText("None ahead. A company day, say, or a local holiday."))));
        }
        days.entrySet().stream().limit(DAYS_SHOWN).forEach(day -> blocks.add(line(day.getKey(), day.getValue())));
        if (days.size() > DAYS_SHOWN) {
            blocks.add(section(text -> text.text(markdownText("and " + (days.size() - DAYS_SHOWN) + " more"))));
        }
        blocks.add(actions(row -> row.blockId("holidays.days").elements(
                asElements(button(add -> add.actionId(ADD_DAY).text(plainText("Add a day")))))));
        return View.builder().type("modal").callbackId(CALLBACK)
                .privateMetadata(opened == null ? "" : RestDays.CODEC.encode(opened))
                .title(viewTitle(t -> t.type("plain_text").text("Holidays")))
                .submit(viewSubmit(s -> s.type("plain_text").text("Save")))
                .close(viewClose(c -> c.type("plain_text").text("Back"))).blocks(blocks).build();
    }

    private static LayoutBlock line(LocalDate day, String name) {
        return section(row -> row.blockId("holidays.day." + day)
                .text(markdownText("*" + Mrkdwn.escape(name) + "*\n" + DAY.format(day)))
                .accessory(REMOVE_DAY.numbered(day).button("Remove", day)));
    }

    private static LocalDate day(String written) {
        try {
            return LocalDate.parse(written);
        } catch (DateTimeParseException foreign) {
            throw new IllegalArgumentException(foreign);
        }
    }

    /** What the form holds, as it is; {@link #mistakes} says what of it cannot be kept. */
    static RestDays read(FormValues values) {
        String country = chosen(values, COUNTRY);
        return RestDays.of(country, country == null ? null : chosen(values, region(country)), values.values(WEEKEND));
    }

    /** A sentence for each field that cannot be kept as it is, by block id. */
    static Map<String, String> mistakes(RestDays typed, Holidays known) {
        Map<String, String> mistakes = new LinkedHashMap<>();
        String country = typed.country();
        if (country != null && !known.countries().containsKey(country)) {
            mistakes.put(COUNTRY, "The holidays of this country are not known.");
        } else if (country != null && typed.region() != null
                && !known.regions(country).containsKey(typed.region())) {
            mistakes.put(region(country), "This region has no holidays of its own.");
        }
        if (typed.weekend().size() == DayOfWeek.values().length) {
            mistakes.put(WEEKEND, "At least one day of the week is worked.");
        }
        return mistakes;
    }

    /** Names in which what was typed stands, those that begin with it first. */
    static List<Option> offered(Map<String, String> names, String nothing, String typed) {
        String wanted = typed.strip().toLowerCase(Locale.ROOT);
        Stream<Option> found = Stream.of(true, false).flatMap(begins -> names.entrySet().stream()
                .filter(name -> name.getValue().toLowerCase(Locale.ROOT).contains(wanted)
                        && name.getValue().toLowerCase(Locale.ROOT).startsWith(wanted) == begins)
                .map(name -> new Option(name.getValue(), name.getKey())));
        return Stream.concat(nothing.toLowerCase(Locale.ROOT).contains(wanted)
                ? Stream.of(new Option(nothing, NONE))
                : Stream.empty(), found).toList();
    }

    /** The country whose regions a field asks for. */
    static String countryOf(String blockId) {
        return blockId.startsWith(REGION + ".") ? blockId.substring(REGION.length() + 1) : "";
    }

    static String region(String country) {
        return REGION + "." + country;
    }

    private static @Nullable String chosen(FormValues values, String blockId) {
        String value = values.value(blockId);
        return NONE.equals(value) ? null : value;
    }

    private static @Nullable OptionObject option(Map<String, String> names, @Nullable String code) {
        String name = code == null ? null : names.get(code);
        return name == null ? null : BlockCompositions.option(plainText(Mrkdwn.cut(name, OPTION_TEXT)), code);
    }

    private static OptionObject option(DayOfWeek day) {
        return BlockCompositions.option(plainText(day.getDisplayName(TextStyle.FULL, Locale.ENGLISH)), day.name());
    }
}
