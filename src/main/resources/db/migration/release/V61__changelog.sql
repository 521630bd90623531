-- The changelog's address, seen once: kept is the hash of its secret.
create table release_changelog (
    workspace_id uuid        primary key references workspace on delete cascade,
    id           uuid        not null unique,
    hash         bytea       not null,
    title        text        not null,
    opened_by    text        not null,
    opened_at    timestamptz not null
);

create index release_in_changelog on release (workspace_id, published_at, id) where state = 'PUBLISHED' and changelog;
