-- Tiers whose checklist the workspace has changed; all others are as they are configured.
create table release_checklist (
    workspace_id uuid     not null references workspace on delete cascade,
    tier         smallint not null,
    primary key (workspace_id, tier)
);

create table release_checklist_item (
    workspace_id uuid     not null,
    id           uuid     not null,
    tier         smallint not null,
    position     int      not null,
    title        text     not null,
    owner        text     not null,                 -- release-owner, area-owner or a member's id
    days         smallint not null,                 -- working days after it is published; below zero: before
    version      bigint   not null default 0,
    primary key (workspace_id, id),
    foreign key (workspace_id, tier) references release_checklist (workspace_id, tier) on delete cascade
);

create index release_checklist_item_of on release_checklist_item (workspace_id, tier, position);
create unique index release_checklist_item_once on release_checklist_item (workspace_id, tier, lower(title));

-- What the dates of a release's tasks were worked out from.
create table release_launch (
    workspace_id uuid        not null,
    release_id   uuid        not null,
    tier         smallint    not null,              -- whose checklist it has
    goes_at      timestamptz,
    published_at timestamptz,
    planned      boolean     not null,
    since        timestamptz not null,              -- since when this is known
    primary key (workspace_id, release_id),
    foreign key (workspace_id, release_id) references release (workspace_id, id) on delete cascade
);

create table release_task (
    workspace_id uuid        not null,
    id           uuid        not null,
    release_id   uuid        not null,
    position     int         not null,
    title        text        not null,
    title_key    text        not null,              -- in lower case
    assignee     text        not null,              -- release-owner, area-owner or a member's id
    owner        text        not null,              -- whoever that is
    days         smallint    not null,
    by_hand      boolean     not null,
    touched      boolean     not null default false, -- somebody did something about it
    state        text        not null,
    by_user_id   text,
    at           timestamptz,
    reason       text,
    asked_at     timestamptz not null,
    due_at       timestamptz,
    taken        int         not null default 0,    -- how many steps of its chase were taken
    changed_at   timestamptz not null,
    primary key (workspace_id, id),
    foreign key (workspace_id, release_id) references release (workspace_id, id) on delete cascade
);

-- One of a name in a release, so that a tier's checklist can come twice.
create unique index release_task_once on release_task (workspace_id, release_id, title_key);
create index release_task_of_release on release_task (workspace_id, release_id, position);
create index release_task_of_owner on release_task (workspace_id, owner, due_at) where state = 'OPEN';
create index release_task_open on release_task (workspace_id, id) where state = 'OPEN';
