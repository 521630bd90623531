-- What was asked in the rounds that are over, so that whoever was shown one is told what has changed.
create table approval_round (
    workspace_id uuid        not null,
    request_id   uuid        not null,
    round        integer     not null,
    asked        text        not null,
    over_at      timestamptz not null,
    primary key (workspace_id, request_id, round),
    foreign key (workspace_id, request_id) references approval_request (workspace_id, id) on delete cascade
);
