alter table privacy_counter add column exports bigint not null default 0;

-- Exports of the whole workspace: who asked for one, what came of it, and who makes it now.
create table privacy_export (
    id           uuid        not null,
    workspace_id uuid        not null references workspace on delete cascade,
    number       bigint      not null,
    state        text        not null check (state in ('MAKING', 'SENT', 'FAILED')),
    asked_by     text        not null,
    asked_at     timestamptz not null,
    attempts     int         not null default 0,
    claim        uuid,                          -- of whoever makes it
    claimed_at   timestamptz,                   -- when they last said so, by the database's clock
    ended_at     timestamptz,
    row_count    bigint,
    size         bigint,                        -- of the zip, in bytes
    sha256       text,                          -- of the zip
    primary key (workspace_id, id),
    constraint privacy_export_number unique (workspace_id, number),
    constraint privacy_export_ended check ((state = 'MAKING') = (ended_at is null))
);

-- One at a time.
create unique index privacy_export_open on privacy_export (workspace_id) where ended_at is null;
