-- A cadence before its sessions, and a session before what hangs on it, as everybody locks them. Cadences, sessions and items are locked
-- and changed without their keys, so a foreign key to them waits for nobody.
alter table cadence add constraint cadence_state check (state in ('ACTIVE', 'PAUSED', 'ENDED')) not valid;

alter table cadence_session
    add constraint cadence_session_state
        check (state in ('COLLECTING', 'AGENDA_POSTED', 'RUNNING', 'CLOSED', 'SKIPPED', 'MOVED', 'CANCELLED')) not valid,
    add constraint cadence_session_cause
        check (cause in ('PERSON', 'DOWNTIME', 'NOBODY_STARTED', 'NOBODY_THERE', 'CADENCE')) not valid;

alter table cadence_happening add constraint cadence_happening_kind
    check (kind in ('CREATED', 'CHANGED', 'REPLANNED', 'TURNED', 'PAUSED', 'RESUMED', 'ENDED', 'HANDED_OVER')) not valid;

alter table cadence_session_happening add constraint cadence_session_happening_kind
    check (kind in ('PREPARED', 'RESCHEDULED', 'AGENDA_POSTED', 'FACILITATOR_CHANGED', 'PRE_READ_SET', 'READ',
        'PRE_READ_DUE', 'REMINDED', 'DUE', 'STARTED', 'ITEM_BEGUN', 'ITEM_OVER', 'ASKED_WHETHER_HELD', 'OVERTIME',
        'ASKED', 'ASK_REMINDED', 'ASK_OVER', 'EXCUSED', 'CLOSED', 'SKIPPED', 'MOVED', 'CANCELLED')) not valid;

alter table cadence_item add constraint cadence_item_state check (state in ('OPEN', 'DONE', 'DROPPED', 'GONE')) not valid;

alter table cadence_session_item add constraint cadence_session_item_outcome
    check (outcome in ('DONE', 'CARRIED', 'DROPPED')) not valid;

alter table cadence_decision add constraint cadence_decision_item
    foreign key (workspace_id, item_id) references cadence_item (workspace_id, id) on delete set null (item_id) not valid;

alter table cadence_ask add constraint cadence_ask_cadence
    foreign key (workspace_id, cadence_id) references cadence (workspace_id, id) on delete cascade not valid;

alter table cadence_action
    add constraint cadence_action_state check (state in ('OPEN', 'DONE', 'DROPPED')) not valid,
    add constraint cadence_action_cadence foreign key (workspace_id, cadence_id) references cadence (workspace_id, id)
        on delete cascade not valid,
    add constraint cadence_action_item foreign key (workspace_id, item_id) references cadence_item (workspace_id, id)
        on delete set null (item_id) not valid;

alter table cadence_action_happening add constraint cadence_action_happening_kind
    check (kind in ('NOTED', 'DONE', 'DROPPED', 'HANDED_OVER', 'POSTPONED', 'REOPENED')) not valid;

alter table cadence_swap add constraint cadence_swap_state check (state in ('ASKED', 'AGREED', 'DECLINED', 'VOID')) not valid;
