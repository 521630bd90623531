package dev.steward.cadence;

import static java.time.ZoneOffset.UTC;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.google.gson.JsonParser;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

import dev.steward.delivery.CardKind;
import dev.steward.delivery.CardPosted;
import dev.steward.sandbox.Who;
import dev.steward.schedule.Due;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/**
 * Lets a long time pass, from one moment at which something is due to the next, and writes down who is told what, and what becomes of
 * each session. Nothing is sent: this stands between Steward's outgoing messages and Slack, and takes each as soon as it is written.
 */
final class Year {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE yyyy-MM-dd HH:mm", Locale.ROOT);
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ROOT);
    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ROOT);
    private static final UUID OURS = UUID.fromString("00000000-0000-4000-8000-00000000900d");
    private static final Pattern DATE = Pattern.compile("<!date\\^(\\d+)\\^[^|>]*\\|[^>]*>");
    private static final Pattern PERSON = Pattern.compile("<@(U\\w+)(\\|[^>]*)?>");
    private static final Pattern CHANNEL = Pattern.compile("<#(C\\w+)(\\|[^>]*)?>");
    private static final Pattern LINK = Pattern.compile("<https?://[^|>]*\\|([^>]*)>");
    private static final Pattern BARE = Pattern.compile("<?https?://[^ >]*>?");
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private final HandClock clock;
    private final WorkspaceId workspace;
    private final Map<String, CardKind> kinds = new HashMap<>();
    private final Map<Who, ZoneId> zones = new HashMap<>();
    private final PriorityQueue<Deed> script = new PriorityQueue<>(
            Comparator.comparing(Deed::at).thenComparing(Deed::order));
    private final Set<String> seen = new HashSet<>();
    private final Map<UUID, String> looks = new HashMap<>();
    private final List<String> lines = new ArrayList<>();
    private Consumer<Happening> reaction = happening -> {
    };
    private int order;
    private int cards;

    @SuppressWarnings("NullAway.Init")
    private JdbcTemplate jdbc;
    @SuppressWarnings("NullAway.Init")
    private Due due;
    @SuppressWarnings("NullAway.Init")
    private TransactionTemplate transaction;
    @SuppressWarnings("NullAway.Init")
    private ApplicationEventPublisher events;

    Year(HandClock clock, WorkspaceId workspace) {
        this.clock = clock;
        this.workspace = workspace;
    }

    /** From now on this one runs. Nobody sends and nobody fires but this. */
    void runs(ConfigurableApplicationContext steward) {
        jdbc = steward.getBean(JdbcTemplate.class);
        due = steward.getBean(Due.class);
        transaction = steward.getBean(TransactionTemplate.class);
        events = steward;
        kinds.clear();
        steward.getBeansOfType(CardKind.class).values().forEach(kind -> kinds.put(kind.name(), kind));
        ((SmartLifecycle) due).stop();
    }

    /** Something that somebody does. */
    private record Deed(Instant at, int order, String words, Runnable does) {}

    /** What happened to a session. */
    record Happening(SessionId session, CadenceId cadence, long reference, String planned, SessionHappening.Kind kind,
            List<UserId> to, Instant at) {}

    void lives(Who who, ZoneId zone) {
        zones.put(who, zone);
    }

    void reacts(Consumer<Happening> what) {
        reaction = what;
    }

    /** @param words what is written down; empty: nothing, as it is written down by what follows */
    void at(Instant when, String words, Runnable what) {
        script.add(new Deed(when, order++, words, what));
    }

    void begin(Instant from) {
        jdbc.update("""
                insert into delivery_lease (workspace_id, holder, until) values (?, ?, 'infinity')
                on conflict (workspace_id) do update set holder = excluded.holder, until = excluded.until
                """, workspace.value(), OURS);
        clock.to(from);
        due.fire(from);
        jdbc.update("delete from delivery");
    }

    /** @param again starts Steward anew, and has it {@link #runs run} */
    void restarts(Instant when, Runnable again) {
        at(when, "Steward restarts", again);
    }

    /**
     * Nothing runs until then. What somebody would have done meanwhile is not done.
     *
     * @param again as of {@link #restarts}
     */
    void down(Instant from, Instant until, Runnable again) {
        at(from, "Steward is down until " + DAY.format(until.atOffset(UTC)), () -> {
            script.removeIf(deed -> deed.at().isBefore(until));
            again.run();
            clock.to(until);
            note(until, "Steward is up again");
            due.fire(until);
            look();
        });
    }

    void until(Instant end) {
        for (Optional<Instant> next = next(); next.filter(at -> at.isBefore(end)).isPresent(); next = next()) {
            Instant at = next.get();
            clock.to(at);
            due.fire(at);
            look();
            while (!script.isEmpty() && !script.peek().at().isAfter(at)) {
                Deed deed = script.remove();
                if (!deed.words().isEmpty()) {
                    note(deed.at(), deed.words());
                }
                deed.does().run();
                look();
            }
        }
    }

    /**
     * By minute: first what people do, then what becomes of sessions, then what is said. Within a minute, things that are due at moments
     * apart by no more than the machine took over them stand in an order that is always the same.
     */
    List<String> lines() {
        return lines.stream().sorted(Comparator.comparing((String line) -> line.substring(4, 20))
                .thenComparing(line -> "* >".indexOf(line.charAt(21))).thenComparing(Year::place)).toList();
    }

    private static String place(String line) {
        return switch (line.charAt(21)) {
            case '*' -> "";
            case ' ' -> line.substring(22, line.indexOf(": ", 21)) + (line.contains(": ask ") ? line : "");
            default -> line;
        };
    }

    private Optional<Instant> next() {
        Instant deed = script.isEmpty() ? Instant.MAX : script.peek().at();
        return Optional.of(due.next().filter(at -> at.isBefore(deed)).orElse(deed))
                .filter(at -> at.isBefore(Instant.MAX));
    }

    void note(Instant at, String words) {
        lines.add(DAY.format(at.atOffset(UTC)) + " * " + words);
    }

    /** What is new since it was looked last: first what became of sessions, then what was said of it. */
    private void look() {
        List<Happening> happened = new ArrayList<>();
        jdbc.query("""
                select h.session_id, s.cadence_id, c.number, s.planned, h.version, h.position, h.kind, h.by_user_id, h.at,
                    h.to_users, s.cause
                from cadence_session_happening h
                join cadence_session s on s.workspace_id = h.workspace_id and s.id = h.session_id
                join cadence c on c.workspace_id = s.workspace_id and c.id = s.cadence_id
                where h.workspace_id = ? and h.at > ? order by h.at, c.number, s.planned, h.version, h.position
                """, row -> {
            if (seen.add(row.getString(1) + "/" + row.getLong(5) + "/" + row.getInt(6))) {
                SessionHappening.Kind kind = SessionHappening.Kind.valueOf(row.getString(7));
                List<UserId> to = new ArrayList<>();
                for (String user : (String[]) row.getArray(10).getArray()) {
                    to.add(new UserId(user));
                }
                Instant at = row.getObject(9, java.time.OffsetDateTime.class).toInstant();
                String planned = row.getObject(4, java.time.LocalDateTime.class).format(SHORT);
                String by = row.getString(8);
                String cause = row.getString(11);
                lines.add(DAY.format(at.atOffset(UTC)) + "   REV-" + row.getLong(3) + " of " + planned + ": "
                        + kind.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                        + (kind == SessionHappening.Kind.SKIPPED && cause != null
                                ? " (" + cause.toLowerCase(Locale.ROOT).replace('_', ' ') + ")"
                                : "")
                        + (to.isEmpty() ? "" : " " + String.join(", ", to.stream().map(Year::name).sorted().toList()))
                        + (by == null ? "" : ", by " + name(new UserId(by))));
                happened.add(new Happening(new SessionId(row.getObject(1, UUID.class)),
                        new CadenceId(row.getObject(2, UUID.class)), row.getLong(3), planned, kind, to, at));
            }
        }, workspace.value(), clock.instant().minus(9, ChronoUnit.DAYS).atOffset(UTC));
        take();
        happened.forEach(reaction);
    }

    /** As Slack would: each message and each card that is to be sent stands where it belongs. */
    private void take() {
        Instant now = clock.instant();
        for (int i = 0; i < 5; i++) {
            Set<String> said = new TreeSet<>();
            List<Map<String, Object>> rows = jdbc.queryForList("""
                    select id, thing_id, form, label, recipient, message, ts from delivery
                    where workspace_id = ? and due_at is not null order by position, id
                    """, workspace.value());
            for (Map<String, Object> row : rows) {
                said.add(text(row, "form").equals("card")
                        ? card(row)
                        : where(text(row, "recipient"), now) + ": " + text(text(row, "message"),
                                text(row, "recipient")));
                jdbc.update("""
                        update delivery set state = 'sent', due_at = null, waiting_since = null, settled_at = ?,
                            merged_into = null where id = ?
                        """, now.atOffset(UTC), row.get("id"));
            }
            said.stream().filter(each -> !each.isEmpty())
                    .forEach(each -> lines.add(DAY.format(now.atOffset(UTC)) + " > " + each));
            if (rows.isEmpty()) {
                return;
            }
        }
    }

    private static String text(Map<String, Object> row, String column) {
        return (String) Objects.requireNonNull(row.get(column));
    }

    /** A card is told of when it first stands somewhere, and whenever what phones show of it is another. */
    private String card(Map<String, Object> row) {
        UUID thing = (UUID) Objects.requireNonNull(row.get("thing_id"));
        UUID id = (UUID) Objects.requireNonNull(row.get("id"));
        String recipient = (String) Objects.requireNonNull(row.get("recipient"));
        String kind = (String) Objects.requireNonNull(row.get("label"));
        var channel = new ChannelId(recipient.startsWith("@") ? "D" + recipient.substring(2) : recipient);
        String words = Objects.requireNonNull(kinds.get(kind)).render(workspace, thing, channel)
                .map(message -> plain(message.text(), zone(recipient))).orElse("(gone)");
        if (row.get("ts") == null) {
            String ts = "1700000000." + String.format(Locale.ROOT, "%06d", ++cards);
            transaction.executeWithoutResult(status -> {
                jdbc.update("update delivery set channel_id = ?, ts = ?, lane = '~' where id = ?", channel.value(), ts,
                        id);
                events.publishEvent(new CardPosted(workspace, kind, thing, channel, ts, null));
            });
        }
        String before = looks.put(id, words);
        if (words.equals(before)) {
            return "";
        }
        return where(recipient, clock.instant()) + (before == null ? " (card): " : " (card, now): ") + words;
    }

    private String where(String recipient, Instant now) {
        if (recipient.startsWith("@")) {
            var user = new UserId(recipient.substring(1));
            ZoneId zone = zone(recipient);
            return name(user) + " (" + LOCAL.format(now.atZone(zone)) + " in "
                    + zone.getId().substring(zone.getId().indexOf('/') + 1).replace('_', ' ') + ")";
        }
        return recipient.contains("/") ? "#general, in a thread" : "#general";
    }

    private ZoneId zone(String recipient) {
        return recipient.startsWith("@")
                ? zones.entrySet().stream().filter(each -> each.getKey().id().value().equals(recipient.substring(1)))
                        .map(Map.Entry::getValue).findFirst().orElse(UTC)
                : UTC;
    }

    private String text(String json, String recipient) {
        var message = JsonParser.parseString(json).getAsJsonObject();
        return plain(message.has("text") ? message.get("text").getAsString() : "", zone(recipient));
    }

    private static String plain(String mrkdwn, ZoneId zone) {
        String dated = DATE.matcher(mrkdwn).replaceAll(date -> SHORT
                .format(Instant.ofEpochSecond(Long.parseLong(date.group(1))).atZone(zone)));
        String named = PERSON.matcher(dated).replaceAll(person -> "@" + name(new UserId(person.group(1))));
        String placed = CHANNEL.matcher(named).replaceAll("#general");
        String linked = BARE.matcher(LINK.matcher(placed).replaceAll(link -> Matcher.quoteReplacement(link.group(1))))
                .replaceAll("(link)");
        return ID.matcher(linked).replaceAll("(id)").replaceAll("\\s*\\n\\s*", " / ").strip();
    }

    static String name(UserId user) {
        for (Who who : Who.values()) {
            if (who.id().equals(user)) {
                return switch (who) {
                    case PM -> "Maya";
                    case OPS -> "Jonas";
                    case EXECUTIVE -> "Amara";
                    case SELLER -> "Diego";
                    case SUPPORT -> "Yuki";
                    case OUTSIDER -> "Nadia";
                };
            }
        }
        return user.value();
    }
}
