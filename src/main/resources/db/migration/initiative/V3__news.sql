-- Reviews go through what moved since the last one, and what has not changed for long.
create index initiative_phase_at on initiative_phase (workspace_id, moved_at);
create index initiative_changed on initiative (workspace_id, changed_at) where open;
