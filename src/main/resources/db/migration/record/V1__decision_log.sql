-- Who decided what. No foreign key to workspace: uninstalling Steward must be no way to erase what was decided.
create table record_entry (
    workspace_id  uuid        not null,
    number        bigint      not null check (number > 0),
    kind          text        not null,
    subject       uuid        not null,
    reference     text        not null,
    done_by       text,
    done_at       timestamptz not null,
    facts         text        not null, -- canonical JSON, kept as the very text the hash was taken over
    previous_hash text        not null,
    hash          text        not null,
    primary key (workspace_id, number)
);

-- The last entry. Whoever appends locks it first; so there are no gaps, and an entry cut off at the end is missed.
create table record_head (
    workspace_id uuid   primary key,
    number       bigint not null,
    hash         text   not null
) with (fillfactor = 10);

create function record_refuses() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        if old.workspace_id::text = current_setting('steward.record_forgets', true)
                and not exists (select from workspace where id = old.workspace_id) then
            return old;
        end if;
    end if;
    raise exception using errcode = 'integrity_constraint_violation', message = format(
        '%s is refused on %s: the decision log is append-only. To put something right, append an entry that says so. '
        'To delete the log of a workspace that was removed: select record_forget(''<its id>'').', tg_op, tg_table_name);
end
$$;

create trigger record_entry_stays before update or delete on record_entry
    for each row execute function record_refuses();
create trigger record_entries_stay before truncate on record_entry
    for each statement execute function record_refuses();

-- The head only goes from one entry to the next.
create trigger record_head_goes_on before update on record_head
    for each row when (new.number <> old.number + 1 or new.workspace_id <> old.workspace_id)
    execute function record_refuses();
create trigger record_head_stays before delete on record_head
    for each row execute function record_refuses();
create trigger record_heads_stay before truncate on record_head
    for each statement execute function record_refuses();

create function record_forget(forgotten uuid) returns bigint language plpgsql as $$
declare
    entries bigint;
begin
    if exists (select from workspace where id = forgotten) then
        raise exception using errcode = 'integrity_constraint_violation', message = format(
            'Steward is still installed in workspace %s: its decision log stays. Uninstall Steward there first.',
            forgotten);
    end if;
    perform set_config('steward.record_forgets', forgotten::text, true);
    delete from record_entry where workspace_id = forgotten;
    get diagnostics entries = row_count;
    delete from record_head where workspace_id = forgotten;
    perform set_config('steward.record_forgets', '', true);
    return entries;
end
$$;

comment on function record_forget is 'Deletes the decision log of a workspace that was removed; answers how many entries it had.';
