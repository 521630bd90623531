package dev.steward.sandbox;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

import dev.steward.sandbox.MoveClock.Move;

/** The page's clock, in the zone of the person looking. Each answer is the panel as it is then. */
@Controller
@SandboxMode
class PageClock {
    private static final Duration HARDLY = Duration.ofMinutes(1);

    private final PageScreens screens;
    private final SandboxClock clock;
    private final MoveClock moves;

    PageClock(PageScreens screens, SandboxClock clock, MoveClock moves) {
        this.screens = screens;
        this.clock = clock;
        this.moves = moves;
    }

    /**
     * @param now      as ISO 8601, for the page's script to count on from
     * @param ahead    how much later than the machine's it is; null for not at all
     * @param next     when the next thing is due; null when nothing is
     * @param target   where the clock is going; null while it stands
     * @param progress of a thousand
     */
    record Panel(String url, String now, String date, String time, String zone, @Nullable String ahead,
            @Nullable String next, String suggested, String earliest, @Nullable String target, int progress,
            String stops) {}

    @GetMapping("/as/{person}/parts/clock")
    String panel(@PathVariable String person, Model model) {
        return shown(person, Outcome.done(Duration.ZERO), model);
    }

    @PostMapping("/as/{person}/clock/hour")
    String anHour(@PathVariable String person, Model model) {
        return shown(person, moves.by(Duration.ofHours(1)), model);
    }

    @PostMapping("/as/{person}/clock/day")
    String aDay(@PathVariable String person, Model model) {
        var tomorrow = clock.instant().atZone(zone(person)).plusDays(1);
        return shown(person, moves.to(tomorrow.toInstant()), model);
    }

    @PostMapping("/as/{person}/clock/next")
    String nextDue(@PathVariable String person, Model model) {
        return shown(person, moves.toNextDue(), model);
    }

    @PostMapping("/as/{person}/clock/stop")
    String stop(@PathVariable String person, Model model) {
        moves.stop();
        return shown(person, Outcome.done(Duration.ZERO), model);
    }

    @PostMapping("/as/{person}/clock/set")
    String set(@PathVariable String person, @RequestParam(defaultValue = "") String at, Model model) {
        Outcome outcome;
        try {
            outcome = moves.to(LocalDateTime.parse(at).atZone(zone(person)).toInstant());
        } catch (DateTimeException incomplete) {
            outcome = Outcome.failed("Choose a date and a time.", Duration.ZERO);
        }
        return shown(person, outcome, model);
    }

    private String shown(String person, Outcome outcome, Model model) {
        ZoneId zone = zone(person);
        Instant now = clock.instant();
        @Nullable
        Move move = moves.underWay().orElse(null);
        Instant suggested = now.atZone(zone).truncatedTo(ChronoUnit.HOURS).plusHours(1).toInstant();
        model.addAttribute("failure", outcome.failure());
        model.addAttribute("clock", new Panel(new PageUrls(person).base() + "/clock", now.toString(),
                PageTimes.date(now, zone), PageTimes.time(now, zone), zone.getId(),
                words(clock.ahead().plusSeconds(30)),
                moves.nextDue().map(next -> when(next, now, zone)).orElse(null),
                PageTimes.local(suggested.getEpochSecond(), zone), PageTimes.local(now.getEpochSecond(), zone),
                move == null ? null : when(move.target(), now, zone), move == null ? 0 : progress(move, now),
                move == null ? "" : stops(move.stops())));
        return "sandbox/clock :: panel";
    }

    private ZoneId zone(String person) {
        return screens.person(person).orElseThrow().zone();
    }

    private static String when(Instant at, Instant now, ZoneId zone) {
        if (!at.isAfter(now)) {
            return "now";
        }
        return PageTimes.day(at, now, zone) + " at " + PageTimes.time(at, zone);
    }

    private static int progress(Move move, Instant now) {
        double way = Duration.between(move.from(), move.target()).toMillis();
        double gone = Duration.between(move.from(), now).toMillis();
        return way <= 0 ? 1000 : (int) Math.min(1000, 1000 * gone / way);
    }

    private static String stops(int count) {
        return count == 1 ? "1 stop so far" : count + " stops so far";
    }

    private static @Nullable String words(Duration ahead) {
        if (ahead.compareTo(HARDLY) < 0) {
            return null;
        }
        if (ahead.toDays() > 0) {
            return count(ahead.toDays(), "day")
                    + (ahead.toHoursPart() == 0 ? "" : ", " + count(ahead.toHoursPart(), "hour"));
        }
        return ahead.toHours() > 0 ? count(ahead.toHours(), "hour") : count(ahead.toMinutes(), "minute");
    }

    private static String count(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }
}
