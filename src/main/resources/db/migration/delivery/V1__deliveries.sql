-- One row for one outgoing message: a card in a channel, or a notice to a recipient.
-- No foreign key to workspace: its check would lock the same row in every capture.
create table delivery (
    id            uuid        primary key,
    workspace_id  uuid        not null,
    thing_id      uuid        not null,
    form          text        not null check (form in ('card', 'notice')),
    label         text        not null,              -- a card's kind, a notice's occasion
    recipient     text        not null,              -- C1 | C1/ts (a thread) | C1@U1 (ephemeral) | @U1 (direct)
    lane          text        not null,              -- what order is kept in: the channel, or @U1
    message       text,                              -- a notice's words; a card is rendered when it is sent
    revision      bigint      not null default 1,    -- counts the touches, so that one during sending is not lost
    due_at        timestamptz,                       -- null: Slack shows what it should
    not_before    timestamptz,
    sending_since timestamptz,                       -- set: a call may have reached Slack and its outcome is not recorded
    attempts      int         not null default 0,
    state         text        not null default 'pending' check (state in ('pending', 'sent', 'failed')),
    failure       text,
    channel_id    text,
    ts            text,
    hash          text,
    unique (workspace_id, thing_id, form, label, recipient)
);

create index delivery_due on delivery (workspace_id, lane, due_at, id) where due_at is not null;
