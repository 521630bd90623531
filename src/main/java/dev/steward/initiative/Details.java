package dev.steward.initiative;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import dev.steward.slack.Spelling;
import dev.steward.workspace.Area.AreaId;
import dev.steward.workspace.Member;
import dev.steward.workspace.UserId;

/** What people say of an initiative; its phase is no such thing. */
record Details(String name, UserId owner, @Nullable AreaId area, @Nullable String objective) {
    static final int LONGEST_NAME = 100;
    static final int LONGEST_OBJECTIVE = 2_000;

    /** What somebody can say. */
    enum Field {
        NAME, OWNER, AREA, OBJECTIVE
    }

    sealed interface Checked {
        record Fine(Details details) implements Checked {}

        /** A sentence for each field that says what to do instead. */
        record Mistaken(Map<Field, String> sentences) implements Checked {}
    }

    /** @param known what Steward knows of the owner that was chosen; empty: nothing, as of somebody who is not there */
    static Checked check(@Nullable String name, @Nullable UserId owner, Optional<Member> known, @Nullable AreaId area,
            boolean areaExists, @Nullable String objective) {
        var mistakes = new LinkedHashMap<Field, String>();
        String tidy = name == null ? "" : Spelling.tidy(name);
        if (tidy.isEmpty()) {
            mistakes.put(Field.NAME, "Give it a name.");
        } else if (tidy.length() > LONGEST_NAME) {
            mistakes.put(Field.NAME, "That is too long for a name: " + LONGEST_NAME + " characters at most.");
        }
        if (owner == null) {
            mistakes.put(Field.OWNER, "Choose who answers for it.");
        } else if (known.isEmpty()) {
            mistakes.put(Field.OWNER, "Steward doesn't know them yet. Choose somebody else, or try again later.");
        } else if (known.get().bot()) {
            mistakes.put(Field.OWNER, "An app cannot own an initiative. Choose a person.");
        } else if (!known.get().reachable()) {
            mistakes.put(Field.OWNER, "Choose somebody who works in this workspace.");
        }
        if (area != null && !areaExists) {
            mistakes.put(Field.AREA, "This area is gone. Choose another one.");
        }
        String said = objective == null ? "" : objective.strip();
        if (said.length() > LONGEST_OBJECTIVE) {
            mistakes.put(Field.OBJECTIVE, "That is too long: " + LONGEST_OBJECTIVE + " characters at most.");
        }
        return mistakes.isEmpty() && owner != null
                ? new Checked.Fine(new Details(tidy, owner, area, said.isEmpty() ? null : said))
                : new Checked.Mistaken(mistakes);
    }
}
