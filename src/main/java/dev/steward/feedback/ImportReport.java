package dev.steward.feedback;

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import dev.steward.feedback.ImportCsv.Outcome;
import dev.steward.feedback.ImportCsv.Outcome.What;
import dev.steward.feedback.ImportCsv.Result;
import dev.steward.slack.Mrkdwn;
import dev.steward.workspace.UserId;

/** What people are told about an import; mrkdwn. */
final class ImportReport {
    private static final int ROWS = 20;

    private ImportReport() {}

    static String member(String file, Result result) {
        return "*" + Mrkdwn.escape(Mrkdwn.cut(file, 80)) + "*: " + counts(result);
    }

    static String counts(Result result) {
        long saved = result.count(What.SAVED);
        long already = result.count(What.ALREADY);
        List<Outcome> refused = result.rows().stream().filter(row -> row.what() == What.REFUSED).toList();
        var text = new StringBuilder(saved == 0 ? "nothing new was saved" : saved + " saved" + references(result));
        if (already > 0) {
            text.append(", ").append(already).append(already == 1 ? " was" : " were").append(" there already");
        }
        if (!refused.isEmpty()) {
            text.append(", ").append(refused.size()).append(" could not be taken");
        }
        text.append('.');
        if (result.stopped() != null) {
            text.append('\n').append(Mrkdwn.escape(result.stopped()));
        }
        refused.stream().limit(ROWS).forEach(
                row -> text.append("\n• Line ").append(row.line()).append(": ")
                        .append(Mrkdwn.escape(Mrkdwn.cut(String.valueOf(row.sentence()), 100))));
        if (refused.size() > ROWS) {
            text.append("\n• and ").append(refused.size() - ROWS).append(" more lines");
        }
        if (!result.ignored().isEmpty()) {
            text.append("\nThese columns were left out: ").append(Mrkdwn.escape(
                    Mrkdwn.cut(result.ignored().stream().collect(Collectors.joining(", ")), 200)));
        }
        return text.toString();
    }

    static String channel(@Nullable UserId member, Result result) {
        long saved = result.count(What.SAVED);
        return (member == null ? "A support tool" : member.mention()) + " imported " + saved
                + (saved == 1 ? " item" : " items") + " of feedback" + references(result)
                + ". `/feedback list` shows the newest.";
    }

    private static String references(Result result) {
        var saved = result.rows().stream().filter(row -> row.what() == What.SAVED && row.reference() != null)
                .mapToLong(row -> row.reference() == null ? 0 : row.reference().number()).summaryStatistics();
        if (saved.getCount() == 0) {
            return "";
        }
        return saved.getMin() == saved.getMax()
                ? " (FB-" + saved.getMin() + ")"
                : " (FB-" + saved.getMin() + " to FB-" + saved.getMax() + ")";
    }
}
