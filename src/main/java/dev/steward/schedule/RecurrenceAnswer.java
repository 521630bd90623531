package dev.steward.schedule;

/** What became of words that say when something recurs. */
public sealed interface RecurrenceAnswer {
    /** @param timeAssumed whether no time of day was said, and the usual one was taken */
    record Understood(Recurrence recurrence, boolean timeAssumed) implements RecurrenceAnswer {}

    /**
     * @param part     what was not understood, as it was typed; plain text
     * @param sentence says so and shows examples, for the person who typed it; plain text
     */
    record NotUnderstood(String part, String sentence) implements RecurrenceAnswer {}
}
