-- Since when the sweep has run without a break, on any instance: what fell due since then was not missed, however late it is seen to.
create table sweep_heartbeat (
    one      bool        primary key default true check (one),
    up_since timestamptz not null,
    beat_at  timestamptz not null
);

-- Rituals have no triggers of their own any more: the sweep finds those that are due by ritual_next. Quartz's own lock keeps an instance
-- of the version before from changing triggers meanwhile. Those that it adds later wake the sweep once, and are gone. Their job stays,
-- since that instance adds them to it.
select lock_name from qrtz_locks where lock_name = 'TRIGGER_ACCESS' for update;
delete from qrtz_simple_triggers where trigger_group = 'ritual';
delete from qrtz_cron_triggers where trigger_group = 'ritual';
delete from qrtz_simprop_triggers where trigger_group = 'ritual';
delete from qrtz_blob_triggers where trigger_group = 'ritual';
delete from qrtz_triggers where trigger_group = 'ritual';
