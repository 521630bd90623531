-- V3 has releases go with their workspace, and cannot where one went before: what it left goes first. Once, before V3.
do $$ begin
    if to_regclass('release') is not null
            and not exists (select from flyway_schema_history_release where version = '3' and success) then
        delete from release r where not exists (select from workspace w where w.id = r.workspace_id);
    end if;
end $$;
