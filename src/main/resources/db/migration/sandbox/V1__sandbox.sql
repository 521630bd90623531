-- A Slack of one team, for one machine: everything here belongs to that team, and is made anew by the seed when it is gone.

create table sandbox_team (
    id             text        primary key,
    name           text        not null,
    domain         text        not null,
    app_id         text        not null,
    bot_user_id    text        not null,
    bot_id         text        not null,
    bot_token      text        not null,
    signing_secret text        not null,
    created_at     timestamptz not null
);

create table sandbox_person (
    id       text    primary key,
    team_id  text    not null,
    name     text    not null,
    handle   text    not null,
    title    text    not null,
    email    text    not null,
    zone     text    not null,
    admin    boolean not null,
    outsider boolean not null,
    bot      boolean not null,
    colour   text    not null,
    place    int     not null
);

create unique index sandbox_person_handle on sandbox_person (lower(handle));

create table sandbox_user_group (
    id          text   primary key,
    handle      text   not null,
    name        text   not null,
    description text   not null,
    members     text[] not null
);

create table sandbox_channel (
    id         text        primary key,
    name       text        not null,
    kind       text        not null,
    topic      text        not null,
    purpose    text        not null,
    creator    text        not null,
    archived   boolean     not null default false,
    created_at timestamptz not null
);

create unique index sandbox_channel_name on sandbox_channel (name);

create table sandbox_membership (
    channel_id text not null references sandbox_channel on delete cascade,
    person_id  text not null,
    last_read  text not null default '0000000000.000000',
    primary key (channel_id, person_id)
);

create index sandbox_membership_person on sandbox_membership (person_id);

-- The body is Slack's message object as text: jsonb refuses the null character, and people can type it.
create table sandbox_message (
    channel_id   text not null references sandbox_channel on delete cascade,
    ts           text not null collate "C",
    thread_ts    text collate "C",
    author       text not null,
    ephemeral_to text,
    body         text not null,
    primary key (channel_id, ts)
);

create index sandbox_message_thread on sandbox_message (channel_id, thread_ts, ts);

create table sandbox_reaction (
    channel_id text   not null,
    ts         text   not null collate "C",
    emoji      text   not null,
    person_id  text   not null,
    added      bigint generated always as identity,
    primary key (channel_id, ts, emoji, person_id),
    foreign key (channel_id, ts) references sandbox_message on delete cascade
);

create table sandbox_file (
    id         text        primary key,
    name       text        not null,
    title      text        not null,
    mime_type  text        not null,
    size       bigint      not null,
    owner      text        not null,
    ticket     text,
    content    bytea,
    channel_id text,
    ts         text,
    thread_ts  text,
    created_at timestamptz not null
);

create unique index sandbox_file_ticket on sandbox_file (ticket);

-- A person's modals, bottom first, and their App Home.
create table sandbox_view (
    id          text        primary key,
    person_id   text        not null,
    kind        text        not null,
    level       int         not null,
    root_id     text        not null,
    previous_id text,
    external_id text,
    hash        text        not null,
    body        text        not null,
    state       text        not null,
    updated_at  timestamptz not null
);

create unique index sandbox_view_stack on sandbox_view (person_id, kind, level);
create unique index sandbox_view_external on sandbox_view (external_id) where external_id is not null;

create table sandbox_response_url (
    id         text        primary key,
    person_id  text        not null,
    channel_id text        not null,
    message_ts text,
    thread_ts  text,
    uses       int         not null default 0,
    expires_at timestamptz not null
);

-- Events the app has not acknowledged yet.
create table sandbox_event (
    id      text        primary key,
    name    text        not null,
    body    text        not null,
    attempt int         not null default 0,
    reason  text,
    due_at  timestamptz not null
);

create index sandbox_event_due on sandbox_event (due_at);
