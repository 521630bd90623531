package dev.steward.release;

import static com.slack.api.model.block.Blocks.input;
import static com.slack.api.model.block.composition.BlockCompositions.option;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.checkboxes;
import static com.slack.api.model.block.element.BlockElements.datetimePicker;
import static com.slack.api.model.block.element.BlockElements.externalSelect;
import static com.slack.api.model.block.element.BlockElements.multiConversationsSelect;
import static com.slack.api.model.block.element.BlockElements.multiExternalSelect;
import static com.slack.api.model.block.element.BlockElements.multiStaticSelect;
import static com.slack.api.model.block.element.BlockElements.multiUsersSelect;
import static com.slack.api.model.block.element.BlockElements.plainTextInput;
import static com.slack.api.model.block.element.BlockElements.radioButtons;
import static com.slack.api.model.block.element.BlockElements.staticSelect;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewSubmit;
import static com.slack.api.model.view.Views.viewTitle;

import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.slack.api.model.block.InputBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.DispatchActionConfig;
import com.slack.api.model.block.composition.OptionObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ConversationsFilter;
import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;

import dev.steward.initiative.Initiative;
import dev.steward.policy.Gate;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.SlackRequest.FormValues;
import dev.steward.slack.TextBlocks;
import dev.steward.workspace.Area;

/**
 * The form in which a release is written, and how it is read. Every field tells while it is filled in, so that nothing is lost; it keeps its
 * id through every redraw, so that Slack keeps what it holds, until the form is filled anew.
 */
final class ReleaseForm {
    static final String CALLBACK = "release.form";
    static final ConversationsFilter CHANNEL_FILTER = ConversationsFilter.builder()
            .include(List.of("public", "private")).excludeBotUsers(true).build();
    /** With the wordings of all, and what others made of each beside it, the form stays within Slack's 250 kB and 100 blocks. */
    static final int MOST_AUDIENCES = 10;
    static final int MOST_CHANNELS = 100;
    static final int MOST_INITIATIVES = 20;
    static final int MOST_EDITORS = 20;
    /** Which of the two stands, where two changed the same. */
    private static final String CHOICE = "choice.";
    private static final String MINE = "mine";
    private static final String THEIRS = "theirs";
    private static final String BLOCK = "release.form.";
    private static final int GATES = 100;
    /** Beyond, they are found by typing. */
    private static final int CHOICES = 25;
    private static final int OPTION = 75;
    private static final int LABEL = 150;

    private ReleaseForm() {}

    /**
     * All the form shows.
     *
     * @param release     the one it changes; null for a new one
     * @param notice      above the fields, mrkdwn; null for none
     * @param contested   what others changed too, by field: what they made of it, as mrkdwn of at most 2,500 characters
     * @param initiatives those that are chosen
     * @param zone        the author's
     */
    record Shown(FormState state, Written written, @Nullable Release release, @Nullable String notice,
            Map<String, String> contested, List<Audience> audiences, List<Area> areas, List<Initiative> initiatives,
            List<Gate> gates, ZoneId zone) {}

    /** The ids of all its fields, by which it tells that one was used. */
    static List<String> actionIds() {
        List<String> ids = new ArrayList<>();
        for (Field field : Field.values()) {
            ids.add(action(field));
        }
        ids.add(BLOCK + "wording");
        ids.add(BLOCK + "choice");
        return ids;
    }

    static String action(Field field) {
        return BLOCK + field.key();
    }

    /** Whether other fields depend on what this one holds. */
    static boolean redraws(String actionId) {
        return actionId.equals(action(Field.AUDIENCES)) || actionId.equals(action(Field.WHEN))
                || actionId.equals(action(Field.INITIATIVES));
    }

    /** Where a sentence about a field stands. */
    static String block(String key, int turn) {
        return BLOCK + key + "~" + turn;
    }

    static View view(Shown shown) {
        List<LayoutBlock> blocks = new ArrayList<>();
        if (shown.notice() != null) {
            blocks.add(TextBlocks.section("release.notice", shown.notice()));
        }
        add(blocks, shown, Field.TITLE.key(), line(shown, Field.TITLE, "Ledger export", Content.LONGEST_TITLE, false));
        add(blocks, shown, Field.VERSION.key(), line(shown, Field.VERSION, "2.14.0", Content.LONGEST_VERSION, true));
        add(blocks, shown, Field.TIER.key(), tier(shown));
        add(blocks, shown, Field.CHANGED.key(), words(shown, Field.CHANGED,
                "You can export whole ledgers, however long they are.",
                "You may use **bold**, _italics_, `code`, lists and [links](https://example.com)."));
        add(blocks, shown, Field.WHY.key(), words(shown, Field.WHY, "Auditors asked for it every quarter.", null));
        add(blocks, shown, Field.AFFECTED.key(), words(shown, Field.AFFECTED, "Everybody with a Pro plan", null));
        add(blocks, shown, Field.ACTION.key(),
                words(shown, Field.ACTION, "Nothing; or: renew the token by Friday", null));
        audiences(blocks, shown);
        add(blocks, shown, Field.CHANNELS.key(), field(shown, Field.CHANNELS, true,
                "It goes to these too, in the usual words. In a private channel, invite Steward first.",
                multiConversationsSelect(select -> select.actionId(action(Field.CHANNELS)).filter(CHANNEL_FILTER)
                        .maxSelectedItems(most(shown, Field.CHANNELS, MOST_CHANNELS))
                        .placeholder(plainText("Choose channels"))
                        .initialConversations(some(shown.written().all(Field.CHANNELS))))));
        if (!shown.areas().isEmpty()) {
            add(blocks, shown, Field.AREA.key(), field(shown, Field.AREA, true, null, areas(shown)));
        }
        add(blocks, shown, Field.INITIATIVES.key(), initiatives(shown));
        add(blocks, shown, Field.FEEDBACK.key(),
                line(shown, Field.FEEDBACK, "FB-12, FB-13", Content.LONGEST, true));
        when(blocks, shown);
        add(blocks, shown, Field.TOLD.key(), told(shown));
        add(blocks, shown, Field.EDITORS.key(), field(shown, Field.EDITORS, true,
                "You, ops people and admins can in any case.",
                multiUsersSelect(select -> select.actionId(action(Field.EDITORS))
                        .maxSelectedItems(most(shown, Field.EDITORS, MOST_EDITORS))
                        .placeholder(plainText("Choose people"))
                        .initialUsers(some(shown.written().all(Field.EDITORS))))));
        String title = shown.release() == null
                ? "New release"
                : Mrkdwn.cut("Edit " + shown.release().facts().reference(), 24);
        return View.builder().type("modal").callbackId(CALLBACK).title(viewTitle(t -> t.type("plain_text").text(title)))
                .submit(viewSubmit(s -> s.type("plain_text").text(submit(shown.release()))))
                .close(viewClose(c -> c.type("plain_text").text("Close"))).privateMetadata(shown.state().write())
                .blocks(blocks).build();
    }

    private static String submit(@Nullable Release release) {
        return release == null || release.state() == State.DRAFT
                ? "Save draft"
                : release.state() == State.PUBLISHED ? "Update every copy" : "Save";
    }

    /** What the fields hold that the form shows; an empty list where one is empty. */
    static Map<String, List<String>> read(FormValues values, View view) {
        Map<String, List<String>> shown = new LinkedHashMap<>();
        if (view.getBlocks() != null) {
            for (LayoutBlock block : view.getBlocks()) {
                String id = block.getBlockId();
                if (block instanceof InputBlock && id != null && id.startsWith(BLOCK) && id.contains("~")) {
                    shown.put(id.substring(BLOCK.length(), id.lastIndexOf('~')), values.values(id));
                }
            }
        }
        return shown;
    }

    /** Whether somebody said which of the two shall stand. */
    static boolean chosen(Written written, String contested) {
        return !written.text(CHOICE + contested).isEmpty();
    }

    static boolean theirs(Written written, String contested) {
        return written.text(CHOICE + contested).equals(THEIRS);
    }

    static String choice(String contested) {
        return CHOICE + contested;
    }

    /** Without the choices between two, which are no part of a release. */
    static Written withoutChoices(Written written) {
        var fields = new java.util.TreeMap<>(written.fields());
        fields.keySet().removeIf(key -> key.startsWith(CHOICE));
        return new Written(fields);
    }

    private static void add(List<LayoutBlock> blocks, Shown shown, String key, LayoutBlock field) {
        blocks.add(field);
        if (!Field.of(key).map(each -> each == Field.WHEN).orElse(false)) {
            contested(blocks, shown, key);
        }
    }

    /** "Somebody else changed this": theirs, yours. */
    private static void contested(List<LayoutBlock> blocks, Shown shown, String key) {
        String theirs = shown.contested().get(key);
        if (theirs == null) {
            return;
        }
        blocks.add(TextBlocks.section("release.theirs." + key,
                ":warning: *Somebody else changed this meanwhile.* Yours stands above. Theirs:\n"
                        + theirs));
        OptionObject mine = option(plainText("Keep mine"), MINE);
        OptionObject others = option(plainText("Take theirs"), THEIRS);
        String chosen = shown.written().text(CHOICE + key);
        blocks.add(input(block -> block.blockId(block(CHOICE + key, shown.state().turn()))
                .label(plainText("Which one do you keep?")).dispatchAction(true)
                .element(radioButtons(radio -> radio.actionId(BLOCK + "choice#" + key).options(List.of(mine, others))
                        .initialOption(chosen.isEmpty() ? null : chosen.equals(MINE) ? mine : others)))));
    }

    private static InputBlock field(Shown shown, Field field, boolean optional, @Nullable String hint,
            BlockElement element) {
        return input(block -> block.blockId(block(field.key(), shown.state().turn())).optional(optional)
                .dispatchAction(true).label(plainText(field.label())).hint(hint == null ? null : plainText(hint))
                .element(element));
    }

    private static InputBlock line(Shown shown, Field field, String example, int longest, boolean optional) {
        return field(shown, field, optional, null, text(action(field), false, longest, example,
                shown.written().all(field)));
    }

    private static InputBlock words(Shown shown, Field field, String example, @Nullable String hint) {
        return field(shown, field, true, hint, text(action(field), true, Content.LONGEST, example,
                shown.written().all(field)));
    }

    private static BlockElement text(String action, boolean lines, int longest, String example, List<String> typed) {
        String initial = typed.isEmpty() ? null : Mrkdwn.cut(typed.getFirst(), longest);
        return plainTextInput(text -> text.actionId(action).multiline(lines).maxLength(longest)
                .placeholder(plainText(Mrkdwn.cut(example, LABEL))).initialValue(initial)
                .dispatchActionConfig(DispatchActionConfig.builder().triggerActionsOn(List.of("on_character_entered"))
                        .build()));
    }

    private static LayoutBlock tier(Shown shown) {
        List<OptionObject> options = List.of(option(plainText("Tier 1 (major)"), "1"),
                option(plainText("Tier 2"), "2"), option(plainText("Tier 3 (minor)"), "3"));
        return field(shown, Field.TIER, false, null, staticSelect(select -> select.actionId(action(Field.TIER))
                .placeholder(plainText("Choose one")).options(options)
                .initialOption(chosen(options, shown.written().text(Field.TIER)))));
    }

    private static void audiences(List<LayoutBlock> blocks, Shown shown) {
        List<String> chosen = shown.written().all(Field.AUDIENCES);
        List<OptionObject> initial = chosen.stream()
                .flatMap(id -> shown.audiences().stream().filter(each -> each.id().toString().equals(id)))
                .map(ReleaseForm::offered).toList();
        if (!shown.audiences().isEmpty()) {
            boolean many = shown.audiences().size() > CHOICES;
            add(blocks, shown, Field.AUDIENCES.key(), field(shown, Field.AUDIENCES, true,
                    "A channel of several reads the wording of the first that you choose.",
                    many
                            ? multiExternalSelect(select -> select.actionId(action(Field.AUDIENCES)).minQueryLength(0)
                                    .maxSelectedItems(most(shown, Field.AUDIENCES, MOST_AUDIENCES))
                                    .placeholder(plainText("Type to find one"))
                                    .initialOptions(some(initial)))
                            : multiStaticSelect(select -> select.actionId(action(Field.AUDIENCES))
                                    .maxSelectedItems(most(shown, Field.AUDIENCES, MOST_AUDIENCES))
                                    .placeholder(plainText("Choose audiences"))
                                    .options(shown.audiences().stream().map(ReleaseForm::offered).toList())
                                    .initialOptions(some(initial)))));
        }
        for (String id : chosen.stream().limit(MOST_AUDIENCES).toList()) {
            shown.audiences().stream().filter(each -> each.id().toString().equals(id)).findFirst()
                    .ifPresent(audience -> wording(blocks, shown, audience));
        }
    }

    private static void wording(List<LayoutBlock> blocks, Shown shown, Audience audience) {
        String key = Field.wording(audience.id());
        add(blocks, shown, key, input(block -> block.blockId(block(key, shown.state().turn())).optional(true)
                .dispatchAction(true).label(plainText("In other words for " + audience.name(), false))
                .element(text(BLOCK + "wording#" + audience.id(), true, Content.LONGEST,
                        "Leave it empty for the same words", shown.written().all(key)))));
    }

    private static OptionObject offered(Audience audience) {
        return option(plainText(Mrkdwn.cut(audience.name(), OPTION), false), audience.id().toString());
    }

    private static BlockElement areas(Shown shown) {
        List<OptionObject> options = shown.areas().stream().map(
                area -> option(plainText(Mrkdwn.cut(area.name(), OPTION), false), area.id().toString())).toList();
        OptionObject initial = chosen(options, shown.written().text(Field.AREA));
        return options.size() > CHOICES
                ? externalSelect(select -> select.actionId(action(Field.AREA)).minQueryLength(0)
                        .placeholder(plainText("Type to find one")).initialOption(initial))
                : staticSelect(select -> select.actionId(action(Field.AREA)).placeholder(plainText("Choose one"))
                        .options(options).initialOption(initial));
    }

    private static LayoutBlock initiatives(Shown shown) {
        List<OptionObject> initial = shown.initiatives().stream().map(ReleaseForm::offered).toList();
        return field(shown, Field.INITIATIVES, true, null, multiExternalSelect(select -> select
                .actionId(action(Field.INITIATIVES)).minQueryLength(0)
                .maxSelectedItems(most(shown, Field.INITIATIVES, MOST_INITIATIVES))
                .placeholder(plainText("Type a name or INIT-3")).initialOptions(some(initial))));
    }

    /** {@code INIT-3  Ledger export (execution)} */
    static String label(Initiative initiative) {
        String phase = " (" + initiative.phase().word() + ")";
        return Mrkdwn.cut(initiative.reference() + "  " + initiative.name(), OPTION - phase.length()) + phase;
    }

    private static OptionObject offered(Initiative initiative) {
        return option(plainText(label(initiative), false), initiative.id().toString());
    }

    private static void when(List<LayoutBlock> blocks, Shown shown) {
        if (shown.release() != null && !shown.release().state().open()) {
            return;
        }
        List<OptionObject> options = List.of(option(plainText("As soon as I publish it"), Written.NOW),
                option(plainText("At a time"), Written.TIMED),
                option(plainText("When a gate approves"), Written.GATED));
        String chosen = shown.written().text(Field.WHEN);
        add(blocks, shown, Field.WHEN.key(), field(shown, Field.WHEN, false, null,
                radioButtons(radio -> radio.actionId(action(Field.WHEN)).options(options)
                        .initialOption(
                                chosen(options, chosen) == null ? options.getFirst() : chosen(options, chosen)))));
        if (chosen.equals(Written.TIMED)) {
            String at = shown.written().text(Field.AT);
            blocks.add(field(shown, Field.AT, false, "In your own time zone: " + shown.zone().getId() + ".",
                    datetimePicker(picker -> picker.actionId(action(Field.AT))
                            .initialDateTime(seconds(at)))));
        } else if (chosen.equals(Written.GATED)) {
            gate(blocks, shown);
        }
        contested(blocks, shown, Field.WHEN.key());
    }

    private static void gate(List<LayoutBlock> blocks, Shown shown) {
        List<OptionObject> gates = shown.gates().stream().limit(GATES)
                .map(gate -> option(plainText(Mrkdwn.cut(gate.title(), OPTION), false), gate.name())).toList();
        if (gates.isEmpty()) {
            blocks.add(
                    TextBlocks.section("release.form.no-gates", "There are no gates here. Please choose otherwise."));
            return;
        }
        blocks.add(field(shown, Field.GATE, false,
                "It goes out by itself once the gate approves the initiative.",
                staticSelect(select -> select.actionId(action(Field.GATE)).options(gates)
                        .placeholder(plainText("Choose one"))
                        .initialOption(chosen(gates, shown.written().text(Field.GATE))))));
        if (shown.initiatives().size() > 1) {
            List<OptionObject> options = shown.initiatives().stream().map(ReleaseForm::offered).toList();
            blocks.add(field(shown, Field.GATE_FOR, false, null,
                    staticSelect(select -> select.actionId(action(Field.GATE_FOR)).options(options)
                            .placeholder(plainText("Choose one"))
                            .initialOption(chosen(options, shown.written().text(Field.GATE_FOR))))));
        }
    }

    private static LayoutBlock told(Shown shown) {
        List<OptionObject> options = List.of(option(plainText("In digests"), Written.DIGESTS),
                OptionObject.builder().text(plainText("On the public changelog page")).value(Written.PUBLIC)
                        .description(plainText("Anyone who has its address can read it, without Slack.")).build());
        List<OptionObject> ticked = options.stream()
                .filter(each -> shown.written().all(Field.TOLD).contains(each.getValue())).toList();
        return field(shown, Field.TOLD, true, null, checkboxes(boxes -> boxes.actionId(action(Field.TOLD))
                .options(options).initialOptions(some(ticked))));
    }

    private static @Nullable OptionObject chosen(List<OptionObject> options, String value) {
        return options.stream().filter(each -> each.getValue().equals(value)).findFirst().orElse(null);
    }

    /** Null for what no picker of Slack's can show. */
    private static @Nullable Integer seconds(String at) {
        return at.matches("\\d{1,10}") && Long.parseLong(at) <= Integer.MAX_VALUE ? Integer.valueOf(at) : null;
    }

    /** Slack refuses a form in which more is chosen than may be; where two people together chose more, one of them is told. */
    private static int most(Shown shown, Field field, int most) {
        return Math.max(most, shown.written().all(field).size());
    }

    private static <T> @Nullable List<T> some(List<T> all) {
        return all.isEmpty() ? null : all;
    }

    /** Sentences by the ids of the blocks they stand at; one about a field that the form does not show stands at the title. */
    static Map<String, String> mistakes(Map<String, String> sentences, FormState state, View view) {
        List<String> ids = view.getBlocks() == null
                ? List.of()
                : view.getBlocks().stream().filter(InputBlock.class::isInstance).map(LayoutBlock::getBlockId).toList();
        Map<String, String> mistakes = new LinkedHashMap<>();
        sentences.forEach((key, sentence) -> {
            String id = block(key, state.turn());
            mistakes.merge(ids.contains(id) ? id : block(Field.TITLE.key(), state.turn()), sentence,
                    (one, other) -> one + " " + other);
        });
        return mistakes;
    }
}
