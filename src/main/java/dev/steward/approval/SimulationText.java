package dev.steward.approval;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.steward.approval.Simulation.Moment;
import dev.steward.policy.Rule;
import dev.steward.policy.Silence;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Phrases;
import dev.steward.workspace.UserId;

/**
 * What nobody's answering would lead to, step by step. Times are the reader's, with those of whom it concerns beside them where they
 * live by another clock.
 *
 * @param reader whose times these are
 * @param zones  of whoever takes part
 * @param names  what to call them, as typed in Slack
 */
record SimulationText(ZoneId reader, Map<UserId, ZoneId> zones, Map<UserId, String> names) {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final int NAME = 100;

    /** A line for each thing that happens, as mrkdwn. It names people and calls none. */
    List<String> lines(Simulation simulation) {
        List<String> lines = new ArrayList<>();
        for (Moment moment : simulation.moments()) {
            for (Happening happening : moment.happenings()) {
                words(happening, simulation).ifPresent(words -> lines.add(when(moment.at()) + "  ·  " + words));
            }
        }
        lines.add(switch (simulation.end()) {
            case DECIDED -> "That is the end of it.";
            case WAITS -> "From there on it waits until somebody answers, and says so every working day.";
            case GOES_ON -> "And so on.";
        });
        return lines;
    }

    String when(Instant at) {
        return DAY.withZone(reader).format(at);
    }

    Optional<String> words(Happening happening, Simulation simulation) {
        Instant at = happening.at();
        String stage = happening.stage() == null ? "" : " for " + Mrkdwn.escape(happening.stage(), NAME);
        return Optional.ofNullable(switch (happening.kind()) {
            case OPENED -> "You ask.";
            case ASKED -> happening.to().isEmpty()
                    ? "Nobody is there who could be asked" + stage + "."
                    : people(happening.to(), at) + (happening.to().size() == 1 ? " is" : " are") + " asked" + stage
                            + ".";
            case REMINDED -> people(happening.to(), at) + (happening.to().size() == 1 ? " is" : " are")
                    + " reminded.";
            case CLIMBED -> climbed(happening, simulation);
            case HANDED_OVER -> people(happening.about(), at) + (happening.about().size() == 1 ? " goes" : " go")
                    + " away; " + people(happening.to(), at) + " is asked instead.";
            case TIME_UP -> "The time is up" + stage + silence(happening.words());
            case NEEDED_NOW -> "The day is over by which you need it. Whoever it waits for is told.";
            case STAGE_PASSED -> null;
            case DECIDED -> simulation.request().outcome().map(outcome -> outcome.approved()
                    ? outcome.how() == Outcome.How.AUTONOMOUS ? "It is approved at once." : "It is approved."
                    : "It is rejected.").orElse(null);
            default -> null;
        });
    }

    private static String silence(@Nullable String silence) {
        return silence == null ? "." : switch (Silence.valueOf(silence)) {
            case WAIT -> ". It goes on waiting.";
            case APPROVE -> ", and silence means yes.";
            case REJECT -> ", and silence means no.";
        };
    }

    private String climbed(Happening happening, Simulation simulation) {
        if (happening.to().isEmpty()) {
            return "It climbs, but there is nobody new to tell.";
        }
        String told = people(happening.to(), happening.at()) + (happening.to().size() == 1 ? " is" : " are");
        String silent = happening.about().isEmpty()
                ? ""
                : " that " + people(happening.about()) + (happening.about().size() == 1 ? " is" : " are") + " silent";
        return told + " told" + silent + (mayAnswer(happening, simulation)
                ? ", and may answer instead."
                : ".");
    }

    /** Whoever may answer has a seat since then. */
    private static boolean mayAnswer(Happening happening, Simulation simulation) {
        return simulation.request().stages().stream()
                .filter(run -> Objects.equals(run.stage().name(), happening.stage()))
                .flatMap(run -> run.seats().stream())
                .anyMatch(seat -> seat.rung() && happening.to().contains(seat.person()));
    }

    /** With each one's own time, where it is not the reader's. */
    private String people(List<UserId> people, Instant at) {
        return Phrases.and(people.stream().map(person -> name(person) + local(person, at)).toList());
    }

    private String people(List<UserId> people) {
        return Phrases.and(people.stream().map(this::name).toList());
    }

    String name(UserId person) {
        return "*" + Mrkdwn.escape(names.getOrDefault(person, "somebody"), NAME) + "*";
    }

    private String local(UserId person, Instant at) {
        ZoneId zone = zones.get(person);
        if (zone == null || zone.getRules().getOffset(at).equals(reader.getRules().getOffset(at))) {
            return "";
        }
        boolean sameDay = at.atZone(zone).toLocalDate().equals(at.atZone(reader).toLocalDate());
        return " (" + (sameDay ? TIME : DAY).withZone(zone).format(at) + " in " + city(zone) + ")";
    }

    /** {@code America/New_York} is New York to people. */
    static String city(ZoneId zone) {
        String id = zone.getId();
        return id.substring(id.lastIndexOf('/') + 1).replace('_', ' ');
    }

    /** What is simulated, in a line. */
    static String title(Simulation simulation) {
        var terms = simulation.request().terms();
        return Phrases.bold(terms.gate().title()) + ", by the rule " + Phrases.bold(terms.rule().name())
                + (terms.rule().outcome() instanceof Rule.Outcome.Autonomous
                        ? ", which asks nobody"
                        : ", if nobody ever answers");
    }
}
