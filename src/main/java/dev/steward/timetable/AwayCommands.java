package dev.steward.timetable;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;

import org.springframework.stereotype.Component;

import dev.steward.schedule.Absence;
import dev.steward.schedule.AbsenceId;
import dev.steward.schedule.Absences;
import dev.steward.schedule.Absences.Taken;
import dev.steward.schedule.AwayWords;
import dev.steward.schedule.AwayWords.Read.Span;
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

/** {@code /steward away}: when somebody is away, and who stands in. Everyone says so for themselves. */
@Component
class AwayCommands implements SlackFeature {
    static final String OUTSIDERS = "Only the people of this workspace can say when they are away.";

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
                                new Usage("list", "See when you are away"),
                                new Usage("cancel", "Take it back")),
                        this::answer),
                new Route.Submission(AwayView.CALLBACK, this::save),
                new Route.Action(AwayView.REPLACE, this::replace), new Route.Action(AwayView.CANCEL, this::cancel));
    }

    private Reply answer(CommandRequest request) {
        Actor actor = request.actor();
        if (actor.outsider()) {
            return Reply.says(OUTSIDERS);
        }
        String text = request.text();
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "" -> Reply.opens(AwayView.form(new Filled(today(actor), null, null), null, null, ahead(actor),
                    sentences(actor)));
            case "list" -> Reply.says(AwayView.list(null, ahead(actor), sentences(actor)));
            case "cancel" -> cancelOnly(actor);
            default -> typed(actor, text);
        };
    }

    private Reply typed(Actor actor, String text) {
        AwayRequest.Typed typed = AwayRequest.Typed.of(text);
        if (typed.many()) {
            return Reply.says("One person can stand in for you. Please name just one, at the end: `…, @name`.");
        }
        AwayWords.Read read = AwayWords.read(typed.days(), now(actor));
        if (!(read instanceof Span span)) {
            return Reply.says(sentences(actor).unread(typed.days(), read));
        }
        UserId standIn = typed.id();
        String name = typed.name();
        if (name != null) {
            List<Member> called = members.named(actor.workspace(), name);
            if (called.size() != 1) {
                return Reply
                        .says((called.isEmpty() ? "I know nobody called " : "There are several people called ") + "\""
                                + Mrkdwn.escape(Mrkdwn.cut(name, 80))
                                + "\". Please choose them in the form: `/steward away` opens it.");
            }
            standIn = called.getFirst().id();
        }
        var wanted = new AwayRequest(span, standIn, Set.of());
        Taken taken = take(actor, wanted);
        return Reply.says(taken instanceof Taken.Overlaps(var others)
                ? AwayView.overlaps(sentences(actor).overlaps(others), wanted.replacing(others.keySet()))
                : Message.of(said(actor, wanted, taken)));
    }

    private Reply replace(ActionRequest request) {
        Actor actor = request.actor();
        AwayRequest wanted = AwayRequest.read(Objects.requireNonNull(request.value(), "the button has a value"));
        if (actor.outsider()) {
            return Reply.done();
        }
        if (!instant(actor, wanted.span().to()).isAfter(clock.instant())) {
            return new Reply.Replaces(Message.of("That is over by now."));
        }
        Taken taken = take(actor, wanted);
        return new Reply.Replaces(taken instanceof Taken.Overlaps(var others)
                ? AwayView.overlaps(sentences(actor).overlaps(others), wanted.replacing(others.keySet()))
                : Message.of(said(actor, wanted, taken)));
    }

    private Reply save(SubmissionRequest request) {
        Actor actor = request.actor();
        if (actor.outsider()) {
            return Reply.refuses(AwayView.FROM, OUTSIDERS);
        }
        Filled filled = AwayView.read(request.values());
        Span span = filled.span();
        if (span == null) {
            return Reply.refuses(filled.from() == null ? AwayView.FROM : AwayView.TO, "Please choose a day.");
        }
        if (!span.to().isAfter(span.from())) {
            return Reply.refuses(AwayView.TO, "The last day is before the first. Please turn them around.");
        }
        if (!instant(actor, span.to()).isAfter(clock.instant())) {
            return Reply.refuses(AwayView.TO, "This day is over. Please choose one ahead.");
        }
        String shown = request.privateMetadata();
        var wanted = new AwayRequest(span, filled.standIn(),
                shown.isEmpty() ? Set.of() : AwayRequest.read(shown).replacing());
        AwaySentences sentences = sentences(actor);
        return switch (take(actor, wanted)) {
            case Taken.Overlaps(var others) -> new Reply.Updates(AwayView.form(filled, sentences.overlaps(others),
                    wanted.replacing(others.keySet()), Map.of(), sentences));
            case Taken.Kept kept -> new Reply.Updates(
                    AwayView.done(said(actor, wanted, kept), ahead(actor), sentences));
            case Taken.Circle refused -> Reply.refuses(AwayView.STAND_IN,
                    "They are away too, and you would answer for them. Nobody would be left.");
            case Taken.CannotStandIn(UserId standIn) -> Reply.refuses(AwayView.STAND_IN,
                    standIn.equals(actor.user())
                            ? "You cannot stand in for yourself."
                            : "Only people of this workspace can stand in: no apps, and nobody whose account is closed.");
        };
    }

    private Reply cancelOnly(Actor actor) {
        Map<AbsenceId, Absence> ahead = ahead(actor);
        if (ahead.size() != 1) {
            return Reply.says(AwayView.list(ahead.isEmpty() ? null : "Which one?", ahead, sentences(actor)));
        }
        var only = ahead.entrySet().iterator().next();
        absences.remove(actor.workspace(), actor.user(), only.getKey());
        return Reply.says("Cancelled: " + sentences(actor).line(only.getValue()));
    }

    private Reply cancel(ActionRequest request) {
        Actor actor = request.actor();
        var id = new AbsenceId(UUID.fromString(Objects.requireNonNull(request.value(), "the button has a value")));
        boolean removed = absences.remove(actor.workspace(), actor.user(), id);
        String said = removed ? "Cancelled." : "That one is gone meanwhile.";
        return request.view() == null
                ? new Reply.Replaces(AwayView.list(said, ahead(actor), sentences(actor)))
                : new Reply.Updates(AwayView.form(AwayView.read(request.values()), said, null, ahead(actor),
                        sentences(actor)));
    }

    private Taken take(Actor actor, AwayRequest wanted) {
        return absences.take(actor.workspace(), actor.user(), absence(actor, wanted), wanted.replacing());
    }

    private String said(Actor actor, AwayRequest wanted, Taken taken) {
        AwaySentences sentences = sentences(actor);
        return switch (taken) {
            case Taken.Kept kept -> sentences.entered(absence(actor, wanted), kept);
            case Taken.Overlaps(var others) -> sentences.overlaps(others);
            case Taken.Circle(var answers) -> sentences.circle(Objects.requireNonNull(wanted.standIn()), answers);
            case Taken.CannotStandIn(UserId standIn) -> AwaySentences.cannotStandIn(actor.user(), standIn);
        };
    }

    /** What is over stays as it was: what has begun begins now. */
    private Absence absence(Actor actor, AwayRequest wanted) {
        Instant from = instant(actor, wanted.span().from());
        Instant now = clock.instant();
        return new Absence(from.isBefore(now) ? now : from, instant(actor, wanted.span().to()), wanted.standIn());
    }

    private Map<AbsenceId, Absence> ahead(Actor actor) {
        Instant now = clock.instant();
        Map<AbsenceId, Absence> all = absences.of(actor.workspace(), actor.user());
        all.values().removeIf(one -> one.to() != null && !one.to().isAfter(now));
        return all;
    }

    private AwaySentences sentences(Actor actor) {
        return new AwaySentences(zone(actor), clock.instant());
    }

    private Instant instant(Actor actor, LocalDateTime wallClock) {
        return wallClock.atZone(zone(actor)).toInstant();
    }

    private LocalDateTime now(Actor actor) {
        return LocalDateTime.ofInstant(clock.instant(), zone(actor));
    }

    private LocalDate today(Actor actor) {
        return now(actor).toLocalDate();
    }

    private ZoneId zone(Actor actor) {
        return members.find(actor.workspace(), actor.user()).map(Member::zone).orElse(ZoneOffset.UTC);
    }
}
