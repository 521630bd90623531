package dev.steward.feedback;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** One of a few fixed answers. */
interface Choice {
    /** As shown in forms. */
    String label();

    String name();

    /** As typed in commands, JSON and CSV. */
    default String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    default boolean isCalled(String typed) {
        return word().equalsIgnoreCase(typed.strip()) || label().equalsIgnoreCase(typed.strip());
    }

    static <C extends Choice> Optional<C> called(String typed, C[] all) {
        return Arrays.stream(all).filter(choice -> choice.isCalled(typed)).findFirst();
    }

    /** "problem, idea, praise or question". */
    static String words(Choice[] all) {
        var words = Arrays.stream(all).map(Choice::word).collect(Collectors.toList());
        String last = words.removeLast();
        return String.join(", ", words) + " or " + last;
    }
}
