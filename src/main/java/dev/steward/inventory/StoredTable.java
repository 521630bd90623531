package dev.steward.inventory;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * One table, and what of it matters to privacy. Which columns it has, and of what type, the database's catalogue says: a person's id, name
 * and address are looked for in all that hold text.
 *
 * @param name     as in the database
 * @param scope    the SQL condition that a row belongs to {@code :workspace}; null: rows belong to no workspace
 * @param json     columns of type text that hold JSON
 * @param markup   columns in which a mention keeps its form, {@code <@U024BE7LH>}, since a program reads it
 * @param bytes    columns of type bytea that hold UTF-8 text
 * @param secrets  columns that nobody is ever shown: no export has them
 * @param encrypted those of them that are encrypted, and are encrypted anew when the key changes
 * @param personal columns that name a person; a row is about them alone and goes with them
 * @param words    what people wrote themselves
 * @param past     the SQL condition that a row is about what is over: of somebody who is still here, only such rows are detached; null: all
 * @param about    the column that names the thing whose look depends on the row; null for none
 * @param shownBy  SQL for what else shows it, as a column of ids, from the things {@code :about}
 * @param owner    whether its module changes it itself where a person is erased: nobody else may
 * @param exported null where the export of a workspace has it, else why not
 */
public record StoredTable(String name, @Nullable String scope, Set<String> json, Set<String> markup, Set<String> bytes,
        Set<String> secrets, Set<String> encrypted, List<String> personal, List<Words> words, @Nullable String past,
        @Nullable String about, List<String> shownBy, boolean owner, @Nullable String exported) {
    private static final String OWN_COLUMN = "t.workspace_id = :workspace";

    public StoredTable {
        json = Set.copyOf(json);
        markup = Set.copyOf(markup);
        bytes = Set.copyOf(bytes);
        secrets = Set.copyOf(secrets);
        encrypted = Set.copyOf(encrypted);
        personal = List.copyOf(personal);
        words = List.copyOf(words);
        shownBy = List.copyOf(shownBy);
    }

    /** A table whose rows name their workspace. */
    public static StoredTable of(String name) {
        return new StoredTable(name, OWN_COLUMN, Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), List.of(),
                List.of(), null, null, List.of(), false, null);
    }

    public StoredTable scope(@Nullable String condition) {
        return new StoredTable(name, condition, json, markup, bytes, secrets, encrypted, personal, words, past, about,
                shownBy,
                owner, exported);
    }

    public StoredTable json(String... columns) {
        return new StoredTable(name, scope, plus(json, columns), markup, bytes, secrets, encrypted, personal, words,
                past, about, shownBy, owner, exported);
    }

    public StoredTable markup(String... columns) {
        return new StoredTable(name, scope, json, plus(markup, columns), bytes, secrets, encrypted, personal, words,
                past, about, shownBy, owner, exported);
    }

    public StoredTable bytes(String... columns) {
        return new StoredTable(name, scope, json, markup, plus(bytes, columns), secrets, encrypted, personal, words,
                past, about, shownBy, owner, exported);
    }

    public StoredTable secret(String... columns) {
        return new StoredTable(name, scope, json, markup, bytes, plus(secrets, columns), encrypted, personal, words,
                past, about, shownBy, owner, exported);
    }

    /** Secrets as {@code TokenCipher} encrypts them. */
    public StoredTable encrypted(String... columns) {
        return new StoredTable(name, scope, json, markup, bytes, plus(secrets, columns), plus(encrypted, columns),
                personal, words, past, about, shownBy, owner, exported);
    }

    public StoredTable personal(String... columns) {
        return new StoredTable(name, scope, json, markup, bytes, secrets, encrypted, List.of(columns), words, past,
                about, shownBy, owner, exported);
    }

    public StoredTable words(Words... some) {
        List<Words> more = new ArrayList<>(words);
        more.addAll(List.of(some));
        return new StoredTable(name, scope, json, markup, bytes, secrets, encrypted, personal, more, past, about,
                shownBy,
                owner, exported);
    }

    public StoredTable past(String condition) {
        return new StoredTable(name, scope, json, markup, bytes, secrets, encrypted, personal, words, condition, about,
                shownBy,
                owner, exported);
    }

    /** Of somebody who is still here, nothing is detached. */
    public StoredTable present() {
        return past("false");
    }

    public StoredTable about(String column) {
        return new StoredTable(name, scope, json, markup, bytes, secrets, encrypted, personal, words, past, column,
                shownBy,
                owner, exported);
    }

    public StoredTable shownBy(String... sql) {
        return new StoredTable(name, scope, json, markup, bytes, secrets, encrypted, personal, words, past, about,
                List.of(sql), owner, exported);
    }

    public StoredTable changedByItsOwner() {
        return new StoredTable(name, scope, json, markup, bytes, secrets, encrypted, personal, words, past, about,
                shownBy,
                true, exported);
    }

    /** @param why as a part of a sentence: {@code it is made anew from the others} */
    public StoredTable notExported(String why) {
        return new StoredTable(name, scope, json, markup, bytes, secrets, encrypted, personal, words, past, about,
                shownBy,
                owner, why);
    }

    private static Set<String> plus(Set<String> some, String... more) {
        Set<String> all = new HashSet<>(some);
        all.addAll(List.of(more));
        return all;
    }
}
