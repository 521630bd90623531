-- An address at which a calendar can be read. Of the secret in it only the hash is kept.
create table calendar_feed (
    id            uuid        primary key,
    workspace_id  uuid        not null references workspace on delete cascade,
    user_id       text        not null,              -- who asked for it
    ritual_kind   text,                              -- null: all that concerns the member
    ritual_id     uuid,
    hash          bytea       not null,
    created_at    timestamptz not null,
    constraint of_one_ritual_or_all check ((ritual_kind is null) = (ritual_id is null))
);

create unique index calendar_feed_of on calendar_feed (workspace_id, user_id, ritual_kind, ritual_id) nulls not distinct;
