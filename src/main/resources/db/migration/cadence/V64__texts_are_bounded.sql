-- Far above what any form, import or address takes, also where an erasure writes more than it takes out. In bytes, which are known without
-- reading a long text.
alter table cadence add constraint cadence_title_bounded check (octet_length(title) <= 10000) not valid;
alter table cadence_session_happening
    add constraint cadence_session_happening_words_bounded check (octet_length(words) <= 200000) not valid;
alter table cadence_item
    add constraint cadence_item_title_bounded check (octet_length(title) <= 10000) not valid,
    add constraint cadence_item_notes_bounded check (octet_length(notes) <= 200000) not valid;
alter table cadence_decision add constraint cadence_decision_words_bounded check (octet_length(words) <= 200000) not valid;
alter table cadence_action
    add constraint cadence_action_what_bounded check (octet_length(what) <= 200000) not valid,
    add constraint cadence_action_reason_bounded check (octet_length(reason) <= 200000) not valid;
alter table cadence_action_happening add constraint cadence_action_happening_words_bounded check (octet_length(words) <= 200000) not valid;
