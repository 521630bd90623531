package dev.steward.schedule;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import org.springframework.stereotype.Component;

import dev.steward.schedule.CalendarOwner.OfMember;
import dev.steward.schedule.CalendarOwner.OfRitual;
import dev.steward.schedule.RitualRows.Dated;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** What recurs, in calendars: each ritual in its own, and in those of the members whom it concerns. */
@Component
class RitualCalendar implements CalendarSource {
    private final RitualRows rows;
    private final RitualHandlers handlers;

    RitualCalendar(RitualRows rows, RitualHandlers handlers) {
        this.rows = rows;
        this.handlers = handlers;
    }

    @Override
    public List<CalendarEntry> entries(WorkspaceId workspace, CalendarOwner owner) {
        return switch (owner) {
            case OfRitual(String kind, UUID subject) -> handlers.of(new RitualKey(workspace, kind, subject)).stream()
                    .flatMap(handler -> entries(workspace, handler, Set.of(subject))).toList();
            case OfMember(UserId member) -> handlers.all()
                    .flatMap(handler -> entries(workspace, handler, handler.concerning(workspace, member))).toList();
        };
    }

    private Stream<CalendarEntry> entries(WorkspaceId workspace, RitualHandler handler, Set<UUID> subjects) {
        return subjects.isEmpty()
                ? Stream.empty()
                : rows.dated(workspace, handler.kind(), subjects).stream().map(one -> entry(handler, one));
    }

    private static CalendarEntry entry(RitualHandler handler, Dated one) {
        RitualKey key = one.key();
        HolidayCalendar holidays = handler.holidays(key);
        return new CalendarEntry(key.kind() + "." + key.subject() + "@steward", handler.title(key),
                RecurrenceSentence.of(one.recurrence(), holidays), one.recurrence(), holidays, handler.duration(key),
                one.changed());
    }
}
