package dev.steward.feedback;

import static dev.steward.inventory.StoredTable.of;

import java.util.List;

import org.springframework.stereotype.Component;

import dev.steward.inventory.DataInventory;
import dev.steward.inventory.DataKind;
import dev.steward.inventory.Retention;
import dev.steward.inventory.Retention.Removal;
import dev.steward.inventory.Words;

/** What is kept of what customers said. */
@Component
class FeedbackInventory implements DataInventory {
    private static final String PASSING = "it is gone within a day";

    @Override
    public List<DataKind> kinds() {
        return List.of(
                DataKind.of("feedback.items", "Feedback",
                        "To decide what to build by what customers said, and to tell them what became of it",
                        "Every member; what was captured in a private channel and not shared only by those in that "
                                + "channel, who captured or wrote it, its area's owner, ops people and admins. Guests see what they filed",
                        of("feedback_item").words(Words.of("words", "t.author", "t.submitter"),
                                Words.of("summary", "t.author", "t.submitter"),
                                Words.of("link", "t.author", "t.submitter"),
                                Words.of("fingerprint", "t.author", "t.submitter")).about("id"),
                        of("feedback_vote").words(Words.of("words", "t.member")).about("item_id"),
                        of("feedback_counter"))
                        .retention(Retention.off(
                                "The words, summary and link of feedback that old, and what was said with a +1. Its "
                                        + "number, customer, area, kind and votes stay",
                                Removal.words("feedback_item", "t.captured_at", "true"),
                                Removal.words("feedback_vote", "t.counted_at", "true"))),
                DataKind.of("feedback.customers", "Customers", "To know who said it", "Everybody in the workspace",
                        of("customer").about("id").shownBy("""
                                select i.id from feedback_item i
                                where i.workspace_id = :workspace and i.customer_id = any (:about)""")),
                DataKind.of("feedback.capturing", "Feedback under way",
                        "Messages that somebody is making feedback of, reactions and files still to be read",
                        "Whoever captures them",
                        of("feedback_draft").personal("member").words(Words.of("words", "t.author"),
                                Words.of("thread_words", "t.author")).present().notExported(PASSING),
                        of("feedback_reaction").personal("member").present().notExported(PASSING),
                        of("feedback_import").personal("member").present().notExported(PASSING))
                        .kept("A day at most"),
                DataKind.of("feedback.tokens", "Tokens of support tools", "So that a support tool can file feedback",
                        "Admins, but only their names; the tokens by nobody",
                        of("feedback_token").secret("hash")),
                DataKind.of("feedback.search", "Feedback's search index", "To find feedback by its words",
                        "Nobody; it is made anew from the feedback",
                        of("feedback_search").notExported("it is made anew from the feedback"),
                        of("feedback_word").changedByItsOwner().notExported("it is made anew from the feedback"),
                        of("feedback_to_index").notExported("it is of the running program"))
                        .kept("As long as the feedback's words"));
    }
}
