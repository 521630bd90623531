-- Far above what any tool sends, also where an erasure writes more than it takes out. In bytes, which are known without reading a long text.
alter table release_intake add constraint release_intake_title_bounded check (octet_length(title) <= 10000) not valid;
