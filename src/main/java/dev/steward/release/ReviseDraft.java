package dev.steward.release;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import dev.steward.release.ComposeDraft.Composed;

/** Brings a draft up to date with what its source says now, and leaves what a person has written. */
final class ReviseDraft {
    private static final String BETWEEN = "\n\n";
    /** Shorter notes may stand somewhere by chance. */
    private static final int TELLING = 20;

    private ReviseDraft() {}

    /**
     * What became of one part.
     *
     * @param before as the draft told of it; null: it did not
     * @param after  as the draft is to tell of it; null: not any more
     */
    record Change(@Nullable Part before, @Nullable Part after) {}

    /**
     * What came of it.
     *
     * @param unseen what changed or went and stands in a person's own words, which were left
     */
    record Revised(Content content, List<Change> unseen) {}

    /**
     * @param content what the draft says
     * @param last    what Steward wrote last
     * @param fresh   what Steward would write now
     * @param changes how the parts changed since
     */
    static Revised of(Content content, Composed last, Composed fresh, List<Change> changes) {
        String title = alike(content.title(), last.title()) ? fresh.title() : content.title();
        String version = alike(content.version(), last.version()) ? fresh.version() : content.version();
        if (alike(content.changed(), last.changed())) {
            return new Revised(with(content, title, version, fresh.changed()), List.of());
        }
        List<Change> unseen = new ArrayList<>();
        List<Part> joined = new ArrayList<>();
        String text = content.changed();
        for (Change change : changes) {
            Part before = change.before();
            Part after = change.after();
            if (before == null) {
                if (after != null) {
                    joined.add(after);
                }
                continue;
            }
            String patched = patched(text, before, after);
            if (patched == null) {
                unseen.add(change);
            } else {
                text = patched;
            }
        }
        return new Revised(with(content, title, version, ComposeDraft.append(text, joined)), unseen);
    }

    /** The text with the part as it is now where it stood word for word; null when it did not stand so, or there is no room. */
    private static @Nullable String patched(String text, Part before, @Nullable Part after) {
        String block = ComposeDraft.block(before.is());
        String notes = before.is().notes().strip();
        String found = text.contains(block) ? block : notes.length() >= TELLING && text.contains(notes) ? notes : null;
        if (found == null) {
            return null;
        }
        String now = after == null
                ? ""
                : found.equals(block) ? ComposeDraft.block(after.is()) : after.is().notes().strip();
        int at = text.indexOf(found);
        String head = text.substring(0, at);
        String tail = text.substring(at + found.length());
        String patched = now.isEmpty()
                ? (head.stripTrailing() + BETWEEN + tail.stripLeading()).strip()
                : head + now + tail;
        return patched.length() <= Content.LONGEST ? patched : null;
    }

    /** A form may change white space that nobody sees. */
    static boolean alike(String one, String other) {
        return one.replaceAll("\\s+", " ").strip().equals(other.replaceAll("\\s+", " ").strip());
    }

    private static Content with(Content content, String title, String version, String changed) {
        return new Content(title, version, content.tier(), content.area(), content.initiatives(), content.feedback(),
                changed, content.why(), content.affected(), content.action(), content.audiences(), content.channels(),
                content.digests(), content.changelog(), content.editors());
    }
}
