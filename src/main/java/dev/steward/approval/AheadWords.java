package dev.steward.approval;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import dev.steward.approval.Plan.Kind;
import dev.steward.policy.Silence;
import dev.steward.slack.Phrases;
import dev.steward.workspace.UserId;

/** What time will bring, in words. It names people who have nothing to do yet, and so calls nobody. */
final class AheadWords {
    private static final int CLAUSES = 5;

    private AheadWords() {}

    /** What happens next if nobody does anything; after a reminder, also what comes next besides reminders. */
    static List<String> next(Shown shown) {
        List<Ahead> telling = shown.ahead().stream().filter(AheadWords::telling).toList();
        List<String> sentences = new ArrayList<>();
        telling.stream().findFirst().ifPresent(first -> sentences.add(sentence(shown, first, telling)));
        if (!telling.isEmpty() && reminds(telling.getFirst())) {
            telling.stream().filter(each -> !reminds(each)).findFirst()
                    .ifPresent(then -> sentences.add(sentence(shown, then, telling)));
        }
        return sentences;
    }

    /** A rung that finds nobody new changes nothing, and when it is needed stands elsewhere. */
    private static boolean telling(Ahead ahead) {
        return ahead.step().kind() != Kind.NEEDED_NOW
                && (ahead.step().kind() != Kind.CLIMB || !ahead.comers().isEmpty());
    }

    private static boolean reminds(Ahead ahead) {
        return ahead.step().kind() == Kind.REMIND || ahead.step().kind() == Kind.HAND_OVER;
    }

    private static String sentence(Shown shown, Ahead ahead, List<Ahead> all) {
        Plan.Step step = ahead.step();
        String at = ", " + Phrases.time(step.at()) + ".";
        return switch (step.kind()) {
            case REMIND -> {
                List<UserId> people = all.stream().map(Ahead::step)
                        .filter(each -> each.kind() == Kind.REMIND && each.at().equals(step.at()))
                        .map(Plan.Step::person).filter(Objects::nonNull).distinct().toList();
                yield shown.names(people) + (people.size() == 1 ? " is" : " are") + " reminded" + at;
            }
            case HAND_OVER -> step.person() == null
                    ? ""
                    : "When " + shown.name(step.person()) + " is away, whoever stands in is asked" + at;
            case CLIMB -> unless(shown, step) + comers(shown, ahead) + at;
            case TIME_UP -> step.stage() < 0
                    ? unless(shown, step) + "the time to rule is up, and all who may are told" + at
                    : unless(shown, step) + switch (silence(shown, step)) {
                        case WAIT -> "the time is up, and it goes on waiting";
                        case APPROVE -> "that counts as agreement";
                        case REJECT -> "it is rejected";
                    } + at;
            case NEEDED_NOW -> "";
        };
    }

    private static String comers(Shown shown, Ahead ahead) {
        return shown.names(ahead.comers()) + (ahead.comers().size() == 1 ? " is " : " are ")
                + (ahead.decides() ? "asked too" : "told");
    }

    private static String unless(Shown shown, Plan.Step step) {
        if (step.stage() < 0) {
            return "If nobody rules, ";
        }
        boolean some = shown.request().stages().get(step.stage()).seats().stream()
                .anyMatch(seat -> seat.answer() != null);
        return some ? "If the others do not answer, " : "If nobody answers, ";
    }

    private static Silence silence(Shown shown, Plan.Step step) {
        return shown.request().silence(shown.request().stages().get(step.stage()));
    }

    /** For somebody it waits for: all that comes of their silence; empty where nothing does. */
    static Optional<String> ifYouDoNothing(Shown shown, UserId person) {
        Place place = Place.of(shown.request(), person);
        List<String> clauses = new ArrayList<>();
        for (Ahead ahead : shown.ahead()) {
            Plan.Step step = ahead.step();
            boolean theirs = step.stage() < 0
                    ? place instanceof Place.Rules
                    : place instanceof Place.Turn
                            && shown.request().stages().get(step.stage()).seatOf(person).filter(Seat::silent)
                                    .isPresent();
            if (theirs && telling(ahead) && clauses.size() < CLAUSES) {
                clause(shown, ahead, person).ifPresent(clauses::add);
            }
        }
        return clauses.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", clauses) + ".");
    }

    private static Optional<String> clause(Shown shown, Ahead ahead, UserId person) {
        Plan.Step step = ahead.step();
        String at = ", " + Phrases.time(step.at());
        boolean mine = person.equals(step.person());
        return switch (step.kind()) {
            case REMIND -> mine ? Optional.of("you are reminded" + at) : Optional.empty();
            case HAND_OVER -> mine ? Optional.of("whoever stands in for you is asked" + at) : Optional.empty();
            case CLIMB -> Optional.of(comers(shown, ahead) + at);
            case TIME_UP -> Optional.of(step.stage() < 0
                    ? "the time to rule is up" + at + ", and everyone is told"
                    : switch (silence(shown, step)) {
                        case WAIT -> "the time is up" + at + ", and it goes on waiting for you";
                        case APPROVE -> "your silence counts as agreement" + at;
                        case REJECT -> "your silence counts as a no, and it is rejected" + at;
                    });
            case NEEDED_NOW -> Optional.empty();
        };
    }
}
