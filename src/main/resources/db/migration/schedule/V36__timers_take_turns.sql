-- In a crowd, what is due is claimed one workspace after the other.
create index concurrently timer_next_of on timer (workspace_id, try_at) where try_at is not null;
