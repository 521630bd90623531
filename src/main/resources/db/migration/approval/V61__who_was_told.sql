-- And so does whoever a ladder told, who need not have been asked.
create index concurrently if not exists approval_told on approval_happening using gin (workspace_id, to_users)
    where kind = 'CLIMBED';
