-- What was claimed before it was claimed by a former holder. Null: nobody knows, from before this column.
alter table delivery_lease add column began_at timestamptz;
