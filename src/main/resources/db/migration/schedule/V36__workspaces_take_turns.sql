-- In a crowd, what is due is claimed one workspace after the other.
create index timer_next_of on timer (workspace_id, try_at) where try_at is not null;
create index ritual_next_of on ritual (workspace_id, next_at) where next_at is not null;
