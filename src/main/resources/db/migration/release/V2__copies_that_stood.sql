-- Whether anybody could have seen it: what was retracted before it got somewhere need not be taken back there.
alter table release_copy add column stood boolean not null default false;
update release_copy set stood = true where permalink is not null;
