package dev.steward.cadence;

import java.time.Clock;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.steward.cadence.CheckDraft.Checked;
import dev.steward.cadence.CheckDraft.Field;
import dev.steward.cadence.ReadWords.Known;
import dev.steward.cadence.ReadWords.Named;
import dev.steward.cadence.ReadWords.Read;
import dev.steward.schedule.HolidayCalendar;
import dev.steward.schedule.RecurrenceAnswer.Understood;
import dev.steward.schedule.RecurrenceWords;
import dev.steward.schedule.WorkspaceHolidays;
import dev.steward.slack.Actor;
import dev.steward.slack.SlackText;
import dev.steward.workspace.Area;
import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.Areas;
import dev.steward.workspace.ChannelId;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.UserGroups;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Reads what somebody typed of a cadence, with what Steward knows of their workspace. */
@Component
class ReadCadence {
    private final CheckDraft check;
    private final Members members;
    private final UserGroups groups;
    private final Areas areas;
    private final WorkspaceHolidays holidays;
    private final Clock clock;

    ReadCadence(CheckDraft check, Members members, UserGroups groups, Areas areas, WorkspaceHolidays holidays,
            Clock clock) {
        this.check = check;
        this.members = members;
        this.groups = groups;
        this.areas = areas;
        this.holidays = holidays;
        this.clock = clock;
    }

    /** @param mistakes what was unclear, and what is missing or not possible: plain text */
    record Understanding(Draft draft, @Nullable Rules rules, Map<Field, String> mistakes) {}

    Understanding read(Actor actor, ChannelId typedIn, String typed) {
        Read read = ReadWords.read(typed, known(actor, CheckDraft.channel(typedIn.value()) ? typedIn : null));
        Checked checked = check.check(actor, read.draft());
        Map<Field, String> mistakes = new LinkedHashMap<>(checked.mistakes());
        mistakes.putAll(read.unclear());
        return new Understanding(read.draft(), mistakes.isEmpty() ? checked.rules() : null, mistakes);
    }

    private Known known(Actor actor, @Nullable ChannelId here) {
        WorkspaceId workspace = actor.workspace();
        ZoneId zone = members.zone(workspace, actor.user());
        HolidayCalendar days = holidays.of(workspace);
        return new Known() {
            @Override
            public @Nullable ChannelId here() {
                return here;
            }

            @Override
            public ZoneId zone() {
                return zone;
            }

            @Override
            public boolean recurs(String words) {
                return RecurrenceWords.read(words, zone, clock.instant(), days) instanceof Understood;
            }

            @Override
            public Optional<Named> named(String typed) {
                return ReadCadence.this.named(workspace, typed);
            }

            @Override
            public Optional<AreaId> area(String name) {
                return areas.named(workspace, name).map(Area::id);
            }

            @Override
            public String plain(String quoted) {
                return SlackText.plain(quoted, id -> members.find(workspace, new UserId(id)).map(Member::name)
                        .orElse("somebody"));
            }
        };
    }

    /** A group by its handle or id, or else the member with the longest name that stands there. */
    private Optional<Named> named(WorkspaceId workspace, String typed) {
        String word = typed.split("[\\s,;]", 2)[0];
        if (word.isEmpty()) {
            return Optional.empty();
        }
        var group = groups.named(workspace, word).or(() -> groups.find(workspace, word));
        if (group.isPresent()) {
            return Optional.of(new Named(null, group.get().id(), word.length()));
        }
        List<Member> called = members.all(workspace).stream().filter(Member::reachable)
                .filter(member -> begins(typed, member.name()))
                .sorted(Comparator.comparingInt((Member member) -> member.name().length()).reversed()).toList();
        boolean one = called.size() == 1 || called.size() > 1
                && called.get(0).name().length() > called.get(1).name().length();
        return one
                ? Optional.of(new Named(called.getFirst().id(), null, called.getFirst().name().length()))
                : Optional.empty();
    }

    private static boolean begins(String typed, String name) {
        return !name.isBlank() && typed.regionMatches(true, 0, name, 0, name.length())
                && (typed.length() == name.length() || !Character.isLetterOrDigit(typed.codePointAt(name.length())));
    }
}
