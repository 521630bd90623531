-- Far above what any form, import or address takes, also where an erasure writes more than it takes out. In bytes, which are known without
-- reading a long text.
alter table approval_request add constraint approval_request_asked_bounded check (octet_length(asked) <= 200000) not valid;
alter table approval_happening add constraint approval_happening_words_bounded check (octet_length(words) <= 200000) not valid;
alter table decision
    add constraint decision_reason_bounded check (octet_length(reason) <= 200000) not valid,
    add constraint decision_prediction_bounded check (octet_length(prediction) <= 200000) not valid,
    add constraint decision_learned_bounded check (octet_length(learned) <= 200000) not valid;
alter table approval_round add constraint approval_round_asked_bounded check (octet_length(asked) <= 200000) not valid;
