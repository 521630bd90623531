package dev.steward.approval;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

import dev.steward.approval.Simulation.Moment;
import dev.steward.picture.Timeline;
import dev.steward.picture.Timeline.Mark;
import dev.steward.picture.Timeline.Row;
import dev.steward.picture.Timeline.Span;
import dev.steward.picture.Timeline.Tone;
import dev.steward.schedule.NoWorkingTime;
import dev.steward.schedule.WorkingTime;
import dev.steward.workspace.UserId;

/** A simulation as a picture: a row for whoever is asked, reminded or told, their working time shaded. */
final class TimelinePicture {
    private static final int SPANS = 400;
    private static final Duration SHIFT = Duration.ofHours(36);
    private static final Duration MARGIN = Duration.ofHours(6);

    private TimelinePicture() {}

    /** Empty where nothing happens that a picture could show, as where nobody is asked; or where it takes years. */
    static Optional<byte[]> png(Simulation simulation, SimulationText text, Function<UserId, WorkingTime> hours) {
        Map<UserId, List<Mark>> marks = new LinkedHashMap<>();
        List<Mark> all = new ArrayList<>();
        for (Moment moment : simulation.moments()) {
            for (Happening happening : moment.happenings()) {
                mark(happening).ifPresent(mark -> {
                    if (happening.to().isEmpty() && mark.tone() != Tone.CLIMB) {
                        all.add(mark);
                    }
                    happening.to().forEach(
                            person -> marks.computeIfAbsent(person, p -> new ArrayList<>()).add(mark));
                });
            }
        }
        if (marks.isEmpty() || marks.size() >= Timeline.MOST_ROWS) {
            return Optional.empty();
        }
        Instant from = simulation.moments().getFirst().at().minus(MARGIN);
        Instant to = simulation.moments().getLast().at().plus(MARGIN);
        List<Row> rows = new ArrayList<>();
        marks.forEach((person, theirs) -> rows.add(new Row(text.names().getOrDefault(person, "somebody"),
                SimulationText.city(text.zones().getOrDefault(person, text.reader())),
                spans(hours.apply(person), from, to),
                theirs.stream().limit(Timeline.MOST_MARKS).toList())));
        if (!all.isEmpty()) {
            rows.add(new Row("The request", "", List.of(), all.stream().limit(Timeline.MOST_MARKS).toList()));
        }
        var terms = simulation.request().terms();
        try {
            return Optional.of(new Timeline(terms.gate().title() + ": " + terms.rule().name(), text.reader(), rows,
                    simulation.moments().getFirst().at()).png());
        } catch (IllegalArgumentException moreThanYears) {
            return Optional.empty();
        }
    }

    private static Optional<Mark> mark(Happening happening) {
        return Optional.ofNullable(switch (happening.kind()) {
            case ASKED, HANDED_OVER -> new Mark(happening.at(), "asked", Tone.ASK);
            case REMINDED -> new Mark(happening.at(), "reminded", Tone.REMIND);
            case CLIMBED -> new Mark(happening.at(), "told", Tone.CLIMB);
            case TIME_UP -> new Mark(happening.at(), "time is up", Tone.END);
            case NEEDED_NOW -> new Mark(happening.at(), "needed", Tone.END);
            case DECIDED -> new Mark(happening.at(), "decided", Tone.END);
            default -> null;
        });
    }

    /** When somebody works in that time. A shift's end is where working time stops passing as fast as the clock. */
    static List<Span> spans(WorkingTime hours, Instant from, Instant to) {
        List<Span> spans = new ArrayList<>();
        Instant at = from;
        try {
            while (spans.size() < SPANS) {
                Instant start = hours.next(at);
                if (!start.isBefore(to)) {
                    return spans;
                }
                Instant end = end(hours, start);
                spans.add(new Span(start, end.isBefore(to) ? end : to));
                at = end;
            }
        } catch (NoWorkingTime none) {
            // they work no more
        }
        return spans;
    }

    private static Instant end(WorkingTime hours, Instant start) {
        long low = 1;
        long high = SHIFT.toMinutes();
        while (low < high) {
            long middle = (low + high + 1) / 2;
            boolean works = Objects.equals(hours.between(start, start.plus(Duration.ofMinutes(middle))),
                    Duration.ofMinutes(middle));
            if (works) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return start.plus(Duration.ofMinutes(low));
    }
}
