-- Words are looked up whole or by how they begin; trigrams of long texts took a second and more among a million rows.
alter table initiative
    add column name_terms tsvector not null default '',
    add column terms      tsvector not null default ''; -- of name and objective

update initiative set name_terms = to_tsvector('simple', name_folded), terms = to_tsvector('simple', words);

alter table initiative drop column words; -- and its index with it

create index initiative_has_in_name on initiative using gin (workspace_id, name_terms);
create index initiative_has on initiative using gin (workspace_id, terms);
