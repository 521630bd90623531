-- Slack's full name and user name of a person, by which they are looked for when they are erased; null until Slack is asked next.
alter table member add column real_name text;
alter table member add column handle text;
