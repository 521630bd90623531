-- What Slack says of a person (an admin, a guest) stands apart from what Steward granted (role: MEMBER or OPS).
alter table member add column slack_admin boolean not null default false;
alter table member add column guest boolean not null default false;
update member set slack_admin = true, role = 'MEMBER' where role = 'ADMIN';

-- Guests file feedback and see what they filed; where this is true they may do what members may.
alter table workspace add column guests_are_members boolean not null default false;

-- When all people were last read from Slack; null: never.
alter table workspace add column members_read_at timestamptz;
