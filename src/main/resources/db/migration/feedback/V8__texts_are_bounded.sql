-- Far above what any form, import or address takes, also where an erasure writes more than it takes out. In bytes, which are known without
-- reading a long text.
alter table customer add constraint customer_name_bounded check (octet_length(name) <= 10000) not valid;
alter table feedback_item
    add constraint feedback_item_words_bounded check (octet_length(words) <= 50000000) not valid,
    add constraint feedback_item_summary_bounded check (octet_length(summary) <= 10000) not valid,
    add constraint feedback_item_link_bounded check (octet_length(link) <= 200000) not valid;
alter table feedback_vote add constraint feedback_vote_words_bounded check (octet_length(words) <= 50000000) not valid;
