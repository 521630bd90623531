package dev.steward.policy;

/** How many of those who are asked must agree. */
public sealed interface Need {
    Need ANY = new Any();
    Need ALL = new All();
    Need MAJORITY = new Majority();

    /**
     * How many that is where {@code asked} people are asked. At least one, so that nobody's agreement is never enough; may be more than
     * were asked, and then the stage cannot pass before more are.
     */
    int of(int asked);

    /** As people write it: {@code any}, {@code all}, {@code majority}, {@code 2}. */
    String word();

    record Any() implements Need {
        @Override
        public int of(int asked) {
            return 1;
        }

        @Override
        public String word() {
            return "any";
        }
    }

    record All() implements Need {
        @Override
        public int of(int asked) {
            return Math.max(1, asked);
        }

        @Override
        public String word() {
            return "all";
        }
    }

    /** More than half. */
    record Majority() implements Need {
        @Override
        public int of(int asked) {
            return asked / 2 + 1;
        }

        @Override
        public String word() {
            return "majority";
        }
    }

    record AtLeast(int people) implements Need {
        public AtLeast {
            if (people < 1) {
                throw new IllegalArgumentException("At least one must agree, not " + people);
            }
        }

        @Override
        public int of(int asked) {
            return people;
        }

        @Override
        public String word() {
            return Integer.toString(people);
        }
    }
}
