package dev.steward.release;

import static com.slack.api.model.block.Blocks.input;
import static com.slack.api.model.block.composition.BlockCompositions.option;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.checkboxes;
import static com.slack.api.model.block.element.BlockElements.conversationsSelect;
import static com.slack.api.model.block.element.BlockElements.externalSelect;
import static com.slack.api.model.block.element.BlockElements.multiExternalSelect;
import static com.slack.api.model.block.element.BlockElements.plainTextInput;
import static com.slack.api.model.block.element.BlockElements.staticSelect;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewSubmit;
import static com.slack.api.model.view.Views.viewTitle;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.DispatchActionConfig;
import com.slack.api.model.block.composition.OptionObject;
import com.slack.api.model.block.element.ConversationsFilter;
import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;

import dev.steward.release.Subscribe.Seen;
import dev.steward.schedule.OnHoliday;
import dev.steward.slack.Claims;
import dev.steward.slack.Codec;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.SlackRequest.FormValues;
import dev.steward.slack.TextBlocks;
import dev.steward.workspace.Area;
import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.ChannelId;

/** The form that gives a channel a digest or changes it, and how it is read. */
final class SubscriptionForm {
    static final String CALLBACK = "release.digest.form";
    static final String CHANNEL = "release.digest.channel";
    static final String AREAS = "release.digest.areas";
    static final String TIERS = "release.digest.tiers";
    static final String RHYTHM = "release.digest.rhythm";
    static final String WORDS = "release.digest.words";
    static final String ZONE = "release.digest.zone";
    static final String HOLIDAYS = "release.digest.holidays";
    static final String DATES = "release.digest.dates";

    /** The rhythm it has already. */
    static final String KEPT = "kept";
    /** The rhythm is typed. */
    static final String OWN = "own";
    static final String USUAL = "weekly fri 16:00";
    private static final String AS_SAID = "as said";
    private static final int OPTION_TEXT = 75;
    private static final int LONGEST = 300;
    /** What is typed for each, and how it reads. */
    private static final List<OptionObject> PRESETS = Stream.of(
            option(plainText("Every Friday at 16:00"), USUAL),
            option(plainText("Every Monday at 9:00"), "weekly mon 9:00"),
            option(plainText("Every other Friday at 16:00"), "every other friday 16:00"),
            option(plainText("Every weekday at 16:00"), "weekdays 16:00"),
            option(plainText("The first Monday of the month at 9:00"), "first monday of the month 9:00"),
            option(plainText("The last working day of the month at 15:00"), "last working day of the month 15:00"))
            .toList();
    private static final OptionObject OWN_WORDS = option(plainText("In my own words …"), OWN);
    private static final List<OptionObject> ON_HOLIDAYS = List.of(
            option(plainText("As the rhythm says"), AS_SAID),
            option(plainText("It comes all the same"), OnHoliday.RUN.name()),
            option(plainText("It is left out"), OnHoliday.SKIP.name()),
            option(plainText("It comes on the working day before"), OnHoliday.PREVIOUS_WORKING_DAY.name()),
            option(plainText("It comes on the working day after"), OnHoliday.NEXT_WORKING_DAY.name()));
    private static final ConversationsFilter CHANNELS = ConversationsFilter.builder()
            .include(List.of("public", "private")).excludeBotUsers(true).build();

    private SubscriptionForm() {}

    /**
     * What stands in its fields.
     *
     * @param tiers   none where no box is ticked
     * @param rhythm  the words of a preset, {@link #KEPT} or {@link #OWN}
     * @param words   what was typed instead of a preset
     * @param holiday null: as the rhythm says
     */
    record Filled(@Nullable ChannelId channel, Set<AreaId> areas, SortedSet<Integer> tiers, String rhythm, String words,
            ZoneId zone, @Nullable OnHoliday holiday) {
        Filled rhythm(String other) {
            return new Filled(channel, areas, tiers, other, words, zone, holiday);
        }
    }

    /**
     * All the form shows.
     *
     * @param fixed  whether it changes the digest of one channel, and of no other
     * @param kept   the rhythm it has, plain text; null where there is none
     * @param seen   what is known of the channel's digest
     * @param dates  when it would be held, or why that cannot be told: mrkdwn
     * @param notice above the fields, mrkdwn
     */
    record Shown(Filled filled, boolean fixed, @Nullable String kept, Seen seen, List<Area> areas, String dates,
            @Nullable String notice) {}

    static View view(Shown shown) {
        Filled filled = shown.filled();
        ChannelId channel = filled.channel();
        List<LayoutBlock> blocks = new ArrayList<>();
        if (shown.notice() != null) {
            blocks.add(TextBlocks.section("release.digest.notice", shown.notice()));
        }
        if (shown.fixed() && channel != null) {
            blocks.add(TextBlocks.section("release.digest.fixed", "The digest of " + channel.link()));
        } else {
            blocks.add(input(block -> block.blockId(CHANNEL).label(plainText("Which channel?")).dispatchAction(true)
                    .hint(plainText("In a private channel, invite Steward first."))
                    .element(conversationsSelect(select -> select.actionId(CHANNEL).filter(CHANNELS)
                            .placeholder(plainText("Choose a channel"))
                            .initialConversation(channel == null ? null : channel.value())))));
        }
        List<OptionObject> rhythms = new ArrayList<>();
        if (shown.kept() != null) {
            rhythms.add(option(plainText(Mrkdwn.cut(shown.kept(), OPTION_TEXT)), KEPT));
        }
        rhythms.addAll(PRESETS);
        rhythms.add(OWN_WORDS);
        blocks.add(input(block -> block.blockId(RHYTHM).label(plainText("How often?")).dispatchAction(true)
                .element(staticSelect(select -> select.actionId(RHYTHM).options(rhythms)
                        .placeholder(plainText("Choose one")).initialOption(chosen(rhythms, filled.rhythm()))))));
        if (filled.rhythm().equals(OWN)) {
            blocks.add(input(block -> block.blockId(WORDS).label(plainText("In your words")).dispatchAction(true)
                    .element(plainTextInput(text -> text.actionId(WORDS).maxLength(LONGEST)
                            .placeholder(plainText("every other Tuesday at 10:00"))
                            .initialValue(filled.words().isEmpty() ? null : filled.words())
                            .dispatchActionConfig(DispatchActionConfig.builder()
                                    .triggerActionsOn(List.of("on_character_entered")).build())))));
        }
        blocks.add(TextBlocks.section(DATES, shown.dates()));
        List<OptionObject> chosen = shown.areas().stream().filter(area -> filled.areas().contains(area.id()))
                .map(SubscriptionForm::area).toList();
        blocks.add(input(block -> block.blockId(AREAS).optional(true).label(plainText("Which areas?"))
                .hint(plainText("Empty: all of them, and what belongs to none."))
                .element(multiExternalSelect(select -> select.actionId(AREAS).minQueryLength(0)
                        .placeholder(plainText("All areas")).initialOptions(chosen.isEmpty() ? null : chosen)))));
        List<OptionObject> tiers = Stream.of(1, 2, 3).map(SubscriptionForm::tier).toList();
        List<OptionObject> ticked = tiers.stream()
                .filter(tier -> filled.tiers().contains(Integer.parseInt(tier.getValue()))).toList();
        blocks.add(input(block -> block.blockId(TIERS).label(plainText("Which tiers?"))
                .element(checkboxes(boxes -> boxes.actionId(TIERS).options(tiers)
                        .initialOptions(ticked.isEmpty() ? null : ticked)))));
        OptionObject zone = option(plainText(filled.zone().getId()), filled.zone().getId());
        blocks.add(input(block -> block.blockId(ZONE).label(plainText("Time zone")).dispatchAction(true)
                .element(externalSelect(select -> select.actionId(ZONE).minQueryLength(0)
                        .placeholder(plainText("Type a city")).initialOption(zone)))));
        String holiday = filled.holiday() == null ? AS_SAID : filled.holiday().name();
        blocks.add(input(block -> block.blockId(HOLIDAYS).label(plainText("On holidays")).dispatchAction(true)
                .element(staticSelect(select -> select.actionId(HOLIDAYS).options(ON_HOLIDAYS)
                        .initialOption(chosen(ON_HOLIDAYS, holiday))))));
        return View.builder().type("modal").callbackId(CALLBACK)
                .title(viewTitle(t -> t.type("plain_text").text("Digest of releases")))
                .submit(viewSubmit(s -> s.type("plain_text")
                        .text(shown.seen() instanceof Seen.Version ? "Save" : "Subscribe")))
                .close(viewClose(c -> c.type("plain_text").text("Cancel")))
                .privateMetadata(new State(shown.fixed() ? channel : null, shown.seen()).write()).blocks(blocks)
                .build();
    }

    private static @Nullable OptionObject chosen(List<OptionObject> options, String value) {
        return options.stream().filter(one -> one.getValue().equals(value)).findFirst().orElse(null);
    }

    private static OptionObject area(Area area) {
        return option(plainText(Mrkdwn.cut(area.name(), OPTION_TEXT)), area.id().toString());
    }

    private static OptionObject tier(int tier) {
        return option(plainText(switch (tier) {
            case 1 -> "Tier 1 (major)";
            case 2 -> "Tier 2";
            default -> "Tier 3 (minor)";
        }), String.valueOf(tier));
    }

    /**
     * What the form remembers, in Slack's private metadata: claims.
     *
     * @param channel the only one it is for; null where it can be chosen
     */
    record State(@Nullable ChannelId channel, Seen seen) {
        private static final String NONE = "-";
        private static final Codec<State> CODEC = Codec.of(State::words, in -> {
            String id = in.word();
            long version = in.number();
            Seen seen = id.equals(NONE) ? new Seen.None() : new Seen.Version(UUID.fromString(id), version);
            return new State(in.ended() ? null : new ChannelId(in.word()), seen);
        });

        private List<?> words() {
            List<Object> words = new ArrayList<>(seen instanceof Seen.Version(UUID id, long version)
                    ? List.of(id, version)
                    : List.of(NONE, 0));
            if (channel != null) {
                words.add(channel);
            }
            return words;
        }

        String write() {
            return CODEC.encode(this);
        }

        static State read(String metadata) {
            return CODEC.read(metadata).orElseGet(() -> new State(null, new Seen.None()));
        }
    }

    /** @param otherwise the zone where none is chosen that is known */
    static Filled read(FormValues values, State state, ZoneId otherwise) {
        String conversation = values.value(CHANNEL);
        ChannelId channel = state.channel() != null
                ? state.channel()
                : conversation == null || !isChannel(new ChannelId(conversation)) ? null : new ChannelId(conversation);
        var areas = new LinkedHashSet<AreaId>();
        values.values(AREAS).forEach(id -> Claims.id(id).map(AreaId::new).ifPresent(areas::add));
        var tiers = new TreeSet<Integer>();
        for (int tier = 1; tier <= 3; tier++) {
            if (values.chosen(TIERS, String.valueOf(tier))) {
                tiers.add(tier);
            }
        }
        String rhythm = values.value(RHYTHM);
        String words = values.value(WORDS);
        return new Filled(channel, areas, tiers, rhythm == null ? USUAL : rhythm, words == null ? "" : words.strip(),
                zone(values.value(ZONE), otherwise), holiday(values.value(HOLIDAYS)));
    }

    /** Not somebody's direct messages. */
    static boolean isChannel(ChannelId conversation) {
        return conversation.value().startsWith("C") || conversation.value().startsWith("G");
    }

    private static ZoneId zone(@Nullable String chosen, ZoneId otherwise) {
        try {
            return chosen == null ? otherwise : ZoneId.of(chosen);
        } catch (java.time.DateTimeException unknown) {
            return otherwise;
        }
    }

    private static @Nullable OnHoliday holiday(@Nullable String chosen) {
        return Stream.of(OnHoliday.values()).filter(one -> one.name().equals(chosen)).findFirst().orElse(null);
    }
}
