-- Which backups this database was restored from, once what follows from that is done.
create table restore (
    restored_from timestamptz primary key,          -- the time of the backup
    done_at       timestamptz not null
);
