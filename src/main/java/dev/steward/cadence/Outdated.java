package dev.steward.cadence;

/** A press or a form that was refused because what it was shown for has changed since. The sentence says what is so now. */
@SuppressWarnings("serial")
final class Outdated extends Refused {
    /** @param sentence as of {@link Refused} */
    Outdated(String sentence) {
        super(sentence);
    }
}
