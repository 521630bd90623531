package dev.steward.cadence;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.steward.cadence.Draft.Turns;
import dev.steward.cadence.Previews.ClockChange;
import dev.steward.cadence.Previews.Held;
import dev.steward.cadence.Previews.Line;
import dev.steward.cadence.Previews.Skipped;
import dev.steward.schedule.Absence;
import dev.steward.schedule.Absences;
import dev.steward.schedule.Recurrence;
import dev.steward.schedule.WorkspaceHolidays;
import dev.steward.slack.Mrkdwn;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Shows what is to come of a cadence, before it is saved and after. */
@Component
class PreviewCadence {
    static final int ALL = 20;
    static final int IN_FORM = 5;
    private static final int SECTION = 2_800;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter OTHER_DAY = DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH);

    private final Participants participants;
    private final Rosters rosters;
    private final Sessions sessions;
    private final Absences absences;
    private final WorkspaceHolidays holidays;
    private final Clock clock;

    PreviewCadence(Participants participants, Rosters rosters, Sessions sessions, Absences absences,
            WorkspaceHolidays holidays, Clock clock) {
        this.participants = participants;
        this.rosters = rosters;
        this.sessions = sessions;
        this.absences = absences;
        this.holidays = holidays;
        this.clock = clock;
    }

    /** Of what nobody has saved. @param existing the cadence it would change; null for a new one */
    List<Line> of(WorkspaceId workspace, Draft draft, Recurrence recurrence, @Nullable Cadence existing, int most) {
        List<UserId> eligible = draft.written()
                ? List.of()
                : draft.turns() == Turns.EVERYBODY
                        ? participants.of(workspace, draft.people())
                        : participants.of(workspace, new People(draft.facilitators(), List.of()));
        Rotation rotation = existing == null ? Rotation.empty() : existing.rotation();
        return of(workspace, recurrence, eligible, rotation, Map.of(), most);
    }

    List<Line> of(Cadence cadence, int most) {
        Map<Instant, Session> settled = new HashMap<>();
        if (!cadence.rules().written()) {
            for (Session session : sessions.open(cadence.facts().workspace(), cadence.facts().id())) {
                if (session.state().ahead() && session.facilitator() != null) {
                    settled.put(session.startsAt(), session);
                }
            }
        }
        return of(cadence.facts().workspace(), cadence.rules().recurrence(),
                cadence.rules().written() ? List.of() : rosters.eligible(cadence), cadence.rotation(), settled, most);
    }

    private List<Line> of(WorkspaceId workspace, Recurrence recurrence, List<UserId> eligible, Rotation rotation,
            Map<Instant, Session> settled, int most) {
        return Previews.of(recurrence, holidays.of(workspace), clock.instant(), most,
                times -> turns(workspace, times, eligible, rotation, settled));
    }

    private List<Optional<UserId>> turns(WorkspaceId workspace, List<Instant> times, List<UserId> eligible,
            Rotation rotation, Map<Instant, Session> settled) {
        if (eligible.isEmpty()) {
            return List.of();
        }
        Map<UserId, List<Absence>> away = absences.of(workspace, eligible);
        List<Optional<UserId>> facilitators = new ArrayList<>();
        Rotation now = rotation;
        for (Instant at : times) {
            Set<UserId> present = new HashSet<>(eligible);
            present.removeIf(person -> away.getOrDefault(person, List.of()).stream()
                    .anyMatch(absence -> away(absence, at)));
            Optional<Session> there = Optional.ofNullable(settled.get(at));
            Optional<UserId> next = there.isPresent()
                    ? there.map(Session::facilitator)
                    : now.next(eligible, present);
            facilitators.add(next);
            if (next.isPresent()) {
                now = now.held(there.map(Session::hands).orElse(Hands.NONE), next.get(), eligible, present);
            }
        }
        return facilitators;
    }

    private static boolean away(Absence absence, Instant at) {
        return !at.isBefore(absence.from()) && (absence.to() == null || at.isBefore(absence.to()));
    }

    /** As much of {@link #said} as a section of a form takes. */
    String shortly(List<Line> lines, ZoneId zone, ZoneId reader) {
        return pieces(said(lines, zone, reader)).getFirst();
    }

    /** Lines joined, in pieces that fit a section each; one at least. */
    static List<String> pieces(List<String> lines) {
        List<String> pieces = new ArrayList<>();
        var piece = new StringBuilder();
        for (String line : lines) {
            if (piece.length() + line.length() > SECTION) {
                pieces.add(piece.toString());
                piece.setLength(0);
            }
            piece.append(piece.isEmpty() ? "" : "\n").append(line);
        }
        pieces.add(piece.toString());
        return pieces;
    }

    /**
     * As mrkdwn, one for each.
     *
     * @param zone   the cadence's
     * @param reader whose time is said as well where it is another
     */
    List<String> said(List<Line> lines, ZoneId zone, ZoneId reader) {
        LocalDateTime now = LocalDateTime.ofInstant(clock.instant(), zone);
        List<String> said = new ArrayList<>();
        for (Line line : lines) {
            said.add(switch (line) {
                case Held held -> "• " + Previews.day(held.local(), now) + yours(held, zone, reader)
                        + (held.facilitator() == null ? "" : " · " + held.facilitator().mention())
                        + (held.note() == null ? "" : " · _" + Mrkdwn.escape(held.note()) + "_");
                case Skipped skipped -> "• ~" + Previews.day(skipped.local(), now) + "~ · _skipped: "
                        + Mrkdwn.escape(skipped.why()) + "_";
                case ClockChange change -> ":alarm_clock: _" + Mrkdwn.escape(change.what()) + "_";
            });
        }
        return said;
    }

    private static String yours(Held held, ZoneId zone, ZoneId reader) {
        LocalDateTime yours = LocalDateTime.ofInstant(held.at(), reader);
        if (reader.equals(zone) || yours.equals(held.local())) {
            return "";
        }
        boolean sameDay = yours.toLocalDate().equals(held.local().toLocalDate());
        return " (" + (sameDay ? TIME : OTHER_DAY).format(yours) + " for you)";
    }
}
