-- Far above what any form takes, also where an erasure writes more than it takes out. In bytes, which are known without reading a long text.
alter table holiday add constraint holiday_name_bounded check (octet_length(name) <= 10000) not valid;
