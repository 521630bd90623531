-- Far above what a form takes and a thread of messages has, also where an erasure writes more than it takes out. In bytes, which are known
-- without reading a long text.
alter table feedback_draft
    add constraint feedback_draft_words_bounded check (octet_length(words) <= 50000000) not valid,
    add constraint feedback_draft_thread_words_bounded check (octet_length(thread_words) <= 50000000) not valid;
alter table feedback_token add constraint feedback_token_name_bounded check (octet_length(name) <= 10000) not valid;
