-- The private channel or direct messages that an item was captured in; null: everybody's. Whoever captured it may share it with everybody.
alter table feedback_item add column private_channel_id text;
alter table feedback_item add column shared boolean not null default true;

-- Words of items that are not shared count for nobody's misspellings.
alter table feedback_search add column shared boolean not null default true;
