-- How many people are in a channel, apps among them; null until Slack said so.
alter table channel add column people int;
