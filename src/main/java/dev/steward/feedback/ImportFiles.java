package dev.steward.feedback;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;
import com.slack.api.model.File;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.delivery.Notices;
import dev.steward.delivery.Notices.Recipient;
import dev.steward.feedback.ImportCsv.Importer;
import dev.steward.feedback.ImportCsv.Result;
import dev.steward.feedback.SlackMessages.Unreadable;
import dev.steward.slack.Message;
import dev.steward.slack.SlackConnection;
import dev.steward.workspace.Installations;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Imports the files people gave to the import form: noted on submit, fetched and read a moment later. */
@Component
class ImportFiles {
    private static final Logger log = LoggerFactory.getLogger(ImportFiles.class);
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final int ATTEMPTS = 5;
    private static final String UNREADABLE = "That file cannot be read. Upload it in the form, please.";

    private final JdbcTemplate jdbc;
    private final ImportCsv csv;
    private final Installations installations;
    private final SlackConnection slack;
    private final SlackMessages messages;
    private final Notices notices;
    private final IntakeChannels channels;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NEVER).build();

    ImportFiles(JdbcTemplate jdbc, ImportCsv csv, Installations installations, SlackConnection slack,
            SlackMessages messages,
            Notices notices, IntakeChannels channels, TransactionTemplate transaction, Clock clock) {
        this.jdbc = jdbc;
        this.csv = csv;
        this.installations = installations;
        this.slack = slack;
        this.messages = messages;
        this.notices = notices;
        this.channels = channels;
        this.transaction = transaction;
        this.clock = clock;
    }

    private record Due(UUID id, WorkspaceId workspace, UserId member, String file, int attempts) {}

    /** @param file its id in Slack */
    void note(WorkspaceId workspace, UserId member, String file) {
        var now = clock.instant().atOffset(ZoneOffset.UTC);
        jdbc.update("""
                insert into feedback_import (id, workspace_id, member, file_id, asked_at, due_at)
                values (?, ?, ?, ?, ?, ?)
                """, UuidCreator.getTimeOrderedEpoch(), workspace.value(), member.value(), file, now, now);
    }

    /** What was pasted is short: it is read at once. */
    Result pasted(WorkspaceId workspace, UserId member, String text) {
        Result result = csv.read(new Importer(workspace, member, null), new StringReader(text));
        tellChannel(workspace, UuidCreator.getTimeOrderedEpoch(), member, result);
        return result;
    }

    /** In the intake channel, once for all rows. */
    void tellChannel(WorkspaceId workspace, UUID id, @Nullable UserId member, Result result) {
        if (result.count(ImportCsv.Outcome.What.SAVED) > 0) {
            channels.of(workspace, null)
                    .ifPresent(channel -> transaction.executeWithoutResult(status -> notices.say(workspace, id,
                            "imported", new Recipient.Channel(channel, null),
                            Message.of(ImportReport.channel(member, result)))));
        }
    }

    /** Imports one file that is due; answers whether there was one. */
    boolean one() {
        Optional<Due> due = claim();
        due.ifPresent(this::fetch);
        return due.isPresent();
    }

    private Optional<Due> claim() {
        Instant now = clock.instant();
        return jdbc.query("""
                update feedback_import f set attempts = f.attempts + 1, due_at = ?
                from (select workspace_id, id from feedback_import where due_at <= ?
                      order by due_at limit 1 for update skip locked) due
                where f.workspace_id = due.workspace_id and f.id = due.id
                returning f.id, f.workspace_id, f.member, f.file_id, f.attempts
                """,
                (row, n) -> new Due(row.getObject(1, UUID.class), new WorkspaceId(row.getObject(2, UUID.class)),
                        new UserId(row.getString(3)), row.getString(4), row.getInt(5)),
                now.plus(LEASE).atOffset(ZoneOffset.UTC), now.atOffset(ZoneOffset.UTC)).stream().findFirst();
    }

    private void fetch(Due due) {
        try {
            File file = messages.file(due.workspace(), due.file());
            // whose file it is the form only claims
            boolean theirs = file.getUser() == null || file.getUser().equals(due.member().value());
            if (!theirs || !slack.owns(file.getUrlPrivate())) {
                done(due, UNREADABLE);
                return;
            }
            fetch(due, file);
        } catch (Unreadable e) {
            if (e.passing) {
                later(due, String.valueOf(e.getMessage()));
            } else {
                done(due, UNREADABLE);
            }
        } catch (IOException e) {
            later(due, "the file could not be fetched: " + e.getClass().getSimpleName());
        } catch (NoSuchElementException uninstalled) {
            forget(due);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private void fetch(Due due, File file) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(file.getUrlPrivate())).timeout(Duration.ofSeconds(60))
                .header("Authorization", "Bearer " + installations.get(due.workspace()).botToken()).build();
        var response = http.send(request, BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            String type = response.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
            if (response.statusCode() >= 500 || response.statusCode() == 429) {
                later(due, "Slack answered " + response.statusCode());
            } else if (response.statusCode() != 200 || type.startsWith("text/html")) {
                done(due, "Slack did not give Steward the file. Upload it again, please.");
            } else {
                Result result = csv.read(new Importer(due.workspace(), due.member(), null), ImportCsv.limited(body));
                tellChannel(due.workspace(), due.id(), due.member(), result);
                done(due, ImportReport.member(file.getName() == null ? "The file" : file.getName(), result));
            }
        }
    }

    private void later(Due due, String why) {
        log.info("Import {} waits: {}", due.id(), why);
        if (due.attempts() >= ATTEMPTS) {
            done(due, "Slack did not give Steward the file, however often it asked. Import it again later, please.");
            return;
        }
        jdbc.update("update feedback_import set due_at = ? where workspace_id = ? and id = ?",
                clock.instant().plusSeconds(5L << due.attempts()).atOffset(ZoneOffset.UTC), due.workspace().value(),
                due.id());
    }

    private void done(Due due, String mrkdwn) {
        transaction.executeWithoutResult(status -> {
            forget(due);
            notices.say(due.workspace(), due.id(), "import", new Recipient.Direct(due.member()),
                    Message.of(mrkdwn));
        });
    }

    private void forget(Due due) {
        jdbc.update("delete from feedback_import where workspace_id = ? and id = ?", due.workspace().value(),
                due.id());
    }
}
