package dev.steward.feedback;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be said of an item, by the name it has in forms, JSON and CSV. */
enum Field {
    WORDS, SUMMARY, CUSTOMER, AREA, KIND, IMPORTANCE, SOURCE, CONTACT, LINK;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As people read it: {@code Importance}. */
    String label() {
        return name().charAt(0) + word().substring(1);
    }

    static Optional<Field> called(String typed) {
        return Arrays.stream(values()).filter(field -> field.word().equalsIgnoreCase(typed.strip())).findFirst();
    }
}
