package dev.steward.cadence;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.Blocks.divider;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;

import java.util.ArrayList;
import java.util.List;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.ConfirmationDialogObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;
import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;

import dev.steward.slack.Modals;
import dev.steward.slack.Phrases;
import dev.steward.slack.Quoted;
import dev.steward.slack.TextBlocks;
import dev.steward.workspace.UserId;

/** The page of a cadence: how it stands, what it is, what was, and what one can do with it. */
final class CadencePage {
    static final String CHANGE = "cadence.change";
    static final String PREVIEW = "cadence.preview";
    static final String PAUSE = "cadence.pause";
    static final String RESUME = "cadence.resume";
    static final String HAND_OVER = "cadence.handover";
    static final String END = "cadence.end";
    static final String RUN_NOW = "cadence.now";
    static final String CALENDAR = "cadence.calendar";
    static final String AGENDA = "cadence.agenda";
    /** The forms behind these belong to sessions; their value is the session's id. */
    static final String SKIP = "cadence.skip";
    static final String MOVE = "cadence.move";
    static final String CANCEL = "cadence.cancel";
    private static final int REASON = 100;
    private static final int MOST_WORDS = 1_000;

    private CadencePage() {}

    /**
     * @param mayChange whether its buttons stand there for whoever looks
     * @param leads     whether those of its next session do
     * @param rules     in sentences, mrkdwn
     * @param words     as one would type them, mrkdwn
     * @param kept      what became of its sessions, mrkdwn; empty where there were none
     * @param said      on top, mrkdwn
     */
    record Shown(Cadence cadence, boolean mayChange, boolean leads, @Nullable Session running, @Nullable Session next,
            List<Session> last, List<String> rules, String words, String kept, @Nullable String said) {}

    static View view(Shown shown) {
        Cadence cadence = shown.cadence();
        List<LayoutBlock> blocks = new ArrayList<>();
        if (shown.said() != null) {
            blocks.add(TextBlocks.section("cadence.page.said", shown.said()));
        }
        blocks.add(TextBlocks.section("cadence.page.title", Phrases.bold(cadence.rules().title()) + "\n"
                + cadence.rules().channel().link() + " · " + cadence.owner().mention() + " looks after it"));
        blocks.add(TextBlocks.section("cadence.page.next", next(shown)));
        Session next = shown.next();
        if (next != null && shown.leads()) {
            String id = next.facts().id().value().toString();
            blocks.add(actions(
                    row -> row.blockId("cadence.page.session").elements(List.of(press(SKIP, id, "Skip this one"),
                            press(MOVE, id, "Move this one"), press(CANCEL, id, "Cancel this one")))));
        }
        blocks.add(TextBlocks.section("cadence.page.rules", String.join("\n", shown.rules())));
        if (!shown.last().isEmpty()) {
            blocks.add(divider(block -> block.blockId("cadence.page.before")));
            blocks.add(TextBlocks.section("cadence.page.last", "*Before*\n"
                    + String.join("\n", shown.last().stream().map(CadencePage::last).toList())));
            if (!shown.kept().isEmpty()) {
                blocks.add(TextBlocks.small("cadence.page.kept", shown.kept()));
            }
        }
        blocks.add(actions(row -> row.blockId("cadence.page.do").elements(buttons(shown))));
        if (shown.mayChange() && cadence.state() != CadenceState.ENDED) {
            blocks.add(actions(row -> row.blockId("cadence.page.steer").elements(steers(cadence))));
        }
        if (shown.words().length() <= MOST_WORDS) {
            blocks.add(TextBlocks.small("cadence.page.words", "Another like it: /cadence new " + shown.words()));
        }
        return Modals.shows(cadence.facts().reference().toString(), blocks);
    }

    private static String next(Shown shown) {
        Cadence cadence = shown.cadence();
        List<String> lines = new ArrayList<>();
        Session running = shown.running();
        if (running != null) {
            lines.add(running.state() == SessionState.RUNNING
                    ? ":large_green_circle: It runs now, since "
                            + Phrases.time(running.startedAt() == null ? running.startsAt() : running.startedAt()) + "."
                    : ":large_yellow_circle: It was to begin " + Phrases.time(running.startsAt())
                            + ", and nobody has started it yet.");
        }
        Session next = shown.next();
        if (cadence.state() != CadenceState.ACTIVE || next == null) {
            lines.add(CadenceLine.state(cadence, null) + (cadence.state() == CadenceState.PAUSED
                    ? ". Nothing takes place until it is resumed."
                    : "."));
        } else {
            UserId facilitator = next.facilitator();
            lines.add("*Next:* " + CadenceLine.time(cadence, next.startsAt())
                    + (facilitator == null ? "" : ", " + facilitator.mention() + " facilitates"));
        }
        return String.join("\n", lines);
    }

    /** What became of one. */
    static String last(Session session) {
        String why = session.reason() == null ? "" : ": " + Quoted.inline(session.reason(), REASON);
        return "• " + Phrases.time(session.startsAt()) + " · " + switch (session.state()) {
            case CLOSED -> session.facts().written() ? "held" : "held" + by(session);
            case SKIPPED -> "skipped" + (session.cause() == Cause.DOWNTIME
                    ? ", since Steward was down"
                    : session.cause() == Cause.NOBODY_STARTED ? ", since nobody started it" : why);
            case MOVED -> "moved to another time";
            case CANCELLED -> "cancelled" + why;
            default -> session.state().word();
        };
    }

    private static String by(Session session) {
        UserId facilitator = session.facilitator();
        return facilitator == null ? "" : ", " + facilitator.mention() + " facilitated";
    }

    private static List<BlockElement> buttons(Shown shown) {
        Cadence cadence = shown.cadence();
        String id = cadence.facts().id().value().toString();
        List<BlockElement> buttons = new ArrayList<>();
        if (shown.mayChange() && cadence.state() != CadenceState.ENDED) {
            buttons.add(press(CHANGE, id, "Change"));
        }
        if (cadence.active() && !cadence.rules().written()) {
            buttons.add(press(AGENDA, id, "Add to the agenda"));
        }
        buttons.add(press(PREVIEW, id, "Preview"));
        buttons.add(press(CALENDAR, id, "Calendar"));
        return buttons;
    }

    private static List<BlockElement> steers(Cadence cadence) {
        String id = cadence.facts().id().value().toString();
        List<BlockElement> buttons = new ArrayList<>();
        if (cadence.state() == CadenceState.PAUSED) {
            buttons.add(press(RESUME, id, "Resume"));
        } else {
            buttons.add(ask(RUN_NOW, id, "Hold one now", "Hold one now?",
                    "It takes place besides the planned ones, which stay as they are.", "Hold it"));
            buttons.add(press(PAUSE, id, "Pause"));
        }
        buttons.add(press(HAND_OVER, id, "Hand over"));
        ButtonElement end = ask(END, id, "End", "End this review?",
                "It does not take place any more, and cannot be begun again. What came of it stays.", "End it");
        end.setStyle("danger");
        buttons.add(end);
        return buttons;
    }

    private static ButtonElement ask(String action, String value, String label, String title, String text, String yes) {
        ButtonElement button = press(action, value, label);
        button.setConfirm(ConfirmationDialogObject.builder().title(plainText(title)).text(plainText(text))
                .confirm(plainText(yes)).deny(plainText("Not now")).build());
        return button;
    }

    private static ButtonElement press(String action, String value, String label) {
        return ButtonElement.builder().actionId(action).value(value).text(plainText(label)).build();
    }
}
