-- Far above what any form takes, also where an erasure writes more than it takes out. In bytes, which are known without reading a long text.
alter table area add constraint area_name_bounded check (octet_length(name) <= 10000) not valid;
