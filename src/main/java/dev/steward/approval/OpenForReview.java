package dev.steward.approval;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
import dev.steward.workspace.Area;
import dev.steward.workspace.Areas;
import dev.steward.workspace.Timestamps;
import dev.steward.workspace.UserId;

/** For reviews: what waits for somebody. First what is blocked, then what is needed soon, then what was asked first. */
@Component
class OpenForReview implements AgendaSource {
    private static final String PRESSING = """
            select p.id, c.link from (
                (select id, 0 as pressing, opened_at as at from approval_request r
                 where workspace_id = :workspace and state = 'BLOCKED'
                   and (:area::text is null or lower(area) = lower(:area::text))
                   and %1$s
                 order by id limit :most)
                union all
                (select id, 1, needed_by from approval_request r
                 where workspace_id = :workspace and open and state <> 'BLOCKED' and needed_by <= :until
                   and (:area::text is null or lower(area) = lower(:area::text))
                   and %1$s
                 order by needed_by, id limit :most)
                union all
                (select id, 2, opened_at from approval_request r
                 where workspace_id = :workspace and open and state <> 'BLOCKED'
                   and (needed_by is null or needed_by > :until)
                   and (:area::text is null or lower(area) = lower(:area::text))
                   and %1$s
                 order by id limit :most)) p
            left join approval_card c on c.workspace_id = :workspace and c.request_id = p.id
            order by p.pressing, p.at, p.id limit :most
            """.formatted(RequestReaders.SEEN_IN_CHANNEL);

    private final JdbcClient jdbc;
    private final Requests requests;
    private final Areas areas;

    OpenForReview(JdbcClient jdbc, Requests requests, Areas areas) {
        this.jdbc = jdbc;
        this.requests = requests;
        this.areas = areas;
    }

    @Override
    public String name() {
        return "approval.open";
    }

    @Override
    public String title() {
        return "Open requests";
    }

    @Override
    public List<AgendaEntry> entries(AgendaQuery query) {
        Optional<Area> area = Optional.ofNullable(query.area()).flatMap(id -> areas.find(query.workspace(), id));
        if (query.area() != null && area.isEmpty()) {
            return List.of();
        }
        Map<UUID, Optional<String>> links = pressing(query, area.map(Area::name).orElse(null));
        Map<UUID, ApprovalRequest> found = requests.find(query.workspace(), links.keySet()).stream()
                .collect(Collectors.toMap(request -> request.facts().id().value(), Function.identity()));
        return links.entrySet().stream()
                .flatMap(each -> Optional.ofNullable(found.get(each.getKey()))
                        .map(request -> entry(request, each.getValue().orElse(null))).stream())
                .toList();
    }

    /** In order, each with where its card stands. */
    private Map<UUID, Optional<String>> pressing(AgendaQuery query, @Nullable String area) {
        Map<UUID, Optional<String>> links = new LinkedHashMap<>();
        jdbc.sql(PRESSING).param("workspace", query.workspace().value()).param("channel", query.channel().value())
                .param("area", area)
                .param("until", Timestamps.utc(query.until())).param("most", query.most())
                .query(row -> {
                    links.put(row.getObject(1, UUID.class), Optional.ofNullable(row.getString(2)));
                });
        return links;
    }

    private static AgendaEntry entry(ApprovalRequest request, @Nullable String link) {
        String reference = request.facts().reference().toString();
        Instant since = since(request);
        List<String> more = new ArrayList<>(List.of(stand(request) + " since " + Phrases.time(since)));
        Instant needed = request.question().neededBy();
        if (needed != null) {
            more.add("needed by " + Phrases.time(needed));
        }
        return new AgendaEntry(reference, reference + " " + request.question().asked(), AgendaEntry.more(more), link, 0,
                since);
    }

    private static String stand(ApprovalRequest request) {
        List<UserId> waiting = request.waitingFor();
        String who = waiting.isEmpty() ? "waits, with nobody left to ask," : "waits for " + Phrases.people(waiting);
        return switch (request.state()) {
            case BLOCKED -> "*blocked* by " + Phrases.people(blockers(request)) + ", " + who;
            case CHANGES_REQUESTED -> "waits for changes by " + request.requester().mention();
            default -> who;
        };
    }

    private static List<UserId> blockers(ApprovalRequest request) {
        return request.stages().stream().flatMap(run -> run.seats().stream())
                .filter(seat -> seat.says(Answer.Word.BLOCKS)).map(Seat::person).distinct().toList();
    }

    /** Since when it stands as it does. */
    private static Instant since(ApprovalRequest request) {
        return switch (request.state()) {
            case BLOCKED -> request.ruling().since();
            case CHANGES_REQUESTED -> request.turnSince();
            default -> request.stages().stream().filter(StageRun::open).flatMap(run -> run.silent().stream())
                    .map(Seat::since).min(Instant::compareTo).orElse(request.facts().openedAt());
        };
    }
}
