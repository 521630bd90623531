-- Who captures the message: what a form says that it captures is looked for among their own. Older rows, which nobody finds any more, go
-- within a day.
alter table feedback_draft add column member text;
