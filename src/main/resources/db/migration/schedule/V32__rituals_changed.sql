-- When what calendars show of it was last changed: its rule, its rest, the holidays it heeds.
alter table ritual add column changed_at timestamptz not null default now();
