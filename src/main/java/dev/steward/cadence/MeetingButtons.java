package dev.steward.cadence;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.composition.BlockCompositions.option;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.button;
import static com.slack.api.model.block.element.BlockElements.overflowMenu;
import static dev.steward.slack.Buttons.press;

import java.util.ArrayList;
import java.util.List;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.ConfirmationDialogObject;
import com.slack.api.model.block.element.BlockElement;

/** What can be pressed on a meeting's card. Everybody sees all of it; who may not press one is told so. */
final class MeetingButtons {
    static final String ACTION = "cadence.action.add";

    private MeetingButtons() {}

    /** What the menu offers; its value is this and the session. */
    enum More {
        ARRANGE("Reorder, edit…"), PRE_READ("Pre-read…"), SKIP("Skip…"), MOVE("Move…"), CANCEL("Cancel…");

        private final String label;

        More(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    static List<LayoutBlock> of(Meeting meeting, boolean abridged) {
        List<BlockElement> elements = new ArrayList<>();
        Session session = meeting.session();
        String id = session.facts().id().value().toString();
        String link = session.preRead();
        switch (session.state()) {
            case COLLECTING, AGENDA_POSTED -> {
                elements.add(press(AgendaActions.ADD, id, "Add to the agenda", null));
                if (session.state() == SessionState.AGENDA_POSTED) {
                    elements.add(press(MeetingActions.START, id, "Start", session.due() ? "primary" : null));
                }
                if (link != null) {
                    elements.add(open(id, link, ""));
                    elements.add(press(MeetingActions.READ, id, "I've read it", null));
                }
                elements.add(SwapWords.button(session));
                elements.add(more(id, List.of(More.values())));
            }
            case RUNNING -> {
                Session.Item now = session.item();
                String at = id + " " + (now == null ? "-" : now.id().toString());
                boolean left = meeting.open().stream()
                        .anyMatch(item -> meeting.isCurrent(item) || !meeting.isCarried(item));
                if (left) {
                    elements.add(press(MeetingActions.NEXT, at, "Next", "primary"));
                }
                if (now != null) {
                    elements.add(press(MeetingActions.CARRY, at, "Carry over", null));
                }
                elements.add(press(SteerActions.DECIDE, id, "Decision", null));
                elements.add(press(ACTION, id, "Action", null));
                elements.add(press(ActionRoutes.LIST, id, "Actions…", null));
                elements.add(press(AgendaActions.ADD, id, "Add to the agenda", null));
                elements.add(close(id, left, now != null));
                elements.add(more(id, List.of(More.ARRANGE, More.CANCEL)));
            }
            case CLOSED -> {
                elements.add(press(ACTION, id, "Action", null));
                elements.add(press(ActionRoutes.LIST, id, "Actions…", null));
            }
            default -> {
                // nothing can be done about it any more
            }
        }
        if (abridged) {
            elements.add(Math.max(0, elements.size() - 1), press(MeetingActions.ALL, id, "Show all", null));
        }
        return elements.isEmpty()
                ? List.of()
                : List.of(actions(row -> row.blockId("cadence.do").elements(elements)));
    }

    /** Asked about as long as something is left. */
    private static BlockElement close(String id, boolean left, boolean current) {
        return button(b -> b.actionId(MeetingActions.CLOSE).value(id).text(plainText("Close"))
                .style(left ? null : "primary").confirm(!left
                        ? null
                        : ConfirmationDialogObject.builder().title(plainText("Close it?"))
                                .text(plainText((current
                                        ? "What is talked about now counts as done; press Carry over first to keep it. "
                                        : "") + "What is open carries over to the next one."))
                                .confirm(plainText("Close")).deny(plainText("Not yet")).build()));
    }

    /** It counts as read: the press is told of besides. */
    static BlockElement open(String session, String link, String behind) {
        return button(b -> b.actionId(MeetingActions.READ + "#open" + behind).value(session).url(link)
                .text(plainText("Open the pre-read")));
    }

    private static BlockElement more(String session, List<More> offered) {
        return overflowMenu(menu -> menu.actionId(SteerActions.MORE).options(offered.stream()
                .map(each -> option(plainText(each.label()), each.name() + " " + session)).toList()));
    }
}
