package dev.steward.feedback;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

import dev.steward.feedback.SlackMessages.Read;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Messages as read for a form that is open: Slack's form cannot hold them whole. */
@Repository
class Drafts {
    private static final Duration KEPT = Duration.ofDays(1);

    private final JdbcTemplate jdbc;
    private final Clock clock;

    Drafts(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    record Draft(UUID id, ChannelId channel, Read read) {
        /** The same message captured again, by whomever, has the same key; so has the same thread. */
        String key(boolean thread) {
            return thread ? threadKey(channel, read.rootTs()) : messageKey(channel, read.ts());
        }

        String words(boolean thread) {
            return thread && read.threadWords() != null ? read.threadWords() : read.words();
        }
    }

    static String messageKey(ChannelId channel, String ts) {
        return "message:" + channel + ":" + ts;
    }

    private static String threadKey(ChannelId channel, String rootTs) {
        return "thread:" + channel + ":" + rootTs;
    }

    /** @param by who captures it, and alone finds it again */
    Draft keep(WorkspaceId workspace, ChannelId channel, Read read, UserId by) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        jdbc.update("""
                insert into feedback_draft (id, workspace_id, channel_id, ts, root_ts, author, permalink, words,
                                            thread_words, thread_size, read_at, member)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """, id, workspace.value(), channel.value(), read.ts(), read.rootTs(), read.author(), read.permalink(),
                Plain.text(read.words()), plain(read.threadWords()), read.threadSize(),
                clock.instant().atOffset(ZoneOffset.UTC), by.value());
        return new Draft(id, channel, read);
    }

    Optional<Draft> find(WorkspaceId workspace, UUID id, UserId by) {
        return jdbc.query("select * from feedback_draft where workspace_id = ? and id = ? and member = ?",
                (row, n) -> new Draft(id, new ChannelId(row.getString("channel_id")),
                        new Read(row.getString("ts"), row.getString("root_ts"), row.getString("author"),
                                row.getString("permalink"), row.getString("words"), row.getString("thread_words"),
                                row.getInt("thread_size"))),
                workspace.value(), id, by.value()).stream().findFirst();
    }

    void forgetOld() {
        jdbc.update("delete from feedback_draft where read_at < ?",
                clock.instant().minus(KEPT).atOffset(ZoneOffset.UTC));
    }

    private static @Nullable String plain(@Nullable String text) {
        return text == null ? null : Plain.text(text);
    }
}
