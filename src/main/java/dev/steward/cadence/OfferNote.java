package dev.steward.cadence;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

import com.slack.api.model.view.View;
import org.springframework.stereotype.Component;

import dev.steward.cadence.CadenceLookup.Found;
import dev.steward.schedule.HolidayCalendar;
import dev.steward.schedule.WorkspaceHolidays;
import dev.steward.slack.Actor;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** What stands in the forms of actions before anybody has filled them in. */
@Component
class OfferNote {
    private static final int WEEK = 7;
    /** When they meet again after this, it is not by then that things are to be done. */
    private static final int MONTH = 31;

    private final Sessions sessions;
    private final ChangeSession standings;
    private final WorkspaceHolidays holidays;
    private final Clock clock;

    OfferNote(Sessions sessions, ChangeSession standings, WorkspaceHolidays holidays,
            Clock clock) {
        this.sessions = sessions;
        this.standings = standings;
        this.holidays = holidays;
        this.clock = clock;
    }

    /** Whoever leads the session writes for others; anybody else, for themselves. */
    View to(Actor by, Found on) {
        boolean facilitates = by.user().equals(on.session().facilitator());
        UserId owner = facilitates
                || !standings.standing(on.cadence(), on.session(), by.user(), by.role()).participant()
                        ? null
                        : by.user();
        return ActionForm.note(on.cadence(), on.session(), owner, due(on.cadence()));
    }

    /** A week later than it was to be done, or from now. */
    LocalDate later(Action action) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        LocalDate due = action.due().on();
        return workingDay(action.facts().workspace(), (due.isAfter(today) ? due : today).plusDays(WEEK), today);
    }

    /** The working day before they meet again, or in a week. */
    private LocalDate due(Cadence cadence) {
        WorkspaceId workspace = cadence.facts().workspace();
        Instant now = clock.instant();
        LocalDate today = LocalDate.ofInstant(now, cadence.rules().zone());
        LocalDate day = sessions.open(workspace, cadence.facts().id()).stream()
                .filter(next -> next.state().ahead() && next.startsAt().isAfter(now)).findFirst()
                .map(next -> LocalDate.ofInstant(next.startsAt(), cadence.rules().zone()).minusDays(1))
                .filter(before -> before.isAfter(today) && before.isBefore(today.plusDays(MONTH)))
                .orElseGet(() -> today.plusDays(WEEK));
        return workingDay(workspace, day, today);
    }

    private LocalDate workingDay(WorkspaceId workspace, LocalDate latest, LocalDate today) {
        HolidayCalendar days = holidays.of(workspace);
        LocalDate day = latest;
        while (day.isAfter(today) && !days.workingDay(day)) {
            day = day.minusDays(1);
        }
        return day;
    }
}
