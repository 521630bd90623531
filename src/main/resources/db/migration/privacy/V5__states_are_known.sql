alter table privacy_erasure add constraint privacy_erasure_state
    check (state in ('COUNTING', 'READY', 'WAITING', 'RUNNING', 'DONE', 'CANCELLED', 'REFUSED', 'EXPIRED')) not valid;
