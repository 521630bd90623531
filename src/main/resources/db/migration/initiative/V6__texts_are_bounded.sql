-- Far above what any form, import or address takes, also where an erasure writes more than it takes out. In bytes, which are known without
-- reading a long text.
alter table initiative
    add constraint initiative_name_bounded check (octet_length(name) <= 10000) not valid,
    add constraint initiative_objective_bounded check (octet_length(objective) <= 200000) not valid;
