create table workspace (
    id                   uuid        primary key,
    team_id              text,
    enterprise_id        text,
    name                 text        not null,
    app_id               text        not null,
    bot_user_id          text        not null,
    bot_id               text        not null,
    bot_token_ciphertext text        not null,
    intake_channel_id    text,
    capture_emoji        text        not null default 'speech_balloon',
    installed_at         timestamptz not null,
    constraint workspace_is_of_a_team_or_an_organisation check (team_id is not null or enterprise_id is not null)
);

-- One installation per team; an org-wide one has no team.
create unique index workspace_team on workspace (team_id) where team_id is not null;
create unique index workspace_organisation on workspace (enterprise_id) where team_id is null;

create table member (
    workspace_id uuid    not null references workspace on delete cascade,
    user_id      text    not null,
    team_id      text    not null,
    name         text    not null,
    email        text,
    zone         text    not null,
    role         text    not null,
    bot          boolean not null,
    deactivated  boolean not null,
    outsider     boolean not null,
    primary key (workspace_id, user_id)
);

create table area (
    id                uuid   primary key,
    workspace_id      uuid   not null references workspace on delete cascade,
    name              text   not null,
    owner_user_id     text,
    intake_channel_id text,
    version           bigint not null default 0
);

create unique index area_name on area (workspace_id, lower(name));
