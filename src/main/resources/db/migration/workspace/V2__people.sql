-- Slack's user groups. One that was disabled stays, so that a late event cannot bring it back.
create table user_group (
    workspace_id uuid    not null references workspace on delete cascade,
    group_id     text    not null,
    handle       text    not null,
    name         text    not null,
    disabled     boolean not null,
    updated      bigint  not null,                   -- Slack's date_update: what is older is not believed
    primary key (workspace_id, group_id)
);

create index user_group_handle on user_group (workspace_id, lower(handle)) where not disabled;

create table user_group_member (
    workspace_id uuid not null,
    group_id     text not null,
    user_id      text not null,
    primary key (workspace_id, group_id, user_id),
    foreign key (workspace_id, group_id) references user_group on delete cascade
);

-- Who reports to whom.
create table manager (
    workspace_id    uuid not null references workspace on delete cascade,
    user_id         text not null,
    manager_user_id text not null,
    primary key (workspace_id, user_id),
    constraint nobody_manages_themselves check (user_id <> manager_user_id)
);

-- Somebody named with an @.
create index member_name on member (workspace_id, lower(name));
