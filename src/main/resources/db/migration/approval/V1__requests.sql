create extension if not exists pg_trgm;
create extension if not exists btree_gin;

-- The last references given out. Small and hot: room on its page lets every update stay there.
create table approval_counter (
    workspace_id uuid   primary key references workspace on delete cascade,
    requests     bigint not null default 0,
    decisions    bigint not null default 0
) with (fillfactor = 10);

-- The id is a UUIDv7 made when it was opened, so the primary key also answers "newest first".
-- What lists and filters need stands in columns; all that makes it go on, the policy's terms included, in its workings.
create table approval_request (
    id             uuid        not null,
    workspace_id   uuid        not null,
    number         bigint      not null,
    request_key    text        not null,
    requester      text        not null,
    channel_id     text,
    initiative_id  uuid,
    opened_at      timestamptz not null,
    gate           text        not null,
    area           text,
    asked          text        not null,
    state          text        not null,
    open           boolean     not null,
    rule           text        not null,
    policy_version bigint      not null,
    changed_at     timestamptz not null,
    workings       text        not null,
    version        bigint      not null,
    primary key (workspace_id, id),
    constraint approval_number unique (workspace_id, number),
    constraint approval_opened_once unique (workspace_id, request_key)
);

create index approval_of_requester on approval_request (workspace_id, requester, id);
create index approval_of_initiative on approval_request (workspace_id, initiative_id, id) where initiative_id is not null;
create index approval_of_gate on approval_request (workspace_id, gate, id);
create index approval_of_area on approval_request (workspace_id, lower(area), id) where area is not null;
create index approval_of_state on approval_request (workspace_id, state, id);
create index approval_open on approval_request (workspace_id, id) where open;
create index approval_words on approval_request using gin (workspace_id, lower(asked) gin_trgm_ops);

-- Whom open requests wait for, and those who were asked and need not answer any more are not here.
create table approval_waiting (
    workspace_id uuid not null,
    user_id      text not null,
    request_id   uuid not null,
    user_group   text,                              -- the one they are asked for, where that is why
    primary key (workspace_id, user_id, request_id),
    foreign key (workspace_id, request_id) references approval_request (workspace_id, id) on delete cascade
);

create index approval_waiting_of_group on approval_waiting (workspace_id, user_group) where user_group is not null;
create index approval_waiting_of on approval_waiting (workspace_id, request_id);

-- What happened, in order.
create table approval_happening (
    workspace_id uuid        not null,
    request_id   uuid        not null,
    version      bigint      not null,              -- the request's, which this made
    position     int         not null,              -- among what the same change made happen
    kind         text        not null,
    by_user_id   text,
    at           timestamptz not null,
    stage        text,
    to_users     text[]      not null,
    about_users  text[]      not null,
    words        text,
    primary key (workspace_id, request_id, version, position),
    foreign key (workspace_id, request_id) references approval_request (workspace_id, id) on delete cascade
);

-- A member's own copy of a request: the card in their direct messages is about this.
create table approval_ask (
    id           uuid not null,
    workspace_id uuid not null,
    request_id   uuid not null,
    user_id      text not null,
    primary key (workspace_id, id),
    constraint approval_asked_once unique (workspace_id, request_id, user_id),
    foreign key (workspace_id, request_id) references approval_request (workspace_id, id) on delete cascade
);

-- An outcome, as it was recorded; a request that is reopened may come to another one.
create table decision (
    id            uuid        not null,
    workspace_id  uuid        not null,
    number        bigint      not null,
    request_id    uuid        not null,
    round         int         not null,
    approved      boolean     not null,
    how           text        not null,
    decided_by    text,
    reason        text,
    dissents      text        not null,             -- JSON: who was overruled, and why they had blocked
    decided_at    timestamptz not null,
    prediction    text,
    review_on     date,
    asked_at      timestamptz,                      -- when the requester was asked whether it came true
    came_true     text check (came_true in ('yes', 'partly', 'no', 'too early')),
    learned       text,
    scored_at     timestamptz,
    log_number    bigint      not null,             -- its entry in the decision log
    primary key (workspace_id, id),
    constraint decision_number unique (workspace_id, number),
    constraint decided_once unique (workspace_id, request_id, round),
    constraint predictions_are_reviewed check ((prediction is null) = (review_on is null)),
    foreign key (workspace_id, request_id) references approval_request (workspace_id, id) on delete cascade
);
