package dev.steward.feedback;

/** How much it matters to the one who said it. */
enum Importance implements Choice {
    NICE(1, "+1  Nice to have"), IMPORTANT(2, "+2  Important"), CRITICAL(3, "+3  Critical");

    private final int weight;
    private final String label;

    Importance(int weight, String label) {
        this.weight = weight;
        this.label = label;
    }

    int weight() {
        return weight;
    }

    String sign() {
        return "+" + weight;
    }

    static Importance of(int weight) {
        return values()[weight - 1];
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public boolean isCalled(String typed) {
        return Choice.super.isCalled(typed) || typed.strip().equals(sign())
                || typed.strip().equals(Integer.toString(weight));
    }
}
