-- Versions go with their workspace only: with its row, or step by step once it left.
create or replace function policy_versions_never_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and (pg_trigger_depth() > 1
            or exists (select from workspace where id = old.workspace_id and left_at is not null)) then
        return old;
    end if;
    raise exception 'versions of policies never change';
end
$$;
