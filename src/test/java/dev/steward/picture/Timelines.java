package dev.steward.picture;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

import dev.steward.picture.Timeline.Mark;
import dev.steward.picture.Timeline.Row;
import dev.steward.picture.Timeline.Span;
import dev.steward.picture.Timeline.Tone;

/** Timelines to draw. */
final class Timelines {
    static final ZoneId LISBON = ZoneId.of("Europe/Lisbon");

    /** As a request for a decision might go, with people around the world. */
    static Timeline approval() {
        return new Timeline("If AP-7 is asked now: Launch of Éclair export", LISBON, List.of(
                row("Maya Lindström", "Europe/Stockholm", mark("23T10:05", "Asked", Tone.ASK),
                        mark("24T09:00", "Reminder", Tone.REMIND), mark("25T09:00", "Reminder", Tone.REMIND)),
                row("山田太郎", "Asia/Tokyo", mark("24T00:00", "Asked", Tone.ASK),
                        mark("25T00:00", "Reminder", Tone.REMIND)),
                row("राजेश कुमार", "Asia/Kolkata", mark("23T10:05", "Asked", Tone.ASK),
                        mark("23T12:00", "Reminder", Tone.REMIND), mark("23T12:30", "Second reminder", Tone.REMIND)),
                row("ليلى حداد", "Asia/Dubai", mark("25T11:00", "Asked in their place", Tone.CLIMB)),
                row("Bartholomew Featherstonehaugh-Cholmondeley", "America/Los_Angeles",
                        mark("25T17:00", "Goes up to them", Tone.CLIMB), mark("26T17:00", "Reminder", Tone.REMIND),
                        mark("27T18:00", "Nobody answered: it waits", Tone.END))),
                at("23T10:05"));
    }

    static Row row(String name, String zone, Mark... marks) {
        return new Row(name, zone.substring(zone.indexOf('/') + 1).replace('_', ' ') + ", 09:00–17:00",
                work(ZoneId.of(zone)), List.of(marks));
    }

    static Mark mark(String at, String label, Tone tone) {
        return new Mark(at(at), label, tone);
    }

    static Instant at(String dayAndTime) {
        return Instant.parse("2026-11-" + dayAndTime + ":00Z");
    }

    private static List<Span> work(ZoneId zone) {
        var spans = new ArrayList<Span>();
        for (LocalDate day = LocalDate.of(2026, 11, 20); day.getDayOfMonth() < 29; day = day.plusDays(1)) {
            if (day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY) {
                spans.add(new Span(day.atTime(LocalTime.of(9, 0)).atZone(zone).toInstant(),
                        day.atTime(LocalTime.of(17, 0)).atZone(zone).toInstant()));
            }
        }
        return spans;
    }

    private Timelines() {}
}
