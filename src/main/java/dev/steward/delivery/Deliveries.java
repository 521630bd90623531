package dev.steward.delivery;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

import dev.steward.workspace.WorkspaceId;

/** The rows of what is to be said, as features write them. Each call joins the caller's transaction. */
@Repository
class Deliveries implements Unsent {
    private static final int PART = 1024 * 1024;

    private final JdbcTemplate template;
    private final long settleMillis;

    Deliveries(JdbcTemplate template, DeliveryProperties properties) {
        this.template = template;
        this.settleMillis = properties.settle().toMillis();
    }

    @Override
    public boolean any(Duration within) {
        return Boolean.TRUE.equals(template.queryForObject("""
                select exists (select from delivery
                               where due_at is not null and due_at <= clock_timestamp() + ? * interval '1 millisecond')
                """, Boolean.class, within.toMillis()));
    }

    /** @param recipients by thing: {@code C1} or {@code @U1}, which is the lane too */
    void addCards(WorkspaceId workspace, String kind, List<Card> cards) {
        template.batchUpdate("""
                insert into delivery (id, workspace_id, thing_id, form, label, recipient, lane, due_at, waiting_since)
                values (?, ?, ?, 'card', ?, ?, ?, clock_timestamp(), clock_timestamp()) on conflict do nothing
                """,
                cards.stream()
                        .map(card -> new Object[]{UuidCreator.getTimeOrderedEpoch(), workspace.value(), card.thing(),
                                kind, card.recipient(), card.recipient()})
                        .toList());
    }

    /** A thing and where its card goes. */
    record Card(UUID thing, String recipient) {}

    /**
     * A card that stands already waits a moment for more changes; one that does not is as it is when its turn comes. One that an
     * admin dropped stays so, and so does one of which only people know that it arrived.
     *
     * @param kind null for every kind
     */
    void touchCards(WorkspaceId workspace, @Nullable String kind, Collection<UUID> things) {
        template.update("""
                update delivery
                set revision = revision + 1, state = 'pending',
                    failure = case when due_at is not null then failure end,
                    attempts = case when due_at is not null then attempts else 0 end,
                    waiting_since = coalesce(waiting_since, clock_timestamp()),
                    position = case when due_at is null then nextval('delivery_position') else position end,
                    due_at = coalesce(due_at, clock_timestamp()
                        + case when ts is null then 0 else ? end * interval '1 millisecond')
                where workspace_id = ? and thing_id = any (?) and form = 'card' and label %s ?
                  and state <> 'dropped' and not (state = 'sent' and ts is null)
                """.formatted(kind == null ? "is distinct from" : "="), settleMillis, workspace.value(),
                things.toArray(UUID[]::new), kind);
    }

    /** What may be merged with others waits for them longer than a changed card, whose update would else stand between two of them. */
    void addNotices(WorkspaceId workspace, String occasion, Collection<Notice> notices, @Nullable String mergeRule) {
        template.batchUpdate("""
                insert into delivery (id, workspace_id, thing_id, form, label, recipient, lane, message, merge_rule,
                                      address, due_at, waiting_since)
                values (?, ?, ?, 'notice', ?, ?, ?, ?, ?, ?,
                        clock_timestamp() + ? * interval '1 millisecond', clock_timestamp()) on conflict do nothing
                """,
                notices.stream()
                        .map(notice -> new Object[]{UuidCreator.getTimeOrderedEpoch(), workspace.value(),
                                notice.thing(), occasion, notice.recipient(), notice.lane(), notice.message(),
                                mergeRule, notice.address(), mergeRule == null ? 0 : 2 * settleMillis})
                        .toList());
    }

    /**
     * What is said once.
     *
     * @param message as JSON
     * @param address an encrypted {@code response_url}, of a notice to one
     */
    record Notice(UUID thing, String recipient, String lane, String message, @Nullable String address) {}

    /** What a file's row says. @param words as JSON */
    record File(UUID id, WorkspaceId workspace, UUID thing, String occasion, String recipient, String lane,
            String words) {}

    void addFile(File file, Document document) {
        addFile(file, document.name(), document.title(), document.content());
    }

    /** Its bytes stand beside it, in parts. */
    void addFile(File file, LargeDocument document) {
        if (!addFile(file, document.name(), document.title(), new byte[0])) {
            return;
        }
        long size = 0;
        try (InputStream content = document.content().open()) {
            int number = 0;
            for (byte[] part = content.readNBytes(PART); part.length > 0; part = content.readNBytes(PART)) {
                template.update("insert into delivery_file_part (delivery_id, number, content) values (?, ?, ?)",
                        file.id(), number++, part);
                size += part.length;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (size != document.size()) {
            throw new IllegalArgumentException("The file has " + size + " bytes, not " + document.size());
        }
    }

    /** Answers whether it is new. */
    private boolean addFile(File file, String name, String title, byte[] content) {
        return template.update("""
                with added as (
                    insert into delivery (id, workspace_id, thing_id, form, label, recipient, lane, message, due_at,
                                          waiting_since)
                    values (?, ?, ?, 'file', ?, ?, ?, ?, clock_timestamp(), clock_timestamp())
                    on conflict do nothing returning id)
                insert into delivery_file (delivery_id, name, title, content) select id, ?, ?, ? from added
                """, file.id(), file.workspace().value(), file.thing(), file.occasion(), file.recipient(), file.lane(),
                file.words(), name, title, content) == 1;
    }
}
