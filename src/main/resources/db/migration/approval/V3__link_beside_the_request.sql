-- Whoever presses a button locks the request and then touches its deliveries; whoever notes where a card stands holds its delivery. So the
-- note must not need the request's row, not even by a foreign key, or the two could wait for each other.
create table approval_card (
    workspace_id uuid not null,
    request_id   uuid not null,
    link         text not null,
    primary key (workspace_id, request_id)
);

insert into approval_card (workspace_id, request_id, link)
select workspace_id, id, card_link from approval_request where card_link is not null;

alter table approval_request drop column card_link;
