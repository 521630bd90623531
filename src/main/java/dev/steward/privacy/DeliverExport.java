package dev.steward.privacy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.delivery.Files;
import dev.steward.delivery.LargeDocument;
import dev.steward.delivery.Notices;
import dev.steward.delivery.Notices.Recipient;
import dev.steward.privacy.Export.Made;
import dev.steward.record.DecisionLog;
import dev.steward.record.DecisionLog.NewEntry;
import dev.steward.schedule.Timers;
import dev.steward.slack.Message;
import dev.steward.slack.Phrases;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.Role;

/**
 * What becomes of an export: in one transaction its file goes to whoever asked for it, the other admins hear of it, the decision log keeps it and
 * it is over. So it is sent once, whatever happens on the way.
 */
@Service
class DeliverExport {
    private final Exports exports;
    private final Files files;
    private final Notices notices;
    private final Members members;
    private final DecisionLog log;
    private final Timers timers;
    private final Clock clock;

    DeliverExport(Exports exports, Files files, Notices notices, Members members, DecisionLog log, Timers timers,
            Clock clock) {
        this.exports = exports;
        this.files = files;
        this.notices = notices;
        this.members = members;
        this.log = log;
        this.timers = timers;
        this.clock = clock;
    }

    /**
     * It is made. Its row is touched late, since a timer that looks at it would have to wait.
     *
     * @throws Lost where it was not to be delivered by this claim any more: nothing has happened
     */
    @Transactional
    public void made(Export export, UUID claim, Made made, LargeDocument.Content content) {
        Instant now = now();
        String name = "steward-export-" + LocalDate.ofInstant(made.at(), ZoneOffset.UTC) + "-" + export.number()
                + ".zip";
        files.share(export.workspace(), export.id(), "file", new Recipient.Direct(export.askedBy()),
                new LargeDocument(name, export.reference() + ": everything Steward keeps", words(export, made),
                        made.size(), content));
        members.with(export.workspace(), Role.ADMIN).stream().map(Member::id)
                .filter(admin -> !admin.equals(export.askedBy()))
                .forEach(admin -> notices.say(export.workspace(), export.id(), "exported",
                        new Recipient.Direct(admin), Message.of(export.askedBy().mention()
                                + " exported everything Steward keeps for this workspace, private words included (*"
                                + export.reference() + "*). You hear of it because you're an admin.")));
        if (!exports.end(export, claim, now, made)) {
            throw new Lost();
        }
        log.append(export.workspace(), new NewEntry("privacy.exported", export.id(), export.reference(),
                export.askedBy(), now, Map.of("rows", made.rows(), "tables", made.tables(), "bytes", made.size(),
                        "sha256", made.sha256(), "as-of", made.at().toString())));
    }

    private static String words(Export export, Made made) {
        return "*" + export.reference() + "*: everything Steward keeps for this workspace, as of "
                + Phrases.time(made.at()) + ". " + ExportView.rows(made.rows()) + " of " + made.tables() + " tables, "
                + ExportView.bytes(made.size()) + ". `manifest.json` says what's in it and what's left out.\n:warning: "
                + "Private words and people's addresses are in it. Save it where only the right people can read it, then "
                + "delete it here.\nSHA-256 `" + made.sha256() + "`";
    }

    /** Whether whoever asked for it is still somebody who may: minutes may have passed. */
    boolean wanted(Export export) {
        return members.find(export.workspace(), export.askedBy())
                .filter(member -> member.role() == Role.ADMIN && member.reachable()).isPresent();
    }

    /**
     * It will not be made.
     *
     * @param claim null where nobody is at it
     * @param why   mrkdwn: the reason, and what to do
     */
    @Transactional
    public void failed(Export export, @Nullable UUID claim, String why) {
        if (exports.end(export, claim, now(), null)) {
            notices.say(export.workspace(), export.id(), "failed", new Recipient.Direct(export.askedBy()),
                    Message.of("*" + export.reference() + "*: the export wasn't made. " + why));
        }
    }

    /**
     * Somebody else, or the same instance, begins it again.
     *
     * @param counts whether it was an attempt
     */
    @Transactional
    public void again(Export export, UUID claim, boolean counts, Duration wait) {
        // the timer first, then the export: as whoever handles it
        timers.set(RunExports.MAKE.of(export.workspace(), export.id()), now().plus(wait));
        exports.release(export, claim, counts);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    /** Somebody else has the claim, or there is nothing to be made any more. */
    @SuppressWarnings("serial")
    static final class Lost extends RuntimeException {
        Lost() {
            super("another has the claim", null, false, false);
        }
    }
}
