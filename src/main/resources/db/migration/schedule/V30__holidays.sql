-- Which public holidays a workspace keeps, and its weekend.
create table holiday_setting (
    workspace_id uuid primary key references workspace on delete cascade,
    country      text,
    region       text,
    weekend      text not null default 'SATURDAY,SUNDAY',
    constraint a_region_is_of_a_country check (region is null or country is not null)
);

-- Its own: company days, local ones.
create table holiday (
    workspace_id uuid not null references workspace on delete cascade,
    day          date not null,
    name         text not null,
    primary key (workspace_id, day)
);
