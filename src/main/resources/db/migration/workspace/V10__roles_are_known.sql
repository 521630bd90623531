-- What Steward granted: all else of a role comes from what Slack says.
alter table member add constraint member_role check (role in ('MEMBER', 'OPS')) not valid;
