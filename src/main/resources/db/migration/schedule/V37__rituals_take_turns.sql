create index concurrently ritual_next_of on ritual (workspace_id, next_at) where next_at is not null;
