-- Steward was uninstalled there: nobody finds the workspace any more, and its row says nothing of it, so that a new installation of the
-- same team is another one. The row stays until everything that names it is erased.
alter table workspace
    add column left_at  timestamptz,               -- by the database's clock
    add column erase_at timestamptz;               -- from when on it is erased

alter table workspace drop constraint workspace_is_of_a_team_or_an_organisation;
alter table workspace
    add constraint workspace_is_of_a_team_or_an_organisation
        check (team_id is not null or enterprise_id is not null or left_at is not null),
    add constraint workspace_is_erased_after_it_left check ((left_at is null) = (erase_at is null));

create index workspace_left on workspace (erase_at) where left_at is not null;
