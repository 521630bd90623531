package dev.steward.release;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was understood of a body whose signature holds. */
sealed interface Reading {
    /** Something shipped, or changed. */
    record News(List<Shipped> shipped) implements Reading {
        public News {
            shipped = List.copyOf(shipped);
        }
    }

    /** It is well made and no news. @param word why, as a sentence */
    record NoNews(String word, boolean greeting) implements Reading {}

    /**
     * It cannot be taken.
     *
     * @param status   of HTTP
     * @param sentence why
     * @param mistakes a sentence for each place, by its JSON pointer; may be empty
     */
    record Bad(int status, String sentence, Map<String, String> mistakes) implements Reading {
        public Bad {
            mistakes = Collections.unmodifiableMap(new LinkedHashMap<>(mistakes));
        }

        Bad(int status, String sentence) {
            this(status, sentence, Map.of());
        }
    }
}
