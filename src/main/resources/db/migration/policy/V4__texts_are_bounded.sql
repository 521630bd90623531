-- Far above what any form, import or address takes, also where an erasure writes more than it takes out. In bytes, which are known without
-- reading a long text.
alter table policy_version add constraint policy_version_source_bounded check (octet_length(source) <= 5000000) not valid;
