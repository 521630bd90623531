-- Somebody's identity, or their words, can be taken out of an entry. Its hash stays, and with it the chain; a later entry of the log, whose
-- number stands here, names it and the hash that it would have as it is now. So it can be changed once more only by another such entry.
alter table record_entry add column redacted_by bigint;

create or replace function record_refuses() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        if old.workspace_id::text = current_setting('steward.record_forgets', true)
                and not exists (select from workspace where id = old.workspace_id) then
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
        'To delete the log of a workspace that was removed: select record_forget(''<its id>'').', tg_op, tg_table_name);
end
$$;
