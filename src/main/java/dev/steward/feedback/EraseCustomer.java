package dev.steward.feedback;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.delivery.Cards;
import dev.steward.feedback.Customer.CustomerId;
import dev.steward.privacy.DataRewritten;
import dev.steward.privacy.Erasable;
import dev.steward.privacy.ErasableKind;
import dev.steward.workspace.WorkspaceId;

/** Erasing a customer: the name goes wherever it stands, on demand with all that was said for them. That it was one customer stays. */
@Component
class EraseCustomer implements ErasableKind {
    private static final String ERASED = "[erased]";
    private static final String WORD = "customer ";
    private static final int AT_ONCE = 500;

    private final Customers customers;
    private final JdbcTemplate jdbc;
    private final Cards cards;
    private final ApplicationEventPublisher events;

    EraseCustomer(Customers customers, JdbcTemplate jdbc, Cards cards, ApplicationEventPublisher events) {
        this.customers = customers;
        this.jdbc = jdbc;
        this.cards = cards;
        this.events = events;
    }

    @Override
    public String name() {
        return "feedback.customer";
    }

    @Override
    public Optional<Erasable> find(WorkspaceId workspace, String typed) {
        String name = typed.toLowerCase(Locale.ROOT).startsWith(WORD) ? typed.substring(WORD.length()) : typed;
        return customers.named(workspace, typed).or(() -> customers.named(workspace, name)).map(this::erasable);
    }

    @Override
    public List<Erasable> like(WorkspaceId workspace, String typed, int most) {
        return typed.isBlank()
                ? List.of()
                : customers.like(workspace, typed, most).stream().map(this::erasable).toList();
    }

    @Override
    public Optional<Erasable> get(WorkspaceId workspace, UUID id) {
        return customers.find(workspace, new CustomerId(id)).map(this::erasable);
    }

    private Erasable erasable(Customer customer) {
        return new Erasable(name(), customer.id().value(), "Customer " + customer.name(), customer.name());
    }

    @Override
    public List<String> preview(WorkspaceId workspace, UUID id, boolean words) {
        long items = count("select count(*) from feedback_item where workspace_id = ? and customer_id = ?", workspace,
                id);
        long votes = count("select count(*) from feedback_vote where workspace_id = ? and customer_id = ?", workspace,
                id);
        String of = (items == 1 ? "1 feedback item" : items + " feedback items") + " and "
                + (votes == 1 ? "1 vote" : votes + " votes");
        return words
                ? List.of("The name, on " + of + ".", "The words of these: what was said, the summary and the link.")
                : List.of("The name, on " + of + ". What was said stays.");
    }

    private long count(String sql, WorkspaceId workspace, UUID id) {
        return Objects.requireNonNull(jdbc.queryForObject(sql, Long.class, workspace.value(), id));
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean erase(WorkspaceId workspace, UUID id, boolean words, String instead) {
        if (words && words(workspace, id)) {
            return true;
        }
        jdbc.update("update customer set name = ? where workspace_id = ? and id = ?", instead, workspace.value(), id);
        events.publishEvent(new DataRewritten(workspace, "customer", Set.of(id)));
        cards.changed(workspace, FeedbackCards.KIND, jdbc.queryForList("""
                select id from feedback_item where workspace_id = ? and customer_id = ?
                """, UUID.class, workspace.value(), id));
        return false;
    }

    /** Answers whether there may be more. */
    private boolean words(WorkspaceId workspace, UUID customer) {
        List<UUID> items = jdbc.queryForList("""
                update feedback_item set words = ?, summary = null, link = null, author = null, version = version + 1
                where workspace_id = ? and id = any (array(
                    select id from feedback_item where workspace_id = ? and customer_id = ? and words <> ? limit ?
                    for no key update))
                returning id
                """, UUID.class, ERASED, workspace.value(), workspace.value(), customer, ERASED, AT_ONCE);
        List<UUID> voted = jdbc.queryForList("""
                update feedback_vote set words = null
                where workspace_id = ? and id = any (array(
                    select id from feedback_vote where workspace_id = ? and customer_id = ? and words is not null limit ?
                    for update))
                returning item_id
                """, UUID.class, workspace.value(), workspace.value(), customer, AT_ONCE);
        if (!items.isEmpty()) {
            events.publishEvent(new DataRewritten(workspace, "feedback_item", Set.copyOf(items)));
        }
        if (!voted.isEmpty()) {
            events.publishEvent(new DataRewritten(workspace, "feedback_vote", Set.copyOf(voted)));
        }
        return items.size() == AT_ONCE || voted.size() == AT_ONCE;
    }
}
