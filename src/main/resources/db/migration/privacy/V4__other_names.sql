-- What Slack calls a person beside the name that is shown, and is looked for as well.
alter table privacy_erasure add column real_name text;
alter table privacy_erasure add column handle text;
