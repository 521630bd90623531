-- Far above what any form, import or address takes, also where an erasure writes more than it takes out. In bytes, which are known without
-- reading a long text.
alter table release_source add constraint release_source_name_bounded check (octet_length(name) <= 10000) not valid;
alter table release_audience add constraint release_audience_name_bounded check (octet_length(name) <= 10000) not valid;
alter table release_changelog add constraint release_changelog_title_bounded check (octet_length(title) <= 10000) not valid;
alter table release_checklist_item add constraint release_checklist_item_title_bounded check (octet_length(title) <= 10000) not valid;
alter table release add constraint release_title_bounded check (octet_length(title) <= 10000) not valid;
alter table release_happening add constraint release_happening_words_bounded check (octet_length(words) <= 200000) not valid;
alter table release_question
    add constraint release_question_words_bounded check (octet_length(words) <= 200000) not valid,
    add constraint release_question_answer_bounded check (octet_length(answer) <= 200000) not valid;
alter table release_task
    add constraint release_task_title_bounded check (octet_length(title) <= 10000) not valid,
    add constraint release_task_reason_bounded check (octet_length(reason) <= 200000) not valid;
alter table release_part
    add constraint release_part_name_bounded check (octet_length(name) <= 10000) not valid,
    add constraint release_part_url_bounded check (octet_length(url) <= 200000) not valid,
    add constraint release_part_notes_bounded check (octet_length(notes) <= 5000000) not valid;
alter table release_hook add constraint release_hook_body_bounded check (octet_length(body) <= 50000000) not valid;
