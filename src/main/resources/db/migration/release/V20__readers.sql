-- Who said that they have read it: once for each release, wherever they read it.
create table release_reader (
    workspace_id uuid        not null,
    release_id   uuid        not null,
    user_id      text        not null,
    channel_id   text        not null,
    audience_id  uuid,
    outsider     boolean     not null,            -- of another organisation
    edition      int         not null,            -- which they read last
    at           timestamptz not null,
    primary key (workspace_id, release_id, user_id),
    foreign key (workspace_id, release_id) references release (workspace_id, id) on delete cascade
);

create table release_question (
    workspace_id uuid        not null,
    id           uuid        not null,
    release_id   uuid        not null,
    number       int         not null,
    question_key text        not null,            -- of the doing that asked it
    asked_by     text        not null,
    outsider     boolean     not null,            -- of another organisation
    channel_id   text        not null,
    thread_ts    text        not null,
    words        text        not null,
    asked_at     timestamptz not null,
    standing     text        not null,
    owner        text        not null,            -- whose question it is
    since        timestamptz not null,            -- since when it is theirs
    reminded     int         not null default 0,  -- how often somebody was told that it waits
    helpers      text[]      not null default '{}', -- who else was asked to answer
    settled_by   text,
    settled_at   timestamptz,
    answer       text,
    primary key (workspace_id, id),
    constraint release_question_number unique (workspace_id, release_id, number),
    constraint release_question_once unique (workspace_id, question_key),
    foreign key (workspace_id, release_id) references release (workspace_id, id) on delete cascade
);

create index release_question_open on release_question (workspace_id, release_id, asked_by) where standing = 'OPEN';

-- Those that have been in all their channels once.
create table release_arrival (
    workspace_id uuid        not null,
    release_id   uuid        not null,
    at           timestamptz not null,
    primary key (workspace_id, release_id),
    foreign key (workspace_id, release_id) references release (workspace_id, id) on delete cascade
);
