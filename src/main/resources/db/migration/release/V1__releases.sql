-- The last reference given out. Small and hot: room on its page lets every update stay there.
create table release_counter (
    workspace_id uuid   primary key references workspace on delete cascade,
    releases     bigint not null default 0
) with (fillfactor = 10);

-- The id is a UUIDv7 made when it was drafted, so the primary key also answers "newest first".
-- What lists, timers and digests need stands in columns; all that makes it go on, in its workings.
create table release (
    id           uuid        not null,
    workspace_id uuid        not null,
    number       bigint      not null,
    release_key  text        not null,
    owner        text        not null,
    state        text        not null,
    title        text        not null,
    tier         smallint    not null,
    area_id      uuid,
    drafted_at   timestamptz not null,
    planned_for  timestamptz,                     -- when it goes out by itself
    published_at timestamptz,
    listed_at    timestamptz,                     -- when it went out, or last got another area or tier, or was let into digests
    digests      boolean     not null,
    changelog    boolean     not null,
    changed_at   timestamptz not null,
    workings     text        not null,
    version      bigint      not null,
    primary key (workspace_id, id),
    constraint release_number unique (workspace_id, number),
    constraint release_drafted_once unique (workspace_id, release_key)
);

create index release_of_state on release (workspace_id, state, id);
create index release_of_owner on release (workspace_id, owner, state, id);
create index release_to_go on release (planned_for) where planned_for is not null;
create index release_to_wait on release (workspace_id, planned_for) where planned_for is not null;

-- What it came from, for whoever looks from there.
create table release_initiative (
    workspace_id  uuid not null,
    initiative_id uuid not null,
    release_id    uuid not null,
    primary key (workspace_id, initiative_id, release_id),
    foreign key (workspace_id, release_id) references release (workspace_id, id) on delete cascade
);

create index release_initiative_of on release_initiative (workspace_id, release_id);

create table release_feedback (
    workspace_id uuid not null,
    reference    text not null,
    release_id   uuid not null,
    primary key (workspace_id, reference, release_id),
    foreign key (workspace_id, release_id) references release (workspace_id, id) on delete cascade
);

create index release_feedback_of on release_feedback (workspace_id, release_id);

-- What was said when.
create table release_edition (
    workspace_id uuid        not null,
    release_id   uuid        not null,
    number       int         not null,
    content      text        not null,
    by_user_id   text,
    at           timestamptz not null,
    primary key (workspace_id, release_id, number),
    foreign key (workspace_id, release_id) references release (workspace_id, id) on delete cascade
);

-- Where it was announced. A channel that is skipped or removed has no copy any more.
create table release_copy (
    workspace_id uuid    not null,
    release_id   uuid    not null,
    channel_id   text    not null,
    audience_id  uuid,
    permalink    text,
    skipped      boolean not null default false,
    removed      boolean not null default false,
    primary key (workspace_id, release_id, channel_id),
    foreign key (workspace_id, release_id) references release (workspace_id, id) on delete cascade
);

-- What happened, in order.
create table release_happening (
    workspace_id uuid        not null,
    release_id   uuid        not null,
    version      bigint      not null,              -- the release's, which this made
    position     int         not null,              -- among what the same change made happen
    kind         text        not null,
    by_user_id   text,
    at           timestamptz not null,
    to_users     text[]      not null,
    words        text,
    primary key (workspace_id, release_id, version, position),
    foreign key (workspace_id, release_id) references release (workspace_id, id) on delete cascade
);

-- Those that wait for a gate.
create table release_waiting_for_gate (
    workspace_id  uuid not null,
    initiative_id uuid not null,
    gate          text not null,
    release_id    uuid not null,
    primary key (workspace_id, initiative_id, gate, release_id),
    foreign key (workspace_id, release_id) references release (workspace_id, id) on delete cascade
);

create index release_waiting_for_gate_of on release_waiting_for_gate (workspace_id, release_id);

-- What gates last said, as it was heard.
create table release_gate (
    workspace_id  uuid        not null references workspace on delete cascade,
    initiative_id uuid        not null,
    gate          text        not null,
    approved      boolean     not null,
    decision      text        not null,
    at            timestamptz not null,
    primary key (workspace_id, initiative_id, gate)
);

-- Named sets of channels.
create table release_audience (
    id           uuid     not null,
    workspace_id uuid     not null references workspace on delete cascade,
    name         text     not null,
    channels     text[]   not null,
    version      bigint   not null default 0,
    primary key (workspace_id, id)
);

create unique index release_audience_name on release_audience (workspace_id, lower(name));
