package dev.steward.privacy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

import dev.steward.inventory.DataKind;
import dev.steward.privacy.Erasure.State;
import dev.steward.privacy.Erasure.Subject;
import dev.steward.privacy.ErasureCounts.Found;
import dev.steward.slack.Mrkdwn;
import dev.steward.slack.Phrases;
import dev.steward.workspace.UserId;

/** What people read of an erasure, as mrkdwn. */
@Component
class ErasureText {
    static final String STUCK = "does not go on: Steward failed at it again and again. An admin can try it again in "
            + "`/steward schedule`; why it failed is in Steward's log.";
    private static final int LABEL = 150;
    private static final int KINDS = 25;

    private final ObjectProvider<ErasableKind> things;
    private final Inventory inventory;

    ErasureText(Inventory inventory, ObjectProvider<ErasableKind> things) {
        this.inventory = inventory;
        this.things = things;
    }

    /** {@code *ER-3* Erase Maya Lindqvist} */
    static String title(Erasure erasure) {
        Subject subject = erasure.subject();
        return "*" + erasure.reference() + "* "
                + (subject == null ? erasure.instead() : "Erase *" + Mrkdwn.escape(subject.label(), LABEL) + "*");
    }

    /** Who does what by when. @param others who else can agree @param stuck whether Steward failed at it again and again */
    static String status(Erasure erasure, List<UserId> others, boolean stuck) {
        return switch (erasure.state()) {
            case COUNTING -> stuck ? "This " + STUCK : "Steward is looking for what would go.";
            case READY -> erasure.askedBy().mention() + " looks at this first, then a second person decides.";
            case WAITING -> erasure.aloneUntil() == null
                    ? "Asked for by " + erasure.askedBy().mention() + ". Another admin or somebody in ops decides: "
                            + Phrases.people(others) + "."
                    : "Nobody else here is an admin or in ops. " + erasure.askedBy().mention() + " can confirm it from "
                            + Phrases.time(erasure.aloneUntil()) + " on.";
            case RUNNING -> "Agreed by " + agreed(erasure) + ". "
                    + (stuck ? "Part of it is erased. This " + STUCK : "Steward is erasing.");
            case DONE -> "Done " + at(erasure) + ". Asked for by " + erasure.askedBy().mention() + ", agreed by "
                    + agreed(erasure) + ".";
            case CANCELLED -> "Cancelled by " + ended(erasure) + " " + at(erasure) + ". Nothing was erased.";
            case REFUSED -> "Refused by " + ended(erasure) + " " + at(erasure) + ". Nothing was erased.";
            case EXPIRED -> "Nobody agreed within two weeks. Nothing was erased.";
        };
    }

    private static String agreed(Erasure erasure) {
        return erasure.agreed() == null ? "a rule" : erasure.agreed().by().mention();
    }

    private static String ended(Erasure erasure) {
        return erasure.ended() == null ? "a rule" : erasure.ended().by().mention();
    }

    private static String at(Erasure erasure) {
        return erasure.ended() == null ? "" : Phrases.time(erasure.ended().at());
    }

    /** What would go, or went, by kind. */
    String goes(Erasure erasure) {
        List<String> lines = new ArrayList<>();
        erasure.counts().lines().forEach(line -> lines.add("• " + Mrkdwn.escape(line)));
        List<DataKind> found = inventory.kinds().stream()
                .filter(kind -> erasure.counts().kinds().containsKey(kind.name()))
                .sorted(Comparator.comparing(DataKind::title)).toList();
        found.stream().limit(KINDS).forEach(kind -> lines.add("• " + kind.title() + ": "
                + line(erasure, Objects.requireNonNull(erasure.counts().kinds().get(kind.name())))));
        if (found.size() > KINDS) {
            lines.add("• and " + (found.size() - KINDS) + " more kinds");
        }
        boolean ended = erasure.state() == State.DONE;
        if (lines.isEmpty()) {
            return ended
                    ? "Nothing named them."
                    : "Nothing names them. There is nothing to erase but what Slack says of them." + lookedFor(erasure);
        }
        return (ended ? "*What went*\n" : "*What goes*\n") + String.join("\n", lines) + lookedFor(erasure);
    }

    /** The names by which somebody is found, and where: whoever asks knows whether these are all. */
    private static String lookedFor(Erasure erasure) {
        Subject subject = erasure.subject();
        if (subject == null || !subject.person() || erasure.ended() != null) {
            return "";
        }
        Predicate<String> anywhere = name -> Redaction.anywhere(name, erasure.choice().everywhere());
        List<String> others = erasure.choice().others();
        List<String> names = subject.names().all().stream().filter(name -> !others.contains(name)).toList();
        List<String> by = new ArrayList<>(quoted(Stream.concat(names.stream().filter(anywhere), others.stream())));
        if (subject.names().email() != null) {
            by.add("their e-mail address");
        }
        by.add("their mentions");
        List<String> careful = quoted(names.stream().filter(anywhere.negate()));
        return "\n*Looked for by*\n" + Phrases.and(by) + (careful.isEmpty()
                ? ""
                : "; " + Phrases.and(careful) + " only after an @ and where Steward wrote it, since a single word may "
                        + "mean something else")
                + ". If people call them something else too, cancel this and add it to the other names.";
    }

    private static List<String> quoted(Stream<String> names) {
        return names.map(name -> "“" + Mrkdwn.escape(name, LABEL) + "”").toList();
    }

    private static String line(Erasure erasure, Found found) {
        String rows = entries(found.rows()) + (erasure.choice().words() && found.words() > 0
                ? ", " + found.words() + " with words of theirs"
                : "");
        return erasure.past() ? rows + " about what is over" : rows;
    }

    /** What stays, and why. */
    String stays(Erasure erasure) {
        List<String> lines = new ArrayList<>();
        things.stream().filter(kind -> erasure.subject() != null && kind.name().equals(erasure.subject().kind()))
                .forEach(kind -> lines.addAll(kind.stays()));
        long words = erasure.counts().words();
        if (!erasure.choice().words() && words > 0) {
            lines.add("What they wrote, in " + entries(words) + ": it may be a customer's, and decisions rest on it");
        }
        if (erasure.subject() == null || erasure.subject().person() || erasure.subject().names().shown() != null) {
            lines.add("In the decision log what was decided, when and by which rule, so that it can be proved. "
                    + "Who it was goes");
        }
        if (erasure.past()) {
            lines.add("What is open. They have an account here, so their requests, reviews, tasks, hours and absences "
                    + "stay theirs, and so does what Slack says of them");
        }
        lines.add("Slack's own messages. Cards are brought up to date, where Steward still can; what was said once "
                + "stays as long as Slack keeps it");
        lines.add("Files that somebody downloaded before");
        return "*What stays*\n• " + String.join("\n• ", lines);
    }

    static String entries(long many) {
        return many == 1 ? "1 entry" : many + " entries";
    }
}
