package dev.steward.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/** Everything that was found in one text, in the order it stands there. */
final class Findings {
    private static final Comparator<Finding> PLACE = Comparator.comparingInt(Finding::line)
            .thenComparingInt(Finding::column);

    private final List<Finding> mistakes = new ArrayList<>();
    private final List<Finding> warnings = new ArrayList<>();

    void mistake(Node at, String reason, @Nullable String suggestion) {
        mistake(at.getStartMark(), reason, suggestion);
    }

    void mistake(Mark at, String reason, @Nullable String suggestion) {
        mistake(at.getLine() + 1, at.getColumn() + 1, reason, suggestion);
    }

    void mistake(int line, int column, String reason, @Nullable String suggestion) {
        mistakes.add(new Finding(line, column, reason, suggestion));
    }

    void warning(Node at, String reason, @Nullable String suggestion) {
        Mark mark = at.getStartMark();
        warnings.add(new Finding(mark.getLine() + 1, mark.getColumn() + 1, reason, suggestion));
    }

    int count() {
        return mistakes.size();
    }

    boolean none() {
        return mistakes.isEmpty();
    }

    List<Finding> mistakes() {
        return mistakes.stream().sorted(PLACE).distinct().toList();
    }

    List<Finding> warnings() {
        return warnings.stream().sorted(PLACE).distinct().toList();
    }
}
