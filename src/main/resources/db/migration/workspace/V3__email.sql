create index member_email on member (workspace_id, lower(email)) where email is not null;
