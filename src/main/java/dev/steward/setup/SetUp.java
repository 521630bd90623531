package dev.steward.setup;

import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.schedule.Holidays;
import dev.steward.slack.FieldMarks;
import dev.steward.workspace.Area;
import dev.steward.workspace.Areas;
import dev.steward.workspace.Members;
import dev.steward.workspace.Settings;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** Keeps what the setup forms say. */
@Service
@Transactional
class SetUp {
    private final Settings settings;
    private final Areas areas;
    private final Members members;
    private final Holidays holidays;

    SetUp(Settings settings, Areas areas, Members members, Holidays holidays) {
        this.settings = settings;
        this.areas = areas;
        this.members = members;
        this.holidays = holidays;
    }

    /**
     * Keeps what somebody changed in the form.
     *
     * @param shown what it held when it was shown to them
     * @return the fields that somebody else has changed since; where there are any, nothing is kept
     */
    Set<String> workspace(WorkspaceId workspace, SetupForm.Valid form, FieldMarks shown) {
        settings.lock(workspace);
        FieldMarks.Sent sent = shown.sent(form.values(),
                SetupForm.values(settings.intakeChannel(workspace).orElse(null), settings.captureEmoji(workspace),
                        new SetupForm.Rights(members.granted(workspace), settings.guestsAreMembers(workspace))));
        if (sent.outdated().isEmpty()) {
            sent.changed().forEach(field -> keep(workspace, form, field));
        }
        return sent.outdated();
    }

    private void keep(WorkspaceId workspace, SetupForm.Valid form, String field) {
        List<UserId> ops = form.ops();
        switch (field) {
            case SetupForm.INTAKE -> settings.intakeChannel(workspace, form.intakeChannel());
            case SetupForm.EMOJI -> settings.captureEmoji(workspace, form.captureEmoji());
            case SetupForm.OPS -> members.grantOps(workspace, ops == null ? List.of() : ops);
            case SetupForm.GUESTS -> settings.guestsAreMembers(workspace, form.guestsAreMembers());
            default -> throw new IllegalArgumentException("There is no field " + field);
        }
    }

    /**
     * Keeps when the workspace rests. What stays as it is, is left alone: every change makes all rituals look when they are next.
     *
     * @param shown what the form held when it was opened; null where it does not say
     * @return the fields that somebody else has changed since; where there are any, nothing is kept
     */
    Set<String> rest(WorkspaceId workspace, @Nullable RestDays shown, RestDays typed) {
        settings.lock(workspace);
        holidays.forget(workspace);
        RestDays kept = RestDays.kept(holidays, workspace);
        FieldMarks.Sent sent = (shown == null ? FieldMarks.NONE : FieldMarks.of(HolidayForm.values(shown)))
                .sent(HolidayForm.values(typed), HolidayForm.values(kept));
        if (sent.outdated().isEmpty()) {
            if (sent.changed().contains(HolidayForm.COUNTRY)) {
                holidays.place(workspace, typed.place());
            }
            if (sent.changed().contains(HolidayForm.WEEKEND)) {
                holidays.weekend(workspace, typed.weekend());
            }
        }
        return sent.outdated();
    }

    /** @param existing which area, as it was when the form was opened; null for a new one */
    void area(WorkspaceId workspace, AreaForm.@Nullable Reference existing, AreaForm.Typed typed) {
        if (existing == null) {
            areas.create(workspace, typed.name(), typed.owner(), typed.intakeChannel());
            return;
        }
        if (areas.find(workspace, existing.id()).isEmpty()) {
            throw new OptimisticLockingFailureException("Area " + existing.id() + " is gone");
        }
        areas.change(new Area(existing.id(), workspace, typed.name(), typed.owner(), typed.intakeChannel(),
                existing.version()));
    }
}
