package dev.steward.approval;

/** There is no request of that id, or none that its caller may see: to them it is the same. Nothing has changed. */
@SuppressWarnings("serial")
final class UnknownRequest extends Refused {
    static final String SENTENCE = "There is no such request here any more.";

    UnknownRequest() {
        super(SENTENCE);
    }
}
