package dev.steward.cadence;

import static dev.steward.inventory.StoredTable.of;

import java.util.List;

import org.springframework.stereotype.Component;

import dev.steward.inventory.DataInventory;
import dev.steward.inventory.DataKind;
import dev.steward.inventory.Retention;
import dev.steward.inventory.Retention.Removal;
import dev.steward.inventory.Words;

/** What is kept of reviews. */
@Component
class CadenceInventory implements DataInventory {
    private static final String OVER = """
            exists (select from cadence_session s where s.workspace_id = t.workspace_id and s.id = t.session_id
                    and s.state not in ('COLLECTING', 'AGENDA_POSTED', 'RUNNING'))""";

    private static final String SESSIONS = """
            select s.id from cadence_session s where s.workspace_id = :workspace and s.cadence_id = any (:about)""";
    private static final String ASKS = """
            select a.id from cadence_ask a where a.workspace_id = :workspace and a.session_id = any (:about)""";
    private static final String NOTED_IN = """
            select a.session_id from cadence_action a where a.workspace_id = :workspace and a.id = any (:about)""";

    @Override
    public List<DataKind> kinds() {
        return List.of(
                DataKind.of("cadence.reviews", "Reviews and their sessions",
                        "To hold reviews, with their agenda, and to know what came of them",
                        "Every member; a private channel's reviews only by those in it, their owner, ops people and admins",
                        of("cadence").json("workings").past("t.state = 'ENDED'").about("id").shownBy(SESSIONS),
                        of("cadence_session").json("workings")
                                .past("t.state not in ('COLLECTING', 'AGENDA_POSTED', 'RUNNING')").about("id")
                                .shownBy(ASKS)
                                .words(Words.at("workings", "preRead", "(t.workings::jsonb ->> 'preReadBy')")),
                        of("cadence_happening").about("cadence_id").shownBy(SESSIONS),
                        of("cadence_session_happening").about("session_id").words(Words.of("words", "t.by_user_id")),
                        of("cadence_item").past("t.state <> 'OPEN'").about("cadence_id").shownBy(SESSIONS)
                                .words(Words.of("title", "t.added_by"), Words.of("notes", "t.added_by")),
                        of("cadence_session_item"), of("cadence_session_card"),
                        of("cadence_decision").about("session_id"),
                        of("cadence_action").past("t.state <> 'OPEN'").about("id").shownBy(NOTED_IN)
                                .words(Words.of("reason", "t.ended_by")),
                        of("cadence_action_happening").about("action_id").words(Words.of("words", "t.by_user_id")),
                        of("cadence_swap").past("t.state <> 'ASKED'").about("id"),
                        of("cadence_departure").past("t.over").about("id"), of("cadence_counter")),
                DataKind.of("cadence.answers", "Written answers",
                        "To sum up written reviews",
                        "Every member; a private channel's reviews only by those in it, their owner, ops people and admins",
                        of("cadence_ask").json("answers").past(OVER).about("session_id").shownBy(ASKS)
                                .words(Words.at("answers", "text", "t.user_id")),
                        of("cadence_ask_version").json("answers").words(Words.at("answers", "text", """
                                (select a.user_id from cadence_ask a
                                 where a.workspace_id = t.workspace_id and a.id = t.ask_id)""")))
                        .retention(Retention.off(
                                "What people answered in reviews closed, and asked that long ago. Who answered, and "
                                        + "when, stays",
                                Removal.words("cadence_ask", "t.asked_at", OVER), Removal.rows("cadence_ask_version",
                                        "t.at",
                                        """
                                                exists (select from cadence_ask a join cadence_session s
                                                        on s.workspace_id = a.workspace_id and s.id = a.session_id
                                                        where a.workspace_id = t.workspace_id and a.id = t.ask_id
                                                        and s.state not in ('COLLECTING', 'AGENDA_POSTED', 'RUNNING'))"""))));
    }
}
