package dev.steward.feedback;

/** Where the words were said. */
enum Source implements Choice {
    SLACK("Slack"), CALL("Call"), EMAIL("Email"), MEETING("Meeting"), SUPPORT("Support"), SURVEY("Survey"), REVIEW(
            "Public review"), OTHER("Elsewhere");

    private final String label;

    Source(String label) {
        this.label = label;
    }

    @Override
    public String label() {
        return label;
    }
}
