package dev.steward.release;

import static dev.steward.inventory.StoredTable.of;

import java.util.List;

import org.springframework.stereotype.Component;

import dev.steward.inventory.DataInventory;
import dev.steward.inventory.DataKind;
import dev.steward.inventory.Words;

/** What is kept of what shipped. */
@Component
class ReleaseInventory implements DataInventory {
    @Override
    public List<DataKind> kinds() {
        return List.of(
                DataKind.of("release.releases", "Releases",
                        "To say what shipped, wherever it was announced, and to keep that true",
                        "Every member, drafts too; what is published also by whoever reads its channels, and what "
                                + "somebody made public by whoever has the changelog's address",
                        of("release").json("workings").past("t.state in ('RETRACTED', 'DISCARDED')").about("id"),
                        of("release_edition").json("content").about("release_id").shownBy("""
                                select q.id from release_question q
                                where q.workspace_id = :workspace and q.release_id = any (:about)""", """
                                select t.id from release_task t
                                where t.workspace_id = :workspace and t.release_id = any (:about)"""),
                        of("release_copy").about("release_id"),
                        of("release_happening").words(Words.of("words", "t.by_user_id")).about("release_id"),
                        of("release_initiative"), of("release_feedback"), of("release_waiting_for_gate"),
                        of("release_gate"), of("release_audience"), of("release_arrival"), of("release_counter"),
                        of("release_writing").personal("user_id").present()),
                DataKind.of("release.readers", "Readers of releases",
                        "To know who has read what, and to answer what they asked",
                        "Everybody, but only how many; what they asked, and who asked it, by the release's owner and editors; who has read it by nobody",
                        of("release_reader").about("release_id"),
                        of("release_question").past("t.standing <> 'OPEN'").about("id").shownBy("""
                                select q.release_id from release_question q
                                where q.workspace_id = :workspace and q.id = any (:about)""").words(
                                Words.of("words", "t.asked_by"), Words.of("answer", "t.settled_by"))),
                DataKind.of("release.tasks", "Launch checklists", "To chase what a launch takes",
                        "Everybody in the workspace",
                        of("release_checklist"), of("release_checklist_item").present(), of("release_launch"),
                        of("release_task").past("t.state <> 'OPEN'").about("id")
                                .words(Words.of("reason", "t.by_user_id"))),
                DataKind.of("release.digests", "Digests", "So that a channel is told of each release once",
                        "Whoever reads the channel",
                        of("release_subscription").present().about("id"), of("release_digest").about("id"),
                        of("release_digest_entry")),
                DataKind.of("release.sources", "What arrives from outside",
                        "To make drafts of what GitHub and builds say shipped",
                        "Admins, ops people and the source's owner; its secret by nobody",
                        of("release_source").encrypted("secret", "earlier_secret").present(),
                        of("release_hook").json("headers", "mistakes").bytes("body").secret("body_hash"),
                        of("release_intake").about("id"), of("release_part").about("release_id"))
                        .kept("What was sent for 90 days, the rest until Steward is uninstalled"),
                DataKind.of("release.changelog", "Changelog's address",
                        "So that people without Slack can read what shipped",
                        "Whoever was given its address; Steward keeps only what recognises it",
                        of("release_changelog").secret("hash")),
                DataKind.of("release.search", "Releases' search index", "To find releases by their words",
                        "Nobody; it is made anew from the releases",
                        of("release_text").notExported("it is made anew from the releases"))
                        .kept("As long as the releases"),
                DataKind.of("release.errands", "Lists asked for", "To make a file for whoever asked", "Whoever asked",
                        of("release_errand").personal("user_id").present().notExported("it is gone when it is done"))
                        .kept("Some seconds"));
    }
}
