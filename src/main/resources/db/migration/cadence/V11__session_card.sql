-- Where a session's card stands, so that what is said of it goes into its thread and messages lead to it.
create table cadence_session_card (
    workspace_id uuid not null,
    session_id   uuid not null,
    channel_id   text not null,
    ts           text not null,
    link         text,                           -- null where Slack would not tell it
    primary key (workspace_id, session_id),
    foreign key (workspace_id, session_id) references cadence_session (workspace_id, id) on delete cascade
);
