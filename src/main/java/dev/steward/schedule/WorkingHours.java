package dev.steward.schedule;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * When members work: their hours, and their {@link Absences}. Whoever has said nothing works from 9 to 17 on every day that is not of the
 * workspace's weekend. Zones are those of {@link Members}; somebody Steward has not met yet is taken to live in UTC.
 */
@Repository
public class WorkingHours {
    private final JdbcClient jdbc;
    private final Members members;
    private final Absences absences;
    private final WorkspaceHolidays holidays;

    WorkingHours(JdbcClient jdbc, Members members, Absences absences, WorkspaceHolidays holidays) {
        this.jdbc = jdbc;
        this.members = members;
        this.absences = absences;
        this.holidays = holidays;
    }

    /** What the member has said; empty for the usual hours. */
    public Optional<WorkingWeek> week(WorkspaceId workspace, UserId user) {
        return Optional.ofNullable(weeks(workspace, List.of(user)).get(user));
    }

    public void week(WorkspaceId workspace, UserId user, WorkingWeek week) {
        jdbc.sql("""
                insert into working_hours (workspace_id, user_id, week) values (:workspace, :user, :week)
                on conflict (workspace_id, user_id) do update set week = excluded.week
                """).param("workspace", workspace.value()).param("user", user.value()).param("week", week.toString())
                .update();
    }

    /** Goes back to the usual hours. */
    public void usualWeek(WorkspaceId workspace, UserId user) {
        jdbc.sql("delete from working_hours where workspace_id = :workspace and user_id = :user")
                .param("workspace", workspace.value()).param("user", user.value()).update();
    }

    public WorkingTime of(WorkspaceId workspace, UserId user) {
        return of(workspace, List.of(user)).values().iterator().next();
    }

    /** Everyone's working time, each once, for three queries however many they are. */
    public Map<UserId, WorkingTime> of(WorkspaceId workspace, Collection<UserId> users) {
        return with(absences.of(workspace, users), workspace, users);
    }

    /** As if nobody were ever away: for what must go on meanwhile. */
    public Map<UserId, WorkingTime> withoutAbsences(WorkspaceId workspace, Collection<UserId> users) {
        return with(Map.of(), workspace, users);
    }

    private Map<UserId, WorkingTime> with(Map<UserId, List<Absence>> away, WorkspaceId workspace,
            Collection<UserId> users) {
        Map<UserId, Member> known = members.find(workspace, users);
        Map<UserId, WorkingWeek> weeks = weeks(workspace, users);
        HolidayCalendar calendar = holidays.of(workspace);
        WorkingWeek usual = WorkingWeek.usual(calendar.weekend());
        var shared = new HashMap<Hours, WorkingCalendar>();
        var times = new LinkedHashMap<UserId, WorkingTime>();
        for (UserId user : users) {
            Member member = known.get(user);
            var hours = new Hours(member == null ? ZoneOffset.UTC : member.zone(), weeks.getOrDefault(user, usual));
            times.put(user, new WorkingTime(
                    shared.computeIfAbsent(hours,
                            each -> new WorkingCalendar(each.zone(), each.week(), calendar, new Search())),
                    away.getOrDefault(user, List.of())));
        }
        return times;
    }

    private Map<UserId, WorkingWeek> weeks(WorkspaceId workspace, Collection<UserId> users) {
        var weeks = new HashMap<UserId, WorkingWeek>();
        jdbc.sql("select user_id, week from working_hours where workspace_id = :workspace and user_id = any(:users)")
                .param("workspace", workspace.value()).param("users", ids(users))
                .query(row -> {
                    weeks.put(new UserId(row.getString("user_id")), WorkingWeek.parse(row.getString("week")));
                });
        return weeks;
    }

    private static String[] ids(Collection<UserId> users) {
        return users.stream().map(UserId::value).distinct().toArray(String[]::new);
    }

    private record Hours(ZoneId zone, WorkingWeek week) {}
}
