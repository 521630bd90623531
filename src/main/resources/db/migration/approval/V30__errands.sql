-- What takes too long to be answered at once: files of lists and of the log, the check of a long log, pictures. Gone when it is done.
create table approval_errand (
    id           uuid        not null,
    workspace_id uuid        not null references workspace on delete cascade,
    user_id      text        not null,              -- who gets the answer, in their direct messages
    what         text        not null check (what in ('list', 'log-csv', 'log-json', 'verify', 'timeline')),
    whose        text        not null,              -- requests a list is of
    typed        text        not null,              -- its filters; what a picture is of
    asked_at     timestamptz not null,
    primary key (workspace_id, id)
);

-- Predictions of which the requester is still to be asked, for the audit of their timers
create index decision_unasked on decision (review_on) where review_on is not null and asked_at is null;
