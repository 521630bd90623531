-- What somebody was asked in writing, and answered. Who was not asked and answered all the same has one, too.
create table cadence_ask (
    workspace_id uuid        not null,
    id           uuid        not null,
    session_id   uuid        not null,
    cadence_id   uuid        not null,
    user_id      text        not null,
    asked_at     timestamptz not null,
    until        timestamptz,                    -- null for who was not asked
    answered_at  timestamptz,
    changed_at   timestamptz,
    late         boolean     not null,           -- answered after the session was closed
    answers      text        not null,           -- by question, with the questions as they were when asked
    version      int         not null,           -- how often it was written; 0: not answered
    primary key (workspace_id, id),
    constraint cadence_asked_once unique (workspace_id, session_id, user_id),
    foreign key (workspace_id, session_id) references cadence_session (workspace_id, id) on delete cascade
);

create index cadence_ask_answered on cadence_ask (workspace_id, session_id, answered_at, id) where answered_at is not null;
create index cadence_ask_of on cadence_ask (workspace_id, cadence_id, user_id, asked_at desc);

-- Every version of an answer: nothing that was sent is lost.
create table cadence_ask_version (
    workspace_id uuid        not null,
    ask_id       uuid        not null,
    version      int         not null,
    at           timestamptz not null,
    answers      text        not null,
    primary key (workspace_id, ask_id, version),
    foreign key (workspace_id, ask_id) references cadence_ask (workspace_id, id) on delete cascade
);
