package dev.steward.approval;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.steward.agenda.AgendaEntry;
import dev.steward.agenda.AgendaQuery;
import dev.steward.agenda.AgendaSource;
import dev.steward.approval.Decision.Dissent;
import dev.steward.slack.Quoted;
import dev.steward.workspace.Area;
import dev.steward.workspace.Areas;
import dev.steward.workspace.Timestamps;
import dev.steward.workspace.UserId;

/** For reviews: what was decided since the last one. First what somebody dissented from, then the latest. */
@Component
class DecidedForReview implements AgendaSource {
    private static final int REASON = 80;
    /** Where only an area's are wanted, so many of all are looked through. */
    private static final int LATEST = 5_000;
    private static final String AMONG_LATEST = """
            (select d.id from (
                select workspace_id, id, request_id, decided_at from decision
                where workspace_id = :workspace and decided_at >= :since %s
                order by decided_at desc limit :latest) d
             join approval_request r on r.workspace_id = d.workspace_id and r.id = d.request_id
             where (:area::text is null or lower(r.area) = lower(:area::text))
               and %s
             order by d.decided_at desc limit :most)
            """;
    private static final String DECIDED = "with found as ("
            + AMONG_LATEST.formatted("and dissents <> '[]'", RequestReaders.SEEN_IN_CHANNEL) + " union "
            + AMONG_LATEST.formatted("", RequestReaders.SEEN_IN_CHANNEL) + """
                    )
                    select d.number, d.approved, d.how, d.decided_by, d.dissents, d.decided_at, r.number as request, r.asked,
                        r.requester, c.link
                    from found
                    join decision d on d.workspace_id = :workspace and d.id = found.id
                    join approval_request r on r.workspace_id = d.workspace_id and r.id = d.request_id
                    left join approval_card c on c.workspace_id = r.workspace_id and c.request_id = r.id
                    order by d.dissents = '[]', d.decided_at desc, d.number desc limit :most
                    """;

    private final JdbcClient jdbc;
    private final RequestJson json;
    private final Areas areas;

    DecidedForReview(JdbcClient jdbc, RequestJson json, Areas areas) {
        this.jdbc = jdbc;
        this.json = json;
        this.areas = areas;
    }

    @Override
    public String name() {
        return "approval.decided";
    }

    @Override
    public String title() {
        return "Decided since last time";
    }

    @Override
    public boolean tellsNews() {
        return true;
    }

    @Override
    public List<AgendaEntry> entries(AgendaQuery query) {
        Optional<Area> area = Optional.ofNullable(query.area()).flatMap(id -> areas.find(query.workspace(), id));
        if (query.area() != null && area.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(DECIDED).param("workspace", query.workspace().value())
                .param("channel", query.channel().value())
                .param("area", area.map(Area::name).orElse(null))
                .param("since", Timestamps.utc(query.since())).param("latest", LATEST).param("most", query.most())
                .query(this::entry).list();
    }

    private AgendaEntry entry(ResultSet row, int n) throws SQLException {
        String reference = "DEC-" + row.getLong("number");
        String by = row.getString("decided_by");
        String how = how(row.getBoolean("approved"), Outcome.How.valueOf(row.getString("how")),
                by == null ? null : new UserId(by));
        List<String> more = new ArrayList<>(List.of(how));
        json.readDissents(row.getString("dissents")).stream().map(DecidedForReview::dissent).forEach(more::add);
        more.add(new Reference(row.getLong("request")) + ", asked by "
                + new UserId(row.getString("requester")).mention());
        return new AgendaEntry(reference, reference + " " + row.getString("asked"), AgendaEntry.more(more),
                row.getString("link"), 0, Timestamps.instant(row, "decided_at"));
    }

    private static String how(boolean approved, Outcome.How how, @Nullable UserId by) {
        String word = approved ? "*approved*" : "*rejected*";
        if (how == Outcome.How.SILENCE) {
            return word + ", since nobody answered in time";
        }
        return by == null ? word : word + switch (how) {
            case AUTONOMOUS -> ", " + by.mention() + " decides this alone";
            case RULING -> ", by a ruling of " + by.mention();
            default -> ", " + by.mention() + " had the last word";
        };
    }

    private static String dissent(Dissent dissent) {
        return "dissent of " + dissent.by().mention() + Quoted.after(dissent.reason(), REASON);
    }
}
