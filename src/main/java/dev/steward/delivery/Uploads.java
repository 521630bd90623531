package dev.steward.delivery;

import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import dev.steward.slack.SlackApi.Bytes;

/** The files that are to be shared, and how far each came. They are kept until they are shared or an admin decided otherwise. */
@Repository
class Uploads {
    private final JdbcClient jdbc;

    Uploads(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** How far it came. */
    Optional<Progress> progress(Delivery delivery) {
        return jdbc.sql("""
                select title, file_id, extract(epoch from clock_timestamp() - left_at) as left_ago
                from delivery_file where delivery_id = :id
                """).param("id", delivery.id()).query((row, n) -> {
            double ago = row.getDouble("left_ago");
            return new Progress(row.wasNull() ? null : ago, row.getString("title"), row.getString("file_id"));
        }).optional();
    }

    Optional<Content> content(Delivery delivery) {
        return jdbc.sql("""
                select name, title, content,
                       (select sum(octet_length(p.content)) from delivery_file_part p where p.delivery_id = f.delivery_id)
                           as parts
                from delivery_file f where delivery_id = :id
                """).param("id", delivery.id()).query((row, n) -> {
            long parts = row.getLong("parts");
            byte[] whole = row.getBytes("content");
            return new Content(row.getString("name"), row.getString("title"), parts == 0 ? whole.length : parts,
                    parts == 0 ? to -> to.write(whole) : to -> parts(delivery, to));
        }).optional();
    }

    private void parts(Delivery delivery, OutputStream to) throws IOException {
        for (int number = 0;; number++) {
            Optional<byte[]> part = jdbc
                    .sql("select content from delivery_file_part where delivery_id = :id and number = :number")
                    .param("id", delivery.id()).param("number", number).query((row, n) -> row.getBytes(1)).optional();
            if (part.isEmpty()) {
                return;
            }
            to.write(part.get());
        }
    }

    /** Its bytes are in Slack, which is about to be asked to show them. False: others may have the claim now. */
    boolean leaves(Delivery delivery, String file) {
        return jdbc.sql("""
                update delivery_file f set file_id = :file, left_at = clock_timestamp()
                where f.delivery_id = :id
                  and exists (select from delivery d where d.id = :id and d.sending_since = :claim)
                """).param("file", file).param("id", delivery.id())
                .param("claim", delivery.claim().atOffset(ZoneOffset.UTC)).update() == 1;
    }

    /** Their bytes are put anew: what was put before is not shown, and Slack throws it away. */
    void startOver(Collection<UUID> deliveries) {
        jdbc.sql("update delivery_file set file_id = null, left_at = null where delivery_id = any(:ids)")
                .param("ids", deliveries.toArray(UUID[]::new)).update();
    }

    /** Nobody needs their bytes any more. */
    void forget(Collection<UUID> deliveries) {
        jdbc.sql("delete from delivery_file where delivery_id = any(:ids)")
                .param("ids", deliveries.toArray(UUID[]::new)).update();
    }

    /**
     * @param leftAgo how many seconds ago Slack was last asked to show it; null: never
     * @param file    what Slack calls it; null while its bytes are not there
     */
    record Progress(@Nullable Double leftAgo, String title, @Nullable String file) {
        static final Progress NONE = new Progress(null, "", null);
    }

    /** @param size how many bytes there are */
    record Content(String name, String title, long size, Bytes bytes) {}
}
