-- Places outside that say what shipped. A removed one stays, for what came from it.
create table release_source (
    id              uuid        not null primary key,
    workspace_id    uuid        not null references workspace on delete cascade,
    kind            text        not null,
    name            text        not null,
    owner           text        not null,
    minutes         int         not null,
    tier            smallint    not null,
    area_id         uuid,
    secret          text        not null,           -- encrypted
    earlier_secret  text,                           -- encrypted; taken too until then
    earlier_until   timestamptz,
    created_key     text        not null,
    created_by      text        not null,
    created_at      timestamptz not null,
    removed_at      timestamptz,
    version         bigint      not null default 0,
    constraint release_source_created_once unique (workspace_id, created_key)
);

create unique index release_source_name on release_source (workspace_id, lower(name)) where removed_at is null;

-- What was sent with a signature that holds, as it was sent.
create table release_hook (
    id           uuid        not null,
    workspace_id uuid        not null,
    source_id    uuid        not null references release_source on delete cascade,
    hook_key     text        not null,
    received_at  timestamptz not null,
    headers      text        not null,              -- those that matter, as a JSON object
    body         bytea       not null,
    body_hash    bytea       not null,
    outcome      text        not null,
    reason       text        not null,
    status       smallint    not null,              -- what was answered
    mistakes     text,
    release_id   uuid,                              -- the draft it went to
    replayed_at  timestamptz,
    replayed_by  text,
    primary key (workspace_id, id),
    constraint release_hook_once unique (source_id, hook_key)
);

create index release_hook_received on release_hook (received_at);

-- What arrived within a source's window, which is one draft.
create table release_intake (
    id           uuid        not null,
    workspace_id uuid        not null,
    source_id    uuid        not null references release_source on delete cascade,
    release_id   uuid        not null,
    opened_at    timestamptz not null,
    closes_at    timestamptz not null,
    title        text        not null,              -- as composed last; where the draft says otherwise, a person wrote it
    version_text text        not null,
    changed      text        not null,
    nudges       int         not null default 0,
    waiting      boolean     not null,              -- whether its draft is neither planned nor settled
    primary key (workspace_id, id),
    constraint release_intake_of_release unique (workspace_id, release_id),
    foreign key (workspace_id, release_id) references release (workspace_id, id) on delete cascade
);

create index release_intake_newest on release_intake (source_id, closes_at);
create index release_intake_waiting on release_intake (workspace_id, id) where waiting;

-- Each thing that shipped, as its source last said.
create table release_part (
    id           uuid        not null,
    workspace_id uuid        not null,
    source_id    uuid        not null references release_source on delete cascade,
    external_key text        not null,
    name         text        not null,
    version      text        not null,
    url          text,
    notes        text        not null,
    standing     text        not null,
    prerelease   boolean     generated always as (standing = 'PRERELEASE') stored,
    published_at timestamptz,
    said_at      timestamptz,
    said_rank    smallint    not null,
    release_id   uuid,                              -- the release that tells of it
    primary key (workspace_id, id),
    constraint release_part_once unique (source_id, external_key)
);

create index release_part_of_release on release_part (workspace_id, release_id) where release_id is not null;
