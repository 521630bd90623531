package dev.steward.privacy;

import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Things that were called like one person, and would have one name once that person is erased: a number tells them apart. */
public final class Namesakes {
    private Namesakes() {}

    /** The name itself for the first, {@code Anonymous 1 (2)} for the second. */
    static String numbered(String name, int n) {
        return n == 1 ? name : name + " (" + n + ")";
    }

    /** The first of these that nothing else has. */
    public static String free(String name, Predicate<String> taken) {
        return IntStream.iterate(1, n -> n + 1).mapToObj(n -> numbered(name, n)).filter(taken.negate()).findFirst()
                .orElseThrow();
    }
}
