-- The last reference given out. Small and hot: room on its page lets every update stay there.
create table cadence_counter (
    workspace_id uuid   primary key references workspace on delete cascade,
    cadences     bigint not null default 0
) with (fillfactor = 10);

-- What lists and events need stands in columns; all that makes it go on, in its workings.
create table cadence (
    id                 uuid        not null,
    workspace_id       uuid        not null references workspace on delete cascade,
    number             bigint      not null,
    cadence_key        text        not null,
    owner              text        not null,
    state              text        not null,
    title              text        not null,
    channel_id         text        not null,
    written            boolean     not null,
    participants       text[]      not null,     -- members
    participant_groups text[]      not null,     -- user groups
    created_at         timestamptz not null,
    changed_at         timestamptz not null,
    workings           text        not null,
    version            bigint      not null,
    primary key (workspace_id, id),
    constraint cadence_number unique (workspace_id, number),
    constraint cadence_created_once unique (workspace_id, cadence_key)
);

create index cadence_of_owner on cadence (workspace_id, owner, id);
create index cadence_of_state on cadence (workspace_id, state, id);
create index cadence_of_channel on cadence (workspace_id, channel_id, id);
create index cadence_with_member on cadence using gin (participants);
create index cadence_with_group on cadence using gin (participant_groups);

-- One of each planned occurrence.
create table cadence_session (
    id           uuid        not null,
    workspace_id uuid        not null,
    cadence_id   uuid        not null,
    planned      timestamp   not null,           -- what the rule says, on the cadence's own clock
    starts_at    timestamptz not null,
    state        text        not null,
    written      boolean     not null,
    facilitator  text,
    due          boolean     not null,           -- its time has come
    cause        text,                           -- why it did not take place
    asked        int         not null,           -- how many were asked in writing
    ended_at     timestamptz,
    workings     text        not null,
    version      bigint      not null,
    primary key (workspace_id, id),
    constraint cadence_session_once unique (workspace_id, cadence_id, planned),
    foreign key (workspace_id, cadence_id) references cadence (workspace_id, id) on delete cascade
);

create index cadence_session_open on cadence_session (workspace_id, starts_at, id)
    where state in ('COLLECTING', 'AGENDA_POSTED', 'RUNNING');
create index cadence_session_open_of on cadence_session (workspace_id, cadence_id, starts_at)
    where state in ('COLLECTING', 'AGENDA_POSTED', 'RUNNING');
create index cadence_session_of on cadence_session (workspace_id, cadence_id, starts_at desc);
create index cadence_session_facilitated on cadence_session (workspace_id, facilitator, starts_at)
    where state in ('COLLECTING', 'AGENDA_POSTED', 'RUNNING');

-- What happened, in order.
create table cadence_happening (
    workspace_id uuid        not null,
    cadence_id   uuid        not null,
    version      bigint      not null,           -- the cadence's, which this made
    position     int         not null,           -- among what the same change made happen
    kind         text        not null,
    by_user_id   text,
    at           timestamptz not null,
    to_user_id   text,
    primary key (workspace_id, cadence_id, version, position),
    foreign key (workspace_id, cadence_id) references cadence (workspace_id, id) on delete cascade
);

create table cadence_session_happening (
    workspace_id uuid        not null,
    session_id   uuid        not null,
    version      bigint      not null,
    position     int         not null,
    kind         text        not null,
    by_user_id   text,
    at           timestamptz not null,
    to_users     text[]      not null,
    words        text,
    primary key (workspace_id, session_id, version, position),
    foreign key (workspace_id, session_id) references cadence_session (workspace_id, id) on delete cascade
);
