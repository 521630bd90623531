package dev.steward.release;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.steward.slack.Mrkdwn;

/** What a draft says of the parts it was made from, in Markdown. The order in which they arrived makes no difference. */
final class ComposeDraft {
    /** Said at the end of notes that were cut. */
    static final String MORE = "… more";
    private static final int NAMED = 2;
    /** Much more than a draft shows, and little to look at. */
    private static final int LOOKED_AT = 6 * Content.LONGEST;
    private static final Pattern COMMENT = Pattern.compile("<!--.*?(?:-->|\\z)", Pattern.DOTALL);
    private static final Pattern FENCE = Pattern.compile("(?m)^ {0,3}(`{3,}|~{3,})[^\\n]*$");
    private static final Pattern PUNCTUATION = Pattern.compile("[\\\\`*_\\[\\]<>#!|~&]");
    private static final String BETWEEN = "\n\n";

    private ComposeDraft() {}

    /**
     * What was composed.
     *
     * @param title   one line
     * @param version of the one part; empty for several
     * @param changed Markdown
     */
    record Composed(String title, String version, String changed) {
        static final Composed NOTHING = new Composed("", "", "");
    }

    static Composed of(Collection<Part> parts) {
        List<Shipped> sorted = parts.stream().sorted(Part.ORDER).map(Part::is).toList();
        return switch (sorted.size()) {
            case 0 -> Composed.NOTHING;
            case 1 -> one(sorted.getFirst());
            default -> new Composed(title(sorted), "", several(sorted));
        };
    }

    private static Composed one(Shipped part) {
        String notes = notes(part);
        return new Composed(Mrkdwn.cut(part.name(), Content.LONGEST_TITLE),
                Mrkdwn.cut(part.version(), Content.LONGEST_VERSION),
                notes.isEmpty() ? head(part) : cut(part, notes, Content.LONGEST));
    }

    /** {@code ledger-api 2.3.0, ledger-ui 1.8.0 and 8 others} */
    private static String title(List<Shipped> parts) {
        int named = parts.size() == NAMED + 1 ? NAMED + 1 : Math.min(NAMED, parts.size());
        List<String> names = new ArrayList<>(parts.stream().limit(named).map(ComposeDraft::name).toList());
        int others = parts.size() - named;
        String rest = others > 0 ? others + " others" : names.removeLast();
        int most = (Content.LONGEST_TITLE - rest.length() - 5) / names.size() - 2;
        return Mrkdwn.cut(names.stream().map(each -> Mrkdwn.cut(each, Math.max(most, 10)))
                .collect(Collectors.joining(", ")) + " and " + rest, Content.LONGEST_TITLE);
    }

    /** {@code ledger-api 2.3.0} */
    static String name(Shipped part) {
        return part.version().isEmpty() ? part.name() : part.name() + " " + part.version();
    }

    /** Each under its name with a link. Where all is too much, the longest notes give way first. */
    private static String several(List<Shipped> parts) {
        List<String> blocks = parts.stream().map(ComposeDraft::block).toList();
        if (length(blocks) <= Content.LONGEST) {
            return String.join(BETWEEN, blocks);
        }
        int least = parts.stream().mapToInt(part -> head(part).length() + MORE.length() + BETWEEN.length() * 2).sum();
        if (least > Content.LONGEST) {
            return headsOnly(parts);
        }
        int longest = share(parts, Content.LONGEST);
        return parts.stream().map(part -> block(part, longest)).collect(Collectors.joining(BETWEEN));
    }

    /** How long the notes of each may be at most, so that all fit. */
    private static int share(List<Shipped> parts, int most) {
        int low = MORE.length();
        int high = most;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (length(parts.stream().map(part -> block(part, middle)).toList()) <= most) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private static String headsOnly(List<Shipped> parts) {
        var heads = new StringBuilder();
        for (int i = 0; i < parts.size(); i++) {
            String line = (heads.isEmpty() ? "" : "\n") + "- " + head(parts.get(i));
            String rest = "\n- … and " + (parts.size() - i) + " more";
            boolean last = i == parts.size() - 1;
            if (heads.length() + line.length() + (last ? 0 : rest.length()) > Content.LONGEST) {
                return heads.append(rest).toString().strip();
            }
            heads.append(line);
        }
        return heads.toString();
    }

    private static int length(List<String> blocks) {
        return blocks.stream().mapToInt(String::length).sum() + BETWEEN.length() * (blocks.size() - 1);
    }

    /** One part as it stands among others, uncut. */
    static String block(Shipped part) {
        String notes = notes(part);
        return notes.isEmpty() ? head(part) : head(part) + BETWEEN + notes;
    }

    private static String block(Shipped part, int longestNotes) {
        String notes = notes(part);
        return notes.isEmpty() ? head(part) : head(part) + BETWEEN + cut(part, notes, longestNotes);
    }

    /**
     * What somebody wrote, and these parts after it, as far as there is room: of those that do not fit whole the beginning or the name,
     * and of those after them nothing.
     */
    static String append(String written, Collection<Part> parts) {
        String text = written.stripTrailing();
        List<Shipped> sorted = parts.stream().sorted(Part.ORDER).map(Part::is).toList();
        for (Shipped part : sorted) {
            String before = text.isEmpty() ? "" : closed(text) + BETWEEN;
            int room = Content.LONGEST - before.length();
            String whole = block(part);
            int forNotes = room - head(part).length() - BETWEEN.length();
            if (whole.length() <= room) {
                text = before + whole;
            } else if (forNotes >= 100) {
                text = before + block(part, forNotes);
            } else if (head(part).length() <= room) {
                text = before + head(part);
            } else {
                return text;
            }
        }
        return text;
    }

    /** In bold, with a link where there is one. */
    private static String head(Shipped part) {
        String name = PUNCTUATION.matcher(name(part)).replaceAll("\\\\$0");
        return part.url() == null ? "**" + name + "**" : "**[" + name + "](" + part.url() + ")**";
    }

    /** Without what its readers would not see, and without an open end that would swallow what follows. */
    private static String notes(Shipped part) {
        String notes = COMMENT.matcher(Mrkdwn.cut(part.notes(), LOOKED_AT)).replaceAll("").strip();
        return closed(notes);
    }

    private static String closed(String markdown) {
        var fences = FENCE.matcher(markdown);
        String open = null;
        while (fences.find()) {
            String fence = fences.group(1);
            if (open == null) {
                open = fence;
            } else if (fence.charAt(0) == open.charAt(0) && fence.length() >= open.length()
                    && fences.group().strip().equals(fence)) {
                open = null;
            }
        }
        return open == null ? markdown : markdown.stripTrailing() + "\n" + open;
    }

    /** The beginning of the notes, whole lines where that costs little, and the word that there is more. */
    private static String cut(Shipped part, String notes, int most) {
        if (notes.length() <= most) {
            return notes;
        }
        String more = part.url() == null ? MORE : "[" + MORE + "](" + part.url() + ")";
        if (more.length() + 40 > most) {
            return MORE.length() <= most ? MORE : "";
        }
        // room for a fence that the cut leaves open
        int room = most - more.length() - BETWEEN.length() - 12;
        String kept = Mrkdwn.cut(notes, room + Mrkdwn.MORE.length()).replaceFirst(Pattern.quote(Mrkdwn.MORE) + "\\z",
                "");
        int line = kept.lastIndexOf('\n');
        String whole = line > kept.length() / 2 ? kept.substring(0, line) : kept;
        String closed = closed(whole.strip());
        return (closed.length() > most - more.length() - BETWEEN.length() ? "" : closed + BETWEEN) + more;
    }
}
