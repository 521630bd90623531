-- One row for one thing that recurs. Quartz has a trigger for each and only wakes; what is due is decided here.
create table ritual (
    id                uuid        primary key,
    workspace_id      uuid        not null,
    kind              text        not null,
    subject_id        uuid        not null,
    recurrence        text        not null,
    after_downtime    text        not null check (after_downtime in ('skip', 'late', 'coalesce')),
    tolerance_seconds bigint      check ((tolerance_seconds is null) = (after_downtime <> 'late')),
    paused            boolean     not null default false,
    decided_until     timestamptz not null,          -- what took place until then, and what not, is settled
    next_at           timestamptz,                   -- null: paused, or over
    unique (workspace_id, kind, subject_id)
);

create index ritual_next on ritual (next_at) where next_at is not null;

-- Each is decided once. One that is owed has a timer, which holds it.
create table ritual_occurrence (
    ritual_id  uuid        not null references ritual on delete cascade,
    planned    timestamp   not null,                 -- what the rule says, on the ritual's own clock
    at         timestamptz not null,
    fate       text        not null check (fate in ('owed', 'held', 'skipped', 'coalesced')),
    coalesced  int         not null default 0,       -- how many missed ones it stands for as well
    decided_at timestamptz not null,
    held_at    timestamptz,
    primary key (ritual_id, planned)
);

create index ritual_occurrence_held on ritual_occurrence (ritual_id, held_at) where held_at is not null;
create index ritual_occurrence_owed on ritual_occurrence (ritual_id) where fate = 'owed';
