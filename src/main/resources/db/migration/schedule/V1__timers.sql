-- One row for one thing to be looked at again later. It goes in the transaction that handles it, so that a crash repeats nothing.
-- No foreign key to workspace: its check would lock the same row in every handling.
create table timer (
    workspace_id uuid        not null,
    subject_id   uuid        not null,
    type         text        not null,
    step         text        not null,               -- '' where a subject has one timer of a type
    due_at       timestamptz not null,
    try_at       timestamptz,                        -- due_at, later after a failure; null: parked
    attempts     int         not null default 0,
    failure      text,
    failed_at    timestamptz,
    primary key (workspace_id, subject_id, type, step)
);

-- Read from its beginning only, so that what is due later costs nothing.
create index timer_next on timer (try_at) where try_at is not null;
create index timer_parked on timer (workspace_id, failed_at) where try_at is null;

-- Rows come and go: dead ones at the index's beginning would be walked over by every claim.
alter table timer set (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000,
                       autovacuum_analyze_scale_factor = 0.02);
