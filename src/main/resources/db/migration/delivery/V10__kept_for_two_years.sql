-- Finds what a workspace keeps no longer: rows go from the oldest on
create index delivery_settled on delivery (workspace_id, settled_at) where form <> 'card' and due_at is null;
