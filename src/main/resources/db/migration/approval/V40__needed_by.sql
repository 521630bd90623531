-- Reviews begin with what is needed first.
alter table approval_request add column needed_by timestamptz;

update approval_request set needed_by = (workings::json #>> '{question,neededBy}')::timestamptz where open;

create index approval_needed on approval_request (workspace_id, needed_by, id) where open and needed_by is not null;

-- And go through what was decided since the last one, dissent first.
create index decision_at on decision (workspace_id, decided_at);
create index decision_with_dissent on decision (workspace_id, decided_at) where dissents <> '[]';
