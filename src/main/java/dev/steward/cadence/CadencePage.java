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
import dev.steward.slack.Press;
import dev.steward.slack.Quoted;
import dev.steward.slack.TextBlocks;
import dev.steward.workspace.UserId;

/** The page of a cadence: how it stands, what it is, what was, and what one can do with it. */
final class CadencePage {
    /** Opens this page, wherever a cadence is named. */
    static final Press<CadenceId> OPEN = Press.of("cadence.open", CadenceId.CODEC);
    static final Press<CadenceId> CHANGE = Press.of("cadence.change", CadenceId.CODEC);
    static final Press<CadenceId> PREVIEW = Press.of("cadence.preview", CadenceId.CODEC);
    static final Press<CadenceId> CALENDAR = Press.of("cadence.calendar", CadenceId.CODEC);
    static final Press<CadenceId> AGENDA = Press.of("cadence.agenda", CadenceId.CODEC);
    static final Press<CadenceSnapshot> PAUSE = Press.of("cadence.pause", CadenceSnapshot.CODEC);
    static final Press<CadenceSnapshot> RESUME = Press.of("cadence.resume", CadenceSnapshot.CODEC);
    static final Press<CadenceSnapshot> HAND_OVER = Press.of("cadence.handover", CadenceSnapshot.CODEC);
    static final Press<CadenceSnapshot> END = Press.of("cadence.end", CadenceSnapshot.CODEC);
    static final Press<CadenceSnapshot> RUN_NOW = Press.of("cadence.now", CadenceSnapshot.CODEC);
    static final Press<SessionSnapshot> SKIP = Press.of("cadence.skip", SessionSnapshot.CODEC);
    static final Press<SessionSnapshot> MOVE = Press.of("cadence.move", SessionSnapshot.CODEC);
    static final Press<SessionSnapshot> CANCEL = Press.of("cadence.cancel", SessionSnapshot.CODEC);
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
            SessionSnapshot of = SessionSnapshot.of(next);
            blocks.add(actions(row -> row.blockId("cadence.page.session").elements(
                    List.of(SKIP.button("Skip this one", of), MOVE.button("Move this one", of),
                            CANCEL.button("Cancel this one", of)))));
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
        CadenceId id = cadence.facts().id();
        List<BlockElement> buttons = new ArrayList<>();
        if (shown.mayChange() && cadence.state() != CadenceState.ENDED) {
            buttons.add(CHANGE.button("Change", id));
        }
        if (cadence.active() && !cadence.rules().written()) {
            buttons.add(AGENDA.button("Add to the agenda", id));
        }
        buttons.add(PREVIEW.button("Preview", id));
        buttons.add(CALENDAR.button("Calendar", id));
        return buttons;
    }

    private static List<BlockElement> steers(Cadence cadence) {
        CadenceSnapshot of = CadenceSnapshot.of(cadence);
        List<BlockElement> buttons = new ArrayList<>();
        if (cadence.state() == CadenceState.PAUSED) {
            buttons.add(RESUME.button("Resume", of));
        } else {
            buttons.add(ask(RUN_NOW.button("Hold one now", of), "Hold one now?",
                    "It takes place besides the planned ones, which stay as they are.", "Hold it"));
            buttons.add(PAUSE.button("Pause", of));
        }
        buttons.add(HAND_OVER.button("Hand over", of));
        buttons.add(ask(END.danger("End", of), "End this review?",
                "It does not take place any more, and cannot be begun again. What came of it stays.", "End it"));
        return buttons;
    }

    private static ButtonElement ask(ButtonElement button, String title, String text, String yes) {
        button.setConfirm(ConfirmationDialogObject.builder().title(plainText(title)).text(plainText(text))
                .confirm(plainText(yes)).deny(plainText("Not now")).build());
        return button;
    }
}
