-- How far the sandbox's clock is ahead of the machine's: no row as long as nobody moved it. It only grows, because rows are
-- written by it that must not lie in the future after a restart.
create table sandbox_clock (
    one      boolean primary key default true check (one),
    ahead_ms bigint  not null
);
