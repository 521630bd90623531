package dev.steward.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.steward.policy.Pieces.Piece;

/** Puts a policy's text together again, and knows of each line where it came from. */
final class Join {
    private final List<Piece> pieces;
    private final List<Origin> origins = new ArrayList<>();
    private final StringBuilder whole = new StringBuilder();

    /** @param pieces as {@link Pieces} cut them, then changed by hand */
    Join(List<Piece> pieces) {
        this.pieces = pieces;
        for (int i = 0; i < pieces.size(); i++) {
            if (!pieces.get(i).rule()) {
                int piece = i;
                lines(pieces.get(i)).forEach(line -> add(line, piece));
                gap(i);
            }
        }
        boolean anyRule = pieces.stream().anyMatch(piece -> piece.rule() && !piece.blank());
        for (int i = 0; anyRule && i < pieces.size(); i++) {
            if (!pieces.get(i).rule()) {
                continue;
            }
            if (origins.stream().noneMatch(origin -> pieces.get(origin.piece()).rule())) {
                whole.append(Language.RULES.name()).append(":\n");
                origins.add(new Origin(i, 0, 0));
            }
            int piece = i;
            int[] count = {0};
            ruleLines(i, (line, shift) -> {
                whole.append(line).append('\n');
                origins.add(new Origin(piece, count[0]++, shift));
            });
            gap(i);
        }
    }

    /** @param line counted from 0 in its piece; {@code shift} is how much further to the right it stands in the whole */
    private record Origin(int piece, int line, int shift) {}

    /** A line as it stands in the whole. */
    @FunctionalInterface
    interface EachLine {
        void line(String line, int shift);
    }

    String text() {
        return YamlText.normal(whole.toString());
    }

    /**
     * Something that was found, where it stands in its piece.
     *
     * @param piece which one, counted from 0
     */
    record Located(int piece, Finding finding) {}

    /** What is wrong with its form is told for each piece; where all are well-formed, what is wrong with its meaning. */
    List<Located> mistakes(PolicyText.Reading reading) {
        List<Located> malformed = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            if (!pieces.get(i).blank()) {
                int piece = i;
                var findings = new Findings();
                YamlText.read(YamlText.normal(pieces.get(i).text()), findings);
                findings.mistakes().forEach(one -> malformed.add(new Located(piece, one)));
            }
        }
        return !malformed.isEmpty()
                ? malformed
                : reading instanceof PolicyText.Reading.Bad(var mistakes)
                        ? mistakes.stream().map(this::locate).toList()
                        : List.of();
    }

    Located locate(Finding finding) {
        int line = Math.min(finding.line(), origins.size()) - 1;
        if (line < 0) {
            return new Located(0, finding);
        }
        Origin origin = origins.get(line);
        return new Located(origin.piece(), new Finding(origin.line() + 1,
                Math.max(1, finding.column() - origin.shift()), finding.reason(), finding.suggestion()));
    }

    /** The line something was found on, as it was typed; empty where there is none. */
    Optional<String> lineOf(Located located) {
        return lines(pieces.get(located.piece())).stream().skip(located.finding().line() - 1L).findFirst()
                .map(String::strip).filter(line -> !line.isEmpty());
    }

    private void add(String line, int piece) {
        long before = origins.stream().filter(origin -> origin.piece() == piece).count();
        whole.append(line).append('\n');
        origins.add(new Origin(piece, (int) before, 0));
    }

    /** An empty line after each piece, for whoever reads the whole. */
    private void gap(int piece) {
        whole.append('\n');
        origins.add(new Origin(piece, Math.max(0, lines(pieces.get(piece)).size() - 1), 0));
    }

    private static List<String> lines(Piece piece) {
        return piece.text().stripTrailing().lines().toList();
    }

    /** A rule's lines below {@code rules:}. One that is written with its dash, or several, only stand further in. */
    void ruleLines(int piece, EachLine each) {
        List<String> lines = lines(pieces.get(piece));
        boolean dashed = lines.stream().filter(line -> !line.isBlank() && !Pieces.comment(line)).findFirst()
                .map(line -> line.strip().equals("-") || line.stripLeading().startsWith("- ")).orElse(true);
        boolean begun = dashed;
        for (String line : lines) {
            if (line.isBlank()) {
                each.line("", 0);
            } else if (dashed || !begun && Pieces.comment(line)) {
                each.line("  " + line, 2);
            } else if (begun) {
                each.line("    " + line, 4);
            } else {
                begun = true;
                each.line("  - " + line, 4);
            }
        }
    }
}
