-- A file too large to be held at once, in parts from 0 on; delivery_file.content is empty then.
create table delivery_file_part (
    delivery_id uuid  not null references delivery_file on delete cascade,
    number      int   not null,
    content     bytea not null,
    primary key (delivery_id, number)
);

-- Archives do not get smaller.
alter table delivery_file_part alter column content set storage external;
