package dev.steward.inventory;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Words in a table that are somebody's own, and whose.
 *
 * @param column  where they stand
 * @param path    where in the column's JSON, such as {@code question.asked}; null: all of the column
 * @param authors columns that name their author; the first that is not null does. Empty where {@code key} does
 * @param key     the name of the author in the JSON object from which {@code path} starts, wherever in the column such an object stands;
 *                null where a column names the author
 */
public record Words(String column, @Nullable String path, List<String> authors, @Nullable String key) {
    public Words {
        authors = List.copyOf(authors);
    }

    /** All of a column. */
    public static Words of(String column, String... authors) {
        return new Words(column, null, List.of(authors), null);
    }

    /** One text in a column of JSON; {@code path} may lead through lists, of which it means every element. */
    public static Words at(String column, String path, String... authors) {
        return new Words(column, path, List.of(authors), null);
    }

    /** A text in every object of a column of JSON that names its author. */
    public static Words within(String column, String key, String path) {
        return new Words(column, path, List.of(), key);
    }
}
