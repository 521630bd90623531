package dev.steward.cadence;

import java.util.List;

import dev.steward.cadence.AgendaItem.Said;
import dev.steward.slack.Codec;

/**
 * An item of a session's agenda, and what it was like when a button or a form about it was shown.
 *
 * @param position as of {@link AgendaItem#position}
 * @param mark     of its words and its time-box
 */
record ItemSnapshot(SessionId session, ItemId item, long position, String mark) {
    static final Codec<ItemSnapshot> CODEC = Codec.of(
            of -> List.of(of.session().value(), of.item().value(), of.position(), of.mark()),
            in -> new ItemSnapshot(new SessionId(in.id()), new ItemId(in.id()), in.number(),
                    in.word()));

    static ItemSnapshot of(SessionId session, AgendaItem item) {
        return new ItemSnapshot(session, item.id(), item.position(), mark(item.said()));
    }

    /** @throws Outdated when it stands elsewhere now, or not at all */
    void requirePlace(Agenda now) {
        if (find(now).position() != position) {
            throw new Outdated("The agenda is in another order now.");
        }
    }

    /** @throws Outdated when it says something else now, or does not stand there any more */
    void requireWords(Agenda now) {
        if (!mark(find(now).said()).equals(mark)) {
            throw new Outdated("It was edited meanwhile.");
        }
    }

    private AgendaItem find(Agenda now) {
        return now.open().stream().filter(each -> each.id().equals(item)).findFirst()
                .orElseThrow(() -> new Outdated(Agenda.NONE));
    }

    private static String mark(Said said) {
        return Integer.toHexString((said.title() + "\n" + said.minutes() + "\n" + said.notes()).hashCode());
    }
}
