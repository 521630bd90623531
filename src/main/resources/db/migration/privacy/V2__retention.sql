-- For how many days a workspace keeps a kind of data; 0: for good. A kind that is not here is kept as long as its inventory says.
create table privacy_retention (
    workspace_id uuid        not null references workspace on delete cascade,
    kind         text        not null,
    days         int         not null check (days >= 0),
    set_by       text        not null,
    set_at       timestamptz not null,
    primary key (workspace_id, kind)
);

-- How far the words of a table were taken out: all that is older than reached, and of the pass that is under way all up to a key.
create table privacy_retained (
    workspace_id uuid        not null references workspace on delete cascade,
    table_name   text        not null,
    reached      timestamptz,
    until_at     timestamptz,                    -- of the pass under way; null: none
    after_key    text,                           -- JSON
    primary key (workspace_id, table_name)
);

-- Since when an account is known to be closed.
create table privacy_closed (
    workspace_id uuid        not null references workspace on delete cascade,
    user_id      text        not null,
    since        timestamptz not null,
    primary key (workspace_id, user_id)
);
