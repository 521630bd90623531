package dev.steward.feedback;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.delivery.Cards;
import dev.steward.privacy.DataRewritten;
import dev.steward.privacy.Erasable;
import dev.steward.privacy.ErasableKind;
import dev.steward.privacy.ThingErased;
import dev.steward.workspace.WorkspaceId;

/** Erasing one item: what was said, whose it was and where. Its number, its area and that it was counted stay. */
@Component
class EraseItem implements ErasableKind {
    private static final String ERASED = "[erased]";
    private static final int LABEL = 60;

    private final FeedbackItems items;
    private final JdbcTemplate jdbc;
    private final Cards cards;
    private final ApplicationEventPublisher events;

    EraseItem(FeedbackItems items, JdbcTemplate jdbc, Cards cards, ApplicationEventPublisher events) {
        this.items = items;
        this.jdbc = jdbc;
        this.cards = cards;
        this.events = events;
    }

    @Override
    public String name() {
        return "feedback.item";
    }

    @Override
    public Optional<Erasable> find(WorkspaceId workspace, String typed) {
        return Reference.parse(typed).flatMap(reference -> items.find(workspace, reference)).map(this::erasable);
    }

    @Override
    public List<Erasable> like(WorkspaceId workspace, String typed, int most) {
        return find(workspace, typed).stream().toList();
    }

    @Override
    public Optional<Erasable> get(WorkspaceId workspace, UUID id) {
        return items.find(workspace, new FeedbackId(id)).map(this::erasable);
    }

    private Erasable erasable(Entry entry) {
        FeedbackItem item = entry.item();
        String words = item.details().words().replaceAll("\\s+", " ").strip();
        return new Erasable(name(), item.id().value(),
                item.reference() + " " + words.substring(0, words.offsetByCodePoints(0,
                        Math.min(LABEL, words.codePointCount(0, words.length())))),
                null);
    }

    @Override
    public List<String> preview(WorkspaceId workspace, UUID id, boolean words) {
        return items.find(workspace, new FeedbackId(id)).map(entry -> List.of(
                "The words, summary, customer, author and link of " + entry.item().reference()
                        + ", and what was said with a +1.",
                "Its line in agendas, and its words in messages that Steward still keeps."))
                .orElse(List.of());
    }

    @Override
    public List<String> stays() {
        return List.of("Its number, area, kind, importance and votes, and who filed it",
                "What people wrote of it elsewhere, such as in a release or in a line of their own in an agenda");
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean erase(WorkspaceId workspace, UUID id, boolean words, String instead) {
        Optional<Entry> found = items.lock(workspace, new FeedbackId(id));
        if (found.isEmpty()) {
            return false;
        }
        jdbc.update("""
                update feedback_item set words = ?, summary = null, customer_id = null, author = null, link = null,
                    fingerprint = null, version = version + 1
                where workspace_id = ? and id = ?
                """, ERASED, workspace.value(), id);
        jdbc.update("update feedback_vote set words = null where workspace_id = ? and item_id = ?", workspace.value(),
                id);
        cards.changed(workspace, FeedbackCards.KIND, id);
        events.publishEvent(new DataRewritten(workspace, "feedback_item", Set.of(id)));
        events.publishEvent(new ThingErased(workspace, found.get().item().reference().toString()));
        return false;
    }
}
