-- Somebody who is named in a version, or wrote it, can be erased. Nothing else of it changes, and who read it before reads it again.
alter table policy_version add column redactions int not null default 0;

create or replace function policy_versions_never_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and (pg_trigger_depth() > 1
            or exists (select from workspace where id = old.workspace_id and left_at is not null)) then
        return old;
    end if;
    if tg_op = 'UPDATE' and old.workspace_id::text = current_setting('steward.redacts', true)
            and (new.id, new.workspace_id, new.number, new.origin, new.at)
                = (old.id, old.workspace_id, old.number, old.origin, old.at)
            and (new.restored, new.file_hash) is not distinct from (old.restored, old.file_hash) then
        new.redactions := old.redactions + 1;
        return new;
    end if;
    raise exception 'versions of policies never change';
end
$$;
