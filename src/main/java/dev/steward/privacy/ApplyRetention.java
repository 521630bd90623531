package dev.steward.privacy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

import dev.steward.delivery.Cards;
import dev.steward.inventory.DataKind;
import dev.steward.inventory.Retention.Removal;
import dev.steward.inventory.StoredTable;
import dev.steward.privacy.RetentionSettings.Setting;
import dev.steward.schedule.DueTimer;
import dev.steward.schedule.TimerHandler;
import dev.steward.schedule.TimerKey;
import dev.steward.schedule.TimerType;
import dev.steward.schedule.Timers;
import dev.steward.workspace.WorkspaceId;

/**
 * Takes out what a workspace does not keep any longer: one kind, one step, one transaction, until nothing is left. The setting is read anew
 * in each step, so that taking it back stops it.
 */
@Component
class ApplyRetention implements TimerHandler {
    static final TimerType STEP = new TimerType("privacy.retention");
    private static final Logger log = LoggerFactory.getLogger(ApplyRetention.class);
    private static final UUID NIGHTLY = new UUID(0, 0);
    private static final String PEOPLE = "workspace.people";
    private static final int LEAVERS = 20;

    private final Inventory inventory;
    private final RetentionSettings settings;
    private final RetainTable tables;
    private final ClosedAccounts closed;
    private final StartErasure erasures;
    private final ShownBy shown;
    private final Cards cards;
    private final Timers timers;
    private final ApplicationEventPublisher events;

    ApplyRetention(Inventory inventory, RetentionSettings settings, RetainTable tables, ClosedAccounts closed,
            StartErasure erasures, ShownBy shown, Cards cards, Timers timers, ApplicationEventPublisher events) {
        this.inventory = inventory;
        this.settings = settings;
        this.tables = tables;
        this.closed = closed;
        this.erasures = erasures;
        this.shown = shown;
        this.cards = cards;
        this.timers = timers;
        this.events = events;
    }

    /** What is looked at for a kind of a workspace. */
    static TimerKey of(WorkspaceId workspace, DataKind kind) {
        return STEP.of(workspace, NIGHTLY, kind.name());
    }

    @Override
    public TimerType type() {
        return STEP;
    }

    @Override
    public String title(TimerKey timer) {
        return "what is not kept any longer: " + inventory.kind(timer.step()).map(DataKind::title).orElse(timer.step());
    }

    @Override
    public boolean takesLong() {
        return true;
    }

    @Override
    public void handle(DueTimer timer) {
        Optional<DataKind> kind = inventory.kind(timer.step()).filter(each -> each.retention() != null);
        if (kind.isEmpty()) {
            return;
        }
        if (kind.get().name().equals(PEOPLE)) {
            closed.look(timer.workspace(), timer.now());
        }
        Optional<Setting> setting = settings.due(timer.workspace(), kind.get(), timer.now());
        if (setting.isEmpty()) {
            return;
        }
        Instant before = timer.now().minus(Duration.ofDays(setting.get().days()));
        if (remove(timer.workspace(), kind.get(), before, setting.get())) {
            timers.set(timer.key(), timer.now());
        }
    }

    /** Answers whether there may be more. */
    private boolean remove(WorkspaceId workspace, DataKind kind, Instant before, Setting setting) {
        if (kind.name().equals(PEOPLE)) {
            closed.before(workspace, before, LEAVERS).forEach(user -> erasures.byRule(workspace, user, setting.by()));
            return false;
        }
        boolean more = false;
        List<Removal> removals = kind.retention() == null ? List.of() : kind.retention().removals();
        for (Removal removal : removals) {
            StoredTable table = inventory.table(removal.table()).orElseThrow();
            var step = tables.remove(table, removal, workspace, before);
            more |= step.more();
            if (!step.about().isEmpty()) {
                events.publishEvent(new DataRewritten(workspace, table.name(), step.about()));
                cards.changed(workspace, shown.by(workspace, table, step.about()));
            }
            if (step.removed() > 0) {
                log.info("{} of {} are not kept any longer in workspace {}", step.removed(), table.name(), workspace);
            }
        }
        return more;
    }
}
