-- What people are to do that came out of sessions.
create table cadence_action (
    id           uuid        not null,
    workspace_id uuid        not null,
    cadence_id   uuid        not null,
    session_id   uuid        not null,
    item_id      uuid,                           -- what was talked about when it was noted
    action_key   text        not null,           -- of the doing that noted it
    what         text        not null,           -- as typed
    owner        text        not null,
    due_on       date        not null,
    due_at       timestamptz not null,           -- when its owner's work ends that day
    noted_by     text        not null,
    noted_at     timestamptz not null,
    state        text        not null,           -- OPEN, DONE, DROPPED
    ended_by     text,
    ended_at     timestamptz,
    reason       text,                           -- why it was dropped, as typed
    taken        int         not null,           -- how many steps of its chase are behind it
    version      bigint      not null,
    primary key (workspace_id, id),
    constraint cadence_action_noted_once unique (workspace_id, action_key),
    foreign key (workspace_id, session_id) references cadence_session (workspace_id, id) on delete cascade
);

create index cadence_action_open_of on cadence_action (workspace_id, cadence_id, due_on, id) where state = 'OPEN';
create index cadence_action_of_owner on cadence_action (workspace_id, owner, due_on, id) where state = 'OPEN';
create index cadence_action_of_session on cadence_action (workspace_id, session_id, noted_at, id);
create index cadence_action_done on cadence_action (workspace_id, cadence_id, ended_at) where state = 'DONE';

-- What happened to them, in order.
create table cadence_action_happening (
    workspace_id uuid        not null,
    action_id    uuid        not null,
    version      bigint      not null,           -- the action's, which this made
    kind         text        not null,
    by_user_id   text        not null,
    at           timestamptz not null,
    owner        text        not null,           -- as they were from then on
    due_on       date        not null,
    words        text,
    primary key (workspace_id, action_id, version),
    foreign key (workspace_id, action_id) references cadence_action (workspace_id, id) on delete cascade
);
