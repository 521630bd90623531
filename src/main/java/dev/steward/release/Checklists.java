package dev.steward.release;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import com.github.f4b6a3.uuid.UuidCreator;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

import dev.steward.release.ChecklistItem.Said;
import dev.steward.release.ChecklistsView.ItemAsShown;
import dev.steward.workspace.WorkspaceId;

/**
 * What releases of each tier take: as it is configured, until a workspace says otherwise. The first change of a tier copies what was
 * configured, ids included, so that it is changed like any other.
 */
@Repository
class Checklists {
    /** As many as a form of the three shows, and more than anybody wants. */
    static final int MOST = 25;
    static final int TIERS = 3;

    private final JdbcTemplate jdbc;
    private final ChecklistProperties usual;

    Checklists(JdbcTemplate jdbc, ChecklistProperties usual) {
        this.jdbc = jdbc;
        this.usual = usual;
    }

    /** In order. */
    List<ChecklistItem> of(WorkspaceId workspace, int tier) {
        return own(workspace, tier) ? kept(workspace, tier) : usual.of(tier);
    }

    /** Whether the workspace has changed it. */
    boolean own(WorkspaceId workspace, int tier) {
        return !jdbc.queryForList("select 1 from release_checklist where workspace_id = ? and tier = ?", Integer.class,
                workspace.value(), tier).isEmpty();
    }

    /** Empty where it is gone. */
    Optional<ChecklistItem> find(WorkspaceId workspace, int tier, UUID item) {
        return of(workspace, tier).stream().filter(each -> each.id().equals(item)).findFirst();
    }

    /**
     * At the end of the tier's.
     *
     * @throws Refused when there are {@value #MOST} already
     * @throws org.springframework.dao.DuplicateKeyException when there is one with that title, whatever the case
     */
    @Transactional(noRollbackFor = Refused.class)
    void add(WorkspaceId workspace, int tier, Said said) {
        List<ChecklistItem> before = take(workspace, tier);
        if (before.size() >= MOST) {
            throw new Refused("A checklist has " + MOST + " items at most.");
        }
        insert(workspace, tier, before.size(),
                new ChecklistItem(UuidCreator.getTimeOrderedEpoch(), said.title(), said.owner(), said.due(), 0));
        order(workspace, kept(workspace, tier));
    }

    /**
     * @param version of the item as it was shown
     * @throws OptimisticLockingFailureException when somebody else changed or removed it meanwhile
     * @throws org.springframework.dao.DuplicateKeyException as {@link #add}
     */
    @Transactional
    void change(WorkspaceId workspace, int tier, UUID item, long version, Said said) {
        take(workspace, tier);
        int changed = jdbc.update("""
                update release_checklist_item set title = ?, owner = ?, days = ?, version = version + 1
                where workspace_id = ? and tier = ? and id = ? and version = ?
                """, said.title(), said.owner().key(), said.due().days(), workspace.value(), tier, item, version);
        if (changed == 0) {
            throw new OptimisticLockingFailureException("Checklist item " + item + " was changed by somebody else");
        }
    }

    /**
     * By one place, as far as there is one.
     *
     * @param place where it stood when it was shown, counted from 0; -1 for wherever it stands
     * @return whether it stood there
     */
    @Transactional
    boolean move(WorkspaceId workspace, ItemAsShown shown, int place, boolean up) {
        List<ChecklistItem> items = new ArrayList<>(take(workspace, shown.tier()));
        int from = items.stream().map(ChecklistItem::id).toList().indexOf(shown.item());
        if (from < 0 || place >= 0 && place != from) {
            return false;
        }
        int to = up ? from - 1 : from + 1;
        if (to >= 0 && to < items.size()) {
            Collections.swap(items, from, to);
            order(workspace, items);
        }
        return true;
    }

    @Transactional
    Removal remove(WorkspaceId workspace, ItemAsShown shown) {
        boolean there = take(workspace, shown.tier()).stream().anyMatch(each -> each.id().equals(shown.item()));
        int removed = jdbc.update("""
                delete from release_checklist_item where workspace_id = ? and tier = ? and id = ? and version = ?
                """, workspace.value(), shown.tier(), shown.item(), shown.version());
        return removed > 0 ? Removal.REMOVED : there ? Removal.CHANGED : Removal.GONE;
    }

    /** As it is configured. Answers whether it was as somebody was shown it. */
    @Transactional
    boolean reset(WorkspaceId workspace, ChecklistsView.Shown shown) {
        boolean same = ChecklistsView.Tier.fingerprint(take(workspace, shown.tier())).equals(shown.items());
        if (same) {
            jdbc.update("delete from release_checklist where workspace_id = ? and tier = ?", workspace.value(),
                    shown.tier());
        }
        return same;
    }

    /** From now on it is the workspace's own, and whoever else wants to change it waits until the transaction ends. */
    private List<ChecklistItem> take(WorkspaceId workspace, int tier) {
        int fresh = jdbc.update("""
                insert into release_checklist (workspace_id, tier) values (?, ?) on conflict do nothing
                """, workspace.value(), tier);
        if (fresh == 1) {
            List<ChecklistItem> items = usual.of(tier);
            for (int i = 0; i < items.size(); i++) {
                insert(workspace, tier, i, items.get(i));
            }
        }
        jdbc.queryForList("select 1 from release_checklist where workspace_id = ? and tier = ? for update",
                workspace.value(), tier);
        return kept(workspace, tier);
    }

    private void insert(WorkspaceId workspace, int tier, int position, ChecklistItem item) {
        jdbc.update("""
                insert into release_checklist_item (workspace_id, id, tier, position, title, owner, days, version)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                """, workspace.value(), item.id(), tier, position, item.title(), item.owner().key(),
                item.due().days(), item.version());
    }

    private void order(WorkspaceId workspace, List<ChecklistItem> items) {
        List<Object[]> places = new ArrayList<>();
        items.forEach(item -> places.add(new Object[]{places.size(), workspace.value(), item.id()}));
        jdbc.batchUpdate("update release_checklist_item set position = ? where workspace_id = ? and id = ?", places);
    }

    private List<ChecklistItem> kept(WorkspaceId workspace, int tier) {
        return jdbc.query("""
                select id, title, owner, days, version from release_checklist_item
                where workspace_id = ? and tier = ? order by position, id
                """, Checklists::map, workspace.value(), tier);
    }

    private static ChecklistItem map(ResultSet row, int n) throws SQLException {
        return new ChecklistItem(row.getObject("id", UUID.class), row.getString("title"),
                Assignee.of(row.getString("owner")), new Offset(row.getInt("days")), row.getLong("version"));
    }
}
