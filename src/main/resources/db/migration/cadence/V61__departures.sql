-- The owner of a cadence left; until somebody took it over, or they came back.
create table cadence_departure (
    id           uuid        not null,
    workspace_id uuid        not null,
    cadence_id   uuid        not null,
    owner        text        not null,
    noticed_at   timestamptz not null,
    over         boolean     not null,
    primary key (workspace_id, id),
    foreign key (workspace_id, cadence_id) references cadence (workspace_id, id) on delete cascade
);

create unique index cadence_departure_now on cadence_departure (workspace_id, cadence_id) where not over;
create index cadence_departure_of on cadence_departure (workspace_id, cadence_id);
