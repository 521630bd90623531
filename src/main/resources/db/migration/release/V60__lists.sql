create extension if not exists pg_trgm;
create extension if not exists btree_gin;

-- Lists go by when a release went out, is to go out, or was begun: the last first.
create index release_in_time on release (workspace_id, (coalesce(published_at, planned_for, drafted_at)), id);
create index release_of_area_in_time on release (workspace_id, area_id, (coalesce(published_at, planned_for, drafted_at)), id)
    where area_id is not null;
create index release_of_owner_in_time on release (workspace_id, owner, (coalesce(published_at, planned_for, drafted_at)), id);

-- What a release is found by: its title, and all the words it says, folded.
create table release_text (
    workspace_id uuid             not null,
    release_id   uuid             not null,
    title_folded text collate "C" not null,
    terms        tsvector         not null,
    primary key (workspace_id, release_id),
    foreign key (workspace_id, release_id) references release (workspace_id, id) on delete cascade
);

create index release_has on release_text using gin (workspace_id, terms);
create index release_is_called on release_text using gin (workspace_id, title_folded gin_trgm_ops);

-- Lists that somebody wants as a file.
create table release_errand (
    id           uuid        not null,
    workspace_id uuid        not null references workspace on delete cascade,
    user_id      text        not null,              -- who gets it, in their direct messages
    mine         boolean     not null,
    typed        text        not null,
    asked_at     timestamptz not null,
    primary key (workspace_id, id)
);
