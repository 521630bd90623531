alter table sandbox_person add column guest boolean not null default false;
