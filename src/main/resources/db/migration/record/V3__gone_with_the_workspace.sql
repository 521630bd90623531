-- The log of a workspace that left goes with everything else of it, and only then: nobody needs to forget it apart.
drop function record_forget(uuid);

create or replace function record_refuses() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        if exists (select from workspace where id = old.workspace_id and left_at is not null) then
            return old;
        end if;
    elsif tg_op = 'UPDATE' and tg_table_name = 'record_entry' then
        if new.redacted_by > coalesce(old.redacted_by, old.number)
                and (new.workspace_id, new.number, new.kind, new.subject, new.reference, new.done_at, new.previous_hash,
                     new.hash)
                    = (old.workspace_id, old.number, old.kind, old.subject, old.reference, old.done_at,
                       old.previous_hash, old.hash)
                and exists (select from record_entry r
                            where r.workspace_id = old.workspace_id and r.number = new.redacted_by
                              and r.kind = 'record.redacted' and (r.facts::jsonb -> 'entries') ? old.number::text) then
            return new;
        end if;
    end if;
    raise exception using errcode = 'integrity_constraint_violation', message = format(
        '%s is refused on %s: the decision log is append-only. To put something right, append an entry that says so. '
        'A log goes with its workspace, once Steward is uninstalled there.', tg_op, tg_table_name);
end
$$;
