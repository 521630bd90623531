-- Who answers in the place of somebody who is away.
alter table absence add column stand_in_user_id text;
alter table absence add constraint nobody_stands_in_for_themselves check (stand_in_user_id <> user_id);

create index absence_of_stand_in on absence (workspace_id, stand_in_user_id, starts_at) where stand_in_user_id is not null;
