package dev.steward.feedback;

/** Whether we may contact whoever said it. */
enum Consent implements Choice {
    YES("Yes, they agreed"), NO("No"), UNKNOWN("Not asked");

    private final String label;

    Consent(String label) {
        this.label = label;
    }

    @Override
    public String label() {
        return label;
    }
}
