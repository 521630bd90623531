package dev.steward.cadence;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.divider;
import static com.slack.api.model.block.Blocks.input;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.option;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.button;
import static com.slack.api.model.block.element.BlockElements.conversationsSelect;
import static com.slack.api.model.block.element.BlockElements.externalSelect;
import static com.slack.api.model.block.element.BlockElements.multiExternalSelect;
import static com.slack.api.model.block.element.BlockElements.multiUsersSelect;
import static com.slack.api.model.block.element.BlockElements.plainTextInput;
import static com.slack.api.model.block.element.BlockElements.radioButtons;
import static com.slack.api.model.block.element.BlockElements.staticSelect;
import static com.slack.api.model.block.element.BlockElements.usersSelect;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewSubmit;
import static com.slack.api.model.view.Views.viewTitle;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.slack.api.model.block.InputBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.DispatchActionConfig;
import com.slack.api.model.block.composition.OptionObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ConversationsFilter;
import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;

import dev.steward.cadence.CheckDraft.Field;
import dev.steward.cadence.Draft.Turns;
import dev.steward.schedule.RecurrenceWords;
import dev.steward.slack.Codec;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Press;
import dev.steward.slack.SlackRequest.FormValues;
import dev.steward.slack.TextBlocks;
import dev.steward.workspace.Area;
import dev.steward.workspace.UserGroups.UserGroup;
import dev.steward.workspace.UserId;

/**
 * The form of a cadence, and what stands in its fields. Few fields first, the others behind a button. A field keeps its id through every
 * redraw, so that Slack keeps what was typed, until the form is filled anew.
 */
final class CadenceForm {
    static final String CALLBACK = "cadence.form";
    static final String TEMPLATE = "template";
    static final String KIND = "kind";
    static final String SUGGESTED = "suggested";
    static final String ZONE = "zone";
    static final String TURNS = "turns";
    static final String ONE = "one";
    static final String AGENDA = "agenda";
    static final String PRE_READ = "preread";
    static final String HOLIDAYS = "holidays";
    static final String MISSED = "missed";
    private static final String BLOCK = "cadence.form.";
    /** Shows all fields, or few. */
    static final Press<Boolean> TOGGLE = Press.of(BLOCK + "more",
            Codec.of(all -> List.of(all ? "all" : "few"), in -> in.word().equals("all")));
    /** In the order of the form. Those behind the button come last. */
    private static final List<String> KEYS = List.of(TEMPLATE, KIND, Field.TITLE.key(), Field.FROM.key(),
            Field.WHEN.key(), Field.MEMBERS.key(), Field.GROUPS.key(), TURNS, Field.FACILITATORS.key(), ONE,
            Field.QUESTIONS.key(), Field.CHANNEL.key(), Field.DURATION.key(), ZONE, AGENDA, PRE_READ,
            Field.REMINDERS.key(), Field.AREA.key(), HOLIDAYS, MISSED);
    /** Which other parts of the form depend on. */
    private static final List<String> REDRAWS = List.of(TEMPLATE, KIND, Field.FROM.key(), Field.WHEN.key(),
            Field.MEMBERS.key(), Field.GROUPS.key(), TURNS, Field.FACILITATORS.key(), ONE, Field.DURATION.key(), ZONE,
            HOLIDAYS);
    private static final int OPTION = 75;
    private static final int LONGEST_WHEN = 300;
    private static final int LONGEST_QUESTIONS = Rules.QUESTIONS * (Rules.QUESTION + 1);
    private static final ConversationsFilter CHANNELS = ConversationsFilter.builder()
            .include(List.of("public", "private")).excludeBotUsers(true).build();
    private static final List<OptionObject> PRESETS = RecurrenceWords.PRESETS.stream()
            .map(words -> option(plainText(capital(words)), words)).toList();

    private CadenceForm() {}

    /**
     * All the form shows.
     *
     * @param notice     above the fields, mrkdwn; null for nothing
     * @param rhythm     what was understood of the words that say when, or what was not: mrkdwn
     * @param preview    what is to come, mrkdwn; null where that is not known
     * @param groups     those that are chosen
     * @param from       from which it is changed: planned local times, and how they read; empty for a new one
     * @param fromChosen one of them; null: the first
     */
    record Shown(FormMemory memory, Draft draft, @Nullable String title, @Nullable String notice, String rhythm,
            @Nullable String preview, List<UserGroup> groups, List<Area> areas, Map<String, String> from,
            @Nullable String fromChosen) {}

    static String action(String key) {
        return BLOCK + key;
    }

    /** The ids of all of its fields that tell when they are used. */
    static List<String> actionIds() {
        return Stream.concat(REDRAWS.stream(), Stream.of(SUGGESTED)).map(CadenceForm::action).toList();
    }

    static String block(String key, int turn) {
        return BLOCK + key + "~" + turn;
    }

    static View view(Shown shown) {
        Draft draft = shown.draft();
        boolean changes = shown.memory().change().isPresent();
        var form = new Drawing(shown.memory().turn());
        if (shown.notice() != null) {
            form.add(TextBlocks.section("cadence.form.notice", shown.notice()));
        }
        template(form, draft, changes);
        form.field(Field.TITLE.key(), false, false, "What is it called?", null,
                plainTextInput(text -> text.actionId(action(Field.TITLE.key())).maxLength(Rules.TITLE)
                        .placeholder(plainText("Roadmap review")).initialValue(some(draft.title()))));
        from(form, shown);
        when(form, shown);
        people(form, shown);
        if (draft.written()) {
            form.field(Field.QUESTIONS.key(), false, false, "What do you ask?",
                    "One question on each line, " + Rules.QUESTIONS + " at most.",
                    plainTextInput(text -> text.actionId(action(Field.QUESTIONS.key())).multiline(true)
                            .maxLength(LONGEST_QUESTIONS).placeholder(plainText("What moved this week?"))
                            .initialValue(some(draft.questions()))));
        } else {
            turns(form, draft);
        }
        form.field(Field.CHANNEL.key(), false, false, "In which channel?",
                "In a private channel, invite Steward first.",
                conversationsSelect(select -> select.actionId(action(Field.CHANNEL.key())).filter(CHANNELS)
                        .placeholder(plainText("Choose a channel"))
                        .initialConversation(draft.channel() == null ? null : draft.channel().value())));
        boolean more = shown.memory().more();
        form.add(actions(row -> row.blockId("cadence.form.toggle").elements(List.of(
                TOGGLE.button(more ? "Fewer settings" : "More settings", !more)))));
        if (more) {
            more(form, shown);
        }
        String title = shown.title() == null ? "Set up a review" : Mrkdwn.cut("Change " + shown.title(), 24);
        FormMemory memory = shown.memory().hidden(hidden(draft, form.keys));
        return View.builder().type("modal").callbackId(CALLBACK)
                .title(viewTitle(t -> t.type("plain_text").text(title)))
                .submit(viewSubmit(s -> s.type("plain_text").text(changes ? "Save" : "Set it up")))
                .close(viewClose(c -> c.type("plain_text").text("Cancel"))).privateMetadata(memory.write())
                .blocks(form.blocks).build();
    }

    /** The blocks so far. */
    private static final class Drawing {
        final List<LayoutBlock> blocks = new ArrayList<>();
        final List<String> keys = new ArrayList<>();
        final int turn;

        Drawing(int turn) {
            this.turn = turn;
        }

        void add(LayoutBlock block) {
            blocks.add(block);
        }

        void field(String key, boolean optional, boolean tells, String label, @Nullable String hint,
                BlockElement element) {
            keys.add(key);
            blocks.add(input(block -> block.blockId(block(key, turn)).optional(optional).dispatchAction(tells)
                    .label(plainText(label)).hint(hint == null ? null : plainText(hint)).element(element)));
        }
    }

    private static void template(Drawing form, Draft draft, boolean changes) {
        List<OptionObject> templates = Stream.of(Template.values())
                .filter(each -> !changes || each.written() == draft.written() || each == Template.BLANK)
                .map(each -> OptionObject.builder().text(plainText(each.title())).value(each.name())
                        .description(plainText(Mrkdwn.cut(each.does(), OPTION))).build())
                .toList();
        form.field(TEMPLATE, false, true, "What kind of review is it?", null,
                staticSelect(select -> select.actionId(action(TEMPLATE)).options(templates)
                        .initialOption(chosen(templates, draft.template().name()))));
        if (draft.template() == Template.BLANK && !changes) {
            List<OptionObject> kinds = List.of(option(plainText("A meeting"), "meeting"),
                    option(plainText("In writing: everybody is asked in their own time"), "written"));
            form.field(KIND, false, true, "Do you meet, or write?", null,
                    radioButtons(radio -> radio.actionId(action(KIND)).options(kinds)
                            .initialOption(kinds.get(draft.written() ? 1 : 0))));
        }
    }

    private static void from(Drawing form, Shown shown) {
        if (shown.from().isEmpty()) {
            return;
        }
        List<OptionObject> all = shown.from().entrySet().stream()
                .map(each -> option(plainText(Mrkdwn.cut(each.getValue(), OPTION)), each.getKey())).toList();
        OptionObject chosen = shown.fromChosen() == null ? null : chosen(all, shown.fromChosen());
        form.field(Field.FROM.key(), false, true, "From when on does another time count?",
                "Those before it stay as they are. All other changes count at once.",
                staticSelect(select -> select.actionId(action(Field.FROM.key())).options(all)
                        .initialOption(chosen == null ? all.getFirst() : chosen)));
    }

    private static void when(Drawing form, Shown shown) {
        form.field(Field.WHEN.key(), false, true, "When?", null,
                plainTextInput(text -> text.actionId(action(Field.WHEN.key())).maxLength(LONGEST_WHEN)
                        .placeholder(plainText("every other Tuesday at 10:00"))
                        .initialValue(some(shown.draft().when()))
                        .dispatchActionConfig(DispatchActionConfig.builder()
                                .triggerActionsOn(List.of("on_character_entered")).build())));
        form.add(section(text -> text.blockId(block(SUGGESTED, form.turn)).text(markdownText(shown.rhythm()))
                .accessory(staticSelect(select -> select.actionId(action(SUGGESTED)).options(PRESETS)
                        .placeholder(plainText("Suggestions"))))));
        if (shown.preview() != null) {
            form.add(TextBlocks.section("cadence.form.preview", shown.preview()));
        }
    }

    private static void people(Drawing form, Shown shown) {
        Draft draft = shown.draft();
        form.field(Field.MEMBERS.key(), true, true, "Who takes part?", null,
                multiUsersSelect(select -> select.actionId(action(Field.MEMBERS.key()))
                        .maxSelectedItems(Math.max(CheckDraft.MOST_MEMBERS, draft.people().members().size()))
                        .placeholder(plainText("Choose people"))
                        .initialUsers(ids(draft.people().members()))));
        List<OptionObject> groups = shown.groups().stream().map(CadenceForm::group).toList();
        form.field(Field.GROUPS.key(), true, true, "And which groups?", "Whoever is in them at the time.",
                multiExternalSelect(select -> select.actionId(action(Field.GROUPS.key())).minQueryLength(0)
                        .maxSelectedItems(Math.max(CheckDraft.MOST_GROUPS, groups.size()))
                        .placeholder(plainText("Choose groups"))
                        .initialOptions(groups.isEmpty() ? null : groups)));
    }

    private static void turns(Drawing form, Draft draft) {
        List<OptionObject> turns = List.of(
                option(plainText("Everybody who takes part, in turn"), Turns.EVERYBODY.name()),
                option(plainText("Some of them, in turn"), Turns.THESE.name()),
                option(plainText("Always the same person"), Turns.ONE.name()));
        form.field(TURNS, false, true, "Who facilitates?", null, staticSelect(select -> select.actionId(action(TURNS))
                .options(turns).initialOption(chosen(turns, draft.turns().name()))));
        if (draft.turns() == Turns.THESE) {
            form.field(Field.FACILITATORS.key(), true, true, "These, in turn", null,
                    multiUsersSelect(select -> select.actionId(action(Field.FACILITATORS.key()))
                            .maxSelectedItems(Math.max(CheckDraft.MOST_FACILITATORS, draft.facilitators().size()))
                            .placeholder(plainText("Choose people")).initialUsers(ids(draft.facilitators()))));
        } else if (draft.turns() == Turns.ONE) {
            form.field(ONE, true, true, "This person", null,
                    usersSelect(select -> select.actionId(action(ONE)).placeholder(plainText("Choose somebody"))
                            .initialUser(draft.facilitators().isEmpty()
                                    ? null
                                    : draft.facilitators().getFirst().value())));
        }
    }

    private static void more(Drawing form, Shown shown) {
        Draft draft = shown.draft();
        form.add(divider(block -> block.blockId("cadence.form.rest")));
        form.field(Field.DURATION.key(), false, true,
                draft.written() ? "How long does everybody have to answer?" : "How long does it take?",
                "Type another one, such as 50 minutes.",
                externalSelect(select -> select.actionId(action(Field.DURATION.key())).minQueryLength(0)
                        .placeholder(plainText("Choose one")).initialOption(FormChoices.length(draft.duration()))));
        form.field(ZONE, false, true, draft.written() ? "Whose day is it?" : "Time zone",
                draft.written() ? "Everybody is asked on their own clock. This one says when its day begins." : null,
                externalSelect(select -> select.actionId(action(ZONE)).minQueryLength(0)
                        .placeholder(plainText("Type a city"))
                        .initialOption(option(plainText(draft.zone().getId()), draft.zone().getId()))));
        if (!draft.written()) {
            form.field(AGENDA, false, false, "When is the agenda posted?", "Type another time, such as 3 days.",
                    externalSelect(select -> select.actionId(action(AGENDA)).minQueryLength(0)
                            .placeholder(plainText("Choose one"))
                            .initialOption(FormChoices.agenda(draft.agendaLead()))));
            form.field(PRE_READ, false, false, "Is there something to read beforehand?",
                    "Whoever has not read it by then is reminded.",
                    externalSelect(select -> select.actionId(action(PRE_READ)).minQueryLength(0)
                            .placeholder(plainText("Choose one"))
                            .initialOption(FormChoices.preRead(draft.preRead()))));
        }
        List<OptionObject> reminders = draft.reminders().stream().map(FormChoices::reminder).toList();
        form.field(Field.REMINDERS.key(), true, false,
                draft.written() ? "When is whoever has not answered reminded?" : "When are people reminded?",
                draft.written() ? "Before their time is over." : "In the thread of its card.",
                multiExternalSelect(select -> select.actionId(action(Field.REMINDERS.key())).minQueryLength(0)
                        .maxSelectedItems(Math.max(Rules.REMINDERS, reminders.size()))
                        .placeholder(plainText("Add a reminder"))
                        .initialOptions(reminders.isEmpty() ? null : reminders)));
        if (FormChoices.heedsArea(draft.template()) && (!shown.areas().isEmpty() || draft.area() != null)) {
            OptionObject area = shown.areas().stream().filter(each -> each.id().equals(draft.area()))
                    .map(each -> option(plainText(Mrkdwn.cut(each.name(), OPTION), false), each.id().toString()))
                    .findFirst().orElse(null);
            form.field(Field.AREA.key(), true, false, "Only of one area?", "Empty: its agenda has all of them.",
                    externalSelect(select -> select.actionId(action(Field.AREA.key())).minQueryLength(0)
                            .placeholder(plainText("All areas")).initialOption(area)));
        }
        String holiday = draft.onHoliday() == null ? FormChoices.AS_SAID : draft.onHoliday().name();
        form.field(HOLIDAYS, false, true, "On holidays", null,
                staticSelect(select -> select.actionId(action(HOLIDAYS)).options(FormChoices.HOLIDAYS)
                        .initialOption(chosen(FormChoices.HOLIDAYS, holiday))));
        List<OptionObject> missed = FormChoices.missed(draft.afterDowntime());
        form.field(MISSED, false, false, "If Steward was down when one was to begin", null,
                staticSelect(select -> select.actionId(action(MISSED)).options(missed)
                        .initialOption(chosen(missed, FormChoices.write(draft.afterDowntime())))));
    }

    /** What the fields would hold that are not shown. */
    private static Map<String, List<String>> hidden(Draft draft, List<String> shown) {
        Map<String, List<String>> hidden = new LinkedHashMap<>();
        FormChoices.fields(draft).forEach((key, values) -> {
            if (!shown.contains(key)) {
                hidden.put(key, values);
            }
        });
        return hidden;
    }

    /** What the fields hold, those that the form shows and the others. */
    static Map<String, List<String>> read(FormValues values, View view, FormMemory memory) {
        Map<String, List<String>> all = new LinkedHashMap<>(memory.hidden());
        if (view.getBlocks() != null) {
            List<String> ids = view.getBlocks().stream().filter(InputBlock.class::isInstance)
                    .map(LayoutBlock::getBlockId).toList();
            for (String key : KEYS) {
                String id = block(key, memory.turn());
                if (ids.contains(id)) {
                    all.put(key, values.values(id));
                }
            }
        }
        return all;
    }

    /** Sentences by the blocks they stand at; empty where one is about a field that the form does not show. */
    static Map<String, String> mistakes(Map<Field, String> sentences, FormMemory memory, View view) {
        List<String> ids = view.getBlocks() == null
                ? List.of()
                : view.getBlocks().stream().filter(InputBlock.class::isInstance).map(LayoutBlock::getBlockId).toList();
        Map<String, String> mistakes = new LinkedHashMap<>();
        sentences.forEach((field, sentence) -> {
            String id = block(field.key(), memory.turn());
            if (field == Field.FACILITATORS && !ids.contains(id)) {
                id = block(ONE, memory.turn());
            }
            if (ids.contains(id)) {
                mistakes.put(id, sentence);
            }
        });
        return mistakes.size() == sentences.size() ? mistakes : Map.of();
    }

    static OptionObject group(UserGroup group) {
        return option(plainText(Mrkdwn.cut("@" + group.handle() + "  " + group.name(), OPTION), false), group.id());
    }

    private static @Nullable List<String> ids(List<UserId> people) {
        return people.isEmpty() ? null : people.stream().map(UserId::value).toList();
    }

    private static @Nullable String some(String typed) {
        return typed.isEmpty() ? null : typed;
    }

    private static @Nullable OptionObject chosen(List<OptionObject> options, String value) {
        return options.stream().filter(one -> one.getValue().equals(value)).findFirst().orElse(null);
    }

    private static String capital(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
