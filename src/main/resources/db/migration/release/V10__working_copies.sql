-- What somebody is writing and has not submitted. A new release's has no release yet; of one that is edited, each member has one.
create table release_writing (
    workspace_id uuid        not null references workspace on delete cascade,
    id           uuid        not null,
    user_id      text        not null,
    release_id   uuid,
    version      bigint      not null default 0,       -- of the release, when it was begun or last joined with what others did
    base         jsonb       not null default '{}',    -- what the release said then
    written      jsonb       not null,
    contested    text[]      not null default '{}',    -- what others changed too: base has theirs
    turn         int         not null default 0,       -- counts how often the form was filled anew
    used_at      timestamptz not null default '-infinity', -- when Slack saw what was saved last
    saved_at     timestamptz not null,
    primary key (workspace_id, id),
    foreign key (workspace_id, release_id) references release (workspace_id, id) on delete cascade
);

create unique index release_writing_of_release on release_writing (workspace_id, release_id, user_id)
    where release_id is not null;
create index release_writing_of_member on release_writing (workspace_id, user_id, saved_at);
