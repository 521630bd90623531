package dev.steward.approval;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.input;
import static com.slack.api.model.block.Blocks.section;
import static com.slack.api.model.block.composition.BlockCompositions.markdownText;
import static com.slack.api.model.block.composition.BlockCompositions.option;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.button;
import static com.slack.api.model.block.element.BlockElements.checkboxes;
import static com.slack.api.model.block.element.BlockElements.conversationsSelect;
import static com.slack.api.model.block.element.BlockElements.datePicker;
import static com.slack.api.model.block.element.BlockElements.externalSelect;
import static com.slack.api.model.block.element.BlockElements.plainTextInput;
import static com.slack.api.model.block.element.BlockElements.staticSelect;
import static com.slack.api.model.view.Views.viewClose;
import static com.slack.api.model.view.Views.viewSubmit;
import static com.slack.api.model.view.Views.viewTitle;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import com.slack.api.model.block.InputBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.DispatchActionConfig;
import com.slack.api.model.block.composition.OptionObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ConversationsFilter;
import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;

import dev.steward.initiative.Initiative;
import dev.steward.policy.Dimension;
import dev.steward.policy.Gate;
import dev.steward.policy.Policy;
import dev.steward.policy.Risk;
import dev.steward.slack.Claims;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Phrases;
import dev.steward.slack.SlackRequest.FormValues;
import dev.steward.workspace.ChannelId;

/** The form that puts a question to a gate, or changes one, and how it is read. Fields keep their ids, so that Slack keeps what they hold. */
final class ApprovalForm {
    static final String CALLBACK = "approval.form";
    static final String GATE = "approval.gate";
    static final String INITIATIVE = "approval.initiative";
    static final String ASKED = "approval.asked";
    static final String OPTIONS = "approval.options";
    static final String EVIDENCE = "approval.evidence";
    static final String NEEDED = "approval.needed";
    static final String WHO = "approval.who";
    static final String TIMELINE = "approval.timeline";
    static final String PREDICTION = "approval.prediction";
    static final String REVIEW = "approval.review";
    static final String CHANNEL = "approval.channel";

    /** A select that was filled cannot be emptied, so that nothing is a choice. */
    static final String NONE = "none";
    static final int LONGEST = 3_000;
    static final int LONGEST_PREDICTION = 1_000;
    private static final int CHOICES = 100;
    private static final int OPTION_TEXT = 75;
    private static final int HINT = 2_000;
    private static final int NOTICE = 5_000;
    private static final int RULES_NAMED = 2;
    private static final ConversationsFilter CHANNELS = ConversationsFilter.builder()
            .include(List.of("public", "private")).excludeBotUsers(true).build();

    private ApprovalForm() {}

    /**
     * All the form shows.
     *
     * @param version    which policy it shows, by number
     * @param initiative the one that is chosen; null for none
     * @param areas      names, in order
     * @param changes    the request it changes; null while it opens a new one
     * @param notice     lines of mrkdwn above the fields; may be empty
     * @param needed     what has to be told, since it depends on that who will be asked
     * @param who        who will be asked, mrkdwn
     */
    record Shown(long version, Policy policy, FormContent content, @Nullable Initiative initiative, List<String> areas,
            @Nullable Changing changes, List<String> notice, Set<Dimension> needed, String who) {}

    /** The request that is changed, as it was when the form was opened. */
    record Changing(AsShown shown, Reference reference) {}

    static String id(Dimension what) {
        return "approval." + what.word();
    }

    static String evidence(String gate) {
        return EVIDENCE + "." + gate;
    }

    static View view(Shown shown) {
        FormContent content = shown.content();
        Gate gate = content.gate() == null ? null : shown.policy().gate(content.gate()).orElse(null);
        Map<Dimension, List<String>> looked = gate == null ? Map.of() : Looked.at(shown.policy(), gate.name());
        List<LayoutBlock> blocks = new ArrayList<>(
                CardLines.sections("approval.notice", shown.notice(), NOTICE));
        if (shown.changes() == null) {
            blocks.add(gates(shown, gate));
            blocks.add(initiatives(shown, gate));
        } else {
            blocks.add(fixed(shown, shown.changes(), gate));
        }
        blocks.add(words(ASKED, "What is to be decided?", false, content.asked(), LONGEST,
                "May we launch the new export to everyone on 1 December?"));
        blocks.add(words(OPTIONS, "Which options were considered?", true, content.options(), LONGEST,
                "Launch now; launch to ten customers first; wait for the audit"));
        if (gate != null) {
            evidence(blocks, gate, content.there());
            for (Dimension what : looked.keySet()) {
                if (what != Dimension.PHASE && what != Dimension.WORDS) {
                    blocks.add(scope(shown, what, looked.getOrDefault(what, List.of())));
                }
            }
        }
        blocks.add(input(block -> block.blockId(NEEDED).optional(true).dispatchAction(true)
                .label(plainText("Needed by")).element(datePicker(day -> day.actionId(NEEDED)
                        .placeholder(plainText("Choose a day")).initialDate(date(content.neededBy()))))));
        blocks.add(section(text -> text.blockId(WHO).text(markdownText(shown.who()))));
        if (gate != null) {
            blocks.add(actions(row -> row.blockId(TIMELINE).elements(List.of(button(b -> b.actionId(TIMELINE)
                    .text(plainText("What if nobody answers?")))))));
        }
        blocks.add(words(PREDICTION, "What do you expect to come of it?", true, content.prediction(),
                LONGEST_PREDICTION, "Half of the support tickets about exports are gone"));
        blocks.add(input(block -> block.blockId(REVIEW).optional(true)
                .label(plainText("Check the prediction on"))
                .hint(plainText("Steward asks you on that day, and keeps your answer with the decision."))
                .element(datePicker(day -> day.actionId(REVIEW).placeholder(plainText("Choose a day"))
                        .initialDate(date(content.review()))))));
        if (shown.changes() == null) {
            blocks.add(channel(content.channel()));
        }
        Changing changes = shown.changes();
        String title = changes == null ? "Ask for a decision" : Mrkdwn.cut("Change " + changes.reference(), 24);
        String submit = changes == null ? "Ask" : "Ask again";
        var state = FormState.of(shown.version(), changes == null ? null : changes.shown(), content,
                shown.policy(), looked.keySet());
        return modal(title).callbackId(CALLBACK).submit(viewSubmit(s -> s.type("plain_text").text(submit)))
                .close(viewClose(c -> c.type("plain_text").text("Cancel")))
                .privateMetadata(FormState.CODEC.encode(state))
                .blocks(blocks).build();
    }

    static View.ViewBuilder modal(String title) {
        return View.builder().type("modal").title(viewTitle(t -> t.type("plain_text").text(title)));
    }

    /** What the form's fields hold, with what it remembers of those it does not show. */
    static FormContent read(FormValues values, FormState state, Policy policy, FormContent fixed) {
        String gate = state.request() != null ? fixed.gate() : values.value(GATE);
        UUID initiative = state.request() != null
                ? fixed.initiative()
                : initiative(values.value(INITIATIVE));
        Map<Dimension, String> scope = new EnumMap<>(Dimension.class);
        scope.putAll(state.hiddenScope());
        for (Dimension what : Dimension.values()) {
            String typed = values.value(id(what));
            if (typed != null && !typed.equals(NONE)) {
                scope.put(what, typed);
            }
        }
        Map<String, Set<String>> ticked = new HashMap<>(state.hiddenTicks(policy));
        for (Gate one : policy.gates()) {
            List<String> items = values.values(evidence(one.name()));
            if (!items.isEmpty()) {
                ticked.put(one.name(), new HashSet<>(items));
            }
        }
        return new FormContent(gate, initiative, text(values, ASKED), text(values, OPTIONS), scope, ticked,
                day(values.value(NEEDED)), text(values, PREDICTION), day(values.value(REVIEW)),
                state.request() != null ? fixed.channel() : channelOf(values.value(CHANNEL)));
    }

    /** What is no initiative's id is nobody's, and refused like one that is not there any more. */
    private static @Nullable UUID initiative(@Nullable String chosen) {
        return chosen == null || chosen.equals(NONE) ? null : Claims.id(chosen).orElse(new UUID(0, 0));
    }

    private static LayoutBlock gates(Shown shown, @Nullable Gate gate) {
        List<OptionObject> options = shown.policy().gates().stream().limit(CHOICES).map(ApprovalForm::choice).toList();
        return input(block -> block.blockId(GATE).label(plainText("Which gate?")).dispatchAction(true)
                .element(staticSelect(select -> select.actionId(GATE).options(options)
                        .placeholder(plainText("Choose one")).initialOption(gate == null ? null : choice(gate)))));
    }

    private static OptionObject choice(Gate gate) {
        String moves = gate.from() == null || gate.to() == null
                ? ""
                : " (" + gate.from().word() + " → " + gate.to().word() + ")";
        return option(plainText(Mrkdwn.cut(gate.title() + moves, OPTION_TEXT)), gate.name());
    }

    private static LayoutBlock initiatives(Shown shown, @Nullable Gate gate) {
        boolean moves = gate != null && gate.from() != null;
        String hint = gate == null || gate.from() == null || gate.to() == null
                ? null
                : "Once approved, it moves from " + gate.from().word() + " to " + gate.to().word() + ".";
        Initiative chosen = shown.initiative();
        return input(block -> block.blockId(INITIATIVE).optional(!moves).dispatchAction(true)
                .label(plainText("Which initiative?")).hint(hint == null ? null : plainText(hint))
                .element(externalSelect(select -> select.actionId(INITIATIVE).minQueryLength(0)
                        .placeholder(plainText("Type its name or INIT-3"))
                        .initialOption(chosen == null
                                ? null
                                : option(plainText(label(chosen)), chosen.id().toString())))));
    }

    /** {@code INIT-3  Ledger export (definition)} */
    static String label(Initiative initiative) {
        String phase = " (" + initiative.phase().word() + ")";
        return Mrkdwn.cut(initiative.reference() + "  " + initiative.name(), OPTION_TEXT - phase.length()) + phase;
    }

    private static LayoutBlock fixed(Shown shown, Changing changes, @Nullable Gate gate) {
        Initiative about = shown.initiative();
        String line = "*" + changes.reference() + "*" + (gate == null ? "" : " at " + Phrases.bold(gate.title()))
                + (about == null ? "" : " for *" + about.reference() + "* " + Mrkdwn.escape(about.name(), 300))
                + "\nWho agreed to something that you change here is asked again.";
        return section(text -> text.blockId("approval.fixed").text(markdownText(line)));
    }

    private static LayoutBlock words(String id, String label, boolean optional, String typed, int longest,
            String example) {
        return input(block -> block.blockId(id).optional(optional).label(plainText(label))
                .element(plainTextInput(text -> text.actionId(id).multiline(true).maxLength(longest)
                        .placeholder(plainText(example)).initialValue(typed.isEmpty() ? null : typed))));
    }

    private static void evidence(List<LayoutBlock> blocks, Gate gate, Set<String> there) {
        if (gate.evidence().isEmpty()) {
            return;
        }
        // an id of its own for each gate, or the ticks of another would stay in it
        List<OptionObject> options = gate.evidence().stream().map(item -> option(plainText(item), item)).toList();
        List<OptionObject> ticked = options.stream().filter(item -> there.contains(item.getValue())).toList();
        blocks.add(input(block -> block.blockId(evidence(gate.name())).optional(true)
                .label(plainText("What is there already?"))
                .hint(plainText("Those who are asked see what is missing."))
                .element(checkboxes(boxes -> boxes.actionId(EVIDENCE).options(options)
                        .initialOptions(ticked.isEmpty() ? null : ticked)))));
    }

    private static LayoutBlock scope(Shown shown, Dimension what, List<String> rules) {
        String typed = shown.content().scope().get(what);
        String hint = because(rules);
        return switch (what) {
            case AREA -> field(shown, what, "Area", hint + area(shown),
                    areas(shown.areas(), typed));
            case TIER -> field(shown, what, "Tier", hint, select(what, typed, List.of(
                    option(plainText("Tier 1 (major)"), "1"), option(plainText("Tier 2"), "2"),
                    option(plainText("Tier 3 (minor)"), "3"))));
            case COST -> field(shown, what, "Cost", hint, plainTextInput(text -> text.actionId(id(what))
                    .maxLength(Cost.LONGEST).initialValue(typed).placeholder(plainText("5000"))
                    .dispatchActionConfig(DispatchActionConfig.builder()
                            .triggerActionsOn(List.of("on_character_entered")).build())));
            case RISK -> field(shown, what, "Risk", hint, select(what, typed, Arrays.stream(Risk.values())
                    .map(risk -> option(plainText(capital(risk.word())), risk.word())).toList()));
            case AUDIENCE ->
                field(shown, what, "Audience", hint, select(what, typed, shown.policy().audiences().stream()
                        .limit(CHOICES).map(name -> option(plainText(Mrkdwn.cut(name, OPTION_TEXT)), name)).toList()));
            case PHASE, WORDS -> throw new IllegalArgumentException("No field asks for the " + what.word());
        };
    }

    private static String area(Shown shown) {
        return shown.initiative() != null && shown.initiative().area() != null
                ? " Empty: the initiative's."
                : "";
    }

    /** Why it is asked for: which rules look at it. */
    static String because(List<String> rules) {
        List<String> named = rules.stream().limit(rules.size() > RULES_NAMED + 1 ? RULES_NAMED : RULES_NAMED + 1)
                .map(name -> "“" + name + "”").toList();
        int others = rules.size() - named.size();
        String all = others > 0 ? String.join(", ", named) + " and " + others + " others" : Phrases.and(named);
        return Mrkdwn.cut((rules.size() == 1 ? "The rule " + all + " looks" : "The rules " + all + " look")
                + " at it.", HINT);
    }

    private static BlockElement areas(List<String> names, @Nullable String typed) {
        String chosen = names.stream().filter(name -> name.equalsIgnoreCase(typed)).findFirst().orElse(null);
        OptionObject initial = chosen == null ? null : option(plainText(Mrkdwn.cut(chosen, OPTION_TEXT)), chosen);
        if (names.isEmpty() || names.size() >= CHOICES) {
            return externalSelect(select -> select.actionId(id(Dimension.AREA)).minQueryLength(0)
                    .placeholder(plainText("Type to find one")).initialOption(initial));
        }
        return staticSelect(select -> select.actionId(id(Dimension.AREA)).placeholder(plainText("Choose one"))
                .options(names.stream().map(name -> option(plainText(Mrkdwn.cut(name, OPTION_TEXT)), name)).toList())
                .initialOption(initial));
    }

    private static BlockElement select(Dimension what, @Nullable String typed, List<OptionObject> options) {
        return staticSelect(select -> select.actionId(id(what)).placeholder(plainText("Choose one")).options(options)
                .initialOption(options.stream().filter(one -> one.getValue().equalsIgnoreCase(typed)).findFirst()
                        .orElse(null)));
    }

    /** Whether it must be told depends on the others, and the policy says so. */
    private static InputBlock field(Shown shown, Dimension what, String label, String hint, BlockElement element) {
        return input(block -> block.blockId(id(what)).label(plainText(label))
                .optional(!shown.needed().contains(what)).dispatchAction(true).hint(plainText(hint))
                .element(element));
    }

    private static LayoutBlock channel(@Nullable ChannelId present) {
        return input(block -> block.blockId(CHANNEL).label(plainText("In which channel?"))
                .hint(plainText("Its card stands there and always shows how far it is. Those who are asked get a "
                        + "direct message. In a private channel, invite Steward first: only people in there, "
                        + "those who are asked, the area's owner, ops people and admins see it."))
                .element(conversationsSelect(select -> select.actionId(CHANNEL).filter(CHANNELS)
                        .placeholder(plainText("Choose a channel"))
                        .initialConversation(present == null ? null : present.value()))));
    }

    private static String text(FormValues values, String id) {
        String typed = values.value(id);
        return typed == null ? "" : typed.strip();
    }

    private static @Nullable LocalDate day(@Nullable String chosen) {
        try {
            return chosen == null ? null : LocalDate.parse(chosen);
        } catch (DateTimeException noDay) {
            return null;
        }
    }

    /** Where everybody can see it; direct messages are no such place. */
    static @Nullable ChannelId channelOf(@Nullable String conversation) {
        return conversation != null && (conversation.startsWith("C") || conversation.startsWith("G"))
                ? new ChannelId(conversation)
                : null;
    }

    private static @Nullable String date(@Nullable LocalDate day) {
        return day == null ? null : day.toString();
    }

    private static String capital(String word) {
        return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
