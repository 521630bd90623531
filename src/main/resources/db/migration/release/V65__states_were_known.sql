-- A row that nobody expected must not keep Steward from starting: then the constraint goes on to hold for new rows only.
do $$
declare
    added pg_constraint;
begin
    for added in select * from pg_constraint where not convalidated and conname in (
        'release_source_kind', 'release_source_area', 'release_state', 'release_area', 'release_happening_kind',
        'release_question_standing', 'release_task_state', 'release_part_standing', 'release_part_release', 'release_hook_outcome',
        'release_hook_release', 'release_digest_entry_release') loop
        begin
            execute format('alter table %s validate constraint %I', added.conrelid::regclass, added.conname);
        exception when check_violation or foreign_key_violation then
            raise warning '% of % holds for new rows only: %', added.conname, added.conrelid::regclass, sqlerrm;
        end;
    end loop;
end $$;
