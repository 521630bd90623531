create extension if not exists pg_trgm;
create extension if not exists btree_gin;

-- The last reference given out. Small and hot: room on its page lets every update stay there.
create table feedback_counter (
    workspace_id uuid   primary key references workspace on delete cascade,
    last         bigint not null
) with (fillfactor = 10);

create table customer (
    id           uuid        not null,
    workspace_id uuid        not null references workspace on delete cascade,
    name         text        not null,
    name_key     text        not null,
    folded       text        not null,
    created_at   timestamptz not null,
    primary key (workspace_id, id),
    constraint customer_name unique (workspace_id, name_key)
);

create index customer_begins on customer (workspace_id, folded text_pattern_ops);
create index customer_contains on customer using gin (workspace_id, folded gin_trgm_ops);

-- The id is a UUIDv7 made from captured_at, so the primary key also answers "newest first" and "since".
-- No foreign key to workspace: its row lock would be taken by every capture; feedback_leaves deletes instead.
create table feedback_item (
    id           uuid        not null,
    workspace_id uuid        not null,
    number       bigint      not null,
    capture_key  text        not null,
    via          text        not null,
    submitter    text,
    author       text,
    captured_at  timestamptz not null,
    changed_at   timestamptz not null,
    words        text        not null,
    summary      text,
    customer_id  uuid,
    area_id      uuid        references area on delete set null,
    kind         text,
    importance   smallint,
    source       text,
    consent      text        not null,
    link         text,
    joined_into  uuid,
    version      bigint      not null default 0,
    primary key (workspace_id, id),
    constraint feedback_number unique (workspace_id, number),
    constraint feedback_captured_once unique (workspace_id, capture_key),
    foreign key (workspace_id, customer_id) references customer (workspace_id, id),
    foreign key (workspace_id, joined_into) references feedback_item (workspace_id, id)
);

create index feedback_of_submitter on feedback_item (workspace_id, submitter, id) where submitter is not null;
create index feedback_of_area on feedback_item (workspace_id, area_id, id) where area_id is not null;
create index feedback_of_area_alone on feedback_item (area_id) where area_id is not null;
create index feedback_of_customer on feedback_item (workspace_id, customer_id, id) where customer_id is not null;
create index feedback_of_kind on feedback_item (workspace_id, kind, id) where kind is not null;
create index feedback_joined on feedback_item (workspace_id, joined_into) where joined_into is not null;

-- "+1": a customer, or a member who names none, counts once for an item.
create table feedback_vote (
    id           uuid        not null,
    workspace_id uuid        not null,
    item_id      uuid        not null,
    customer_id  uuid,
    member       text        not null,
    words        text,
    counted_at   timestamptz not null,
    primary key (workspace_id, id),
    foreign key (workspace_id, item_id) references feedback_item (workspace_id, id) on delete cascade,
    foreign key (workspace_id, customer_id) references customer (workspace_id, id)
);

create unique index feedback_vote_of_customer on feedback_vote (workspace_id, item_id, customer_id)
    where customer_id is not null;
create unique index feedback_vote_of_member on feedback_vote (workspace_id, item_id, member)
    where customer_id is null;
create index feedback_votes_by_customer on feedback_vote (workspace_id, customer_id) where customer_id is not null;

-- What a form holds that Slack's form cannot: a message or thread as it was read. Deleted after a day.
create table feedback_draft (
    id            uuid        not null,
    workspace_id  uuid        not null references workspace on delete cascade,
    channel_id    text        not null,
    ts            text        not null,
    root_ts       text        not null,
    author        text,
    permalink     text,
    words         text        not null,
    thread_words  text,
    thread_size   int         not null,
    read_at       timestamptz not null,
    primary key (workspace_id, id)
);

create index feedback_draft_age on feedback_draft (read_at);

-- Reactions that are still to be captured: the message is read from Slack after the event was acknowledged.
create table feedback_reaction (
    workspace_id uuid        not null references workspace on delete cascade,
    channel_id   text        not null,
    ts           text        not null,
    member       text        not null,
    reacted_at   timestamptz not null,
    attempts     int         not null default 0,
    due_at       timestamptz not null,
    primary key (workspace_id, channel_id, ts, member)
);

create index feedback_reaction_due on feedback_reaction (due_at);

-- Files that are still to be imported.
create table feedback_import (
    id           uuid        not null,
    workspace_id uuid        not null references workspace on delete cascade,
    member       text        not null,
    file_id      text        not null,
    asked_at     timestamptz not null,
    attempts     int         not null default 0,
    due_at       timestamptz not null,
    primary key (workspace_id, id)
);

create index feedback_import_due on feedback_import (due_at);

-- What support tools show at the web endpoint. Only a hash of the secret is kept.
create table feedback_token (
    id           uuid        primary key,
    workspace_id uuid        not null references workspace on delete cascade,
    name         text        not null,
    hash         bytea       not null,
    created_by   text        not null,
    created_at   timestamptz not null,
    revoked_at   timestamptz
);

create unique index feedback_token_name on feedback_token (workspace_id, lower(name)) where revoked_at is null;

-- Written with each item and emptied by the indexer. No index on it: every capture pays for it.
create table feedback_to_index (
    workspace_id uuid not null,
    item_id      uuid not null
);

create table feedback_search (
    workspace_id uuid     not null,
    item_id      uuid     not null,
    terms        tsvector not null,
    primary key (workspace_id, item_id),
    foreign key (workspace_id, item_id) references feedback_item (workspace_id, id) on delete cascade
);

create index feedback_search_terms on feedback_search using gin (workspace_id, terms);

-- Every word of a workspace and how many items have it: rare words find similar items, near ones mend misspellings.
create table feedback_word (
    workspace_id uuid not null references workspace on delete cascade,
    word         text not null,
    items        int  not null,
    primary key (workspace_id, word)
);

create index feedback_word_alike on feedback_word using gin (workspace_id, word gin_trgm_ops);

create function feedback_leaves() returns trigger language plpgsql as $$
begin
    delete from feedback_to_index where workspace_id = old.workspace_id;
    delete from feedback_item where workspace_id = old.workspace_id;
    return old;
end
$$;

-- When a workspace goes, its counter goes with it, and takes the items along.
create trigger feedback_leaves before delete on feedback_counter for each row execute function feedback_leaves();
