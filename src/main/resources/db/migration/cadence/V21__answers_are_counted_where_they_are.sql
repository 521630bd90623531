-- Answers are counted from cadence_ask, so that nothing has to keep a second count right.
drop index cadence_session_kept;
alter table cadence_session drop column answered;

-- What became of a workspace's sessions in a period, from the index alone.
create index cadence_session_kept on cadence_session (workspace_id, starts_at)
    include (cadence_id, id, state, cause, written, asked);
