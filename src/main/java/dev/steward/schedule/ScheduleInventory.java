package dev.steward.schedule;

import static dev.steward.inventory.StoredTable.of;

import java.util.List;

import org.springframework.stereotype.Component;

import dev.steward.inventory.DataInventory;
import dev.steward.inventory.DataKind;
import dev.steward.inventory.Retention;
import dev.steward.inventory.Retention.Removal;

/** What is kept of time. */
@Component
class ScheduleInventory implements DataInventory {
    private static final String OF_RITUAL = "t.ritual_id in (select r.id from ritual r where r.workspace_id = :workspace)";

    @Override
    public List<DataKind> kinds() {
        return List.of(
                DataKind.of("schedule.hours", "Working hours and absences",
                        "To ask people when they work, and somebody else while they are away",
                        "Everybody in the workspace, who see when somebody is away and who stands in",
                        of("working_hours").personal("user_id").present(),
                        of("absence").personal("user_id").present()),
                DataKind.of("schedule.calendars", "Calendars", "So that a calendar program can read a member's dates",
                        "The member whose it is; its address by nobody",
                        of("calendar_feed").personal("user_id").secret("hash").present()),
                DataKind.of("schedule.holidays", "Holidays", "To count working time", "Everybody in the workspace",
                        of("holiday_setting"), of("holiday")),
                DataKind.of("schedule.timers", "Timers", "To look at things again in time",
                        "Admins and ops people, who see in /steward schedule those that failed", of("timer").present())
                        .kept("Until they are due"),
                DataKind.of("schedule.sweep", "Since when Steward has been running",
                        "To tell what was missed while it was down from what only waits its turn", "Nobody",
                        of("sweep_heartbeat").scope(null).notExported("it is of the running program"))
                        .kept("As long as it matters"),
                DataKind.of("schedule.rituals", "What recurs, and when it took place",
                        "So that each occurrence takes place once", "Admins and ops people, in /steward schedule",
                        of("ritual"), of("ritual_occurrence").scope(OF_RITUAL))
                        .retention(Retention.days(730,
                                "When something recurring took place that long ago, or did not; what there is to say "
                                        + "about it stays",
                                Removal.rows("ritual_occurrence", "t.decided_at", "t.fate <> 'owed'"))));
    }
}
