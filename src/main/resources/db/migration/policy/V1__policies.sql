-- Every policy that was ever in force, as it was written. The greatest number is the one in force.
create table policy_version (
    id           uuid        primary key,
    workspace_id uuid        not null references workspace on delete cascade,
    number       bigint      not null,
    source       text        not null,
    origin       text        not null,
    -- of which earlier version this is a copy
    restored     bigint,
    -- of the file it was imported from
    file_hash    text,
    by_user_id   text,
    at           timestamptz not null,
    constraint policy_version_is_numbered_once unique (workspace_id, number),
    constraint policy_versions_count_from_one check (number > 0),
    constraint policy_origin_is_known check (origin in ('default', 'edited', 'imported', 'restored'))
);

-- Decisions refer to versions: none changes, and they go with their workspace only.
create function policy_versions_never_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and pg_trigger_depth() > 1 then
        return old;
    end if;
    raise exception 'versions of policies never change';
end
$$;

create trigger policy_versions_never_change before update or delete on policy_version
    for each row execute function policy_versions_never_change();
