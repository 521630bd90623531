-- Somebody was asked to facilitate a session instead of another.
create table cadence_swap (
    id           uuid        not null,
    workspace_id uuid        not null,
    session_id   uuid        not null,
    from_user_id text        not null,
    to_user_id   text        not null,
    asked_at     timestamptz not null,
    starts_at    timestamptz not null,           -- of the session, as it was then
    state        text        not null,
    primary key (workspace_id, id),
    foreign key (workspace_id, session_id) references cadence_session (workspace_id, id) on delete cascade
);

-- One person at a time.
create unique index cadence_swap_asked on cadence_swap (workspace_id, session_id) where state = 'ASKED';
create index cadence_swap_of on cadence_swap (workspace_id, session_id);
