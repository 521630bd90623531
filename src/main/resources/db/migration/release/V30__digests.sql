-- A channel's digest. When it is held, its ritual knows, whose subject it is.
create table release_subscription (
    id           uuid        not null,
    workspace_id uuid        not null references workspace on delete cascade,
    channel_id   text        not null,
    areas        uuid[]      not null,              -- none: all
    tiers        smallint[]  not null,
    by_user_id   text        not null,
    began_at     timestamptz not null,
    covered_at   timestamptz not null,              -- up to when its digests have looked
    version      bigint      not null default 0,
    primary key (workspace_id, id),
    constraint release_subscription_of_channel unique (workspace_id, channel_id)
);

create index release_subscription_by on release_subscription (workspace_id, by_user_id);

-- A digest as it was held.
create table release_digest (
    id           uuid        not null,
    workspace_id uuid        not null references workspace on delete cascade,
    channel_id   text        not null,
    by_user_id   text        not null,              -- whose subscription it was
    from_at      timestamptz not null,
    due_at       timestamptz not null,
    held_at      timestamptz not null,
    coalesced    int         not null,
    zone         text        not null,
    primary key (workspace_id, id)
);

-- What each channel was told of, ever: never twice.
create table release_digest_entry (
    workspace_id uuid not null,
    channel_id   text not null,
    release_id   uuid not null,
    digest_id    uuid not null,
    primary key (workspace_id, channel_id, release_id),
    foreign key (workspace_id, digest_id) references release_digest (workspace_id, id) on delete cascade
);

create index release_digest_entry_of on release_digest_entry (workspace_id, digest_id);
create index release_digest_entry_in on release_digest_entry (workspace_id, release_id);

-- What the next digest looks through.
create index release_listed on release (workspace_id, listed_at) where state = 'PUBLISHED' and digests;
