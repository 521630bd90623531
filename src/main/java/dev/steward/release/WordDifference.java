package dev.steward.release;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import com.github.difflib.DiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.AbstractDelta;
import com.ibm.icu.text.BreakIterator;

/**
 * What became of a text, word by word, for people: changes that only blanks or marks keep apart are one change, and a text of which next
 * to nothing is left is another text.
 */
final class WordDifference {
    private static final String GAP = "…";

    private WordDifference() {}

    /** What became of a piece. */
    enum Fate {
        SAME, GONE, NEW
    }

    /** Some words in a row that share their fate; never empty. */
    record Piece(Fate fate, String text) {}

    /** Together, what is the same or gone is the one text, and what is the same or new the other. Empty texts have no pieces. */
    static List<Piece> between(String before, String after) {
        List<String> old = words(before);
        List<String> now = words(after);
        List<Piece> pieces = new ArrayList<>();
        int done = 0;
        for (AbstractDelta<String> delta : DiffUtils.diff(old, now, new MyersDiffWithLinearSpace<>()).getDeltas()) {
            add(pieces, Fate.SAME, String.join("", old.subList(done, delta.getSource().getPosition())));
            add(pieces, Fate.GONE, String.join("", delta.getSource().getLines()));
            add(pieces, Fate.NEW, String.join("", delta.getTarget().getLines()));
            done = delta.getSource().getPosition() + delta.getSource().size();
        }
        add(pieces, Fate.SAME, String.join("", old.subList(done, old.size())));
        return anotherText(pieces, before, after)
                ? joined(List.of(new Piece(Fate.GONE, before), new Piece(Fate.NEW, after)))
                : joined(pieces);
    }

    /**
     * The changes, with as many characters as {@code around} of what is the same on each side, and no more than {@code most} characters
     * in all; what is left out shows as dots.
     */
    static List<Piece> brief(List<Piece> pieces, int around, int most) {
        List<Piece> brief = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            if (piece.fate() != Fate.SAME) {
                brief.add(piece);
                continue;
            }
            String head = i == 0 ? "" : beginning(piece.text(), around);
            String tail = i == pieces.size() - 1 ? "" : ending(piece.text(), around);
            boolean whole = head.length() + tail.length() + 2 * GAP.length() >= piece.text().length();
            brief.add(whole
                    ? piece
                    : new Piece(Fate.SAME, head + (head.isEmpty() ? GAP : " " + GAP)
                            + (tail.isEmpty() ? "" : " ") + tail));
        }
        return cut(brief, most);
    }

    private static List<Piece> cut(List<Piece> pieces, int most) {
        List<Piece> cut = new ArrayList<>();
        int left = most;
        for (Piece piece : pieces) {
            if (piece.text().length() > left) {
                cut.add(new Piece(piece.fate(), beginning(piece.text(), Math.max(0, left - 2)) + " " + GAP));
                break;
            }
            cut.add(piece);
            left -= piece.text().length();
        }
        return cut;
    }

    /** In any language: letters that make a word together, and each blank and each mark for itself. */
    private static List<String> words(String text) {
        BreakIterator ends = BreakIterator.getWordInstance(Locale.ROOT);
        ends.setText(text);
        List<String> words = new ArrayList<>();
        int from = ends.first();
        for (int to = ends.next(); to != BreakIterator.DONE; to = ends.next()) {
            words.add(text.substring(from, to));
            from = to;
        }
        return words;
    }

    /** Joins what shares its fate, and puts what is gone before what is new. */
    private static List<Piece> joined(List<Piece> pieces) {
        List<Piece> joined = new ArrayList<>();
        var gone = new StringBuilder();
        var come = new StringBuilder();
        for (int i = 0; i < pieces.size(); i++) {
            Piece piece = pieces.get(i);
            boolean between = !gone.isEmpty() || !come.isEmpty();
            switch (piece.fate()) {
                case GONE -> gone.append(piece.text());
                case NEW -> come.append(piece.text());
                case SAME -> {
                    if (between && i < pieces.size() - 1 && letters(piece.text()) == 0
                            && piece.text().indexOf('\n') < 0) {
                        gone.append(piece.text());
                        come.append(piece.text());
                    } else {
                        flush(joined, gone, come);
                        joined.add(piece);
                    }
                }
            }
        }
        flush(joined, gone, come);
        return sentences(joined);
    }

    /** A sentence that is new ends with its own full stop, and does not begin with that of the one before. */
    private static List<Piece> sentences(List<Piece> pieces) {
        List<Piece> better = new ArrayList<>(pieces);
        for (int i = 1; i + 1 < better.size(); i++) {
            Piece before = better.get(i - 1);
            Piece piece = better.get(i);
            Piece after = better.get(i + 1);
            if (piece.fate() != Fate.SAME && before.fate() == Fate.SAME && after.fate() == Fate.SAME
                    && mark(piece.text().charAt(0)) && piece.text().charAt(0) == after.text().charAt(0)) {
                String mark = piece.text().substring(0, 1);
                better.set(i - 1, new Piece(Fate.SAME, before.text() + mark));
                better.set(i, new Piece(piece.fate(), piece.text().substring(1) + mark));
                better.set(i + 1, new Piece(Fate.SAME, after.text().substring(1)));
            }
        }
        better.removeIf(piece -> piece.text().isEmpty());
        return better;
    }

    private static boolean mark(char c) {
        return switch (Character.getType(c)) {
            case Character.OTHER_PUNCTUATION, Character.DASH_PUNCTUATION, Character.END_PUNCTUATION -> true;
            default -> false;
        };
    }

    private static void flush(List<Piece> joined, StringBuilder gone, StringBuilder come) {
        add(joined, Fate.GONE, gone.toString());
        add(joined, Fate.NEW, come.toString());
        gone.setLength(0);
        come.setLength(0);
    }

    private static void add(List<Piece> pieces, Fate fate, String text) {
        if (!text.isEmpty()) {
            pieces.add(new Piece(fate, text));
        }
    }

    /** A few words of a long text that happen to be the same tell nobody anything. */
    private static boolean anotherText(List<Piece> pieces, String before, String after) {
        long same = pieces.stream().filter(piece -> piece.fate() == Fate.SAME).mapToLong(piece -> letters(piece.text()))
                .sum();
        return same * 4 < Math.min(letters(before), letters(after));
    }

    private static long letters(String text) {
        return text.codePoints().filter(Character::isLetterOrDigit).count();
    }

    /** At most so many characters, up to a blank where there is one. */
    private static String beginning(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int blank = lastBlank(text, most);
        int end = blank > most / 2 ? blank : boundary(text, most, true);
        return text.substring(0, end).stripTrailing();
    }

    private static String ending(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int start = text.length() - most;
        for (int i = start - 1; i < text.length() - most / 2; i++) {
            if (Character.isWhitespace(text.charAt(i))) {
                return text.substring(i).stripLeading();
            }
        }
        return text.substring(boundary(text, start, false));
    }

    private static int lastBlank(String text, int from) {
        for (int i = from; i > 0; i--) {
            if (Character.isWhitespace(text.charAt(i))) {
                return i;
            }
        }
        return -1;
    }

    /** Where a reader sees a character end, at that place or the next one before or after it. */
    private static int boundary(String text, int at, boolean before) {
        BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
        characters.setText(text);
        if (characters.isBoundary(at)) {
            return at;
        }
        return before ? characters.preceding(at) : characters.following(at);
    }
}
