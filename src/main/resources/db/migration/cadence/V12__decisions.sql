-- What a session decided, as it was noted while it ran. The record has it as well, for good.
create table cadence_decision (
    workspace_id uuid        not null,
    id           uuid        not null,
    session_id   uuid        not null,
    decision_key text        not null,           -- names the doing that noted it
    item_id      uuid,                           -- what was talked about; null for nothing in particular
    words        text        not null,
    noted_by     text        not null,
    noted_at     timestamptz not null,
    primary key (workspace_id, id),
    constraint cadence_decision_noted_once unique (workspace_id, decision_key),
    foreign key (workspace_id, session_id) references cadence_session (workspace_id, id) on delete cascade
);

create index cadence_decision_of on cadence_decision (workspace_id, session_id, noted_at, id);
