-- A row that nobody expected must not keep Steward from starting: then the constraint goes on to hold for new rows only.
do $$
declare
    added pg_constraint;
begin
    for added in select * from pg_constraint where not convalidated and conname in (
        'release_source_name_bounded', 'release_audience_name_bounded', 'release_changelog_title_bounded',
        'release_checklist_item_title_bounded', 'release_title_bounded', 'release_happening_words_bounded',
        'release_question_words_bounded', 'release_question_answer_bounded', 'release_task_title_bounded',
        'release_task_reason_bounded', 'release_part_name_bounded', 'release_part_url_bounded', 'release_part_notes_bounded',
        'release_hook_body_bounded') loop
        begin
            execute format('alter table %s validate constraint %I', added.conrelid::regclass, added.conname);
        exception when check_violation then
            raise warning '% of % holds for new rows only: %', added.conname, added.conrelid::regclass, sqlerrm;
        end;
    end loop;
end $$;
