create extension if not exists pg_trgm;
create extension if not exists btree_gin;

-- The last reference given out. Who takes one keeps the workspace's other new initiatives waiting, so there are no gaps.
create table initiative_counter (
    workspace_id uuid   primary key references workspace on delete cascade,
    last         bigint not null
);

-- "C": names are looked up by how they begin, in byte order.
create table initiative (
    id           uuid             not null,
    workspace_id uuid             not null references workspace on delete cascade,
    number       bigint           not null,
    created_key  text             not null,
    name         text             not null,
    name_key     text collate "C" not null, -- two names with the same are one: case, width and spacing do not count
    name_folded  text collate "C" not null, -- without accents too, to be found by
    words        text collate "C" not null, -- name and objective, folded, to be found by
    owner        text             not null,
    area_id      uuid             references area on delete set null,
    phase        text             not null,
    open         boolean          not null generated always as (phase not in ('DONE', 'STOPPED')) stored,
    moves        int              not null default 0,
    objective    text,
    created_at   timestamptz      not null,
    changed_at   timestamptz      not null,
    version      bigint           not null default 0,
    primary key (workspace_id, id),
    constraint initiative_number unique (workspace_id, number),
    constraint initiative_created_once unique (workspace_id, created_key),
    constraint initiative_name unique (workspace_id, name_key)
);

create index initiative_open on initiative (workspace_id, number) where open;
create index initiative_of_area on initiative (workspace_id, area_id, number) where area_id is not null;
create index initiative_of_area_alone on initiative (area_id) where area_id is not null;
create index initiative_of_owner on initiative (workspace_id, owner, number);
create index initiative_in_phase on initiative (workspace_id, phase, number);
create index initiative_begins on initiative (workspace_id, open, name_folded);
create index initiative_contains on initiative using gin (workspace_id, name_folded gin_trgm_ops);
create index initiative_says on initiative using gin (workspace_id, words gin_trgm_ops);

-- How it came to its phase: step 0 is its beginning, the others are what gates decided.
create table initiative_phase (
    workspace_id  uuid        not null,
    initiative_id uuid        not null,
    step          int         not null,
    from_phase    text,
    to_phase      text        not null,
    because       text,
    moved_by      text,
    moved_at      timestamptz not null,
    primary key (workspace_id, initiative_id, step),
    foreign key (workspace_id, initiative_id) references initiative (workspace_id, id) on delete cascade
);
