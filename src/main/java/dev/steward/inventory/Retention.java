package dev.steward.inventory;

import java.util.List;

/**
 * What goes when a workspace has a kind of data kept for a number of days only.
 *
 * @param removes  what goes and what stays, as a plain sentence: people read it before they choose
 * @param standard after how many days it goes as long as the workspace says nothing; 0: never
 * @param removals what is done about each table
 */
public record Retention(String removes, int standard, List<Removal> removals) {
    public Retention {
        removals = List.copyOf(removals);
    }

    /** One that does nothing until a workspace says so. */
    public static Retention off(String removes, Removal... removals) {
        return new Retention(removes, 0, List.of(removals));
    }

    public static Retention days(int standard, String removes, Removal... removals) {
        return new Retention(removes, standard, List.of(removals));
    }

    /**
     * What is done about the rows of one table whose time is over.
     *
     * @param table one of the inventory
     * @param age   the SQL expression whose instant a row's age is counted from; rows are taken from the oldest on
     * @param only  which rows, in SQL; {@code true} for all
     * @param what  what becomes of them
     */
    public record Removal(String table, String age, String only, What what) {
        public static Removal rows(String table, String age, String only) {
            return new Removal(table, age, only, What.ROW);
        }

        public static Removal words(String table, String age, String only) {
            return new Removal(table, age, only, What.WORDS);
        }
    }

    public enum What {
        /** The row is deleted. */
        ROW,
        /** All {@link Words} of the table are taken out, whoever's they are. */
        WORDS
    }
}
