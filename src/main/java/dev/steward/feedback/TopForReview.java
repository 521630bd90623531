package dev.steward.feedback;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

import dev.steward.agenda.AgendaEntry;
import dev.steward.agenda.AgendaQuery;
import dev.steward.agenda.AgendaSource;
import dev.steward.slack.Quoted;
import dev.steward.workspace.Area;
import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.Areas;
import dev.steward.workspace.Timestamps;

/**
 * For reviews: what weighs most of what came in or was wanted by more since the last one: by customers, then by others who want it, then
 * by how much it matters. Who they are is not told.
 */
@Component
class TopForReview implements AgendaSource {
    private static final int MOST = 5;
    private static final int AREA = 80;
    /** So many of the latest votes and items are looked through. */
    private static final int LATEST = 5_000;
    /** So many of those that grew most are weighed. */
    private static final int WEIGHED = 300;
    private static final String TOP = top("");
    private static final String TOP_OF_AREA = top("and i.area_id = :area");

    private final JdbcClient jdbc;
    private final Areas areas;

    TopForReview(JdbcClient jdbc, Areas areas) {
        this.jdbc = jdbc;
        this.areas = areas;
    }

    /** What the readers of the review's channel may not all see is left out. */
    private static String top(String which) {
        return """
            with voted as (
                select item_id, counted_at from feedback_vote where workspace_id = :workspace and id >= :earliest
                order by id desc limit :latest),
            grown as (
                select v.item_id as id, count(*) as votes, max(v.counted_at) as last from voted v
                -- one by one: all items would be read otherwise
                cross join lateral (
                    select 1 from feedback_item i
                    where i.workspace_id = :workspace and i.id = v.item_id and i.joined_into is null
                      and i.words <> '[erased]' and (i.shared or i.private_channel_id = :channel) %1$s limit 1) there
                group by v.item_id order by votes desc, last desc limit :weighed),
            came as (
                select id, importance from feedback_item i
                where workspace_id = :workspace and id >= :earliest and joined_into is null
                  and i.words <> '[erased]' and (i.shared or i.private_channel_id = :channel) %1$s
                order by id desc limit :latest),
            found as (
                select id from grown union
                (select id from came order by importance desc nulls last, id desc limit :most))
            select i.number, coalesce(i.summary, left(i.words, 300)) as said, i.kind, i.importance, i.area_id, i.captured_at,
                i.id >= :earliest as came, g.votes as more, greatest(i.captured_at, g.last) as news_at,
                (i.customer_id is not null)::int + (
                    select count(*) from feedback_vote v
                    where v.workspace_id = i.workspace_id and v.item_id = i.id and v.customer_id is not null
                      and v.customer_id is distinct from i.customer_id) as customers,
                (select count(*) from feedback_vote v
                 where v.workspace_id = i.workspace_id and v.item_id = i.id and v.customer_id is null
                   and (i.customer_id is not null or v.member is distinct from i.submitter)) as others
            from found f
            join feedback_item i on i.workspace_id = :workspace and i.id = f.id
            left join grown g on g.id = i.id
            order by customers desc, others desc, i.importance desc nulls last, i.id desc limit :most
            """.formatted(which);
    }

    @Override
    public String name() {
        return "feedback.top";
    }

    @Override
    public String title() {
        return "What customers say most";
    }

    @Override
    public boolean tellsNews() {
        return true;
    }

    @Override
    public List<AgendaEntry> entries(AgendaQuery query) {
        AreaId area = query.area();
        var sql = jdbc.sql(area == null ? TOP : TOP_OF_AREA)
                .param("workspace", query.workspace().value()).param("channel", query.channel().value())
                .param("earliest", FeedbackId.earliest(query.since()))
                .param("latest", LATEST).param("weighed", WEIGHED).param("most", Math.min(query.most(), MOST));
        return (area == null ? sql : sql.param("area", area.value())).query((row, n) -> entry(row, query)).list();
    }

    private AgendaEntry entry(ResultSet row, AgendaQuery query) throws SQLException {
        String reference = new Reference(row.getLong("number")).toString();
        List<String> more = new ArrayList<>();
        more.add(wanted(row.getInt("customers"), row.getInt("others")));
        int votes = row.getInt("more");
        if (row.getBoolean("came")) {
            more.add("new");
        } else if (votes > 0) {
            more.add("*+" + votes + "* since last time");
        }
        int importance = row.getInt("importance");
        if (importance > 0) {
            more.add(Importance.of(importance).label().replace("  ", " "));
        }
        String kind = row.getString("kind");
        if (kind != null) {
            more.add(Kind.valueOf(kind).label());
        }
        String area = query.area() == null ? area(query, row.getObject("area_id", UUID.class)) : null;
        if (area != null) {
            more.add(Quoted.line(area, AREA));
        }
        Instant news = Timestamps.instant(row, "news_at");
        return new AgendaEntry(reference, reference + " " + row.getString("said"), AgendaEntry.more(more), null, 0,
                news);
    }

    private static String wanted(int customers, int others) {
        List<String> who = new ArrayList<>();
        if (customers > 0) {
            who.add("*" + customers + (customers == 1 ? " customer*" : " customers*"));
        }
        if (others > 0) {
            who.add(others
                    + (customers > 0 ? (others == 1 ? " other" : " others") : (others == 1 ? " person" : " people")));
        }
        return String.join(" and ", who);
    }

    private @Nullable String area(AgendaQuery query, @Nullable UUID id) {
        return id == null ? null : areas.find(query.workspace(), new AreaId(id)).map(Area::name).orElse(null);
    }
}
