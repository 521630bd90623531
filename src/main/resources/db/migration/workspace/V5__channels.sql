-- Slack's channels and direct messages, as far as Steward met them. A private one that it is not in (joined = false) has no name here
-- and no members.
create table channel (
    workspace_id uuid        not null references workspace on delete cascade,
    channel_id   text        not null,
    kind         text        not null,
    name         text        not null,
    shared       boolean     not null,
    archived     boolean     not null,
    joined       boolean     not null,
    read_at      timestamptz not null,               -- when Slack last told all of this
    primary key (workspace_id, channel_id),
    constraint channel_kind check (kind in ('PUBLIC', 'PRIVATE', 'DIRECT'))
);

-- Who is in a private channel or in direct messages; who is in a public one concerns nobody.
create table channel_member (
    workspace_id uuid not null,
    channel_id   text not null,
    user_id      text not null,
    primary key (workspace_id, channel_id, user_id),
    foreign key (workspace_id, channel_id) references channel on delete cascade
);

create index channel_member_of on channel_member (workspace_id, user_id, channel_id);

alter table workspace add column channels_read_at timestamptz;
