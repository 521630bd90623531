package dev.steward.release;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** References of feedback as people type them: {@code FB-12, fb13}. */
final class FeedbackReferences {
    private static final Pattern WRITTEN = Pattern.compile("FB-?0*([1-9]\\d{0,17})", Pattern.CASE_INSENSITIVE);
    private static final Pattern BETWEEN = Pattern.compile("[\\s,;]+");

    private FeedbackReferences() {}

    /**
     * @param references each once: {@code FB-12}
     * @param strange    what is none, as typed
     */
    record Read(List<String> references, List<String> strange) {}

    static Read read(String typed) {
        var references = new LinkedHashSet<String>();
        List<String> strange = new ArrayList<>();
        for (String each : BETWEEN.split(typed.strip(), -1)) {
            Matcher written = WRITTEN.matcher(each);
            if (written.matches()) {
                references.add("FB-" + written.group(1));
            } else if (!each.isEmpty()) {
                strange.add(each);
            }
        }
        return new Read(List.copyOf(references), List.copyOf(strange));
    }
}
