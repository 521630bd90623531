package dev.steward.schedule;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * When members work: their hours and absences. Whoever has said nothing works from 9 to 17 on every day that is not of the
 * workspace's weekend. Zones are those of {@link Members}; somebody Steward has not met yet is taken to live in UTC.
 */
@Repository
public class WorkingHours {
    private final JdbcClient jdbc;
    private final Members members;
    private final WorkspaceHolidays holidays;

    WorkingHours(JdbcClient jdbc, Members members, WorkspaceHolidays holidays) {
        this.jdbc = jdbc;
        this.members = members;
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

    public AbsenceId add(WorkspaceId workspace, UserId user, Absence absence) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        Instant to = absence.to();
        jdbc.sql("""
                insert into absence (id, workspace_id, user_id, starts_at, ends_at)
                values (:id, :workspace, :user, :from, :to)
                """).param("id", id).param("workspace", workspace.value()).param("user", user.value())
                .param("from", absence.from().atOffset(ZoneOffset.UTC))
                .param("to", to == null ? null : to.atOffset(ZoneOffset.UTC)).update();
        return new AbsenceId(id);
    }

    /** Answers whether it was there. */
    public boolean remove(WorkspaceId workspace, AbsenceId absence) {
        return jdbc.sql("delete from absence where workspace_id = :workspace and id = :id")
                .param("workspace", workspace.value()).param("id", absence.value()).update() == 1;
    }

    /** The member's absences, earliest first. */
    public Map<AbsenceId, Absence> absences(WorkspaceId workspace, UserId user) {
        var found = new LinkedHashMap<AbsenceId, Absence>();
        kept(workspace, List.of(user)).forEach(kept -> found.put(kept.id(), kept.absence()));
        return found;
    }

    public WorkingTime of(WorkspaceId workspace, UserId user) {
        return of(workspace, List.of(user)).values().iterator().next();
    }

    /** Everyone's working time, each once, for three queries however many they are. */
    public Map<UserId, WorkingTime> of(WorkspaceId workspace, Collection<UserId> users) {
        Map<UserId, Member> known = members.find(workspace, users);
        Map<UserId, WorkingWeek> weeks = weeks(workspace, users);
        var absences = new HashMap<UserId, List<Absence>>();
        kept(workspace, users).forEach(
                kept -> absences.computeIfAbsent(kept.user(), user -> new ArrayList<>()).add(kept.absence()));
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
                    absences.getOrDefault(user, List.of())));
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

    private List<Kept> kept(WorkspaceId workspace, Collection<UserId> users) {
        return jdbc.sql("""
                select id, user_id, starts_at, ends_at from absence
                where workspace_id = :workspace and user_id = any(:users) order by starts_at
                """).param("workspace", workspace.value()).param("users", ids(users)).query(WorkingHours::map).list();
    }

    private static Kept map(ResultSet row, int n) throws SQLException {
        OffsetDateTime to = row.getObject("ends_at", OffsetDateTime.class);
        return new Kept(new AbsenceId(row.getObject("id", UUID.class)), new UserId(row.getString("user_id")),
                new Absence(row.getObject("starts_at", OffsetDateTime.class).toInstant(),
                        to == null ? null : to.toInstant()));
    }

    private static String[] ids(Collection<UserId> users) {
        return users.stream().map(UserId::value).distinct().toArray(String[]::new);
    }

    private record Kept(AbsenceId id, UserId user, Absence absence) {}

    private record Hours(ZoneId zone, WorkingWeek week) {}
}
