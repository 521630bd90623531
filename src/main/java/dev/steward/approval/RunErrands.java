package dev.steward.approval;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import com.github.f4b6a3.uuid.UuidCreator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.approval.FindRequests.From;
import dev.steward.approval.FindRequests.Understood;
import dev.steward.approval.FindRequests.Whose;
import dev.steward.delivery.FileParts;
import dev.steward.delivery.Files;
import dev.steward.delivery.Notices;
import dev.steward.delivery.Notices.Recipient;
import dev.steward.delivery.Sheet;
import dev.steward.initiative.Initiative;
import dev.steward.initiative.InitiativeId;
import dev.steward.initiative.Initiatives;
import dev.steward.record.DecisionLog;
import dev.steward.schedule.DueTimer;
import dev.steward.schedule.TimerHandler;
import dev.steward.schedule.TimerKey;
import dev.steward.schedule.TimerType;
import dev.steward.schedule.Timers;
import dev.steward.slack.Message;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Does what takes too long to be answered at once, and sends what comes of it to the member's direct messages. */
@Component
class RunErrands implements TimerHandler {
    static final TimerType ERRAND = new TimerType("approval.errand");
    static final int MOST_ROWS = 100_000;
    private static final int PAGE = 1_000;
    /** Well below what one file may have. */
    private static final int FILE = 8 * 1024 * 1024;
    private static final int FILES = 25;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final JdbcTemplate jdbc;
    private final Timers timers;
    private final FindRequests finds;
    private final Initiatives initiatives;
    private final Members members;
    private final DecisionLog log;
    private final DrawTimeline draws;
    private final Files files;
    private final Notices notices;
    private final Clock clock;

    RunErrands(JdbcTemplate jdbc, Timers timers, FindRequests finds, Initiatives initiatives, Members members,
            DecisionLog log, DrawTimeline draws, Files files, Notices notices, Clock clock) {
        this.jdbc = jdbc;
        this.timers = timers;
        this.finds = finds;
        this.initiatives = initiatives;
        this.members = members;
        this.log = log;
        this.draws = draws;
        this.files = files;
        this.notices = notices;
        this.clock = clock;
    }

    /** What is to be done. The names are kept in the database. */
    enum What {
        LIST("list"), LOG_CSV("log-csv"), LOG_JSON("log-json"), VERIFY("verify"), TIMELINE("timeline");

        private final String word;

        What(String word) {
            this.word = word;
        }
    }

    private record Errand(UUID id, WorkspaceId workspace, UserId user, String what, String whose, String typed) {}

    /** Notes it; it is done a moment later. */
    @Transactional
    public void note(WorkspaceId workspace, UserId user, What what, Whose whose, String typed) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        jdbc.update("""
                insert into approval_errand (id, workspace_id, user_id, what, whose, typed, asked_at) values (?, ?, ?, ?, ?, ?, ?)
                """, id, workspace.value(), user.value(), what.word, whose.name(), typed,
                clock.instant().atOffset(ZoneOffset.UTC));
        timers.set(ERRAND.of(workspace, id), clock.instant());
    }

    @Override
    public TimerType type() {
        return ERRAND;
    }

    @Override
    public String title(TimerKey timer) {
        return "a list or the log of approvals for somebody";
    }

    @Override
    public boolean takesLong() {
        return true;
    }

    @Override
    public void handle(DueTimer timer) {
        Optional<Errand> found = jdbc.query("""
                delete from approval_errand where workspace_id = ? and id = ? returning user_id, what, whose, typed
                """, (row, n) -> new Errand(timer.subject(), timer.workspace(), new UserId(row.getString(1)),
                row.getString(2), row.getString(3), row.getString(4)), timer.workspace().value(), timer.subject())
                .stream().findFirst();
        found.ifPresent(errand -> {
            switch (errand.what()) {
                case "list" -> list(errand);
                case "log-csv" -> logCsv(errand);
                case "log-json" -> logJson(errand);
                case "verify" -> say(errand, VerifyLog.sentence(log.verify(errand.workspace())));
                case "timeline" -> draws.draw(errand.workspace(), errand.user(), errand.id(), errand.typed());
                default -> throw new IllegalStateException("There is no such errand: " + errand.what());
            }
        });
    }

    private void list(Errand errand) {
        if (!(finds.understand(errand.workspace(), errand.user(), Whose.valueOf(errand.whose()),
                errand.typed()) instanceof Understood.Query query)) {
            say(errand, "The list cannot be made any more. Please ask for it again.");
            return;
        }
        ZoneId zone = members.zone(errand.workspace(), errand.user());
        FileParts parts = parts(errand, "approvals", "csv", "Approval requests");
        Sheet sheet = Sheet.csv(FILE, parts::add, "Reference", "Gate", "Asked", "State", "Decisions", "Initiative",
                "Initiative's name", "Area", "Requester", "Requester's id", "Rule", "Policy version",
                "Opened (" + zone + ")", "Changed (" + zone + ")");
        Map<UserId, Member> known = new HashMap<>();
        From from = new From.Newest();
        int rows = 0;
        boolean more = true;
        while (more && rows < MOST_ROWS && parts.shared() < FILES) {
            List<Listed> page = finds.read(query, from, Math.min(PAGE, MOST_ROWS - rows));
            Map<InitiativeId, Initiative> about = initiatives.find(errand.workspace(), page.stream()
                    .map(Listed::initiative).filter(Objects::nonNull).map(InitiativeId::new).distinct().toList());
            learn(errand.workspace(), known, page);
            for (Listed each : page) {
                row(sheet, each, each.initiative() == null ? null : about.get(new InitiativeId(each.initiative())),
                        known.get(each.requester()), zone);
            }
            rows += page.size();
            more = page.size() == PAGE;
            from = page.isEmpty() ? from : new From.OlderThan(page.getLast().id());
        }
        parts.say(rows < MOST_ROWS && !more
                ? rows + (rows == 1 ? " approval request." : " approval requests.")
                : "The newest " + rows + " approval requests. There are more: narrow the list with filters such as "
                        + "`since:` and `until:`.");
        sheet.close();
    }

    private void learn(WorkspaceId workspace, Map<UserId, Member> known, List<Listed> page) {
        Set<UserId> unknown = new HashSet<>(page.stream().map(Listed::requester).toList());
        unknown.removeAll(known.keySet());
        if (!unknown.isEmpty()) {
            known.putAll(members.find(workspace, unknown));
        }
    }

    private static void row(Sheet sheet, Listed each, @Nullable Initiative initiative, @Nullable Member requester,
            ZoneId zone) {
        sheet.row(each.reference().toString(), each.gate(), each.asked(), each.state().word(),
                String.join(" ", each.decisions().stream().map(number -> "DEC-" + number).toList()),
                initiative == null ? "" : initiative.reference(), initiative == null ? "" : initiative.name(),
                each.area() == null ? "" : each.area(), requester == null ? "" : requester.name(),
                each.requester().value(), each.rule(), each.policy(), TIME.withZone(zone).format(each.openedAt()),
                TIME.withZone(zone).format(each.changedAt()));
    }

    private void logCsv(Errand errand) {
        FileParts parts = parts(errand, "decision-log", "csv", "The decision log");
        Sheet sheet = Sheet.csv(FILE, parts::add, "Number", "Kind", "Subject", "Reference", "By", "At", "Facts",
                "Previous hash", "Hash", "Redacted by");
        long entries = read(errand, entry -> sheet.row(entry.number(), entry.kind(), entry.subject().toString(),
                entry.reference(), entry.by() == null ? "" : entry.by().value(), entry.at().toString(), entry.facts(),
                entry.previousHash(), entry.hash(), entry.redactedBy() == null ? "" : entry.redactedBy()));
        parts.say(count(entries) + " A spreadsheet may change what it shows; to check the hashes, take `log json`.");
        sheet.close();
    }

    private void logJson(Errand errand) {
        FileParts parts = parts(errand, "decision-log", "jsonl", "The decision log");
        Sheet sheet = Sheet.lines(FILE, parts::add);
        parts.say(count(read(errand, entry -> sheet.line(entry.line() + "\n")))
                + " The workspace's id, which the check of the hashes takes, is `" + errand.workspace().value() + "`.");
        sheet.close();
    }

    private static String count(long entries) {
        return entries == 1 ? "1 entry." : entries + " entries, in order.";
    }

    private long read(Errand errand, java.util.function.Consumer<DecisionLog.Entry> each) {
        long count = 0;
        try (Stream<DecisionLog.Entry> entries = log.read(errand.workspace(), 0)) {
            for (var all = entries.iterator(); all.hasNext(); count++) {
                each.accept(all.next());
            }
        }
        return count;
    }

    private void say(Errand errand, String mrkdwn) {
        notices.say(errand.workspace(), errand.id(), "errand", new Recipient.Direct(errand.user()),
                Message.of(mrkdwn));
    }

    private FileParts parts(Errand errand, String name, String extension, String title) {
        return new FileParts(name, extension, title, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC),
                (occasion, part) -> files.share(errand.workspace(), errand.id(), occasion,
                        new Recipient.Direct(errand.user()), part));
    }
}
