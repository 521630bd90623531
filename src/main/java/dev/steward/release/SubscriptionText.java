package dev.steward.release;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

import org.springframework.stereotype.Component;

import dev.steward.release.Subscribe.Stands;
import dev.steward.schedule.HolidayCalendar;
import dev.steward.schedule.Recurrence;
import dev.steward.schedule.RecurrenceSentence;
import dev.steward.schedule.WorkspaceHolidays;
import dev.steward.slack.Mrkdwn;
import dev.steward.workspace.Area;
import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.Areas;
import dev.steward.workspace.WorkspaceId;

/** Digests in words. */
@Component
class SubscriptionText {
    private static final int DATES = 3;
    private static final int INTERESTS = 600;
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE d MMM, HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter FAR_DATE = DateTimeFormatter.ofPattern("EEE d MMM uuuu, HH:mm",
            Locale.ENGLISH);

    private final Areas areas;
    private final WorkspaceHolidays holidays;

    SubscriptionText(Areas areas, WorkspaceHolidays holidays) {
        this.areas = areas;
        this.holidays = holidays;
    }

    /** {@code Every Friday at 16:00, Berlin time}: plain text. */
    String rhythm(WorkspaceId workspace, Recurrence recurrence) {
        return RecurrenceSentence.of(recurrence, holidays.of(workspace));
    }

    /** {@code all areas, tiers 1 and 2}: mrkdwn. */
    String interests(WorkspaceId workspace, Interests interests) {
        return Mrkdwn.escape(interests.words(id -> name(workspace, id)), INTERESTS);
    }

    private String name(WorkspaceId workspace, AreaId id) {
        return areas.find(workspace, id).map(Area::name).orElse("one that is gone");
    }

    /** {@code Fri 27 Nov, 16:00 · Fri 4 Dec, 16:00 · Fri 11 Dec, 16:00}, on its own clock; what a holiday changes is changed. */
    String dates(WorkspaceId workspace, Recurrence recurrence, Instant now) {
        HolidayCalendar calendar = holidays.of(workspace);
        List<String> dates = recurrence.after(now, calendar).limit(DATES)
                .map(one -> date(one.at(), now, recurrence.zone())).toList();
        return dates.isEmpty() ? "never again" : String.join(" · ", dates);
    }

    static String date(Instant at, Instant now, ZoneId zone) {
        boolean far = at.atZone(zone).getYear() != now.atZone(zone).getYear();
        return (far ? FAR_DATE : DATE).format(at.atZone(zone));
    }

    /** Two lines of mrkdwn: when and of what, and when next. */
    String of(Stands stands, Instant now) {
        WorkspaceId workspace = stands.subscription().workspace();
        Recurrence recurrence = stands.ritual().recurrence();
        return Mrkdwn.escape(rhythm(workspace, recurrence)) + " · "
                + interests(workspace, stands.subscription().interests()) + "\n"
                + (stands.ritual().paused() ? "Paused" : "Next: " + dates(workspace, recurrence, now));
    }
}
