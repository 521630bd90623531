package dev.steward.cadence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import org.jspecify.annotations.Nullable;

import dev.steward.agenda.AgendaEntry;
import dev.steward.cadence.AgendaItem.Origin;
import dev.steward.cadence.AgendaItem.Said;
import dev.steward.cadence.AgendaItem.State;

/** What there is to talk about, in order: the open items of a cadence, and what becomes of each. */
final class Agenda {
    /** More is no agenda, and no message has room for it. */
    static final int MOST = 40;
    static final String NONE = "It is not on the agenda any more.";

    private final CadenceId cadence;
    private final Map<ItemId, AgendaItem> read = new HashMap<>();
    private final List<AgendaItem> open;
    private final Map<ItemId, AgendaItem> ended = new LinkedHashMap<>();
    private final Set<ItemId> fresh = new HashSet<>();

    /** @param open as they were kept, in order */
    Agenda(CadenceId cadence, List<AgendaItem> open) {
        this.cadence = cadence;
        this.open = new ArrayList<>(open);
        open.forEach(item -> read.put(item.id(), item));
    }

    /**
     * What a source says.
     *
     * @param news as {@link dev.steward.agenda.AgendaSource#tellsNews}
     */
    record Told(String source, boolean news, List<AgendaEntry> entries) {
        Told {
            entries = List.copyOf(entries);
        }
    }

    private record Key(String source, String key) {}

    CadenceId cadence() {
        return cadence;
    }

    /** In order. */
    List<AgendaItem> open() {
        List<AgendaItem> placed = new ArrayList<>();
        open.forEach(item -> placed.add(item.at(placed.size() + 1)));
        return placed;
    }

    /** What is not as it was read. */
    List<AgendaItem> changed() {
        List<AgendaItem> changed = new ArrayList<>(ended.values());
        open().stream().filter(item -> !item.equals(read.get(item.id()))).forEach(changed::add);
        return changed;
    }

    /** At the end. @throws Refused when there is no room */
    void add(AgendaItem item) {
        if (open.size() >= MOST) {
            throw new Refused("The agenda is full: there is room for " + MOST + " items.");
        }
        fresh.add(item.id());
        open.add(item);
    }

    /** @throws Refused when it is not open any more */
    void edit(ItemId id, Said said) {
        if (!item(id).said().equals(said)) {
            change(id, item -> item.edited(said));
        }
    }

    /** Somebody noted something with it, so that it goes only when somebody says so. @throws Refused when it is not open any more */
    void touch(ItemId id) {
        change(id, AgendaItem::touch);
    }

    /** @throws Refused when it is not open any more */
    void up(ItemId id) {
        to(id, place(id) - 1);
    }

    /** @throws Refused when it is not open any more */
    void down(ItemId id) {
        to(id, place(id) + 1);
    }

    /** @param place counts from 1; where there is none such, the nearest. @throws Refused when it is not open any more */
    void to(ItemId id, int place) {
        int there = Math.clamp(place, 1, open.size());
        if (there != place(id)) {
            AgendaItem item = open.remove(place(id) - 1);
            open.add(there - 1, item.touch());
        }
    }

    /** It was talked about. @throws Refused when it is not open any more */
    void done(ItemId id, Instant now) {
        end(item(id), State.DONE, now);
    }

    /** It needs not be talked about. @throws Refused when it is not open any more */
    void remove(ItemId id, Instant now) {
        end(item(id), State.DROPPED, now);
    }

    /** It is to be talked about after all, where it stood. Nothing where it is open. */
    void reopen(AgendaItem item) {
        if (open.stream().noneMatch(each -> each.id().equals(item.id()))) {
            ended.remove(item.id());
            open.add(Math.clamp(item.position() - 1, 0, open.size()), item.reopened().touch());
        }
    }

    /**
     * What sources name comes onto the agenda, and what they do not name any more goes. What was dealt with comes back only for something
     * new. What people touched stays, and so does news that was carried over.
     *
     * @param told   what they said, in order; items of sources that are not among them go
     * @param silent sources that could not say anything: their items stay as they are
     * @param before what was dealt with, of all that is named now
     */
    void fill(List<Told> told, Set<String> silent, Collection<AgendaItem> before, Supplier<ItemId> ids, Instant now) {
        Set<Key> named = new HashSet<>();
        Set<String> news = new HashSet<>();
        for (Told source : told) {
            source.entries().forEach(entry -> named.add(new Key(source.source(), entry.key())));
            if (source.news()) {
                news.add(source.source());
            }
        }
        for (AgendaItem item : List.copyOf(open)) {
            Origin origin = item.origin();
            if (origin != null && !named.contains(key(origin)) && !silent.contains(origin.source()) && !item.touched()
                    && !(item.carried() && news.contains(origin.source()))) {
                end(item, State.GONE, now);
            }
        }
        Map<Key, AgendaItem> known = known(before);
        for (Told source : told) {
            for (AgendaEntry entry : source.entries()) {
                var key = new Key(source.source(), entry.key());
                if (named.remove(key)) {
                    name(known.get(key), source.source(), entry, ids, now);
                }
            }
        }
    }

    private Map<Key, AgendaItem> known(Collection<AgendaItem> before) {
        Map<Key, AgendaItem> known = new HashMap<>();
        for (Collection<AgendaItem> items : List.of(before, open)) {
            for (AgendaItem item : items) {
                if (item.origin() != null) {
                    known.put(key(item.origin()), item);
                }
            }
        }
        return known;
    }

    private void name(@Nullable AgendaItem item, String source, AgendaEntry entry,
            Supplier<ItemId> ids, Instant now) {
        if (item != null && item.open()) {
            change(item.id(), there -> there.named(entry));
        } else if (open.size() < MOST) {
            if (item == null) {
                add(AgendaItem.named(ids.get(), cadence, source, entry, now));
            } else if (item.state() == State.GONE || item.endedAt() == null || entry.newsAt().isAfter(item.endedAt())) {
                open.add(item.anew(entry, now));
            }
        }
    }

    private static Key key(Origin origin) {
        return new Key(origin.source(), origin.key());
    }

    private void change(ItemId id, UnaryOperator<AgendaItem> change) {
        open.set(place(id) - 1, change.apply(item(id)));
    }

    private void end(AgendaItem item, State how, Instant now) {
        int place = place(item.id());
        open.remove(place - 1);
        if (!fresh.contains(item.id())) {
            ended.put(item.id(), item.at(place).ended(how, now));
        }
    }

    private AgendaItem item(ItemId id) {
        return open.get(place(id) - 1);
    }

    /** Counts from 1. */
    private int place(ItemId id) {
        for (int i = 0; i < open.size(); i++) {
            if (open.get(i).id().equals(id)) {
                return i + 1;
            }
        }
        throw new Refused(NONE);
    }
}
