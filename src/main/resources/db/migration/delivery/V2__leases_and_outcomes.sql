-- One instance at a time sends for a workspace. A row outlives its lease: it tells the next holder since when Slack had rest.
create table delivery_lease (
    workspace_id uuid        primary key,
    holder       uuid        not null,              -- an instance, as long as it runs
    rested_at    timestamptz,                       -- when the lease before this one ended; null: there was none
    until        timestamptz not null
);

-- Slack said Retry-After: this method of this workspace rests, whoever holds the lease.
create table delivery_pause (
    workspace_id uuid        not null,
    method       text        not null,
    until        timestamptz not null,
    primary key (workspace_id, method)
);

-- Order within a lane. Of one database, so that the clocks of instances do not matter.
create sequence delivery_position;

alter table delivery
    add column position      bigint not null default nextval('delivery_position'),
    add column waiting_since timestamptz,           -- set while something is to be sent
    add column tried_at      timestamptz,           -- the first attempt since; where the search for a marker begins
    add column settled_at    timestamptz,           -- when the last attempt ended it, by Steward's clock
    add column uncertain     boolean not null default false, -- an attempt may have reached Slack unrecorded
    add column merge_rule    text,                  -- a notice that may become one with its neighbours
    add column merged_into   uuid,                  -- the delivery whose message says this one too
    add column address       text;                  -- a response_url, encrypted

update delivery d
set position = ordered.position
from (select id, row_number() over (order by due_at, id) - 1000000000 as position
      from delivery where due_at is not null) ordered
where d.id = ordered.id;

-- due_at: null: nothing to send; else when to try, by the database's clock. It takes in what not_before said.
update delivery
set waiting_since = due_at,
    due_at = greatest(due_at, not_before),
    uncertain = failure is not distinct from 'outcome unknown' or sending_since is not null,
    sending_since = null
where due_at is not null;

-- The updates of all cards share a lane: they need no order, and Slack limits them by workspace.
update delivery set lane = '~' where form = 'card' and ts is not null;

alter table delivery
    drop column not_before,
    drop constraint delivery_state_check,
    add constraint delivery_state_check
        check (state in ('pending', 'sent', 'deleted', 'failed', 'held', 'dropped'));

drop index delivery_due;
create index delivery_waiting on delivery (workspace_id, lane, position) where due_at is not null;
create index delivery_troubled on delivery (workspace_id, settled_at desc, id) where state in ('failed', 'held');
create index delivery_payload on delivery (settled_at) where message is not null and due_at is null;
