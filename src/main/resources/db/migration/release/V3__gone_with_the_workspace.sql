-- Releases go with their workspace, and all that belongs to them goes with them.
alter table release add foreign key (workspace_id) references workspace on delete cascade;
