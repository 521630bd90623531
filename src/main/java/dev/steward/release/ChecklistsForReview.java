package dev.steward.release;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.steward.agenda.AgendaEntry;
import dev.steward.agenda.AgendaQuery;
import dev.steward.agenda.AgendaSource;
import dev.steward.slack.Phrases;
import dev.steward.slack.Quoted;
import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.Timestamps;

/** For reviews: releases that are about to go out, with what their checklists still take; the next one first, then those without a time. */
@Component
class ChecklistsForReview implements AgendaSource {
    private static final int NAMED = 2;
    private static final int TITLE = 40;
    private static final String NEXT = """
            select id from (
                (select id, planned_for from release
                 where workspace_id = :workspace and planned_for is not null and planned_for <= :until
                   and (:area::uuid is null or area_id = :area::uuid)
                 order by planned_for, id limit :most)
                union all
                (select id, null from release
                 where workspace_id = :workspace and state = 'PLANNED' and planned_for is null
                   and (:area::uuid is null or area_id = :area::uuid)
                 order by id limit :most)) next
            order by planned_for nulls last, id limit :most
            """;

    private final JdbcClient jdbc;
    private final Releases releases;
    private final Tasks tasks;

    ChecklistsForReview(JdbcClient jdbc, Releases releases, Tasks tasks) {
        this.jdbc = jdbc;
        this.releases = releases;
        this.tasks = tasks;
    }

    @Override
    public String name() {
        return "release.checklists";
    }

    @Override
    public String title() {
        return "Releases about to go out";
    }

    @Override
    public List<AgendaEntry> entries(AgendaQuery query) {
        List<UUID> next = next(query);
        Map<UUID, Release> found = releases.find(query.workspace(), next).stream()
                .collect(Collectors.toMap(release -> release.facts().id().value(), Function.identity()));
        Map<ReleaseId, List<LaunchTask>> all = tasks.of(query.workspace(), next).stream()
                .collect(Collectors.groupingBy(LaunchTask::release));
        return next.stream().flatMap(id -> Optional.ofNullable(found.get(id)).stream())
                .filter(release -> release.state() == State.PLANNED)
                .map(release -> entry(release, all.getOrDefault(release.facts().id(), List.of()), query.now()))
                .toList();
    }

    private List<UUID> next(AgendaQuery query) {
        AreaId area = query.area();
        return jdbc.sql(NEXT).param("workspace", query.workspace().value())
                .param("area", area == null ? null : area.value().toString())
                .param("until", Timestamps.utc(query.until())).param("most", query.most()).query(UUID.class)
                .list();
    }

    private static AgendaEntry entry(Release release, List<LaunchTask> all, Instant now) {
        String reference = release.facts().reference().toString();
        List<LaunchTask> open = all.stream().filter(LaunchTask::open).toList();
        List<LaunchTask> before = open.stream().filter(task -> !after(task)).toList();
        List<LaunchTask> late = open.stream().filter(task -> late(task.due(), now)).toList();
        List<String> more = new ArrayList<>(List.of(ReleaseLine.waits(release)));
        if (!late.isEmpty()) {
            more.add("*" + late.size() + " late*: " + named(late));
        }
        if (all.stream().noneMatch(task -> task.open() || task.settled())) {
            more.add("it has no checklist");
        } else if (before.isEmpty()) {
            more.add(open.isEmpty()
                    ? "*ready*: its checklist is done"
                    : "*ready*: of its checklist only what comes after is open");
        } else {
            more.add(TaskWords.progress(all));
        }
        Instant planned = release.plannedAt();
        return new AgendaEntry(reference, reference + " " + release.content().name(), AgendaEntry.more(more), null, 0,
                planned == null ? release.facts().draftedAt() : planned);
    }

    private static String named(List<LaunchTask> tasks) {
        List<String> named = new ArrayList<>(tasks.stream().limit(NAMED)
                .map(task -> Quoted.line(task.title(), TITLE) + " (" + task.owner().mention() + ")").toList());
        int others = tasks.size() - named.size();
        if (others > 0) {
            named.add(others == 1 ? "1 other" : others + " others");
        }
        return Phrases.and(named);
    }

    /** Whether it is to be done once the release is out. */
    private static boolean after(LaunchTask task) {
        return !task.offset().before();
    }

    private static boolean late(@Nullable Instant due, Instant now) {
        return due != null && due.isBefore(now);
    }
}
