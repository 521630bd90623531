-- Updates of cards wait for no other, so the first that is due is not the first by position.
create index concurrently if not exists delivery_update_due on delivery (workspace_id, due_at) where due_at is not null and lane = '~';
