package dev.steward.cadence;

import static com.slack.api.model.block.Blocks.actions;
import static com.slack.api.model.block.composition.BlockCompositions.option;
import static com.slack.api.model.block.composition.BlockCompositions.plainText;
import static com.slack.api.model.block.element.BlockElements.overflowMenu;

import java.util.ArrayList;
import java.util.List;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.ConfirmationDialogObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.ButtonElement;

import dev.steward.slack.Codec;
import dev.steward.slack.Press;

/** What can be pressed on a meeting's card. Everybody sees all of it; who may not press one is told so. */
final class MeetingButtons {
    static final Press<SessionSnapshot> START = Press.of("cadence.start", SessionSnapshot.CODEC);
    static final Press<SessionSnapshot> NEXT = Press.of("cadence.next", SessionSnapshot.CODEC);
    static final Press<SessionSnapshot> CARRY = Press.of("cadence.carry", SessionSnapshot.CODEC);
    static final Press<SessionSnapshot> CLOSE = Press.of("cadence.close", SessionSnapshot.CODEC);
    static final Press<SessionSnapshot> READ = Press.of("cadence.read", SessionSnapshot.CODEC);
    static final Press<SessionSnapshot> ALL = Press.of("cadence.agenda.all", SessionSnapshot.CODEC);
    static final Press<SessionSnapshot> ADD = Press.of("cadence.item.add", SessionSnapshot.CODEC);
    static final Press<SessionSnapshot> DECIDE = Press.of("cadence.decide", SessionSnapshot.CODEC);
    static final Press<SessionSnapshot> NOTE = Press.of("cadence.action.add", SessionSnapshot.CODEC);
    static final Press<SessionSnapshot> ACTIONS = Press.of("cadence.action.list", SessionSnapshot.CODEC);
    static final Press<Chosen> MORE = Press.of("cadence.more", Chosen.CODEC);
    /** What the pre-read's link adds to {@link #READ}: it opens by itself. */
    static final String OPENS = "open";

    private MeetingButtons() {}

    /** What the menu offers. */
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

    /** What somebody chose from the menu of a session. */
    record Chosen(More what, SessionSnapshot session) {
        static final Codec<Chosen> CODEC = Codec.of(
                of -> List.of(of.what(), SessionSnapshot.CODEC.encode(of.session())),
                in -> new Chosen(More.valueOf(in.word()), SessionSnapshot.read(in)));
    }

    static List<LayoutBlock> of(Meeting meeting, boolean abridged) {
        List<BlockElement> elements = new ArrayList<>();
        Session session = meeting.session();
        SessionSnapshot shown = SessionSnapshot.of(session);
        String link = session.preRead();
        switch (session.state()) {
            case COLLECTING, AGENDA_POSTED -> {
                elements.add(ADD.button("Add to the agenda", shown));
                if (session.state() == SessionState.AGENDA_POSTED) {
                    elements.add(session.due() ? START.primary("Start", shown) : START.button("Start", shown));
                }
                if (link != null) {
                    elements.add(open(shown, link, OPENS));
                    elements.add(READ.button("I've read it", shown));
                }
                elements.add(SwapWords.button(session));
                elements.add(more(shown, List.of(More.values())));
            }
            case RUNNING -> {
                boolean current = session.item() != null;
                boolean left = meeting.open().stream()
                        .anyMatch(item -> meeting.isCurrent(item) || !meeting.isCarried(item));
                if (left) {
                    elements.add(NEXT.primary("Next", shown));
                }
                if (current) {
                    elements.add(CARRY.button("Carry over", shown));
                }
                elements.add(DECIDE.button("Decision", shown));
                elements.add(NOTE.button("Action", shown));
                elements.add(ACTIONS.button("Actions…", shown));
                elements.add(ADD.button("Add to the agenda", shown));
                elements.add(close(shown, left, current));
                elements.add(more(shown, List.of(More.ARRANGE, More.CANCEL)));
            }
            case CLOSED -> {
                elements.add(NOTE.button("Action", shown));
                elements.add(ACTIONS.button("Actions…", shown));
            }
            default -> {
                // nothing can be done about it any more
            }
        }
        if (abridged) {
            elements.add(Math.max(0, elements.size() - 1), ALL.button("Show all", shown));
        }
        return elements.isEmpty()
                ? List.of()
                : List.of(actions(row -> row.blockId("cadence.do").elements(elements)));
    }

    /** Asked about as long as something is left. */
    private static BlockElement close(SessionSnapshot shown, boolean left, boolean current) {
        if (!left) {
            return CLOSE.primary("Close", shown);
        }
        ButtonElement close = CLOSE.button("Close", shown);
        close.setConfirm(ConfirmationDialogObject.builder().title(plainText("Close it?"))
                .text(plainText((current
                        ? "What is talked about now counts as done; press Carry over first to keep it. "
                        : "") + "What is open carries over to the next one."))
                .confirm(plainText("Close")).deny(plainText("Not yet")).build());
        return close;
    }

    /** It counts as read: the press is told of besides. @param which {@link #OPENS}, and what makes it unique in its message */
    static BlockElement open(SessionSnapshot shown, String link, String which) {
        ButtonElement open = READ.numbered(which).button("Open the pre-read", shown);
        open.setUrl(link);
        return open;
    }

    private static BlockElement more(SessionSnapshot shown, List<More> offered) {
        return overflowMenu(menu -> menu.actionId(MORE.actionId()).options(offered.stream()
                .map(each -> option(plainText(each.label()), MORE.value(new Chosen(each, shown)))).toList()));
    }
}
