-- What there is to talk about. Open items are the agenda of whichever session is next or runs, so none needs to be carried anywhere.
create table cadence_item (
    workspace_id uuid        not null,
    id           uuid        not null,
    cadence_id   uuid        not null,
    added_key    text,                           -- names the doing that added it; null: a source did
    title        text        not null,
    notes        text        not null,
    minutes      int         not null,
    added_by     text,
    added_at     timestamptz not null,
    source       text,
    source_key   text,
    source_says  text,                           -- mrkdwn
    permalink    text,
    state        text        not null,
    position     int         not null,           -- the last it had, once it is dealt with
    touched      boolean     not null,           -- somebody changed it: it goes only if somebody says so
    stood_in     int         not null,           -- how many sessions closed with it open
    ended_at     timestamptz,
    settled_in   uuid,                           -- the session whose record tells how it ended
    primary key (workspace_id, id),
    constraint item_has_its_place exclude (workspace_id with =, cadence_id with =, position with =)
        where (state = 'OPEN') deferrable initially deferred,
    foreign key (workspace_id, cadence_id) references cadence (workspace_id, id) on delete cascade
);

create unique index cadence_item_added_once on cadence_item (workspace_id, added_key) where added_key is not null;
create unique index cadence_item_of_source on cadence_item (workspace_id, cadence_id, source, source_key) where source is not null;
create index cadence_item_unsettled on cadence_item (workspace_id, cadence_id)
    where state in ('DONE', 'DROPPED') and settled_in is null;

-- What became of each item in each session in which it stood.
create table cadence_session_item (
    workspace_id uuid        not null,
    session_id   uuid        not null,
    item_id      uuid        not null,
    position     int         not null,
    outcome      text        not null,
    decided_at   timestamptz not null,
    primary key (workspace_id, session_id, item_id),
    foreign key (workspace_id, session_id) references cadence_session (workspace_id, id) on delete cascade,
    foreign key (workspace_id, item_id) references cadence_item (workspace_id, id) on delete cascade
);

create index cadence_session_item_of on cadence_session_item (workspace_id, item_id);
