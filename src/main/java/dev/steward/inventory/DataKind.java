package dev.steward.inventory;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One kind of data, as people would name it. All texts are plain, one sentence or part of one, without a full stop.
 *
 * @param name      kept in rows, so it never changes: {@code feedback.items}
 * @param title     {@code Feedback}
 * @param why       the purpose it is kept for
 * @param seenBy    who can see it
 * @param kept      for how long, where no retention rule says less
 * @param retention how long a workspace may have it kept; null where that is not theirs to say
 * @param tables    where it stands; empty where it is part of another kind's tables
 */
public record DataKind(String name, String title, String why, String seenBy, String kept,
        @Nullable Retention retention, List<StoredTable> tables) {
    /** How long most things are kept. */
    public static final String FOR_GOOD = "Until Steward is uninstalled";

    public DataKind {
        tables = List.copyOf(tables);
    }

    /** One that is kept for good. */
    public static DataKind of(String name, String title, String why, String seenBy, StoredTable... tables) {
        return new DataKind(name, title, why, seenBy, FOR_GOOD, null, List.of(tables));
    }

    public DataKind kept(String howLong) {
        return new DataKind(name, title, why, seenBy, howLong, retention, tables);
    }

    public DataKind retention(Retention rule) {
        return new DataKind(name, title, why, seenBy, kept, rule, tables);
    }
}
