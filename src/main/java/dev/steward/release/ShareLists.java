package dev.steward.release;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.github.f4b6a3.uuid.UuidCreator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.delivery.FileParts;
import dev.steward.delivery.Files;
import dev.steward.delivery.Notices;
import dev.steward.delivery.Notices.Recipient;
import dev.steward.delivery.Sheet;
import dev.steward.initiative.Initiative;
import dev.steward.initiative.InitiativeId;
import dev.steward.initiative.Initiatives;
import dev.steward.release.FindReleases.From;
import dev.steward.release.FindReleases.Place;
import dev.steward.release.FindReleases.Understood;
import dev.steward.release.ReleaseList.Asked;
import dev.steward.schedule.DueTimer;
import dev.steward.schedule.TimerHandler;
import dev.steward.schedule.TimerKey;
import dev.steward.schedule.TimerType;
import dev.steward.schedule.Timers;
import dev.steward.slack.Message;
import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.Areas;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Sends a list as a file to the direct messages of who asked: too long a work to be answered at once. */
@Component
class ShareLists implements TimerHandler {
    static final TimerType LIST = new TimerType("release.list.file");
    static final int MOST_ROWS = 100_000;
    private static final int PAGE = 1_000;
    /** Well below what one file may have. */
    private static final int FILE = 8 * 1024 * 1024;
    private static final int FILES = 25;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    private final JdbcTemplate jdbc;
    private final Timers timers;
    private final FindReleases finds;
    private final Releases releases;
    private final Areas areas;
    private final Initiatives initiatives;
    private final Members members;
    private final Files files;
    private final Notices notices;
    private final Clock clock;

    ShareLists(JdbcTemplate jdbc, Timers timers, FindReleases finds, Releases releases, Areas areas,
            Initiatives initiatives, Members members, Files files, Notices notices, Clock clock) {
        this.jdbc = jdbc;
        this.timers = timers;
        this.finds = finds;
        this.releases = releases;
        this.areas = areas;
        this.initiatives = initiatives;
        this.members = members;
        this.files = files;
        this.notices = notices;
        this.clock = clock;
    }

    private record Errand(UUID id, WorkspaceId workspace, UserId user, Asked asked) {}

    /** What is looked up once for many rows. */
    private record Known(ZoneId zone, Map<AreaId, String> areas, Map<InitiativeId, Initiative> initiatives,
            Map<UserId, Member> members) {}

    /** Notes it; it is done a moment later. */
    @Transactional
    public void note(WorkspaceId workspace, UserId user, Asked asked) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        Instant now = clock.instant();
        jdbc.update("""
                insert into release_errand (id, workspace_id, user_id, mine, typed, asked_at) values (?, ?, ?, ?, ?, ?)
                """, id, workspace.value(), user.value(), asked.mine(), asked.typed(), now.atOffset(ZoneOffset.UTC));
        timers.set(LIST.of(workspace, id), now);
    }

    @Override
    public TimerType type() {
        return LIST;
    }

    @Override
    public String title(TimerKey timer) {
        return "a list of releases for somebody";
    }

    @Override
    public boolean takesLong() {
        return true;
    }

    @Override
    public void handle(DueTimer timer) {
        Optional<Errand> found = jdbc.query("""
                delete from release_errand where workspace_id = ? and id = ? returning user_id, mine, typed
                """, (row, n) -> new Errand(timer.subject(), timer.workspace(), new UserId(row.getString(1)),
                new Asked(row.getBoolean(2), row.getString(3))), timer.workspace().value(), timer.subject())
                .stream().findFirst();
        found.ifPresent(this::share);
    }

    private void share(Errand errand) {
        if (!(finds.understand(errand.workspace(), errand.user(), errand.asked().mine(),
                errand.asked().typed()) instanceof Understood.Query query)) {
            notices.say(errand.workspace(), errand.id(), "errand", new Recipient.Direct(errand.user()),
                    Message.of("The list cannot be made any more. Please ask for it again."));
            return;
        }
        var known = new Known(finds.zone(errand.workspace(), errand.user()),
                ReleaseLine.names(areas.all(errand.workspace())), new HashMap<>(), new HashMap<>());
        var parts = new FileParts("releases", "csv", "Releases", LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC),
                (occasion, part) -> files.share(errand.workspace(), errand.id(), occasion,
                        new Recipient.Direct(errand.user()), part));
        Sheet sheet = Sheet.csv(FILE, parts::add, "Reference", "Title", "Version", "State", "Tier", "Area",
                "Initiatives", "Feedback", "Owner", "Owner's id", "Drafted (" + known.zone() + ")",
                "Goes out (" + known.zone() + ")", "Published (" + known.zone() + ")", "Editions", "What changed");
        From from = new From.First();
        int rows = 0;
        boolean more = true;
        while (more && rows < MOST_ROWS && parts.shared() < FILES) {
            List<Place> page = finds.read(query, from, Math.min(PAGE, MOST_ROWS - rows));
            Map<UUID, Release> found = releases.find(errand.workspace(), page.stream().map(Place::id).toList())
                    .stream().collect(Collectors.toMap(each -> each.facts().id().value(), Function.identity()));
            learn(errand.workspace(), known, found.values());
            page.stream().map(place -> found.get(place.id())).filter(java.util.Objects::nonNull)
                    .forEach(release -> row(sheet, release, known));
            rows += page.size();
            more = page.size() == PAGE;
            from = page.isEmpty() ? from : new From.After(page.getLast());
        }
        parts.say(rows < MOST_ROWS && !more
                ? rows + (rows == 1 ? " release." : " releases.")
                : "The latest " + rows + " releases. There are more: narrow the list with filters such as `since:` "
                        + "and `until:`.");
        sheet.close();
    }

    private void learn(WorkspaceId workspace, Known known, java.util.Collection<Release> page) {
        Set<UserId> people = page.stream().map(Release::owner).collect(Collectors.toCollection(HashSet::new));
        people.removeAll(known.members().keySet());
        if (!people.isEmpty()) {
            known.members().putAll(members.find(workspace, people));
        }
        Set<InitiativeId> about = page.stream().flatMap(each -> each.content().initiatives().stream())
                .collect(Collectors.toCollection(HashSet::new));
        about.removeAll(known.initiatives().keySet());
        if (!about.isEmpty()) {
            known.initiatives().putAll(initiatives.find(workspace, about));
        }
    }

    private static void row(Sheet sheet, Release release, Known known) {
        Content content = release.content();
        Member owner = known.members().get(release.owner());
        sheet.row(release.facts().reference().toString(), content.title(), content.version(), release.state().word(),
                content.tier(), content.area() == null ? "" : known.areas().getOrDefault(content.area(), ""),
                content.initiatives().stream().map(known.initiatives()::get).filter(java.util.Objects::nonNull)
                        .map(Initiative::reference).collect(Collectors.joining(" ")),
                String.join(" ", content.feedback()), owner == null ? "" : owner.name(), release.owner().value(),
                time(release.facts().draftedAt(), known.zone()), time(release.goesAt(), known.zone()),
                time(release.publishedAt(), known.zone()), release.edition(), content.changed());
    }

    private static String time(@Nullable Instant at, ZoneId zone) {
        return at == null ? "" : TIME.withZone(zone).format(at);
    }
}
