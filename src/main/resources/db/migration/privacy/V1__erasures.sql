-- The last numbers given out: of erasures, and of people and customers who have no name any more.
create table privacy_counter (
    workspace_id uuid   primary key references workspace on delete cascade,
    erasures     bigint not null default 0,
    anonymous    bigint not null default 0
);

-- Somebody or something that is to be erased, and how far that is. Who or what it was stands here only until it is done.
create table privacy_erasure (
    id            uuid        not null,
    workspace_id  uuid        not null references workspace on delete cascade,
    number        bigint      not null,
    state         text        not null,
    kind          text        not null,          -- person, or a kind that a feature names
    user_id       text,                          -- of a person
    thing_id      uuid,                          -- of anything else
    label         text,                          -- what people call it
    name          text,                          -- what is looked for
    email         text,
    others        text,                          -- other names and addresses, one a line
    words         boolean     not null,          -- whether what they wrote goes too
    everywhere    boolean     not null,          -- whether a name of one word is taken out wherever it stands
    past          boolean     not null,          -- whether they are still here, so that only what is over is changed
    anonymous     bigint      not null,          -- what stands for them from then on
    asked_by      text        not null,
    asked_at      timestamptz not null,
    alone_until   timestamptz,                   -- from then on whoever asked may agree, where nobody else can
    agreed_by     text,
    agreed_at     timestamptz,
    ended_by      text,
    ended_at      timestamptz,
    progress      text        not null,          -- JSON: how far it is
    counts        text        not null,          -- JSON: what was found, by kind
    version       bigint      not null,          -- counts its states
    primary key (workspace_id, id),
    constraint privacy_erasure_number unique (workspace_id, number)
);

create index privacy_erasure_open on privacy_erasure (workspace_id, state) where ended_at is null;

-- Who was asked to agree: a card in their direct messages is about this.
create table privacy_ask (
    id           uuid not null,
    workspace_id uuid not null,
    erasure_id   uuid not null,
    user_id      text not null,
    primary key (workspace_id, id),
    constraint privacy_asked_once unique (workspace_id, erasure_id, user_id),
    foreign key (workspace_id, erasure_id) references privacy_erasure (workspace_id, id) on delete cascade
);
