-- What Slack said last of a channel, asked before something goes there.
create table delivery_channel (
    workspace_id uuid        not null references workspace on delete cascade,
    channel_id   text        not null,
    kind         text        not null check (kind in ('PUBLIC', 'PRIVATE', 'HIDDEN')),
    shared       text        not null check (shared in ('NO', 'ORGANISATION', 'OTHERS')),
    archived     boolean     not null,
    joined       boolean     not null,             -- whether Steward is in it
    people       int,                              -- its members, apps among them; null: Slack did not say
    told_at      timestamptz not null,
    primary key (workspace_id, channel_id)
);

-- The private channels that a member and Steward are both in: the only ones that the member may have something sent to. Kept for a day.
create table delivery_private_channels (
    workspace_id uuid        not null references workspace on delete cascade,
    user_id      text        not null,
    channels     text[]      not null,
    told_at      timestamptz not null,
    primary key (workspace_id, user_id)
);
