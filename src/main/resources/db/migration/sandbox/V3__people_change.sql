alter table sandbox_person add column deactivated boolean not null default false;
alter table sandbox_user_group add column updated bigint not null default 1760000000;
