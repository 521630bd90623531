package dev.steward.cadence;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

import dev.steward.agenda.AgendaEntry;
import dev.steward.workspace.UserId;

/**
 * Something to talk about. While it is open it belongs to whichever session of its cadence is next or runs. Each transition answers the
 * item as it is then.
 *
 * @param title    one line, as typed (escape before showing)
 * @param notes    as typed; may be empty
 * @param minutes  its time-box; 0 for none
 * @param addedBy  null: a source did
 * @param origin   null: somebody added it
 * @param link     where Slack shows what it is about; null for nowhere
 * @param position counts from 1 among the open ones; the last it had, once it is dealt with
 * @param touched  whether somebody changed or moved it: then it goes only when somebody says so
 * @param stoodIn  how many sessions closed with it open
 * @param endedAt  null while it is open
 */
record AgendaItem(ItemId id, CadenceId cadence, String title, String notes, int minutes, @Nullable UserId addedBy,
        Instant addedAt, @Nullable Origin origin, @Nullable String link, State state, int position, boolean touched,
        int stoodIn, @Nullable Instant endedAt) {

    /** The names are kept in the database. */
    enum State {
        OPEN, DONE,
        /** Somebody took it off the agenda. */
        DROPPED,
        /** What it came from does not name it any more. */
        GONE
    }

    /**
     * Which source named it.
     *
     * @param says what is worth knowing beside the title, as mrkdwn; may be empty
     */
    record Origin(String source, String key, String says) {}

    /**
     * What people say of an item. Spaces at the ends do not count, nor do line breaks in the title.
     *
     * @param minutes 0 for none
     */
    record Said(String title, String notes, int minutes) {
        static final int TITLE = AgendaEntry.LONGEST_TITLE;
        static final int NOTES = 1_000;
        static final int MINUTES = 240;

        /** @throws Refused when it says nothing, or too much */
        Said {
            title = title.replaceAll("\\s+", " ").strip();
            notes = notes.strip();
            if (title.isEmpty()) {
                throw new Refused("Please say what is to be talked about.");
            }
            if (title.length() > TITLE) {
                throw new Refused("Please say it in " + TITLE + " characters; there is room for more in the notes.");
            }
            if (notes.length() > NOTES) {
                throw new Refused("Please keep the notes to " + NOTES + " characters.");
            }
            if (minutes < 0 || minutes > MINUTES) {
                throw new Refused("Please give it 1 to " + MINUTES + " minutes, or none.");
            }
        }
    }

    static AgendaItem added(ItemId id, CadenceId cadence, Said said, UserId by, @Nullable String link, Instant now) {
        return new AgendaItem(id, cadence, said.title(), said.notes(), said.minutes(), by, now, null, link, State.OPEN,
                0, false, 0, null);
    }

    static AgendaItem named(ItemId id, CadenceId cadence, String source, AgendaEntry entry, Instant now) {
        return new AgendaItem(id, cadence, entry.title(), "", entry.minutes(), null, now,
                new Origin(source, entry.key(), entry.more()), entry.link(), State.OPEN, 0, false, 0, null);
    }

    boolean open() {
        return state == State.OPEN;
    }

    /** Whether it stood on the agenda of a session before. */
    boolean carried() {
        return stoodIn > 0;
    }

    Said said() {
        return new Said(title, notes, minutes);
    }

    AgendaItem edited(Said now) {
        return new AgendaItem(id, cadence, now.title(), now.notes(), now.minutes(), addedBy, addedAt, origin, link,
                state, position, true, stoodIn, endedAt);
    }

    AgendaItem touch() {
        return touched ? this : edited(said());
    }

    /** As its source names it now; what somebody changed stays as they wanted it. */
    AgendaItem named(AgendaEntry entry) {
        Origin from = origin;
        if (from == null) {
            throw new IllegalStateException("No source named " + id);
        }
        return new AgendaItem(id, cadence, touched ? title : entry.title(), notes, touched ? minutes : entry.minutes(),
                addedBy, addedAt, new Origin(from.source(), from.key(), entry.more()), entry.link(), state, position,
                touched, stoodIn, endedAt);
    }

    AgendaItem ended(State how, Instant now) {
        return new AgendaItem(id, cadence, title, notes, minutes, addedBy, addedAt, origin, link, how, position,
                touched, stoodIn, now);
    }

    /** It is to be talked about after all, as what it was. */
    AgendaItem reopened() {
        return new AgendaItem(id, cadence, title, notes, minutes, addedBy, addedAt, origin, link, State.OPEN, position,
                touched, stoodIn, null);
    }

    /** There is something new about it, so it begins anew. */
    AgendaItem anew(AgendaEntry entry, Instant now) {
        return new AgendaItem(id, cadence, title, notes, minutes, addedBy, now, origin, link, State.OPEN, position,
                false, 0, null).named(entry);
    }

    AgendaItem at(int place) {
        return new AgendaItem(id, cadence, title, notes, minutes, addedBy, addedAt, origin, link, state, place, touched,
                stoodIn, endedAt);
    }
}
