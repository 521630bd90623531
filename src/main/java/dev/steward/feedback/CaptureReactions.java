package dev.steward.feedback;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.delivery.Notices;
import dev.steward.delivery.Notices.Recipient;
import dev.steward.feedback.CaptureFeedback.Capture;
import dev.steward.feedback.SlackMessages.Read;
import dev.steward.feedback.SlackMessages.Unreadable;
import dev.steward.slack.ChannelAccess;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Installations;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Captures the messages that somebody reacted to: noted when Slack tells of it, read and kept a moment later. */
@Component
class CaptureReactions {
    private static final Logger log = LoggerFactory.getLogger(CaptureReactions.class);
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final int ATTEMPTS = 12;

    private final JdbcTemplate jdbc;
    private final SlackMessages messages;
    private final CaptureFeedback captures;
    private final ChannelAccess channels;
    private final FeedbackReaders readers;
    private final Notices notices;
    private final Installations installations;
    private final TransactionTemplate transaction;
    private final Clock clock;

    CaptureReactions(JdbcTemplate jdbc, SlackMessages messages, CaptureFeedback captures, ChannelAccess channels,
            FeedbackReaders readers, Notices notices, Installations installations, TransactionTemplate transaction,
            Clock clock) {
        this.jdbc = jdbc;
        this.messages = messages;
        this.captures = captures;
        this.channels = channels;
        this.readers = readers;
        this.notices = notices;
        this.installations = installations;
        this.transaction = transaction;
        this.clock = clock;
    }

    private record Reaction(WorkspaceId workspace, ChannelId channel, String ts, UserId member, int attempts) {}

    void note(WorkspaceId workspace, ChannelId channel, String ts, UserId member) {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        jdbc.update("""
                insert into feedback_reaction (workspace_id, channel_id, ts, member, reacted_at, due_at)
                values (?, ?, ?, ?, ?, ?) on conflict do nothing
                """, workspace.value(), channel.value(), ts, member.value(), now, now);
    }

    /** Captures one that is due; answers whether there was one. */
    boolean one() {
        Optional<Reaction> due = claim();
        due.ifPresent(this::capture);
        return due.isPresent();
    }

    private Optional<Reaction> claim() {
        Instant now = clock.instant();
        return jdbc.query("""
                update feedback_reaction r set attempts = r.attempts + 1, due_at = ?
                from (select workspace_id, channel_id, ts, member from feedback_reaction where due_at <= ?
                      order by due_at limit 1 for update skip locked) due
                where r.workspace_id = due.workspace_id and r.channel_id = due.channel_id and r.ts = due.ts
                  and r.member = due.member
                returning r.workspace_id, r.channel_id, r.ts, r.member, r.attempts
                """,
                (row, n) -> new Reaction(new WorkspaceId(row.getObject(1, UUID.class)),
                        new ChannelId(row.getString(2)), row.getString(3), new UserId(row.getString(4)),
                        row.getInt(5)),
                now.plus(LEASE).atOffset(ZoneOffset.UTC), now.atOffset(ZoneOffset.UTC)).stream().findFirst();
    }

    private void capture(Reaction reaction) {
        try {
            Read read = messages.read(reaction.workspace(), reaction.channel(), reaction.ts(), null, false);
            boolean ours = installations.get(reaction.workspace()).botUserId().equals(read.author());
            if (!read.words().isBlank() && !ours) {
                capture(reaction, read);
            }
            done(reaction);
        } catch (Unreadable e) {
            if (!e.passing || reaction.attempts() >= ATTEMPTS) {
                log.info("A reaction in workspace {} captures nothing: {}", reaction.workspace(), e.getMessage());
                done(reaction);
            } else {
                later(reaction);
            }
        } catch (java.util.NoSuchElementException uninstalled) {
            done(reaction);
        }
    }

    private void capture(Reaction reaction, Read read) {
        var said = Said.only(read.words()).from(Source.SLACK, read.permalink());
        var captured = captures.capture(new Capture(reaction.workspace(), Via.REACTION,
                Drafts.messageKey(reaction.channel(), reaction.ts()), reaction.member(), read.author(),
                Visibility.of(channels.find(reaction.workspace(), reaction.channel()), false), said));
        transaction.executeWithoutResult(status -> notices.say(reaction.workspace(), captured.item().id().value(),
                "reaction", new Recipient.Ephemeral(reaction.channel(), reaction.member()),
                Answers.captured(captured.item(), readers.sentence(captured.item()), captured.fresh())));
    }

    private void later(Reaction reaction) {
        Duration pause = Duration.ofSeconds(Math.min(600, 1L << reaction.attempts()));
        update("update feedback_reaction set due_at = ? where workspace_id = ? and channel_id = ? and ts = ? "
                + "and member = ?", reaction, clock.instant().plus(pause));
    }

    private void done(Reaction reaction) {
        jdbc.update("delete from feedback_reaction where workspace_id = ? and channel_id = ? and ts = ? and member = ?",
                reaction.workspace().value(), reaction.channel().value(), reaction.ts(), reaction.member().value());
    }

    private void update(String sql, Reaction reaction, Instant due) {
        jdbc.update(sql, due.atOffset(ZoneOffset.UTC), reaction.workspace().value(), reaction.channel().value(),
                reaction.ts(), reaction.member().value());
    }
}
