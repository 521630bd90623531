-- Whoever was asked sees a request of a private channel: lists look for the requests of one person.
create index concurrently if not exists approval_ask_of on approval_ask (workspace_id, user_id, request_id);
