package dev.steward.approval;

/** What people do to a request with words of their own. */
enum Verb {
    COMMENT("Approve", "Your comment", "Approve", false, "It stands beside your approval, for everybody to read."),
    /** By an approver. */
    CHANGES("Ask for changes", "What should change?", "Ask for changes", true,
            "The requester changes it and asks you again. The clock begins anew then."), BLOCK("Block",
                    "Why should it not go ahead?", "Block", true,
                    "Somebody above rules on it, in limited time. Your reason goes to them, and stays on record."), QUESTION(
                            "Ask a question", "What do you want to know?", "Ask", true,
                            "The requester is asked at once. The answer stands on the card."), ANSWER("Answer",
                                    "Your answer", "Answer", true,
                                    "It goes to whoever asked, and stands on the cards."), OVERRULE("Go ahead",
                                            "Why should it go ahead?", "Go ahead", true,
                                            "The block is overruled; the dissent stays on record."), UPHOLD(
                                                    "Uphold the block", "Why should it not go ahead?", "Uphold", true,
                                                    "The request is rejected."),
    /** By the requester. */
    WITHDRAW("Withdraw", "Why? (if you like)", "Withdraw", false,
            "Nobody is asked any more, and nothing is decided. You can reopen it later."), REOPEN("Reopen",
                    "Why again?", "Reopen", true,
                    "Everybody is asked anew, under today's policy. What was decided before stays on record."), DELEGATE(
                            "Delegate", "Who should answer in your place?", "Delegate", true,
                            "They are asked instead of you. The clock goes on.");

    private final String title;
    private final String label;
    private final String submit;
    private final boolean required;
    private final String hint;

    Verb(String title, String label, String submit, boolean required, String hint) {
        this.title = title;
        this.label = label;
        this.submit = submit;
        this.required = required;
        this.hint = hint;
    }

    String title() {
        return title;
    }

    String label() {
        return label;
    }

    String submit() {
        return submit;
    }

    boolean required() {
        return required;
    }

    String hint() {
        return hint;
    }
}
