-- A message that was made of several is one to those who decide about it.
create index delivery_merged on delivery (merged_into) where merged_into is not null;

-- Steward was uninstalled there: what was to be said goes, little by little.
create table delivery_leaving (
    workspace_id uuid primary key
);

-- What was settled before that time was kept can be pruned too.
update delivery set settled_at = now() where settled_at is null and due_at is null;

drop index delivery_payload;
create index delivery_payload on delivery (settled_at)
    where message is not null and due_at is null and state in ('sent', 'dropped');
