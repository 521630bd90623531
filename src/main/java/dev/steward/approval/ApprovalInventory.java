package dev.steward.approval;

import static dev.steward.inventory.StoredTable.of;

import java.util.List;

import org.springframework.stereotype.Component;

import dev.steward.inventory.DataInventory;
import dev.steward.inventory.DataKind;
import dev.steward.inventory.Retention;
import dev.steward.inventory.Retention.Removal;
import dev.steward.inventory.Words;

/** What is kept of decisions at gates. */
@Component
class ApprovalInventory implements DataInventory {
    private static final String OVER = """
            exists (select from approval_request r
                    where r.workspace_id = t.workspace_id and r.id = t.request_id and not r.open)""";
    private static final String ASKS = """
            select a.id from approval_ask a where a.workspace_id = :workspace and a.request_id = any (:about)""";
    private static final String REQUESTER = """
            (select r.requester from approval_request r where r.workspace_id = t.workspace_id and r.id = t.request_id)""";

    @Override
    public List<DataKind> kinds() {
        return List.of(
                DataKind.of("approval.requests", "Approval requests and decisions",
                        "To ask those who have to agree, and to show what was decided and why",
                        "Every member; what was asked in a private channel only its members, who asked or was asked, "
                                + "its area's owner, ops people and admins",
                        of("approval_request").json("workings").past("not t.open").about("id").shownBy(ASKS).words(
                                Words.of("asked", "t.requester"), Words.at("workings", "question.asked", "t.requester"),
                                Words.at("workings", "question.options", "t.requester"),
                                Words.at("workings", "question.prediction.expected", "t.requester"),
                                Words.within("workings", "by", "question"),
                                Words.within("workings", "answeredBy", "answer"),
                                Words.within("workings", "person", "answer.reason"),
                                Words.within("workings", "by", "reason")),
                        of("approval_happening").past(OVER).about("request_id").shownBy(ASKS)
                                .words(Words.of("words", "t.by_user_id")),
                        of("approval_round").json("asked").past(OVER).about("request_id").shownBy(ASKS).words(
                                Words.at("asked", "asked", REQUESTER), Words.at("asked", "options", REQUESTER),
                                Words.at("asked", "prediction.expected", REQUESTER)),
                        of("decision").json("dissents").about("request_id").shownBy(ASKS).words(
                                Words.of("reason", "t.decided_by"),
                                Words.within("dissents", "by", "reason"), Words.of("prediction", REQUESTER),
                                Words.of("learned", REQUESTER)),
                        of("approval_ask").past(OVER).about("request_id").shownBy(ASKS),
                        of("approval_waiting").present(),
                        of("approval_card"), of("approval_counter"))
                        .retention(Retention.off(
                                "What people wrote about requests closed that long ago: what was asked, reasons, "
                                        + "questions, answers. Who decided what, when, and by which rule stays; the "
                                        + "decision log keeps reasons",
                                Removal.words("approval_request", "t.changed_at", "not t.open"),
                                Removal.words("approval_happening", "t.at", OVER),
                                Removal.words("approval_round", "t.over_at", OVER),
                                Removal.words("decision", "t.decided_at", OVER))),
                DataKind.of("approval.errands", "Lists and pictures asked for", "To make a file for whoever asked",
                        "Whoever asked",
                        of("approval_errand").personal("user_id").present().notExported("it is gone when it is done"))
                        .kept("Some seconds"));
    }
}
