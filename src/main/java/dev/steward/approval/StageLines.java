package dev.steward.approval;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import dev.steward.approval.StageRun.Status;
import dev.steward.schedule.Absences.Away;
import dev.steward.slack.Phrases;
import dev.steward.slack.Quoted;
import dev.steward.workspace.UserId;

/** A request's stages as a list of who does what: each who has spoken on a line, those who are silent together. */
final class StageLines {
    private static final int VOICES = 8;
    private static final int REASON = 200;

    private StageLines() {}

    static List<String> of(Shown shown) {
        List<StageRun> stages = shown.request().stages();
        List<String> lines = new ArrayList<>();
        for (StageRun run : stages) {
            if (stages.size() > 1 || run.status() == Status.WAITING || run.needed() > 1) {
                lines.add(title(shown, run));
            }
            if (run.status() != Status.WAITING) {
                lines.addAll(voices(shown, run));
                lines.addAll(silent(shown, run));
            }
        }
        return lines;
    }

    private static String title(Shown shown, StageRun run) {
        String name = Phrases.bold(run.stage().name());
        return switch (run.status()) {
            case WAITING -> "○ " + name + "  ·  later, " + Phrases.and(Phrases.few(
                    run.stage().ask().stream().map(shown::words).distinct().toList()));
            case OPEN -> "● " + name + (run.needed() > 1
                    ? "  ·  " + run.approvals() + " of " + run.needed() + " approvals"
                    : "");
            case PASSED -> "✓ " + name + (run.agreed() ? "" : "  ·  passed, since nobody objected in time");
        };
    }

    private static List<String> voices(Shown shown, StageRun run) {
        List<String> all = run.seats().stream().filter(seat -> !seat.silent()).map(seat -> voice(shown, seat)).toList();
        List<String> lines = new ArrayList<>(all.subList(0, Math.min(VOICES, all.size())));
        if (all.size() > VOICES) {
            lines.add("… and " + (all.size() - VOICES) + " others");
        }
        return lines;
    }

    private static String voice(Shown shown, Seat seat) {
        Answer said = seat.answer();
        String who = seat.person().mention();
        if (said == null) {
            return "– " + who + " is not asked any more (" + seat.as() + ")";
        }
        String reason = Quoted.after(said.reason(), REASON);
        return switch (said.word()) {
            case APPROVES -> "✓ " + who + " approved" + reason + why(seat);
            case WANTS_CHANGES -> "✎ " + who + " wants changes" + why(seat);
            case BLOCKS -> "⊘ " + who + " blocks it" + why(seat);
            case OVERRULED ->
                "↷ " + who + " had blocked it" + (shown.request().state().open() ? reason : "") + ", and was overruled";
        };
    }

    private static String why(Seat seat) {
        String inPlace = seat.path().isEmpty() ? "" : ", in place of " + seat.path().getFirst().mention();
        return " (" + seat.as() + inPlace + (seat.rung() ? ", asked later" : "") + ")";
    }

    /** Those who are asked for the same reason stand together. */
    private static List<String> silent(Shown shown, StageRun run) {
        if (run.status() != Status.OPEN) {
            return List.of();
        }
        Map<String, List<UserId>> together = new LinkedHashMap<>();
        List<String> lines = new ArrayList<>();
        for (Seat seat : run.silent()) {
            if (seat.path().isEmpty()) {
                together.computeIfAbsent(seat.as() + (seat.rung() ? ", asked later" : ""), as -> new ArrayList<>())
                        .add(seat.person());
            } else if (lines.size() < VOICES) {
                lines.add("• " + seat.person().mention() + " (" + seat.as() + ", " + inPlace(shown, seat) + ")");
            } else {
                together.computeIfAbsent("standing in for others", as -> new ArrayList<>()).add(seat.person());
            }
        }
        together.forEach((as, people) -> lines.add("• " + Phrases.people(people) + " (" + as + ")"));
        return lines;
    }

    /** {@code in place of <@U1>, who is away until Monday} */
    static String inPlace(Shown shown, Seat seat) {
        UserId first = seat.path().getFirst();
        Away away = shown.away().get(first);
        return "in place of " + first.mention() + (away == null ? "" : ", who is away" + until(away));
    }

    private static String until(Away away) {
        return away.until() == null ? "" : " until " + Phrases.time(Objects.requireNonNull(away.until()));
    }

    /** {@code as the area's owner} */
    static String as(Seat seat) {
        if (seat.group() != null) {
            return "as one of " + seat.as();
        }
        return seat.as().equals(Rosters.NAMED) ? "because the policy names you" : "as " + seat.as();
    }

    /** Whom a stage's ladder has passed by: those who are silent and were asked before. */
    static List<UserId> passedBy(StageRun run, @Nullable UserId but) {
        return run.silent().stream().filter(seat -> !seat.rung()).map(Seat::person)
                .filter(person -> !person.equals(but)).toList();
    }

}
