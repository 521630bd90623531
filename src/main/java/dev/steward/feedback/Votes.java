package dev.steward.feedback;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

import dev.steward.feedback.Customer.CustomerId;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Who else wants what an item asks for: each customer once, and each member who names none once. */
@Repository
class Votes {
    private final JdbcTemplate jdbc;

    Votes(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** @param customer name; null where a member named none */
    record Vote(@Nullable String customer, UserId member, @Nullable String words, Instant at) {}

    /** Counts once; words said with a repeated vote are kept with the first. Answers whether it was the first. */
    boolean count(FeedbackItem item, @Nullable CustomerId customer, UserId member, @Nullable String words, Instant at) {
        String once = customer != null
                ? "(workspace_id, item_id, customer_id) where customer_id is not null"
                : "(workspace_id, item_id, member) where customer_id is null";
        Boolean first = jdbc.queryForObject("""
                insert into feedback_vote (id, workspace_id, item_id, customer_id, member, words, counted_at)
                values (?, ?, ?, ?, ?, ?, ?)
                on conflict %s do update set words = case
                    when feedback_vote.words is null then excluded.words
                    when excluded.words is null or position(excluded.words in feedback_vote.words) > 0
                        then feedback_vote.words
                    else feedback_vote.words || E'\\n\\n' || excluded.words end
                returning xmax = 0
                """.formatted(once), Boolean.class, UuidCreator.getTimeOrderedEpoch(at), item.workspace().value(),
                item.id().value(), customer == null ? null : customer.value(), member.value(), words,
                at.atOffset(ZoneOffset.UTC));
        jdbc.update("insert into feedback_to_index (workspace_id, item_id) values (?, ?)", item.workspace().value(),
                item.id().value());
        return Boolean.TRUE.equals(first);
    }

    /** Those of one item count for another from now on. */
    void move(FeedbackItem from, FeedbackItem into) {
        jdbc.update("""
                update feedback_vote v set item_id = ? where v.workspace_id = ? and v.item_id = ? and not exists (
                    select 1 from feedback_vote there
                    where there.workspace_id = v.workspace_id and there.item_id = ?
                      and case when v.customer_id is not null then there.customer_id = v.customer_id
                               else there.customer_id is null and there.member = v.member end)
                """, into.id().value(), from.workspace().value(), from.id().value(), into.id().value());
    }

    /** The first votes, oldest first. */
    List<Vote> of(WorkspaceId workspace, FeedbackId item, int atMost) {
        return jdbc.query("""
                select c.name, v.member, v.words, v.counted_at from feedback_vote v
                left join customer c on c.workspace_id = v.workspace_id and c.id = v.customer_id
                where v.workspace_id = ? and v.item_id = ? order by v.counted_at, v.id limit ?
                """,
                (row, n) -> new Vote(row.getString(1), new UserId(row.getString(2)), row.getString(3),
                        row.getObject(4, OffsetDateTime.class).toInstant()),
                workspace.value(), item.value(), atMost);
    }

    /** What is said with the votes of each item, for the search index. */
    List<Words> words(WorkspaceId workspace, List<UUID> items) {
        return jdbc.query("""
                select v.item_id, concat_ws(' ', c.name, v.words) from feedback_vote v
                left join customer c on c.workspace_id = v.workspace_id and c.id = v.customer_id
                where v.workspace_id = ? and v.item_id = any(?)
                """, (row, n) -> new Words(row.getObject(1, UUID.class), row.getString(2)), workspace.value(),
                items.toArray(UUID[]::new));
    }

    record Words(UUID item, String text) {}
}
