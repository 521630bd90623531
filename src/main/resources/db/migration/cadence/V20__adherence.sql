-- How many of those asked have answered a written session: kept with it, as how many were asked is.
alter table cadence_session add column answered int not null default 0;

-- What became of a workspace's sessions in a period, from the index alone.
create index cadence_session_kept on cadence_session (workspace_id, starts_at)
    include (cadence_id, state, cause, asked, answered);
