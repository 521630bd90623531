package dev.steward.schedule;

import static dev.steward.workspace.Timestamps.instant;
import static dev.steward.workspace.Timestamps.instantOrNull;
import static dev.steward.workspace.Timestamps.utc;
import static dev.steward.workspace.Timestamps.utcOrNull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import com.github.f4b6a3.uuid.UuidCreator;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.workspace.Members;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * Who is away, and who stands in. A stand-in who is away is followed to theirs, for five steps at most. Whoever was deactivated, is
 * a bot, belongs to another organisation, or was never met cannot stand in.
 */
@Repository
public class Absences {
    private final JdbcClient jdbc;
    private final Members members;
    private final ApplicationEventPublisher events;

    Absences(JdbcClient jdbc, Members members, ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        this.members = members;
        this.events = events;
    }

    /**
     * For those of them who are away then: who answers in their place, following stand-ins who are away themselves; circles and
     * dead ends give nobody. Costs one query for each step there is to follow, however many they are.
     */
    public Map<UserId, Away> at(WorkspaceId workspace, Collection<UserId> users, Instant at) {
        var absences = new HashMap<UserId, List<Absence>>();
        follow(workspace, users, at, at, absences);
        Map<UserId, Absence> gone = StandIns.away(absences, at);
        Predicate<UserId> can = can(workspace, gone.values());
        var away = new HashMap<UserId, Away>();
        users.stream().distinct().forEach(user -> {
            Absence absence = gone.get(user);
            if (absence != null) {
                away.put(user, new Away(StandIns.follow(user, gone, can).who(), absence.to()));
            }
        });
        return away;
    }

    /** The member's absences, earliest first. */
    public Map<AbsenceId, Absence> of(WorkspaceId workspace, UserId user) {
        var found = new LinkedHashMap<AbsenceId, Absence>();
        kept(workspace, List.of(user)).forEach(kept -> found.put(kept.id(), kept.absence()));
        return found;
    }

    /** The absences of those of them who have any, each one's earliest first, for one query. */
    public Map<UserId, List<Absence>> of(WorkspaceId workspace, Collection<UserId> users) {
        return byUser(kept(workspace, users));
    }

    /**
     * Enters an absence, unless there is a reason against it.
     *
     * @param replacing those that go in return; any other that overlaps is a reason against it
     */
    @Transactional
    public Taken take(WorkspaceId workspace, UserId user, Absence absence, Set<AbsenceId> replacing) {
        UserId standIn = absence.standIn();
        if (standIn != null && (standIn.equals(user) || !can(workspace, List.of(absence)).test(standIn))) {
            return new Taken.CannotStandIn(standIn);
        }
        // one after the other in a workspace, or the same time could be entered twice, and two people, or three in a ring, who say so at
        // once would stand in for each other
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(:what, 0))").param("what", "absences " + workspace)
                .query().listOfRows();
        Map<AbsenceId, Absence> overlapping = of(workspace, user);
        overlapping.values().removeIf(other -> !other.overlaps(absence));
        if (!replacing.containsAll(overlapping.keySet())) {
            return new Taken.Overlaps(overlapping);
        }
        List<Stretch> answers = answers(workspace, user, absence);
        if (answers.stream().anyMatch(stretch -> stretch.why() == Why.CIRCLE)) {
            return new Taken.Circle(answers);
        }
        overlapping.keySet().forEach(other -> delete(workspace, user, other));
        return new Taken.Kept(add(workspace, user, absence), answers, left(workspace, user, absence, answers));
    }

    /** Enters an absence as it is. */
    @Transactional
    public AbsenceId add(WorkspaceId workspace, UserId user, Absence absence) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        jdbc.sql("""
                insert into absence (id, workspace_id, user_id, starts_at, ends_at, stand_in_user_id)
                values (:id, :workspace, :user, :from, :to, :standIn)
                """).param("id", id).param("workspace", workspace.value()).param("user", user.value())
                .param("from", utc(absence.from())).param("to", utcOrNull(absence.to()))
                .param("standIn", absence.standIn() == null ? null : absence.standIn().value()).update();
        events.publishEvent(new AbsenceChanged(workspace, user));
        return new AbsenceId(id);
    }

    /** Takes back an absence of that member; answers whether it was there. */
    @Transactional
    public boolean remove(WorkspaceId workspace, UserId user, AbsenceId absence) {
        boolean removed = delete(workspace, user, absence);
        if (removed) {
            events.publishEvent(new AbsenceChanged(workspace, user));
        }
        return removed;
    }

    private boolean delete(WorkspaceId workspace, UserId user, AbsenceId absence) {
        return jdbc.sql("delete from absence where workspace_id = :workspace and user_id = :user and id = :id")
                .param("workspace", workspace.value()).param("user", user.value()).param("id", absence.value())
                .update() == 1;
    }

    private List<Stretch> answers(WorkspaceId workspace, UserId user, Absence absence) {
        UserId standIn = absence.standIn();
        var others = new HashMap<UserId, List<Absence>>();
        others.put(user, List.of());
        if (standIn != null) {
            follow(workspace, List.of(standIn), absence.from(), absence.to(), others);
        }
        others.remove(user);
        var all = new ArrayList<Absence>(List.of(absence));
        others.values().forEach(all::addAll);
        return StandIns.over(user, absence, others, can(workspace, all));
    }

    /** For whom this member stands in at a time for which nobody answers then. */
    private Set<UserId> left(WorkspaceId workspace, UserId user, Absence absence, List<Stretch> answers) {
        List<Kept> relying = jdbc.sql("""
                select id, user_id, starts_at, ends_at, stand_in_user_id from absence
                where workspace_id = :workspace and stand_in_user_id = :user
                  and starts_at < coalesce(cast(:to as timestamptz), 'infinity') and (ends_at is null or ends_at > :from)
                """).param("workspace", workspace.value()).param("user", user.value())
                .param("from", utc(absence.from())).param("to", utcOrNull(absence.to()))
                .query(Absences::map).list();
        return relying.stream().filter(kept -> answers.stream().anyMatch(stretch -> stretch.answers() == null
                && kept.absence().overlaps(new Absence(stretch.from(), stretch.to())))).map(Kept::user)
                .collect(Collectors.toSet());
    }

    /** Adds the absences of these people, of their stand-ins, of theirs ..., as far as anybody would be followed. */
    private void follow(WorkspaceId workspace, Collection<UserId> users, Instant from, @Nullable Instant to,
            Map<UserId, List<Absence>> known) {
        Set<UserId> next = new HashSet<>(users);
        for (int step = 0; step <= StandIns.STEPS && !next.isEmpty(); step++) {
            Map<UserId, List<Absence>> found = byUser(during(workspace, next, from, to));
            next.forEach(user -> known.put(user, found.getOrDefault(user, List.of())));
            next = found.values().stream().flatMap(List::stream).map(Absence::standIn)
                    .flatMap(java.util.stream.Stream::ofNullable).filter(user -> !known.containsKey(user))
                    .collect(Collectors.toSet());
        }
    }

    private Predicate<UserId> can(WorkspaceId workspace, Collection<Absence> absences) {
        return members.reachable(workspace, absences.stream().map(Absence::standIn)
                .flatMap(java.util.stream.Stream::ofNullable).collect(Collectors.toSet()))::contains;
    }

    private List<Kept> kept(WorkspaceId workspace, Collection<UserId> users) {
        return jdbc.sql("""
                select id, user_id, starts_at, ends_at, stand_in_user_id from absence
                where workspace_id = :workspace and user_id = any(:users) order by starts_at
                """).param("workspace", workspace.value()).param("users", ids(users)).query(Absences::map).list();
    }

    /** At one instant, where that is both start and end. */
    private List<Kept> during(WorkspaceId workspace, Collection<UserId> users, Instant from, @Nullable Instant to) {
        return jdbc.sql("""
                select id, user_id, starts_at, ends_at, stand_in_user_id from absence
                where workspace_id = :workspace and user_id = any(:users)
                  and starts_at <= coalesce(cast(:to as timestamptz), 'infinity') and (ends_at is null or ends_at > :from)
                order by starts_at
                """).param("workspace", workspace.value()).param("users", ids(users))
                .param("from", utc(from)).param("to", utcOrNull(to)).query(Absences::map).list();
    }

    private static Map<UserId, List<Absence>> byUser(List<Kept> kept) {
        return kept.stream().collect(
                Collectors.groupingBy(Kept::user, Collectors.mapping(Kept::absence, Collectors.toList())));
    }

    private static Kept map(ResultSet row, int n) throws SQLException {
        String standIn = row.getString("stand_in_user_id");
        return new Kept(new AbsenceId(row.getObject("id", UUID.class)), new UserId(row.getString("user_id")),
                new Absence(instant(row, "starts_at"),
                        instantOrNull(row, "ends_at"), standIn == null ? null : new UserId(standIn)));
    }

    private static String[] ids(Collection<UserId> users) {
        return users.stream().map(UserId::value).distinct().toArray(String[]::new);
    }

    /**
     * Somebody who is away.
     *
     * @param standIn who answers in their place, and is there; null for nobody
     * @param until   the end of the absence, exclusive; null as long as nobody knows
     */
    public record Away(@Nullable UserId standIn, @Nullable Instant until) {}

    /** What became of an absence that was to be entered. */
    public sealed interface Taken {
        /**
         * It is entered.
         *
         * @param answers who answers in it, in order and without gaps
         * @param left    people this member stands in for, for whom nobody answers now for some of that time
         */
        record Kept(AbsenceId id, List<Stretch> answers, Set<UserId> left) implements Taken {}

        /** The member is away then already; earliest first. */
        record Overlaps(Map<AbsenceId, Absence> others) implements Taken {}

        /** Stand-ins would stand in for each other, and nobody would be left. */
        record Circle(List<Stretch> answers) implements Taken {}

        /** They themselves, a bot, somebody who was deactivated, of another organisation, or unknown. */
        record CannotStandIn(UserId standIn) implements Taken {}
    }

    /**
     * A part of an absence.
     *
     * @param to      its end, exclusive; null as long as nobody knows
     * @param answers null for nobody
     */
    public record Stretch(Instant from, @Nullable Instant to, @Nullable UserId answers, Why why) {}

    /** Why somebody answers, or why nobody does. */
    public enum Why {
        /** Somebody answers. */
        ANSWERS,
        /** Somebody is away without a stand-in. */
        NOBODY,
        /** A stand-in may not be one (any more). */
        CANNOT,
        /** Stand-ins stand in for each other. */
        CIRCLE,
        /** There are too many steps to follow. */
        TOO_FAR
    }

    private record Kept(AbsenceId id, UserId user, Absence absence) {}
}
