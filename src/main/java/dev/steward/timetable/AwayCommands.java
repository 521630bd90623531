package dev.steward.timetable;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.springframework.stereotype.Component;

import dev.steward.schedule.Absence;
import dev.steward.schedule.AbsenceId;
import dev.steward.schedule.Absences;
import dev.steward.schedule.Absences.Taken;
import dev.steward.schedule.AwayWords;
import dev.steward.schedule.AwayWords.Read.Span;
import dev.steward.slack.Access;
import dev.steward.slack.Actor;
import dev.steward.slack.Message;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Reply;
import dev.steward.slack.Route;
import dev.steward.slack.Route.Usage;
import dev.steward.slack.SlackFeature;
import dev.steward.slack.SlackRequest.ActionRequest;
import dev.steward.slack.SlackRequest.CommandRequest;
import dev.steward.slack.SlackRequest.SubmissionRequest;
import dev.steward.timetable.AwayView.Filled;
import dev.steward.workspace.Member;
import dev.steward.workspace.Members;
import dev.steward.workspace.UserId;
import dev.steward.workspace.WorkspaceId;

/** {@code /steward away}: when somebody is away, and who stands in. Everyone says so for themselves. */
@Component
class AwayCommands implements SlackFeature {
    private final Absences absences;
    private final Members members;
    private final Clock clock;

    AwayCommands(Absences absences, Members members, Clock clock) {
        this.absences = absences;
        this.members = members;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route.Subcommand("away", "Say when you are away, and who stands in",
                        List.of(new Usage("", "Open the form"),
                                new Usage("2 Dec to 9 Dec, @name", "Be away then, with somebody who stands in"),
                                new Usage("until Friday",
                                        "Be away from now on; also tomorrow, next week, this afternoon"),
                                new Usage("list", "See when you are away").reading(),
                                new Usage("cancel", "Take it back")),
                        Access.MEMBERS,
                        this::answer),
                new Route.Submission(AwayView.CALLBACK, Access.MEMBERS, this::save),
                AwayView.REPLACE.route(Access.MEMBERS, this::replace),
                AwayView.CANCEL.route(Access.MEMBERS, this::cancel));
    }

    private Reply answer(CommandRequest request) {
        Actor actor = request.actor();
        Here here = here(actor);
        String text = request.text();
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "" -> Reply.opens(
                    AwayView.form(new Filled(here.wallClock().toLocalDate(), null, null), null, null, ahead(here),
                            here.sentences()));
            case "list" -> Reply.says(AwayView.list(null, ahead(here), here.sentences()));
            case "cancel" -> cancelOnly(here);
            default -> typed(here, text);
        };
    }

    private Reply typed(Here here, String text) {
        AwayRequest.Typed typed = AwayRequest.Typed.of(text);
        if (typed.many()) {
            return Reply.says("One person can stand in for you. Please name just one, at the end: `…, @name`.");
        }
        AwayWords.Read read = AwayWords.read(typed.days(), here.wallClock());
        if (!(read instanceof Span span)) {
            return Reply.says(here.sentences().unread(typed.days(), read));
        }
        UserId standIn = typed.id();
        String name = typed.name();
        if (name != null) {
            List<Member> called = members.named(here.workspace(), name);
            if (called.size() != 1) {
                return Reply
                        .says((called.isEmpty() ? "I know nobody called " : "There are several people called ") + "\""
                                + Mrkdwn.escape(Mrkdwn.cut(name, 80))
                                + "\". Please choose them in the form: `/steward away` opens it.");
            }
            standIn = called.getFirst().id();
        }
        var wanted = new AwayRequest(span, standIn, Set.of());
        Taken taken = take(here, wanted);
        return Reply.says(taken instanceof Taken.Overlaps(var others)
                ? AwayView.overlaps(here.sentences().overlaps(others), wanted.replacing(others.keySet()))
                : Message.of(said(here, wanted, taken)));
    }

    private Reply replace(ActionRequest request, AwayRequest wanted) {
        Here here = here(request.actor());
        if (here.isOver(wanted.span())) {
            return new Reply.Replaces(Message.of("That is over by now."));
        }
        Taken taken = take(here, wanted);
        return new Reply.Replaces(taken instanceof Taken.Overlaps(var others)
                ? AwayView.overlaps(here.sentences().overlaps(others), wanted.replacing(others.keySet()))
                : Message.of(said(here, wanted, taken)));
    }

    private Reply save(SubmissionRequest request) {
        Actor actor = request.actor();
        Here here = here(actor);
        Filled filled = AwayView.read(request.values());
        Span span = filled.span();
        if (span == null) {
            return Reply.refuses(filled.from() == null ? AwayView.FROM : AwayView.TO, "Please choose a day.");
        }
        if (!span.to().isAfter(span.from())) {
            return Reply.refuses(AwayView.TO, "The last day is before the first. Please turn them around.");
        }
        if (here.isOver(span)) {
            return Reply.refuses(AwayView.TO, "This day is over. Please choose one ahead.");
        }
        var wanted = new AwayRequest(span, filled.standIn(),
                AwayRequest.CODEC.read(request.privateMetadata()).map(AwayRequest::replacing).orElse(Set.of()));
        AwaySentences sentences = here.sentences();
        return switch (take(here, wanted)) {
            case Taken.Overlaps(var others) -> new Reply.Updates(AwayView.form(filled, sentences.overlaps(others),
                    wanted.replacing(others.keySet()), Map.of(), sentences));
            case Taken.Kept kept -> new Reply.Updates(
                    AwayView.done(said(here, wanted, kept), ahead(here), sentences));
            case Taken.Circle refused -> Reply.refuses(AwayView.STAND_IN,
                    "They are away too, and you would answer for them. Nobody would be left.");
            case Taken.CannotStandIn(UserId standIn) -> Reply.refuses(AwayView.STAND_IN,
                    standIn.equals(actor.user())
                            ? "You cannot stand in for yourself."
                            : "Only people of this workspace can stand in: no apps, and nobody whose account is closed.");
        };
    }

    private Reply cancelOnly(Here here) {
        Map<AbsenceId, Absence> ahead = ahead(here);
        if (ahead.size() != 1) {
            return Reply.says(AwayView.list(ahead.isEmpty() ? null : "Which one?", ahead, here.sentences()));
        }
        var only = ahead.entrySet().iterator().next();
        absences.remove(here.workspace(), here.user(), only.getKey());
        return Reply.says("Cancelled: " + here.sentences().line(only.getValue()));
    }

    /** An absence is never changed, so what was shown is what goes; one that took its place has an id of its own. */
    private Reply cancel(ActionRequest request, AbsenceId id) {
        Actor actor = request.actor();
        Here here = here(actor);
        boolean removed = absences.remove(actor.workspace(), actor.user(), id);
        String said = removed ? "Cancelled." : "That one is gone meanwhile.";
        return request.view() == null
                ? new Reply.Replaces(AwayView.list(said, ahead(here), here.sentences()))
                : new Reply.Updates(AwayView.form(AwayView.read(request.values()), said, null, ahead(here),
                        here.sentences()));
    }

    private Here here(Actor actor) {
        ZoneId zone = members.zone(actor.workspace(), actor.user());
        return new Here(actor, zone, clock.instant());
    }

    private Taken take(Here here, AwayRequest wanted) {
        return absences.take(here.workspace(), here.user(), here.absence(wanted), wanted.replacing());
    }

    private static String said(Here here, AwayRequest wanted, Taken taken) {
        return switch (taken) {
            case Taken.Kept kept -> here.sentences().entered(here.absence(wanted), kept);
            case Taken.Overlaps(var others) -> here.sentences().overlaps(others);
            case Taken.Circle(var answers) ->
                here.sentences().circle(Objects.requireNonNull(wanted.standIn()), answers);
            case Taken.CannotStandIn(UserId standIn) -> AwaySentences.cannotStandIn(here.user(), standIn);
        };
    }

    private Map<AbsenceId, Absence> ahead(Here here) {
        Map<AbsenceId, Absence> all = absences.of(here.workspace(), here.user());
        all.values().removeIf(one -> one.to() != null && !one.to().isAfter(here.now()));
        return all;
    }

    /** Who asks, where and when: one moment for all that is said of it. */
    private record Here(Actor actor, ZoneId zone, Instant now) {
        WorkspaceId workspace() {
            return actor.workspace();
        }

        UserId user() {
            return actor.user();
        }

        AwaySentences sentences() {
            return new AwaySentences(zone, now);
        }

        LocalDateTime wallClock() {
            return LocalDateTime.ofInstant(now, zone);
        }

        Instant instant(LocalDateTime wallClock) {
            return wallClock.atZone(zone).toInstant();
        }

        boolean isOver(Span span) {
            return !instant(span.to()).isAfter(now);
        }

        /** What is over stays as it was: what has begun begins now. */
        Absence absence(AwayRequest wanted) {
            Instant from = instant(wanted.span().from());
            return new Absence(from.isBefore(now) ? now : from, instant(wanted.span().to()), wanted.standIn());
        }
    }
}
