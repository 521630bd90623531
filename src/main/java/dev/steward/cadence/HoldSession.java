package dev.steward.cadence;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.cadence.SessionPlan.Around;
import dev.steward.schedule.HolidayCalendar;
import dev.steward.schedule.RitualHandler;
import dev.steward.schedule.RitualKey;
import dev.steward.schedule.RitualOccurrence;
import dev.steward.schedule.WorkspaceHolidays;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Lets a session begin when its ritual says that its time has come, and passes over those that were missed. */
@Component
class HoldSession implements RitualHandler {
    static final String RITUAL = "cadence.session";

    private final Cadences cadences;
    private final CadenceLookup lookup;
    private final PrepareSessions prepare;
    private final Participants participants;
    private final Rosters rosters;
    private final Aftermath aftermath;
    private final WorkspaceHolidays holidays;

    HoldSession(Cadences cadences, CadenceLookup lookup, PrepareSessions prepare, Participants participants,
            Rosters rosters,
            Aftermath aftermath,
            WorkspaceHolidays holidays) {
        this.cadences = cadences;
        this.lookup = lookup;
        this.prepare = prepare;
        this.participants = participants;
        this.rosters = rosters;
        this.aftermath = aftermath;
        this.holidays = holidays;
    }

    static RitualKey ritual(Cadence.Facts facts) {
        return new RitualKey(facts.workspace(), RITUAL, facts.id().value());
    }

    @Override
    public String kind() {
        return RITUAL;
    }

    @Override
    public String title(RitualKey ritual) {
        return find(ritual).map(cadence -> cadence.rules().title()).orElse("A cadence");
    }

    @Override
    public HolidayCalendar holidays(RitualKey ritual) {
        return holidays.of(ritual.workspace());
    }

    @Override
    public Duration duration(RitualKey ritual) {
        return find(ritual).map(cadence -> cadence.rules().duration()).orElse(Duration.ZERO);
    }

    @Override
    public Set<UUID> concerning(WorkspaceId workspace, UserId member) {
        return cadences.concerning(workspace, member, participants.groupsOf(workspace, member)).stream()
                .map(CadenceId::value).collect(Collectors.toSet());
    }

    @Override
    public boolean visibleTo(WorkspaceId workspace, UserId member, UUID subject) {
        return cadences.find(workspace, new CadenceId(subject))
                .filter(cadence -> lookup.sees(workspace, member, cadence)).isPresent();
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void hold(RitualOccurrence occurrence) {
        locked(occurrence.ritual()).filter(Cadence::active).ifPresent(cadence -> {
            Session session = prepare.at(cadence, occurrence.planned(), occurrence.at(), occurrence.now());
            session.begin(occurrence.coalesced(), occurrence.now());
            aftermath.changed(cadence, session, occurrence.now());
        });
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public void missed(RitualKey ritual, LocalDateTime planned, Instant at, boolean coalesced, Instant now) {
        locked(ritual).filter(Cadence::active).ifPresent(cadence -> {
            Session session = prepare.at(cadence, planned, at, now);
            if (session.facts().written()) {
                passOver(cadence, session, now);
            } else {
                session.skipped(Cause.DOWNTIME, null, null, now);
            }
            aftermath.changed(cadence, session, now);
        });
    }

    /** Everybody has their own time for what is written: for some it may not be over. */
    private void passOver(Cadence cadence, Session session, Instant now) {
        Around around = rosters.around(cadence, session, now);
        SessionPlan.pass(session, around, now);
        if (SessionPlan.steps(session, around).stream().anyMatch(step -> step.step() == SessionPlan.Step.ASK)) {
            session.begin(0, now);
        } else {
            session.skipped(Cause.DOWNTIME, null, null, now);
        }
    }

    private Optional<Cadence> locked(RitualKey ritual) {
        return cadences.lock(ritual.workspace(), new CadenceId(ritual.subject()));
    }

    private Optional<Cadence> find(RitualKey ritual) {
        return cadences.find(ritual.workspace(), new CadenceId(ritual.subject()));
    }
}
