package dev.steward.release;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import dev.steward.release.ReviseDraft.Change;
import dev.steward.release.Shipped.Standing;
import dev.steward.slack.Phrases;
import dev.steward.slack.Quoted;

/** How drafts from outside are put in words, as mrkdwn. */
final class IntakeWords {
    private static final int NAME = 120;

    private IntakeWords() {}

    /** {@code *10 packages shipped.* One draft is ready: *REL-9*} */
    static String ready(Release release, List<Part> parts) {
        String reference = "*" + release.facts().reference() + "*";
        return switch (parts.size()) {
            case 0 -> "Nothing of what shipped is left in the draft " + reference + ".";
            case 1 -> bold(ComposeDraft.name(parts.getFirst().is()) + " shipped.") + " A draft is ready: " + reference;
            default -> "*" + parts.size() + " packages shipped.* One draft is ready: " + reference;
        };
    }

    static String stillWaits(Release release) {
        return what(release) + " is still a draft. Publish it, or discard it if nobody needs to hear of it.";
    }

    static String ownWords(Release draft, List<Change> changes) {
        return happened(changes) + " The draft " + what(draft)
                + " has somebody's own words about it, which were left as they are. Please look whether they still hold.";
    }

    static String changedAtSource(Release release, List<Change> changes) {
        return happened(changes) + " " + what(release) + " is " + release.state().word()
                + " and says what it said before. Please look whether that still holds.";
    }

    static String emptied(Release draft) {
        return "Nothing of what shipped is left in the draft " + what(draft)
                + ": it was withdrawn at its source. What somebody wrote there is still there.";
    }

    static String failed(Source source) {
        return "Something that " + Phrases.bold(source.name())
                + " sent could not be worked into a draft, because something went wrong here. It is kept: `/release hooks` shows "
                + "it, and can have it looked at again.";
    }

    /** What changed, then what is gone. */
    private static String happened(List<Change> changes) {
        List<String> changed = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        for (Change each : changes) {
            Part after = each.after();
            Part known = Objects.requireNonNull(after == null ? each.before() : after);
            boolean there = after != null
                    && (after.is().standing() == Standing.OUT || after.is().standing() == Standing.PRERELEASE);
            (there ? changed : gone).add(bold(ComposeDraft.name(known.is())));
        }
        return Stream.of(changed.isEmpty() ? "" : list(changed) + " changed at " + its(changed) + " source.",
                gone.isEmpty()
                        ? ""
                        : list(gone) + (gone.size() == 1 ? " is" : " are") + " gone from " + its(gone) + " source.")
                .filter(sentence -> !sentence.isEmpty()).reduce((one, other) -> one + " " + other).orElse("");
    }

    private static String its(List<String> names) {
        return names.size() == 1 ? "its" : "their";
    }

    private static String list(List<String> names) {
        return Phrases.and(Phrases.few(names));
    }

    /** {@code *REL-9* ledger-api 2.3.0} */
    static String what(Release release) {
        return "*" + release.facts().reference() + "* " + Quoted.line(release.content().name(), NAME);
    }

    private static String bold(String typed) {
        return "*" + Quoted.line(typed, NAME) + "*";
    }
}
