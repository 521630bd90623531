package dev.steward.feedback;

/** What sort of thing was said. */
enum Kind implements Choice {
    PROBLEM("Problem"), IDEA("Idea"), PRAISE("Praise"), QUESTION("Question");

    private final String label;

    Kind(String label) {
        this.label = label;
    }

    @Override
    public String label() {
        return label;
    }
}
