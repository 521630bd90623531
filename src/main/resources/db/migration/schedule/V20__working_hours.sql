-- Whoever is not here works the usual hours.
create table working_hours (
    workspace_id uuid not null references workspace on delete cascade,
    user_id      text not null,
    week         text not null,
    primary key (workspace_id, user_id)
);

-- Without an end while nobody knows it.
create table absence (
    id           uuid        primary key,
    workspace_id uuid        not null references workspace on delete cascade,
    user_id      text        not null,
    starts_at    timestamptz not null,
    ends_at      timestamptz,
    constraint absence_ends_after_its_start check (ends_at > starts_at)
);

create index absence_of_member on absence (workspace_id, user_id, starts_at);
