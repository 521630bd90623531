-- What a tool sent under an idempotency key of its own: another body under the same key is told, not lost.
alter table feedback_item add column fingerprint text;
