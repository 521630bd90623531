package dev.steward.cadence;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import com.slack.api.model.view.View;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

import dev.steward.schedule.HolidayCalendar;
import dev.steward.schedule.WorkspaceHolidays;
import dev.steward.slack.Actor;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Reply;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.workspace.Area;
import dev.steward.workspace.Areas;
import dev.steward.workspace.WorkspaceId;

/** Finds what stands on the page of a cadence. */
@Component
class ShowCadence {
    private static final int LAST = 5;
    private static final int ADHERENCE_DAYS = 365;

    private final Sessions sessions;
    private final Cadences cadences;
    private final ChangeSession changes;
    private final Adherence adherence;
    private final Areas areas;
    private final WorkspaceHolidays holidays;
    private final Clock clock;

    ShowCadence(Sessions sessions, Cadences cadences, ChangeSession changes, Adherence adherence, Areas areas,
            WorkspaceHolidays holidays,
            Clock clock) {
        this.sessions = sessions;
        this.cadences = cadences;
        this.changes = changes;
        this.adherence = adherence;
        this.areas = areas;
        this.holidays = holidays;
        this.clock = clock;
    }

    /**
     * A form about one of its sessions was sent. Where its page is beneath that form it says what happened; elsewhere the form just closes.
     *
     * @param said mrkdwn
     */
    Reply after(SubmissionRequest sent, CadenceId id, String said) {
        return sent.view().getPreviousViewId() == null
                ? Reply.done()
                : cadences.find(sent.actor().workspace(), id)
                        .<Reply>map(cadence -> new Reply.Returns(of(sent.actor(), cadence, said)))
                        .orElseGet(Reply::done);
    }

    /** @param said a sentence on top, mrkdwn; null for none */
    View of(Actor actor, Cadence cadence, @Nullable String said) {
        WorkspaceId workspace = cadence.facts().workspace();
        CadenceId id = cadence.facts().id();
        Instant now = clock.instant();
        List<Session> open = sessions.open(workspace, id);
        Optional<Session> running = open.stream().filter(session -> !session.state().ahead() || session.due())
                .findFirst();
        Optional<Session> next = open.stream().filter(session -> session.state().ahead() && !session.due()).findFirst();
        boolean leads = next.filter(session -> changes.standing(cadence, session, actor.user(), actor.role()).leads())
                .isPresent();
        List<Session> last = sessions.of(workspace, id, now.plusSeconds(1), LAST + 1).stream()
                .filter(session -> !session.state().open() && session.cause() != Cause.CADENCE).limit(LAST).toList();
        String area = cadence.rules().area() == null
                ? null
                : areas.find(workspace, cadence.rules().area()).map(Area::name).orElse("one that is gone");
        HolidayCalendar days = holidays.of(workspace);
        String kept = adherence.of(workspace, id, now.minus(ADHERENCE_DAYS, ChronoUnit.DAYS), now).line();
        return CadencePage.view(new CadencePage.Shown(cadence, cadence.mayChange(actor.user(), actor.role()), leads,
                running.orElse(null), next.orElse(null), last,
                SayRules.sentences(cadence.rules(), days, area), SayRules.words(
                        cadence.rules().recurring(Following.rule(cadence.rules().recurrence())), days,
                        known -> areas.find(workspace, known).map(Area::name), Mrkdwn::escape),
                kept, said));
    }
}
