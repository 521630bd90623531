-- Beside a million timers that are due some day, a vacuum reads the indexes of them all, which takes a second of one core: it is worth
-- that for many dead rows only, and is to be spread. Until then a claim walks over dead entries, which it marks, at little cost.
-- Plans do not depend on what an analyze finds: whatever is due stands at the beginning of one index.
alter table timer set (autovacuum_vacuum_scale_factor = 0.2, autovacuum_vacuum_cost_delay = 20,
                       autovacuum_analyze_scale_factor = 0.5);
