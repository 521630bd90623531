-- First answers to deliveries that Slack may repeat; kept for a day.
create table receipt (
    workspace_id uuid        not null references workspace on delete cascade,
    key          text        not null,
    content_type text        not null,
    body         text        not null,
    answered_at  timestamptz not null,
    primary key (workspace_id, key)
);

create index receipt_answered_at on receipt (answered_at);

-- Installations begun in a browser and not finished yet.
create table oauth_state (
    state      text        primary key,
    expires_at timestamptz not null
);
